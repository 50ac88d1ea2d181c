"""Escalating by one key: the best senior is proposed, what they say is noted, u withdraws it."""

from datetime import datetime

import pytest
from textual.events import Paste

from tests.ui.acting.stage import SAM, SIZES, Scene, Sitting, sitting
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, SetSeverity, SetStatus
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SetColleague,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.reminder import About
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.screens.escalate import EscalateDialog
from vipdesk.screens.escalation import EscalationDialog
from vipdesk.screens.told_reminders import TellReminders

PAVEL, EVA = "Pavel Horák", "Eva Marková"


@pytest.fixture
def manned(scene: Scene) -> Scene:
    """Two seniors, in at 10:42 on a Monday."""
    scene.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org", ("proxy",)))
    scene.do(SetColleague(EVA, Role.SENIOR, "eva@vipdesk.example.org", ("search",)))
    return scene


def escalated(scene: Scene, number: int) -> Escalation:
    """The latest escalation of a ticket."""
    return scene.view(number).escalations[-1]


async def elsewhere(desk: Sitting, *commands: Command) -> None:
    """Somebody acts on the same store, and the desk hears of it."""
    for command in commands:
        desk.scene.do(command)
    desk.bell.ring()
    await desk.pilot.pause()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_best_senior_is_asked_by_enter(manned: Scene, size: tuple[int, int]) -> None:
    number = manned.mail()
    async with sitting(manned, size) as desk:
        await desk.keys("e")
        await desk.until(lambda: "reason" in desk.shown)
        assert desk.shown.index(EVA) < desk.shown.index(PAVEL), "nothing is known yet: by name"
        await desk.types("the proxy hangs")
        await desk.until(lambda: "✓ proxy" in desk.shown)
        assert desk.shown.index(PAVEL) < desk.shown.index(EVA)
        assert "10:57" in desk.shown, "by when it is to be accepted"
        await desk.keys("tab", *"rebooted", "enter")
        await desk.says(f"#{number} is escalated to {PAVEL} · mail queued, not sent yet · u")
        await desk.until(lambda: "⇑? Login" in desk.shown)
    found = escalated(manned, number)
    assert (found.with_whom, found.reason, found.tried) == (PAVEL, "the proxy hangs", "rebooted")


async def test_who_has_no_address_is_to_be_told(scene: Scene) -> None:
    scene.do(SetColleague(EVA, Role.SENIOR))
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("e")
        await desk.until(lambda: "Eva Marková has no address, so tell them yourself" in desk.shown)
        assert "they are asked to accept by" in desk.shown


async def test_the_ticket_shows_who_has_it_and_what_happened(manned: Scene) -> None:
    number = manned.mail()
    async with sitting(manned) as desk:
        await desk.keys("e", *"proxy", "enter")
        await desk.until(lambda: f"senior     ⇑? {PAVEL} asked 10:42" in desk.shown)
        await desk.until(lambda: "⇑ 1 not accepted" in desk.shown)
        await elsewhere(desk, AcceptEscalation(1, by=PAVEL))
        await desk.until(lambda: f"senior     ⇑ {PAVEL} has it since 10:42" in desk.shown)
        await desk.until(lambda: "⇑ 1 not accepted" not in desk.shown)
        timeline = desk.app.board_screen.timeline.text
        assert f"escalated: to {PAVEL}" in timeline
        assert f"escalation accepted: by {PAVEL}" in timeline
        assert "Why it is escalated: proxy" in timeline
    assert escalated(manned, number).status is EscalationStatus.ACCEPTED


async def test_another_is_picked_and_stays_picked_while_the_reason_is_typed(manned: Scene) -> None:
    number = manned.mail()
    async with sitting(manned) as desk:
        await desk.keys("e", "down", "up", *"the proxy", "enter")
        await desk.says(f"#{number} is escalated to {EVA}")


