"""What Python works out anew at each start: kept where it comes to the same, else worked out."""

import builtins
import dataclasses
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.start.one_file import hurried, kept_in
from vipdesk import keeping_code
from vipdesk.keeping_code import keep_code
from vipdesk.kept_code import KeptCode
from vipdesk.kept_work import RUN_BY, KeptWork, patterns_worked_out

SOURCE = """
import re
from dataclasses import dataclass
from typing import NamedTuple

WORDS = re.compile(r"(?P<first>kept)[ \\t]+(?P<rest>[a-zäö]+)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Kept:
    number: int
    words: tuple[str, ...] = ()


class Place(NamedTuple):
    row: int
    column: int = 3
"""


@pytest.fixture
def work(module: Path) -> Path:
    """A module with something to work out."""
    module.write_text(SOURCE)
    return module


def load() -> Any:
    """The module, loaded anew by a start that then keeps what it met."""
    sys.modules.pop("kept_here", None)
    re.purge()
    with KeptCode():
        found = import_module("kept_here")
        keep_code(hurried())
    del sys.modules["kept_here"]
    return found


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is worked out all the same."""
    worked: list[str] = []
    compiles, parses = builtins.compile, import_module("re._parser").parse

    def compile_text(source: object, name: str, *rest: object, **more: object) -> object:
        if name == "<string>":
            worked.append(str(source))
        return compiles(source, name, *rest, **more)  # type: ignore[call-overload] # as it comes

    def parse(text: str, *rest: object) -> object:
        worked.append(text)
        return parses(text, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(builtins, "compile", compile_text)
        patched.setattr(import_module("re._parser"), "parse", parse)
        yield worked


@pytest.mark.usefixtures("work")
def test_what_was_worked_out_once_is_not_worked_out_again(
    idle: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load()
    assert any("kept" in text for text in idle)
    assert any("__create_fn__" in text for text in idle)
    assert any("_tuple_new" in text for text in idle)
    idle.clear()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # what is kept is looked at once more
    load()
    assert idle == []


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("time", [1, 2])
def test_what_is_kept_does_the_same(time: int) -> None:
    for _ in range(time):
        found = load()
    kept, place, words = (getattr(found, name) for name in ("Kept", "Place", "WORDS"))
    assert repr(kept(2, ("a",))) == "Kept(number=2, words=('a',))"
    assert kept(1) < kept(2) == kept(2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        kept(1).number = 2
    assert place(1) == (1, 3)
    assert words.match("KEPT  Ähm").groupdict() == {"first": "KEPT", "rest": "Ähm"}


def test_another_text_is_worked_out_by_itself(work: Path) -> None:
    load()
    work.write_text(SOURCE.replace("column: int = 3", "columns: int = 4").replace("kept)", "held)"))
    found = load()
    assert found.Place(1).columns == 4
    assert found.WORDS.match("held on")
    assert not found.WORDS.match("kept on")


@pytest.mark.usefixtures("work")
def test_behind_the_start_python_is_as_it_was() -> None:
    load()
    for module, way in RUN_BY.items():
        assert not hasattr(import_module(module), way)


@pytest.mark.parametrize(
    "bad",
    [
        {("kept", 0): (0, b"\xff" * 8, 0, {}, (None,))},
        {("kept", 0): (0, b"odd", 0, {}, (None,))},
        {("kept", 0): (0, [1], 0, {}, (None,))},
        {("kept", 0): ()},
        [],
    ],
)
def test_work_that_the_engine_refuses_is_as_if_none_was_kept(
    work: Path, monkeypatch: pytest.MonkeyPatch, bad: object
) -> None:
    with monkeypatch.context() as kept:
        kept.setattr(keeping_code, "patterns_worked_out", lambda _: bad)
        load()
    assert kept_in(work).exists()
    found = load()
    assert found.WORDS.match("kept on")
    assert not found.WORDS.match("else on")


PATTERNS = [
    ("", 0),
    ("a+?b|(?:c){2,5}", 0),
    (r"(?P<year>\d{4})-(?P<month>\d\d)(?(year)x|y)", re.ASCII),
    (r"(?i:straße)\b[^\W_]*(?<!b)(?=c)()\1?", re.VERBOSE | re.DOTALL),
    ("[\u0370-\u03ff\U0001f300-\U0001faff]+", re.IGNORECASE),
    (rb"\x1b\[[0-9;]*[ -/]*[@-~]", 0),
    ("(?ms)^x.*$", 0),
    ("(?>a++)b*+", 0),
]


@pytest.mark.parametrize(("text", "flags"), PATTERNS)
def test_a_pattern_comes_back_as_it_was(text: str | bytes, flags: int) -> None:
    re.purge()
    pattern = re.compile(text, flags)
    kept = patterns_worked_out(lambda: None)
    re.purge()
    start = KeptWork(kept)
    start.begin()
    start.end()
    again = import_module("re")._cache[type(pattern.pattern), pattern.pattern, int(flags)]
    assert again == pattern
    assert again is not pattern
    assert (again.flags, again.groups, again.groupindex) == (
        pattern.flags,
        pattern.groups,
        pattern.groupindex,
    )
