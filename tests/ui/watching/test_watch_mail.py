"""The mail light and its log: live, readable without colour, at every size, silent at rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
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
from vipdesk.domain.errors import BadInput
from vipdesk.domain.mail_light import Light, MailLight, MailLine, MailTold
from vipdesk.mail_watch import NOBODY, MailWatch
from vipdesk.screens.mail_log import MailLogScreen
from vipdesk.store.courier_lock import take_courier
from vipdesk.store.mail_log import MailLog, Side
from vipdesk.watch import WatchApp
from vipdesk.widgets.mail_lamp import lamp

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


class Carried:
    """A store's mail files, carried or not."""

    def __init__(self, folder: Path) -> None:
        self.where, self.wall = str(folder / "desk.db"), Wall()
        self.log = MailLog(self.where, self.wall)

    def watch(self, has_mailbox: bool = True) -> MailWatch:
        """Somebody who looks."""
        return MailWatch(self.where, lambda: has_mailbox, self.wall)


@pytest.mark.parametrize(
    ("troubles", "light", "words"),
    [
        ((), Light.WORKING, ""),
        (((Side.IN, ""),), Light.WELL, ""),
        (((Side.IN, ""), (Side.OUT, "refused")), Light.TROUBLE, "refused"),
        (((Side.IN, "no line"), (Side.OUT, "refused")), Light.TROUBLE, "no line"),
        (((Side.IN, "no line"), (Side.IN, "")), Light.WELL, ""),
    ],
)
def test_the_light_by_what_its_carrier_keeps(
    tmp_path: Path, troubles: Sequence[tuple[Side, str]], light: Light, words: str
) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    for side, trouble in troubles:
        carried.log.stand(side, trouble)
        carried.wall.on(minutes=1)
    found = carried.watch().light()
    assert (found.light, found.trouble) == (light, words)
    assert place is not None
    place.close()


def test_catching_up_is_work(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    carried.log.stand(Side.OUT, "")
    carried.log.work(Side.IN)
    assert carried.watch().light().light is Light.WORKING
    assert place is not None
    place.close()


def test_nobody_carries_it(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    carried.log.stand(Side.IN, "left over")
    assert carried.watch(has_mailbox=False).light() == MailLight(Light.OFF)
    watch = carried.watch()
    assert watch.light().light is Light.WORKING
    carried.wall.on(seconds=15)
    assert watch.light() == MailLight(Light.TROUBLE, NOBODY, NOW)


def test_settings_that_can_not_be_right_are_told(tmp_path: Path) -> None:
    def wrong() -> bool:
        raise BadInput("config.toml: [mail] has no key x")

    watch = MailWatch(str(tmp_path / "desk.db"), wrong, Wall())
    assert watch.light() == MailLight(Light.TROUBLE, "config.toml: [mail] has no key x")


def test_all_of_it(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    carried.log.note("started")
    carried.log.stand(Side.OUT, "refused")
    told = carried.watch().told()
    assert told.carrier == "Jana"
    assert [(name, way.light) for name, way in told.ways] == [("out", Light.TROUBLE)]
    assert [line.words for line in told.lines] == ["started", "out: refused"]
    assert place is not None
    place.close()
