"""Modules that are imported late: nothing is loaded before it is used, and then it is the thing."""

import subprocess
import sys
from pathlib import Path

import pytest

EARLY = """
from {package}.shapes import Circle, Square, area

def kinds():
    return Circle, Square

def tell(shape):
    return "round" if isinstance(shape, Circle) else "else"

def either(shape):
    return isinstance(shape, Circle | Square)
"""
SHAPES = """
print("loaded")

class Square:
    side = 2

class Circle(Square):
    pass

def area(shape):
    return shape.side ** 2
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a module that uses another one."""
    home = tmp_path / "drawing"
    home.mkdir()
    (home / "__init__.py").touch()
    (home / "early.py").write_text(EARLY.format(package="drawing"))
    (home / "shapes.py").write_text(SHAPES)
    return tmp_path


def run(package: Path, code: str) -> str:
    """What a fresh process prints."""
    begin = f"import sys; sys.path.insert(0, {str(package)!r})\nfrom vipdesk.late import *\n"
    begin += "with late(frozenset({'drawing.shapes'})):\n    import drawing.early as early\n"
    command = [sys.executable, "-c", begin + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_what_is_imported_is_not_loaded(package: Path) -> None:
    assert (
        run(package, "print('nothing', early.tell(1), early.either(1))") == "nothing else False\n"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("print(early.area(early.Square()))", "4"),
        ("print(early.Circle.side)", "2"),
        ("print(early.tell(early.Circle()), early.either(early.Square()))", "round True"),
        ("class Mine(early.Circle): pass\nprint(early.tell(Mine()))", "round"),
        ("from drawing.shapes import Circle\nprint(early.tell(Circle()))", "round"),
    ],
)
def test_what_is_used_is_the_thing(package: Path, code: str, said: str) -> None:
    assert run(package, code) == f"loaded\n{said}\n"


def test_no_stand_in_is_left_once_it_is_loaded(package: Path) -> None:
    code = (
        "load_now('drawing.shapes')\nprint(all(isinstance(kind, type) for kind in early.kinds()))"
    )
    assert run(package, code) == "loaded\nTrue\n"
