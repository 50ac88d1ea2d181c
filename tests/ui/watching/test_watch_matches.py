"""Looking for words in the ticket that is read alone: marked, counted, gone to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.ui.watching.stage import (
    NOW,
    SMALL,
    SMALLEST,
    WIDE,
    Morning,
    a_watch,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.watch import WatchApp
from vipdesk.widgets.layout import laid_out
from vipdesk.widgets.lines import Entry, line
from vipdesk.widgets.matches import Matches, Running

LONG = "\n".join(f"line {n} of the log: all is well" for n in range(10_000))


def saying(text: str, quoted: str = "") -> Morning:
    """The first ticket of the queue says this."""
    morning = morning_of(monday())
    first = morning.board_now.lines[0].number
    said = replace(morning.views[first].messages[0], text=text, quoted=quoted)
    morning.views[first] = replace(morning.views[first], messages=(said,))
    return morning


def marked(app: WatchApp) -> list[str]:
    """What is marked on the screen, the current match in capitals."""
    timeline, found = app.board_screen.timeline, []
    for y in range(timeline.size.height):
        for segment in timeline.render_line(y):
            style = segment.style
            if style is not None and (style.underline or style.reverse):
                found.append(segment.text.upper() if style.reverse else segment.text)
    return found


async def alone(pilot: Pilot[None], app: WatchApp) -> None:
    await ready(pilot, app)
    await press(pilot, "enter")
    await until(pilot, lambda: app.board_screen.reading)


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_words_are_marked_counted_and_gone_to(size: tuple[int, int]) -> None:
    app = a_watch(saying("Proxy down.\n" + "and on\n" * 60 + "the proxy again\n\nPROXY proxy"))
    async with app.run_test(size=size) as pilot:
        await alone(pilot, app)
        await pilot.press("slash", *"proxy")
        await until(pilot, lambda: "1 of 4" in seen(pilot))
        assert "PROXY" in marked(app)
        await pilot.press("enter", "full_stop")
        await until(pilot, lambda: "2 of 4" in seen(pilot) and "the proxy again" in seen(pilot))
        await pilot.press("full_stop", "full_stop", "full_stop")
        await until(pilot, lambda: "1 of 4" in seen(pilot) and "Proxy down" in seen(pilot))
        await pilot.press("colon")
        await until(pilot, lambda: "4 of 4" in seen(pilot))
        assert marked(app)[-1] == "PROXY"
        await pilot.press("escape")
        await until(pilot, lambda: not marked(app))
        assert app.board_screen.reading
        await pilot.press("escape")
        await until(pilot, lambda: not app.board_screen.reading)


async def test_the_arrows_go_on_while_one_types() -> None:
    app = a_watch(saying("one crate, two crates, no more"))
    async with app.run_test(size=WIDE) as pilot:
        await alone(pilot, app)
        await pilot.press("slash", *"crate", "down")
        await until(pilot, lambda: "2 of 2" in seen(pilot))
        await pilot.press("s", "up")
        await until(pilot, lambda: "1 of 1" in seen(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "not in here" in seen(pilot))


async def test_a_very_long_message_is_searched_to_its_end() -> None:
    app = a_watch(saying(LONG + "\nthe needle"))
    async with app.run_test(size=SMALL) as pilot:
        await alone(pilot, app)
        assert app.board_screen.timeline.left_out
        await pilot.press("slash", *"needle")
        await until(pilot, lambda: "1 of 1" in seen(pilot) and "the needle" in seen(pilot))
        await pilot.press(*["backspace"] * 6, *"line 7000 ")
        await until(pilot, lambda: "line 7000 of the log" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.board_screen.timeline.left_out))


async def test_what_is_folded_is_searched_once_it_is_unfolded() -> None:
    app = a_watch(saying("See below.", quoted="the needle"))
    async with app.run_test(size=WIDE) as pilot:
        await alone(pilot, app)
        await pilot.press("slash", *"needle", "enter")
        await until(pilot, lambda: "not in here" in seen(pilot))
        await pilot.press("o")
        await until(pilot, lambda: "NEEDLE" in marked(app) and "1 of 1" in seen(pilot))


async def test_what_is_sought_is_sought_in_the_next_ticket_too() -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=WIDE) as pilot:
        await alone(pilot, app)
        await pilot.press("slash", *"please", "enter")
        await until(pilot, lambda: "PLEASE" in marked(app))
        await press(pilot, "J")
        await until(pilot, lambda: "PLEASE" in marked(app))


def sought(text: str, words: str, width: int) -> Matches:
    entries = [Entry(NOW, (0, 1), line("Marta"), text)]
    return Running(laid_out(entries, width), entries).find(words)


@pytest.mark.parametrize("width", [8, 20, 80])
def test_what_was_broken_into_lines_is_found_all_the_same(width: int) -> None:
    text = "see https://example.org/very/long/path now, the login page is down"
    assert len(sought(text, "login page is", width)) == 1
    assert len(sought(text, "org/very/long", width)) == 1
    assert len(sought("login\npage", "loginpage", width)) == 0


@pytest.mark.parametrize(
    ("text", "words"), [("Čiže ŽLTÝ", "zlty"), ("カタカナ", "タカ"), ("한국어", "국"), ("ẞ", "ß")]
)
def test_case_and_accents_do_not_matter(text: str, words: str) -> None:
    assert len(sought(text, words, 20)) == 1
    assert len(sought("한하학", "한", 20)) == 1


@given(
    st.text("ab Bé日😀\u0301\u202eא\n", max_size=80),
    st.text("ab Bé日😀\u0301א", min_size=1, max_size=3),
    st.integers(4, 30),
)
def test_marks_lie_within_their_lines(text: str, words: str, width: int) -> None:
    entries = [Entry(NOW, (0, 1), line("Marta"), text)]
    page = laid_out(entries, width)
    found = Running(page, entries).find(words)
    spans = {match for row in range(len(page.lines)) for match, _, _ in found.spans(row)}
    assert spans == set(range(len(found)))
