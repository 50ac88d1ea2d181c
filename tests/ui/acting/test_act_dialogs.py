"""Each dialog, alone, on a real store: keys in, what is stored out, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from tests.ui.acting.stage import SAM, SIZES, Scene, Stage, text_of, type_text, until
from vipdesk.domain.commands import Identify
from vipdesk.domain.message import Kind
from vipdesk.pen import Pen
from vipdesk.screens.call import CallDialog
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.dialog import Dialog
from vipdesk.screens.identify import IdentifyDialog
from vipdesk.screens.new_ticket import Beginning, NewTicketDialog
from vipdesk.screens.note import NoteDialog
from vipdesk.screens.severity import SeverityDialog
from vipdesk.screens.writing import Writing

HOSTILE = [
    "\x1b]52;c;cm0gLXJmIH4=\x07",
    "\x1b[2J\x1b[31mred",
    "\x9b31m\x90q\x9c",
    "[/]",
    "[/",
    "[bold]loud[/bold]",
    "[@click=app.quit]x[/]",
    "[link=http://evil.example.org]x",
    "right\u202etfel\u2066x",
    "zero\u200bwidth\x00nul\x7f",
]


async def test_a_note_is_stored_as_typed(scene: Scene, pen: Pen) -> None:
    number = scene.mail()
    stage = Stage(NoteDialog(number, pen.execute))
    async with stage.run_test() as pilot:
        await type_text(pilot, "asked Pavel\nabout the proxy")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert scene.messages(number)[-1].kind is Kind.NOTE
    assert scene.messages(number)[-1].text == "asked Pavel\nabout the proxy"


async def test_an_empty_note_is_refused_in_the_dialog(scene: Scene, pen: Pen) -> None:
    stage = Stage(NoteDialog(scene.mail(), pen.execute))
    async with stage.run_test() as pilot:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "the note is empty" in stage.problem())
        await type_text(pilot, "now")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))


async def test_a_note_on_a_ticket_that_is_gone_keeps_its_text(pen: Pen) -> None:
    stage = Stage(NoteDialog(999, pen.execute))
    async with stage.run_test() as pilot:
        await type_text(pilot, "long thought")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "there is no such ticket" in stage.problem())
        assert stage.dialog.query_one(Writing).text == "long thought"


@pytest.mark.parametrize(("key", "answered"), [("ctrl+s", True), ("ctrl+n", False)])
async def test_one_key_logs_how_a_call_went(
    scene: Scene, pen: Pen, key: str, answered: bool
) -> None:
    number = scene.mail()
    stage = Stage(CallDialog(number, pen.execute, stage_nothing))
    async with stage.run_test() as pilot:
        await type_text(pilot, "spoke to Marta")
        await pilot.press(key)
        await until(pilot, lambda: bool(stage.given))
    call = scene.messages(number)[-1]
    assert (call.kind, call.text) == (Kind.CALL, "spoke to Marta")
    assert (call.fact is not None) is answered


async def test_a_call_about_something_new_hands_its_text_on(pen: Pen) -> None:
    handed: list[str] = []

    async def hand_on(text: str) -> None:
        handed.append(text)

    stage = Stage(CallDialog(None, pen.execute, hand_on))
    async with stage.run_test() as pilot:
        await type_text(pilot, "printer on fire")
        await pilot.press("ctrl+s", "ctrl+n")
        assert not stage.given, "without a ticket there is nothing to log it on"
        await pilot.press("ctrl+t")
        await until(pilot, lambda: handed == ["printer on fire"])


@pytest.mark.parametrize("on", ["tab", "enter"])
async def test_a_ticket_by_hand_takes_contact_instant_and_text(
    scene: Scene, pen: Pen, on: str
) -> None:
    stage = Stage(NewTicketDialog(scene.board(), scene.clock, pen.execute))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Invoices missing")
        await pilot.press(on, "2", on)
        await type_text(pilot, "Pao")
        await pilot.press(on, "c", on)
        await type_text(pilot, "09:15")
        await pilot.press(on)
        await type_text(pilot, "since Friday")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    (line,) = scene.board().lines
    view = scene.view(line.number)
    assert (line.subject, line.severity, line.triaged) == ("Invoices missing", 2, True)
    assert (line.requester, line.channel, line.sender_unknown) == ("Paolo Bianchi", "chat", False)
    assert view.ticket.opened_at.isoformat() == "2026-11-23T08:15:00+00:00"
    assert view.messages[0].text == "since Friday"


@pytest.mark.parametrize(
    ("received", "problem"),
    [("soon", "is no instant"), ("11:59", "still to come"), ("2026-13-01", "is no instant")],
)
async def test_an_instant_that_can_not_be_is_refused_and_all_stays(
    scene: Scene, pen: Pen, received: str, problem: str
) -> None:
    stage = Stage(NewTicketDialog(scene.board(), scene.clock, pen.execute))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Invoices")
        await pilot.press("tab", "tab", "tab", "tab")
        await type_text(pilot, received)
        await pilot.press("tab", "ctrl+s")
        await until(pilot, lambda: problem in stage.problem())
        if "no instant" in problem:
            assert stage.dialog.focused is stage.dialog.query_one("#received")
        assert stage.dialog.query_one("#subject", Input).value == "Invoices"
    assert not scene.board().lines


async def test_a_ticket_by_hand_may_begin_with_what_a_call_said(scene: Scene, pen: Pen) -> None:
    beginning = Beginning(text="printer on fire")
    stage = Stage(NewTicketDialog(scene.board(), scene.clock, pen.execute, beginning))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Printer")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert scene.messages(scene.board().lines[0].number)[0].text == "printer on fire"


async def test_an_unknown_sender_becomes_a_contact(scene: Scene, pen: Pen) -> None:
    number = scene.mail("Hello", sender=SAM)
    stage = Stage(IdentifyDialog(scene.view(number), "Acme", pen.execute))
    async with stage.run_test() as pilot:
        assert "sam@elsewhere.example.org" in text_of(stage)
        assert "Since twenty past nine" in text_of(stage)
        await pilot.press("enter")
        await until(pilot, lambda: bool(stage.given))
    assert not scene.view(number).line.sender_unknown
    assert SAM in scene.board().client.contacts


async def test_nobody_of_the_client_is_asked_for_twice(scene: Scene, pen: Pen) -> None:
    number = scene.mail("Buy now", sender=SAM)
    stage = Stage(IdentifyDialog(scene.view(number), "Acme", pen.execute))
    async with stage.run_test() as pilot:
        await pilot.press("ctrl+n", "n")
        assert scene.view(number).line.sender_unknown
        await pilot.press("ctrl+n", "y")
        await until(pilot, lambda: bool(stage.given))
    assert SAM.address in scene.board().client.strangers
    assert scene.view(number).line.status == "resolved"


async def test_who_was_identified_elsewhere_meanwhile_is_told(scene: Scene, pen: Pen) -> None:
    number = scene.mail("Hello", sender=SAM)
    stage = Stage(IdentifyDialog(scene.view(number), "Acme", pen.execute))
    scene.do(Identify(number, "Sam"))
    async with stage.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "its sender is known already" in stage.problem())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["note", "call", "severity", "new", "identify", "composer"])
async def test_every_field_and_key_is_reachable_at_every_size(
    scene: Scene, pen: Pen, hand: Hand, kind: str, size: tuple[int, int]
) -> None:
    number = scene.mail(sender=SAM)
    stage = Stage(DIALOGS[kind](scene, pen, hand, number))
    async with stage.run_test(size=size) as pilot:
        await until(pilot, lambda: stage.dialog.focused is not None)
        for field in stage.dialog.focus_chain:
            assert stage.dialog.focused is field
            await pilot.pause()
            shown = stage.dialog.find_widget(field).visible_region
            assert shown.height >= 1, f"{field} can't be seen"
            assert shown.width >= 8, f"{field} can't be seen"
            await pilot.press("tab")
        assert "esc " in text_of(stage), "the keys are in sight"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["note", "call", "severity", "new", "identify", "composer"])
async def test_no_dialog_obeys_what_a_client_wrote(
    scene: Scene, pen: Pen, hand: Hand, kind: str, text: str
) -> None:
    sender = type(SAM)(text, SAM.address)
    number = scene.mail(subject=text, text=text, sender=sender)
    stage = Stage(DIALOGS[kind](scene, pen, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: stage.dialog.focused is not None)
        await pilot.pause()
        shown = text_of(stage)
        assert not [c for c in shown if c != "\n" and not c.isprintable()]
        assert "\u202e" not in shown


def severity(scene: Scene, pen: Pen, number: int) -> SeverityDialog:
    return SeverityDialog(scene.view(number), scene.board().policy, scene.clock, pen.execute)


def composer(scene: Scene, hand: Hand, number: int) -> Composer:
    return Composer(scene.view(number).line, scene.board(), hand)


async def stage_nothing(text: str) -> None:
    """Where a call becomes no ticket."""


DIALOGS: dict[str, Callable[[Scene, Pen, Hand, int], Dialog]] = {
    "note": lambda scene, pen, hand, number: NoteDialog(number, pen.execute),
    "call": lambda scene, pen, hand, number: CallDialog(number, pen.execute, stage_nothing),
    "severity": lambda scene, pen, hand, number: severity(scene, pen, number),
    "new": lambda scene, pen, hand, number: NewTicketDialog(
        scene.board(), scene.clock, pen.execute
    ),
    "identify": lambda scene, pen, hand, number: IdentifyDialog(
        scene.view(number), "Acme", pen.execute
    ),
    "composer": lambda scene, pen, hand, number: composer(scene, hand, number),
}