async def test_undo_withdraws_what_is_not_accepted_yet(manned: Scene) -> None:
    number = manned.mail()
    async with sitting(manned) as desk:
        await desk.keys("e", *"proxy", "enter")
        await desk.says("u undoes it")
        await desk.keys("u")
        await desk.says(f"the escalation of #{number} is withdrawn")
        await desk.until(lambda: "⇑?" not in desk.shown)
        await desk.keys("e", *"proxy", "enter")
        await desk.says("u undoes it")
        await elsewhere(desk, AcceptEscalation(2, by=PAVEL))
        await desk.keys("u")
        await desk.says(f"not done: #{number}: {PAVEL} has accepted it meanwhile")
    assert escalated(manned, number).status is EscalationStatus.ACCEPTED


async def test_undo_waits_for_the_client_again(manned: Scene) -> None:
    number = manned.mail()
    manned.do(SetStatus(number, Status.WAITING))
    async with sitting(manned) as desk:
        await desk.keys("e", *"proxy", "enter")
        await desk.says("u undoes it")
        assert manned.view(number).line.status == "open"
        await desk.keys("w")
        await desk.says("is escalated to Pavel Horák, so its clock runs: have it handed back")
        await desk.keys("u")
        await desk.says("u again takes back what was done before that: the escalation of #101")
        await desk.keys("u")
        await desk.says("is withdrawn")
    assert manned.view(number).line.status == "waiting"


async def test_severity_1_needs_no_typing_and_warns_where_no_senior_is_in(manned: Scene) -> None:
    manned.clock.at = datetime.fromisoformat("2026-11-23T20:00:00+01:00")
    number = manned.mail()
    manned.do(SetSeverity(number, 1, "down"))
    async with sitting(manned) as desk:
        await desk.keys("e")
        await desk.until(lambda: "NO SENIOR IS IN: the first is" in desk.shown)
        assert "Tue 24 Nov 09:00" in desk.shown
        await desk.keys("enter")
        await desk.says(f"#{number} is escalated to")
    reason = escalated(manned, number).reason
    assert reason == "Login page returns 502\nSince twenty past nine nobody can log in."


async def test_without_a_reason_it_says_so_and_what_is_typed_is_kept(manned: Scene) -> None:
    manned.mail()
    async with sitting(manned) as desk:
        await desk.keys("e", "tab", *"all", "enter")
        await desk.until(lambda: "the reason is empty: write something first" in desk.shown)
        await desk.keys(*"why", "escape")
        await desk.says("not sent yet: e goes on with what you typed")
        await desk.keys("e", "enter")
        await desk.says("is escalated to")
    found = escalated(manned, 101)
    assert (found.reason, found.tried) == ("why", "all")


async def test_pasted_lines_are_all_kept(manned: Scene) -> None:
    number = manned.mail()
    async with sitting(manned) as desk:
        await desk.keys("e")
        await desk.until(lambda: isinstance(desk.app.screen, EscalateDialog))
        desk.app.screen.post_message(Paste("first\nsecond"))
        await desk.until(lambda: "second" in desk.shown)
        await desk.keys("enter")
        await desk.says(f"#{number} is escalated to")
    assert escalated(manned, number).reason == "first\nsecond"


