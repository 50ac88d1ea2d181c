"""Dialogs from booking to held in Italian: nothing of the original is left, nothing cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.screen import Screen
from textual.widgets import Input, Label

from tests.ui.acting.planning import booked
from tests.ui.acting.stage import MARTA, SIZES, Scene, Stage, text_of, until
from tests.ui.italian.reading import left_over, words_of
from vipdesk.domain.callback import Callback
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Receive, ReceiveCall, Reply
from vipdesk.domain.escalation_commands import AcceptEscalation, Escalate, SetColleague
from vipdesk.domain.inbound import Inbound, InboundCall
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Channel
from vipdesk.pen import Pen
from vipdesk.pictures import Pictures
from vipdesk.screens.booking import BookDialog, Planner
from vipdesk.screens.busy_time import BusyDialog
from vipdesk.screens.call import CallDialog
from vipdesk.screens.call_off import CallOffDialog
from vipdesk.screens.caller import CallerDialog
from vipdesk.screens.canned import CannedDialog
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.copying import CopyDialog, parts
from vipdesk.screens.escalate import EscalateDialog
from vipdesk.screens.escalation import EscalationDialog
from vipdesk.screens.explanation import explained
from vipdesk.screens.files import FilesDialog
from vipdesk.screens.filing import Ends, FilingDialog, ReachedDialog, first_words
from vipdesk.screens.go_to import GoTo
from vipdesk.screens.held import HeldDialog
from vipdesk.widgets.choice import Choice

pytestmark = pytest.mark.usefixtures("italian")
PAVEL, EVA = "Pavel Horák", "Eva Marková"


@dataclass(frozen=True)
class Given:
    """What a dialog is about."""

    scene: Scene
    pen: Pen
    hand: Hand
    pictures: Pictures
    number: int


@pytest.fixture
def given(scene: Scene, pen: Pen, hand: Hand) -> Iterator[Given]:
    """One ticket; what is still being read is waited for in the end."""
    pictures = Pictures(scene.reader)
    yield Given(scene, pen, hand, pictures, scene.mail("Accesso", "Nessuno riesce a entrare."))
    pictures.wait()


async def _nothing(text: str) -> None:
    """A new matter that nobody takes."""


def _planner(given: Given) -> Planner:
    return Planner(given.pictures, given.scene.clock, given.pen.execute)


def _book(given: Given) -> Screen[Any]:
    board = given.scene.board()
    return BookDialog(board, _planner(given), about=board.line(given.number))


def _move(given: Given) -> Screen[Any]:
    call = booked(given.scene, "24 10:00", subject="Regole")
    return BookDialog(given.scene.board(), _planner(given), moved=call)


def _busy(given: Given) -> Screen[Any]:
    zone = given.scene.board().policy.hours.zone
    return BusyDialog(zone, given.scene.clock, given.pen.execute)


def _call_off(given: Given) -> Screen[Any]:
    call = booked(given.scene, "24 10:00", subject="Regole")
    return CallOffDialog(call, given.scene.board().policy, given.pen.execute)


def _held(given: Given) -> Screen[Any]:
    call = booked(given.scene, "24 10:00", subject="Regole")
    return HeldDialog(call, given.scene.board(), given.pen.execute, None)


def _rang(given: Given) -> Callback:
    call = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="asterisk:1",
        name="",
        phone="+390255501234",
        shown="+39 02 5550 1234",
        received=given.scene.clock.at - timedelta(minutes=30),
        transcript="richiamatemi per favore",
    )
    given.scene.do(ReceiveCall(call))
    return given.scene.reader.callbacks()[0]


def _filing(ends: Ends) -> Callable[[Given], Screen[Any]]:
    return lambda given: FilingDialog(_rang(given), given.scene.board(), ends, given.pen.execute)


def _reached(given: Given) -> Screen[Any]:
    return ReachedDialog(_rang(given), given.scene.board(), given.pen.execute, {})


def _caller(given: Given) -> Screen[Any]:
    return CallerDialog(_rang(given), given.scene.board(), given.pen.execute)


def _answer(given: Given) -> Screen[Any]:
    board = given.scene.board()
    line = board.line(given.number)
    assert line is not None
    return Composer(line, board, given.hand)


def _copy(given: Given) -> Screen[Any]:
    given.scene.do(Reply(given.number, "Il proxy è ripartito.", None))
    return CopyDialog(given.scene.view(given.number), given.scene.board().policy)


def _files(given: Given) -> Screen[Any]:
    digest = given.scene.files.put(b"x")
    said = Inbound(
        channel=Channel.EMAIL,
        external_id="with files",
        sender=MARTA,
        received=given.scene.clock.at,
        subject="Registri",
        text="Ecco i registri.",
        attachments=(Attachment("", "text/plain", 1, digest),),
    )
    ticket = given.scene.do(Receive(said)).change.ticket
    assert ticket is not None
    view = given.scene.view(ticket.number)
    return FilesDialog(view, given.scene.board().policy, given.scene.shelf)


def _manned(given: Given) -> None:
    given.scene.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org", ("proxy",)))
    given.scene.do(SetColleague(EVA, Role.SENIOR, "", ("ricerca",)))


def _escalate(given: Given) -> Screen[Any]:
    other = given.scene.mail("Ricerca lenta", "La ricerca è lenta.")
    _manned(given)
    given.scene.do(Escalate(other, "lenta", "", PAVEL))
    given.scene.do(AcceptEscalation(1, PAVEL))
    view, board = given.scene.view(given.number), given.scene.board()
    return EscalateDialog(view, board, given.scene.clock, given.pen.execute)


def _nobody(given: Given) -> Screen[Any]:
    view, board = given.scene.view(given.number), given.scene.board()
    return EscalateDialog(view, board, given.scene.clock, given.pen.execute)


def _escalation(given: Given) -> Screen[Any]:
    _manned(given)
    given.scene.do(Escalate(given.number, "il proxy", "riavvio", PAVEL))
    given.scene.do(AcceptEscalation(1, PAVEL))
    board = given.scene.board()
    standing = given.scene.view(given.number).escalation
    assert standing is not None
    return EscalationDialog(standing, board, given.scene.clock, given.pen.execute)


DIALOGS: dict[str, tuple[Callable[[Given], Screen[Any]], tuple[str, ...]]] = {
    "book": (
        _book,
        ("Prenota una chiamata", "support, 30 minuti", "invitato", "invio: lun 23 nov 10:45"),
    ),
    "move": (
        _move,
        ("Sposta training con Marta Rossi, ora mar 24 nov 10:00", "alle", "enter conferma"),
    ),
    "busy": (
        _busy,
        ("Impegno o assenza", "‹ no, occupato ›", "24 ore ‹ no ›", "ripeti ‹ una volta ›"),
    ),
    "call off": (
        _call_off,
        ("Disdire training con Marta Rossi, mar 24 nov 10:00?", "motivo", "esc mantieni"),
    ),
    "held": (_held, ("Tenuta: training con Marta Rossi", "com'è andata", "‹ su nessuno ›")),
    "call": (
        lambda given: CallDialog(given.number, given.pen.execute, _nothing),
        ("Chiamata su #", "vale come risposta", "^n nessuno raggiunto", "^t nuovo ticket"),
    ),
    "new call": (
        lambda given: CallDialog(None, given.pen.execute, _nothing),
        ("Chiamata con il cliente", "che cosa si è detto, o di chi hai chiesto"),
    ),
    "filed": (_filing(Ends.FILED), ("Su un ticket ·", "‹ un nuovo ticket ›", "chiamante")),
    "done": (_filing(Ends.DONE), ("Chiusa senza richiamare ·", "‹ qualcuno di Acme")),
    "reached": (_reached, ("Raggiunto ·", "vale lì come risposta", "esc tieni per dopo")),
    "caller": (
        _caller,
        ("Chi ha chiamato da +39 02 5550 1234?", "d'ora in poi il suo numero è noto"),
    ),
    "answer": (
        _answer,
        ("Risposta · #", "a Marta Rossi", "oggetto Re: Accesso", "esc salva bozza", "^g cita"),
    ),
    "ready answers": (
        lambda given: CannedDialog(lambda: ((), ("a.txt: vuoto", "b.txt: vuoto"))),
        ("Risposte pronte", "a.txt: vuoto (e 1 altro)", "enter inserisci"),
    ),
    "copy": (
        _copy,
        ("Copia da #", "1 numero e oggetto", "5 la nostra ultima risposta", "enter copia"),
    ),
    "files": (_files, ("File di #", "un file senza nome", "enter salva")),
    "escalate": (
        _escalate,
        ("Passa a un senior #", "c'è 1 aperto proxy", "non ha un indirizzo: avvisa tu"),
    ),
    "no senior": (_nobody, ("nessun senior noto", "perché serve un senior", "provato")),
    "escalation": (
        _escalation,
        ("Passaggio a un senior di #", "· accettato", "‹ niente di nuovo ›", "perché il proxy"),
    ),
    "go to": (lambda given: GoTo(), ("Vai al ticket", "si aprono anche i ticket risolti")),
}
NOT_OURS = {"client", "reason", "severity", "received", "initial", "follow-up"}
"""The meanings of levels are the policy's own words; what is copied goes out."""
GOES_OUT = {"follow-up response", "initial response"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", DIALOGS)
async def test_a_dialog_says_all_in_italian(given: Given, kind: str, size: tuple[int, int]) -> None:
    made, told = DIALOGS[kind]
    stage = Stage(made(given))
    async with stage.run_test(size=size) as pilot:
        sought = told[:1] if size == SIZES[-1] else told
        await until(pilot, lambda: all(words in words_of(text_of(stage)) for words in sought))
        shown = text_of(stage)
        assert left_over(shown, NOT_OURS | GOES_OUT) == [], shown
        for label in stage.screen.query(Label):
            assert cell_len(str(label.render())) < label.size.width, label
        if size != SIZES[-1]:
            for typed in stage.screen.query(Input):
                assert cell_len(typed.placeholder) <= typed.size.width, typed.placeholder


async def test_a_refusal_of_a_dialog_is_said_in_italian(given: Given) -> None:
    stage = Stage(_busy(given))
    async with stage.run_test() as pilot:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "da: indica quando comincia" in stage.problem())


async def test_what_is_stored_and_copied_keeps_its_language(given: Given) -> None:
    scene, number = given.scene, given.number
    assert first_words(replace(_rang(given), transcript="")) == "Voicemail from unknown caller"
    copied = dict(parts(scene.view(number), scene.board().policy))
    assert "2026-11-23 10:42 (received):" in copied["tutta la conversazione"]
    call = booked(scene, "23 11:00", subject="")
    scene.clock.on(hours=2)
    stage = Stage(HeldDialog(call, scene.board(), given.pen.execute, None))
    async with stage.run_test() as pilot:
        stage.screen.query_one("#which", Choice).pick("new")
        await pilot.press(*"fatto", "ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert scene.board().lines[-1].subject == "training held"


def test_a_verdict_is_headed_in_italian(scene: Scene) -> None:
    number = scene.mail("Accesso")
    scene.do(Reply(number, "Il proxy è ripartito.", None))
    told = explained(scene.view(number), scene.board().policy)
    assert "risposta iniziale: rispettata" in told
