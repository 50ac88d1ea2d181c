"""The mail light and its log: live, readable without colour, at every size, silent at rest."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from textual.content import Content

from tests.kit import at
from tests.ui.watching.stage import (
    NOW,
    SMALL,
    SMALLEST,
    WIDE,
    Morning,
    Pulled,
    Wall,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.mail_light import Light, MailLight, MailLine, MailTold
from vipdesk.screens.mail_log import MailLogScreen
from vipdesk.watch import WatchApp
from vipdesk.widgets.mail_lamp import lamp
from vipdesk.widgets.status import Status

TROUBLE = MailLight(Light.TROUBLE, "imap.example.com refused the password", NOW)
WELL = MailLight(Light.WELL)
LINES = (
    MailLine(at("Mon 2026-11-23 09:00"), "carried by Jana"),
    MailLine(at("Mon 2026-11-23 09:01"), "in: connected to imap.example.com"),
    MailLine(at("Mon 2026-11-23 10:40"), "out: answer on #104 left"),
)


@dataclass
class Window:
    """What is known of mail; set here, seen on screen."""

    now: MailLight = WELL
    lines: tuple[MailLine, ...] = LINES
    looks: list[str] = field(default_factory=list)

    def light(self) -> MailLight:
        self.looks.append("light")
        return self.now

    def told(self) -> MailTold:
        self.looks.append("told")
        ways = (("in", self.now), ("out", WELL))
        return MailTold(self.now, "Jana", ways, self.lines)


def a_watch(window: Window | None, boards: Morning | None = None) -> WatchApp:
    """A watcher who sees how mail stands."""
    mail = None if window is None else lambda: window
    return WatchApp(boards or morning_of(monday()), Pulled(), Wall(), mail=mail)


def top(text: str) -> str:
    """The first row of the screen."""
    return text.split("\n")[0]


@pytest.mark.parametrize(
    ("light", "wide", "narrow", "colour"),
    [
        (MailLight(Light.OFF), "○ mail", "○", "dim"),
        (WELL, "● mail", "●", "$success"),
        (MailLight(Light.WORKING), "⇅ mail", "⇅", "$accent"),
        (
            TROUBLE,
            "✕ mail: imap.example.com refused the password · since 10:42",
            "✕",
            "bold $error",
        ),
    ],
)
def test_each_state_has_its_sign_and_colour(
    light: MailLight, wide: str, narrow: str, colour: str
) -> None:
    zone = ZoneInfo("Europe/Bratislava")
    shown = lamp(light, NOW, zone, 0)
    assert shown.plain == wide
    assert Content.styled(wide, colour).spans[0] in shown.spans
    assert [lamp(light, NOW, zone, terse).plain for terse in (4, 5)] == [narrow, narrow]
    lengths = [lamp(light, NOW, zone, terse).cell_length for terse in range(6)]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
@pytest.mark.parametrize("light", [MailLight(Light.OFF), WELL, TROUBLE])
async def test_it_is_on_screen_at_every_size(size: tuple[int, int], light: MailLight) -> None:
    app = a_watch(Window(light))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        sign = {Light.OFF: "○", Light.WELL: "●", Light.TROUBLE: "✕"}[light.light]
        row = top(seen(pilot))
        assert sign in row
        assert len(row) <= size[0]
        assert "READ" in row or size == SMALLEST


async def test_it_changes_as_mail_does() -> None:
    window = Window()
    app = a_watch(window)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "● mail" in top(seen(pilot)))
        window.now = TROUBLE
        await until(pilot, lambda: "✕ mail" in top(seen(pilot)))
        assert "imap.example.com refused the password · since 10:42" in top(seen(pilot))


async def test_without_a_window_there_is_no_light_and_no_key() -> None:
    app = a_watch(None)
    async with app.run_test(size=WIDE) as pilot:
        await ready(pilot, app)
        assert "mail" not in top(seen(pilot))
        assert "Mail" not in await press(pilot, "at")


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_a_key_shows_the_log(size: tuple[int, int]) -> None:
    app = a_watch(Window(TROUBLE))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        await pilot.press("at")
        await until(pilot, lambda: "answer on #104 left" in seen(pilot))
        assert "carried by Jana" in seen(pilot)
        assert "refused" in seen(pilot)
        await pilot.press("at")
        await until(pilot, lambda: app.screen is app.board_screen)


async def test_words_narrow_the_log_and_it_stays_live() -> None:
    window = Window()
    app = a_watch(window)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        await pilot.press("at")
        await until(pilot, lambda: "connected" in seen(pilot))
        await pilot.press(*"OUT", "space", *"left")
        await until(pilot, lambda: "connected" not in seen(pilot))
        assert "answer on #104 left" in seen(pilot)
        window.lines += (MailLine(NOW, "out: answer on #105 left"), MailLine(NOW, "in: idle"))
        await until(pilot, lambda: "#105" in seen(pilot))
        assert "in: idle" not in seen(pilot)
        await pilot.press(*"zebra")
        await until(pilot, lambda: "Nothing is in the log about that." in seen(pilot))


async def test_a_long_log_is_scrolled_and_stays_where_it_is_read() -> None:
    many = tuple(MailLine(NOW + timedelta(seconds=n), f"line {n:03}") for n in range(300))
    window = Window(lines=many)
    app = a_watch(window)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        await pilot.press("at")
        await until(pilot, lambda: "line 299" in seen(pilot))
        window.lines += (MailLine(NOW, "newest"),)
        await until(pilot, lambda: "newest" in seen(pilot))
        await pilot.press("ctrl+home")
        await until(pilot, lambda: "line 000" in seen(pilot))
        window.lines += (MailLine(NOW, "newer still"),)
        looked = len(window.looks)
        await until(pilot, lambda: len(window.looks) > looked + 1)
        assert "line 000" in seen(pilot)
        await pilot.press("pagedown", "down")
        await until(pilot, lambda: "line 000" not in seen(pilot))


async def test_nothing_is_painted_while_nothing_changes() -> None:
    window = Window()
    app = a_watch(window)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        await pilot.press("at")
        await until(pilot, lambda: "connected" in seen(pilot))
        screen = app.screen
        assert isinstance(screen, MailLogScreen)
        before, looked = screen._shown, len(window.looks)
        await until(pilot, lambda: len(window.looks) > looked + 2)
        assert screen._shown is before


async def test_help_names_the_key_and_the_signs() -> None:
    app = a_watch(Window())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        found = await press(pilot, "question_mark", *"mail")
        assert "Show how mail stands, and its log" in found
        assert "● ⇅ ✕ ○" in found


async def test_a_click_on_the_light_shows_the_log() -> None:
    app = a_watch(Window())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "● mail" in top(seen(pilot)))
        await pilot.click(offset=(top(seen(pilot)).index("● mail") + 1, 0))
        await until(pilot, lambda: "connected" in seen(pilot))


HOSTILE = "in: \x1b]0;x\x07 said [red]no[/red] [/foo] \u202egpj"


async def test_what_a_server_says_is_only_text() -> None:
    app = a_watch(Window(replace(TROUBLE, trouble=HOSTILE), (MailLine(NOW, HOSTILE),)))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.board_screen.mail is not None)
        await pilot.press("at")
        await until(pilot, lambda: "[/foo]" in seen(pilot))
        assert "\x1b" not in seen(pilot)
        assert "\u202e" not in seen(pilot)


def test_while_all_is_well_the_word_goes_first() -> None:
    board = morning_of(monday()).board_now
    zone = board.policy.hours.zone
    told = Status(board, NOW, zone, True, True)
    for width in range(70, 120):
        with_light = replace(told, mail=WELL).line(width + 4).plain
        assert with_light.removesuffix("● mail").removesuffix("●").rstrip(" ·").split() == (
            told.line(width).plain.split()
        )