async def test_without_a_senior_it_says_what_to_do(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("e")
        await desk.until(lambda: "no senior is known: `vipdesk people add" in desk.shown)
        await desk.keys(*"help", "enter")
        await desk.until(lambda: "there is no senior to ask" in desk.shown)


async def test_where_nothing_can_be_escalated_the_key_says_why(manned: Scene) -> None:
    manned.mail(sender=SAM)
    async with sitting(manned) as desk:
        await desk.keys("e")
        await desk.says("it is resolved, or its sender is unknown")


@pytest.mark.parametrize(
    ("keys", "status", "with_whom"),
    [
        (("down", "enter"), EscalationStatus.ACCEPTED, PAVEL),
        (("down", "down", *"busy", "enter"), EscalationStatus.ASKED, EVA),
        ((*"busy", "down", "down", "enter"), EscalationStatus.ASKED, EVA),
        (("down", "down", "down", "enter"), EscalationStatus.ACCEPTED, EVA),
        (("up", "enter"), EscalationStatus.WITHDRAWN, PAVEL),
        (("shift+tab", "left", "enter"), EscalationStatus.WITHDRAWN, PAVEL),
        (("enter",), EscalationStatus.ASKED, PAVEL),
    ],
)
async def test_what_the_senior_said_is_noted_down(
    manned: Scene, keys: tuple[str, ...], status: EscalationStatus, with_whom: str
) -> None:
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    async with sitting(manned) as desk:
        await desk.keys("e")
        await desk.until(lambda: isinstance(desk.app.screen, EscalationDialog))
        await desk.keys(*keys)
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
    found = escalated(manned, number)
    assert (found.status, found.with_whom) == (status, with_whom)


async def test_it_is_handed_back_with_a_result(manned: Scene) -> None:
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    manned.do(AcceptEscalation(1, by=PAVEL))
    async with sitting(manned) as desk:
        await desk.keys("e", "down", "enter")
        await desk.until(lambda: "the result is empty" in desk.shown)
        await desk.keys(*"mended", "enter")
        await desk.says(f"#{number} is handed back by {PAVEL}")
        await desk.until(lambda: "⇑ Login" not in desk.shown)
    assert manned.messages(number)[-1].text == "mended"


async def test_what_nobody_took_is_asked_again(manned: Scene) -> None:
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    for name in (PAVEL, EVA):
        manned.do(DeclineEscalation(1, "busy", by=name))
    async with sitting(manned) as desk:
        await desk.until(lambda: "⇑! Login" in desk.shown)
        await desk.until(lambda: "nobody took it" in desk.shown)
        await desk.keys("e", "down", "down", "down", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, EscalateDialog))
        await desk.keys(*"please", "enter")
        await desk.says(f"#{number} is escalated to {EVA}")
    assert escalated(manned, number).number == 1


async def test_the_reminder_leads_to_the_ticket(manned: Scene) -> None:
    manned.mail("Another")
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    async with sitting(manned) as desk:
        manned.clock.on(minutes=16)
        await elsewhere(desk, Sweep())
        told = desk.app._notifications
        words = f"escalation not accepted by {PAVEL}; {EVA} is asked"
        await desk.until(lambda: any(words in toast.message for toast in told))
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "escalation not accepted" in desk.shown)
        screen = desk.app.screen
        assert isinstance(screen, TellReminders)
        place = [one.key.about for one in screen.reminders].index(About.ESCALATION)
        await desk.keys(*["down"] * place, "enter")
        await desk.reads(number)
        await desk.until(lambda: f"senior     ⇑? {EVA} asked" in desk.shown)


async def test_it_is_found(manned: Scene) -> None:
    number = manned.mail("First")
    manned.mail("Second")
    manned.do(Escalate(number, "the proxy"))
    async with sitting(manned) as desk:
        await desk.keys("slash", *"owes:senior", "enter")
        await desk.until(lambda: [one.number for one in desk.app.board_screen.queue.lines] == [101])
        assert "1 of 2" in desk.shown
        await desk.keys("escape", "slash", *"-is:escalated", "enter")
        await desk.until(lambda: [one.number for one in desk.app.board_screen.queue.lines] == [102])


async def test_what_a_senior_hands_back_is_told(manned: Scene) -> None:
    number = manned.mail()
    manned.do(Escalate(number, "the proxy"))
    manned.do(AcceptEscalation(1, by=PAVEL))
    async with sitting(manned) as desk:
        manned.open_desk(PAVEL).execute(HandBack(1, "mended"))
        await elsewhere(desk, Sweep())
        told = desk.app._notifications
        await desk.until(lambda: any(f"handed back by {PAVEL}" in toast.message for toast in told))


@pytest.mark.parametrize("size", SIZES)
async def test_words_of_others_stay_words(scene: Scene, size: tuple[int, int]) -> None:
    bad = "\x1b[31m[/][b]x[/b]\u202e"
    scene.do(SetColleague(f"[red]{bad}", Role.SENIOR, skills=(f"{bad} proxy",)))
    number = scene.mail(subject=f"Down {bad}")
    async with sitting(scene, size) as desk:
        await desk.keys("e", *"proxy", "enter")
        await desk.says(f"#{number} is escalated to [red]")
        await desk.keys("e")
        await desk.until(lambda: isinstance(desk.app.screen, EscalationDialog))
        assert "\x1b" not in desk.shown
        assert "\u202e" not in desk.shown
