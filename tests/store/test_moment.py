"""What is so for a moment: heard by the other side at once, and gone with who said it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.kit import Programs
from vipdesk.domain.on_pages import OnPages
from vipdesk.store import moment, moment_reading
from vipdesk.store.moment import DeskMoments, PageMoments

MARTA, PAOLO = "marta@acme.example.com", "paolo@acme.example.com"


class Clock:
    """Seconds since 1970, set by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        """What it shows."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of this process."""
    made = Clock()
    for module in (moment, moment_reading):
        monkeypatch.setattr(module, "time", made)
    return made


@pytest.fixture
def both(where: str) -> Iterator[tuple[PageMoments, DeskMoments]]:
    """A process with pages and a desk, beside the same store."""
    Path(where).parent.mkdir(parents=True)
    pages, desk = PageMoments(where), DeskMoments(where)
    yield pages, desk
    pages.close()
    desk.close()


def test_each_hears_the_other(clock: Clock, both: tuple[PageMoments, DeskMoments]) -> None:
    pages, desk = both
    assert (pages.types(), desk.pages()) == (frozenset(), OnPages())
    pages.keep({MARTA: True, PAOLO: False}, {MARTA: (101, clock.now + 5)})
    assert desk.pages() == OnPages({MARTA: True, PAOLO: False}, {MARTA: 101})
    desk.keep(102, clock.now + 5)
    assert pages.types() == frozenset({102})
    desk.keep(None)
    assert pages.types() == frozenset()


def test_typing_ends_by_itself(clock: Clock, both: tuple[PageMoments, DeskMoments]) -> None:
    pages, desk = both
    pages.keep({MARTA: True}, {MARTA: (101, clock.now + 3)})
    desk.keep(101, clock.now + 3)
    clock.now += 3
    assert (pages.types(), desk.pages()) == (frozenset(), OnPages({MARTA: True}, {}))


def test_who_says_nothing_more_is_gone(clock: Clock, both: tuple[PageMoments, DeskMoments]) -> None:
    pages, desk = both
    pages.keep({MARTA: True}, {})
    clock.now += 5
    assert desk.pages().here == {MARTA: True}
    clock.now += 2
    assert desk.pages() == OnPages()


def test_the_same_is_said_again_before_it_is_old(
    clock: Clock, both: tuple[PageMoments, DeskMoments]
) -> None:
    pages, desk = both
    for _ in range(10):
        pages.keep({MARTA: True}, {})
        clock.now += 1.5
    assert desk.pages().here == {MARTA: True}


def test_two_processes_with_pages_are_heard_together(
    clock: Clock, where: str, both: tuple[PageMoments, DeskMoments]
) -> None:
    pages, desk = both
    other = PageMoments(where)
    pages.keep({MARTA: False}, {})
    other.keep({MARTA: True, PAOLO: True}, {})
    assert desk.pages().here == {MARTA: True, PAOLO: True}
    other.close()
    assert desk.pages().here == {MARTA: False}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"at": "now"}',
        '{"at": 1e999, "here": 7}',
        '{"at": 1800000000, "here": [1], "types": {"a": [1]}}',
        '{"at": 1800000000, "here": 1, "types": {"a": ["x", 1800000001]}}',
        '{"at": 1800000000, "types": {"a": [1, 1900000000]}}',
        "[" * 100_000,
    ],
)
def test_what_makes_no_sense_is_not_heard(
    clock: Clock, where: str, both: tuple[PageMoments, DeskMoments], text: str
) -> None:
    _, desk = both
    folder = Path(where).with_name("desk.moments")
    folder.mkdir(exist_ok=True)
    (folder / "1-2.page").write_text(text)
    assert desk.pages() == OnPages()


def test_a_killed_process_is_gone_and_its_file_is_swept(
    where: str, programs: Programs, clock: Clock
) -> None:
    Path(where).parent.mkdir(parents=True)
    program = programs.start(
        "import sys; from vipdesk.store.moment import PageMoments\n"
        "pages = PageMoments(sys.argv[1]); pages.keep({'a': True}, {}); print('said', flush=True)\n"
        "input()",
        where,
    )
    assert program.answer() == "said"
    program.kill()
    (left,) = Path(where).with_name("desk.moments").iterdir()
    clock.now = json.loads(left.read_text())["at"]
    desk = DeskMoments(where)
    assert desk.pages().here == {"a": True}
    clock.now += 7
    assert desk.pages().here == {}
    os.utime(left, (clock.now - 100, clock.now - 100))
    DeskMoments(where)
    assert not left.exists()


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path) -> None:
    where = str(tmp_path / "not" / "there" / "desk.db")
    pages, desk = PageMoments(where), DeskMoments(where)
    pages.keep({MARTA: True}, {})
    desk.keep(101, 1.0)
    assert (pages.types(), desk.pages()) == (frozenset(), OnPages())
