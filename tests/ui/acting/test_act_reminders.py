"""Reminders at the desk: told once as they come, gone to by one key, done or put off."""

from datetime import timedelta
from functools import partial

import pytest

from tests.ui.acting.stage import SIZES, Scene, Sitting, sitting, until
from vipdesk.domain.commands import MakeTicket, Reply
from vipdesk.domain.policy import MOST_AN_HOUR
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.screens.kept_apart import KeptApartScreen
from vipdesk.screens.telling import SECONDS_SHOWN
from vipdesk.screens.told_reminders import TellReminders


async def test_what_came_while_away_is_counted_and_listed(scene: Scene) -> None:
    scene.mail()
    scene.clock.on(minutes=61)
    scene.do(Sweep())
    async with sitting(scene) as desk:
        await desk.until(lambda: "2 reminders came while you were away: ! shows them" in desk.said)
        assert "reminders: !" in desk.shown
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "#101 Login page returns 502: half of its time" in desk.shown)


async def test_a_new_one_is_a_toast_and_is_told_once(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        scene.clock.on(minutes=61)
        scene.do(Sweep())
        desk.bell.ring()
        told = desk.app._notifications
        await desk.until(lambda: any("half of its time is used" in t.message for t in told))
        toasts = len(told)
        scene.do(Sweep())
        desk.bell.ring()
        await desk.pilot.pause()
        assert len(desk.app._notifications) == toasts


OPENED = {
    "board": [],
    "answer": ["a"],
    "note": ["n"],
    "severity": ["s"],
    "book": ["b"],
    "calendar": ["C"],
    "wallboard": ["B"],
    "sheet": ["D"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "find": ["slash"],
    "settings": ["comma"],
}


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_covers_nothing(scene: Scene, size: tuple[int, int]) -> None:
    scene.mail("Login page")
    async with sitting(scene, size) as desk:
        for keys in OPENED.values():
            await desk.keys(*keys)
            await desk.until(lambda: "counting" not in desk.shown)
            await desk.pilot.pause()
            before = desk.shown.split("\n")
            desk.app.notify("a notice of something new", timeout=60)
            await desk.until(lambda: " a notice of something" in desk.shown)
            after = desk.shown.split("\n")
            assert _covered(before, after) <= set(" ─▁▔╭╮╰╯│"), (keys, desk.shown)
            desk.app.clear_notifications()
            await desk.until(lambda: " a notice of something" not in desk.shown)
            await desk.keys(*["escape"] * bool(keys))


def _covered(before: list[str], after: list[str]) -> set[str]:
    """What stood in the row where the notice is now."""
    row = next(n for n, line in enumerate(after) if " a notice of something" in line)
    begins = after[row].index(" a notice of something")
    return set(before[row][begins : begins + 27])


async def test_a_notice_makes_way_for_what_is_typed(scene: Scene) -> None:
    scene.mail("Login page")
    async with sitting(scene, (40, 12)) as desk:
        await desk.keys("n")
        await desk.until(lambda: "Note on #101" in desk.shown.split("\n")[0])
        desk.app.notify("a notice of something new", timeout=60)
        await desk.until(lambda: "a notice of something new" in desk.shown)
        typed = [f"row number {each} says all there is" for each in range(9)]
        for row in range(9):
            await desk.types(typed[row])
            await desk.until(partial(_all_shown, desk, typed[max(row - 3, 0) : row + 1]))
            await desk.keys("enter")


def _all_shown(desk: Sitting, rows: list[str]) -> bool:
    shown = desk.shown
    return all(row in shown for row in rows)


async def test_enter_goes_to_the_ticket_and_has_it_seen_to(scene: Scene) -> None:
    scene.mail("First")
    number = scene.mail("Second")
    scene.clock.on(minutes=61)
    scene.do(Sweep())
    async with sitting(scene) as desk:
        await desk.keys("exclamation_mark")
        screen = desk.app.screen
        assert isinstance(screen, TellReminders)
        await desk.until(lambda: "#102 Second" in desk.shown)
        place = [one.key.subject for one in screen.reminders].index(number)
        await desk.keys(*["down"] * place, "enter")
        await desk.reads(number)
        assert desk.app.board_screen.reading
        await desk.until(lambda: number not in [r.key.subject for r in scene.board().reminders])


async def test_done_put_off_and_all_done(scene: Scene) -> None:
    scene.mail("First")
    scene.mail("Second")
    scene.clock.on(minutes=61)
    scene.do(Sweep())
    async with sitting(scene) as desk:
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "#102 Second" in desk.shown)
        before = len(scene.board().reminders)
        await desk.keys("d")
        await desk.until(lambda: len(scene.board().reminders) == before - 1)
        await desk.keys("z")
        await desk.until(lambda: len(scene.board().reminders) == before - 2)
        await desk.keys("D")
        await desk.until(lambda: scene.board().reminders == ())
        await desk.until(lambda: not isinstance(desk.app.screen, TellReminders))
        scene.clock.on(minutes=16)
        assert len(scene.do(Sweep()).change.reminders) >= 1


async def test_where_nothing_stands_the_key_says_so(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("exclamation_mark")
        await desk.says("nothing is left to remind of")


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_seen_at_every_size(scene: Scene, size: tuple[int, int]) -> None:
    scene.mail()
    scene.clock.at += timedelta(minutes=61)
    scene.do(Sweep())
    async with sitting(scene, size) as desk:
        await desk.until(lambda: "!" in desk.shown.split("\n")[0])
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "esc close" in desk.shown)


async def test_mail_of_a_contact_that_is_not_taken_is_told_where_the_agent_looks(
    scene: Scene,
) -> None:
    for number in range(MOST_AN_HOUR):
        scene.mail(f"Forged {number}", live=True)
    async with sitting(scene) as desk:
        assert "not taken" not in desk.shown
        assert scene.mail("PRODUCTION DOWN", live=True) == 0
        desk.bell.ring()
        await desk.until(lambda: "▲ 1 mail of a contact not taken · 1 set aside" in desk.shown)
        told = desk.app._notifications
        await desk.until(lambda: any("is only kept and not taken" in t.message for t in told))
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "mail of Marta Rossi is only kept" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: isinstance(desk.app.screen, KeptApartScreen))
        await desk.until(lambda: "1 more of marta.rossi@acme.example.com" in desk.shown)
        await desk.keys("escape")
        (flood,) = scene.reader.kept_apart().floods
        scene.do(MakeTicket(flood.numbers[0]))
        desk.bell.ring()
        await desk.until(lambda: "not taken" not in desk.shown)


async def test_what_is_seen_to_or_undone_is_told_no_more(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        scene.clock.on(minutes=61)
        scene.do(Sweep())
        desk.bell.ring()
        await desk.until(lambda: "#101 Login page returns 502: half" in desk.shown)
        scene.do(Reply(number, "It works again."))
        scene.do(Sweep())
        desk.bell.ring()
        at_once = SECONDS_SHOWN / 3
        await until(desk.pilot, lambda: "Login page returns 502: half" not in desk.shown, at_once)
