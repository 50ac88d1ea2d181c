"""Style sheets that were read at an earlier start are known, while they would be read the same."""

import pickle
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from textual.app import ComposeResult
from textual.css import stylesheet
from textual.widgets import Static

from tests.start.one_file import hurried, kept_in
from tests.start.test_kept_work import load
from vipdesk.appearance import Appearance
from vipdesk.keeping_code import MOST_SHEETS, keep_code
from vipdesk.kept_code import KeptCode
from vipdesk.terminal import kept_sheet
from vipdesk.terminal.kept_sheet import rules_known
from vipdesk.terminal.themed import Themed

COLOURS = "{'primary': '#123456'}"


class Hello(Themed[None]):
    """Some styles of its own."""

    CSS = "Static { color: $primary; border: round $accent; &.-late { color: red 40%; } }"

    def compose(self) -> ComposeResult:
        """Two lines."""
        yield Static("hello")
        yield Static("there", classes="-late")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts of sheets that are read."""
    texts: list[str] = []
    parse = vars(stylesheet)["parse"]

    def noted(scope: str, css: str, *rest: object, **more: object) -> object:
        texts.append(css)
        return parse(scope, css, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(stylesheet, "parse", noted)
        yield texts


async def picture(colours: Appearance = Appearance.DARK) -> tuple[str, tuple[str, bytes]]:
    """The app's first picture, and what could be kept of its sheets."""
    app = Hello(wanted=colours)
    async with app.run_test() as pilot:
        await pilot.pause()
        named, rules = rules_known(app.stylesheet)
        return app.export_screenshot(title="same"), (named, pickle.dumps(rules))


def keeps(monkeypatch: pytest.MonkeyPatch, sheet: tuple[str, bytes], *, same: bool = True) -> None:
    """Have a start find this sheet, and the library as it was, or not."""
    kept = SimpleNamespace(sheets=dict([sheet]))
    monkeypatch.setattr(KeptCode, "at_work", lambda: kept)
    if same:
        monkeypatch.setattr(kept_sheet, "_library_is_as_it_was", lambda: True)


async def test_what_was_read_for_these_colours_is_known(
    monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    first, sheet = await picture()
    assert Hello.CSS in read
    keeps(monkeypatch, sheet)
    read.clear()
    assert (await picture())[0] == first
    assert read == []


async def test_for_other_colours_it_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    light, _ = await picture(Appearance.LIGHT)
    dark, sheet = await picture()
    keeps(monkeypatch, sheet)
    read.clear()
    assert (await picture(Appearance.LIGHT))[0] == light != dark
    assert Hello.CSS in read


async def test_a_sheet_that_changed_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    first, sheet = await picture()
    keeps(monkeypatch, sheet)
    monkeypatch.setattr(Hello, "CSS", Hello.CSS.replace("$primary", "$error"))
    read.clear()
    assert (await picture())[0] != first
    assert read == [Hello.CSS]


@pytest.mark.parametrize("part", [0, 1, 100, -1])
async def test_what_is_spoilt_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, read: list[str], part: int
) -> None:
    first, (colours, rules) = await picture()
    keeps(monkeypatch, (colours, rules[:part]))
    assert (await picture())[0] == first
    assert read.count(Hello.CSS) == 2


async def test_with_another_library_it_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    """The library of these tests was not loaded from the one file."""
    _, sheet = await picture()
    keeps(monkeypatch, sheet, same=False)
    await picture()
    assert read.count(Hello.CSS) == 2


def kept_after(sheet: tuple[str, object]) -> dict[str, bytes]:
    """The sheets in the file after a start with this one."""
    with KeptCode():
        keep_code(hurried(), sheet)
    return KeptCode().sheets


def test_a_start_keeps_the_sheets_of_its_colours(module: Path) -> None:
    load()
    assert kept_in(module).exists()
    assert pickle.loads(kept_after((COLOURS, {"read": [1]}))[COLOURS]) == {"read": [1]}
    written = kept_in(module).stat().st_mtime_ns
    kept_after((COLOURS, {"read": [2]}))
    assert kept_in(module).stat().st_mtime_ns == written


@pytest.mark.usefixtures("module")
def test_the_sheets_of_the_latest_colours_are_kept() -> None:
    load()
    for number in range(MOST_SHEETS + 2):
        found = kept_after((str(number), {}))
    assert [*found] == [str(number) for number in range(2, MOST_SHEETS + 2)]


def test_sheets_of_older_code_go(module: Path) -> None:
    load()
    assert COLOURS in kept_after((COLOURS, {}))
    module.write_text("SAID = 'changed'\n")
    load()
    assert KeptCode().sheets == {}


@pytest.mark.parametrize("is_kept", [True, False])
def test_sheets_are_not_kept_beside_code_that_came_after_they_were_read(
    module: Path, is_kept: bool
) -> None:
    """The library is replaced just after a start: the next would take them for its own."""
    if is_kept:
        load()
    with KeptCode():
        import_module("kept_here")
        module.write_text("SAID = 'replaced'\n")
        keep_code(hurried(), (COLOURS, {}))
    del sys.modules["kept_here"]
    later = KeptCode()
    assert later.find_spec("kept_here") is not None
    assert later.sheets == {}


@pytest.mark.usefixtures("module")
def test_what_cant_be_kept_of_a_sheet_keeps_nothing_else_back() -> None:
    load()
    assert kept_after((COLOURS, {"read": lambda: 1})) == {}
    assert KeptCode().known


def test_while_another_thread_loads_what_was_kept_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The board is read beside it, and the store loads what it needs for that."""

    class Interrupted(str):
        def startswith(self, *_: object) -> bool:
            monkeypatch.setitem(sys.modules, "loaded_beside", ModuleType("loaded_beside"))
            return False

    monkeypatch.setitem(sys.modules, Interrupted("comes.first"), ModuleType("comes.first"))
    monkeypatch.setitem(sys.modules, "comes.after", ModuleType("comes.after"))
    assert not kept_sheet._library_is_as_it_was()
