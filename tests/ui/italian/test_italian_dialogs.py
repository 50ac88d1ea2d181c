"""Dialogs from identify to splitting in Italian: nothing of the original is left, nothing cut."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from textual.screen import Screen

from tests.ui.acting.stage import MARTA, SAM, SIZES, Scene, Stage, text_of, until
from tests.ui.italian.reading import left_over, words_of
from vipdesk.domain.board import KeptApart
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.policy_change import preview_policy
from vipdesk.keys import Keys
from vipdesk.pen import Pen
from vipdesk.personal import Personal
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.preferences import Preferences
from vipdesk.screens.identify import IdentifyDialog
from vipdesk.screens.keep_view import KeepView
from vipdesk.screens.kept_apart import KeptApartScreen
from vipdesk.screens.missed_call import MissedCallDialog
from vipdesk.screens.new_ticket import Beginning, NewTicketDialog
from vipdesk.screens.note import NoteDialog
from vipdesk.screens.own_keys import PressKey
from vipdesk.screens.policy import PolicyFile
from vipdesk.screens.policy_preview import PolicyPreviewScreen
from vipdesk.screens.promise import PromiseDialog
from vipdesk.screens.settings import SettingsForm
from vipdesk.screens.severity import SeverityDialog
from vipdesk.screens.splitting import SplitDialog

pytestmark = pytest.mark.usefixtures("italian")


@dataclass(frozen=True)
class Given:
    """What a dialog is about."""

    scene: Scene
    pen: Pen
    number: int


def _identify(given: Given) -> Screen[Any]:
    return IdentifyDialog(given.scene.view(given.number), "Acme", given.pen.execute)


def _severity(given: Given) -> Screen[Any]:
    view, policy = given.scene.view(given.number), given.scene.board().policy
    return SeverityDialog(view, policy, given.scene.clock, given.pen.execute)


def _promise(given: Given) -> Screen[Any]:
    view, policy = given.scene.view(given.number), given.scene.board().policy
    return PromiseDialog(view, policy, given.scene.clock, given.pen.execute)


def _split(given: Given) -> Screen[Any]:
    view, policy = given.scene.view(given.number), given.scene.board().policy
    return SplitDialog(view, policy, given.scene.clock, given.pen.execute)


def _new(given: Given) -> Screen[Any]:
    follows = Beginning(follows=given.number)
    return NewTicketDialog(given.scene.board(), given.scene.clock, given.pen.execute, follows)


def _missed(given: Given) -> Screen[Any]:
    policy, clock = given.scene.board().policy, given.scene.clock
    return MissedCallDialog(policy, clock, given.pen.execute, given.scene.telephone)


def _settings(given: Given) -> Screen[Any]:
    return SettingsForm(Preferences(), Personal(), given.scene.clock.at, lambda: None)


def _preview(given: Given) -> Screen[Any]:
    before = given.scene.board().policy
    after = policy_for(
        shipped_policy_text().replace(f"initial = {TWO}", 'initial = "1 business hour"')
    )
    tickets = [given.scene.view(given.number).ticket]
    seen = preview_policy(tickets, before, after, given.scene.clock.at)
    return PolicyPreviewScreen(seen, before, after, given.pen.execute)


DIALOGS: dict[str, tuple[Callable[[Given], Screen[Any]], tuple[str, ...]]] = {
    "identify": (_identify, ("Chi è? · #", "nome", "enter un contatto", "^n nessuno del cliente")),
    "severity": (_severity, ("Gravità di #", "motivo", "scade lun 23 nov 12:42", "enter imposta")),
    "promise": (_promise, ("scriverò entro …", "basta rispondere", "enter prometti", "esc esci")),
    "split": (_split, ("un messaggio diventa un ticket", "qui non c'è mai stato", "separa")),
    "new": (_new, ("Nuovo ticket in seguito a #", "oggetto", "gravità", "canale", "^s salva")),
    "missed call": (_missed, ("Chiamata persa", "numero", "nome", "squillo", "^s salva")),
    "note": (
        lambda given: NoteDialog(given.number, given.pen.execute),
        ("Nota su #", "la vediamo solo noi", "che cosa deve sapere un collega", "tieni per dopo"),
    ),
    "settings": (
        _settings,
        ("tema", "frecce, e j k g G", "predefiniti · ^k cambia", "avviso: qui", "‹ sì ›"),
    ),
    "a key": (lambda given: PressKey("answer", Keys()), ("per “", "esc lascia così")),
    "a digit": (
        lambda given: KeepView("sev:1", {}, given.pen.execute),
        ("Salva “sev:1” su una cifra: 1-9",),
    ),
    "a policy file": (
        lambda given: PolicyFile(),
        ("Che cosa cambierebbe un file di policy?", "prima lo si guarda, e non cambia nulla"),
    ),
    "preview": (
        _preview,
        ("Ticket aperti", "1 di 1 si sposta; la prima scadenza è lun 23 nov 11:42", "lascia così"),
    ),
}
TWO = '"2 business hours"'
OF_THE_POLICY = {"client", "every", "reason", "service", "severity", "there"}
"""The meanings of levels are the policy's own words."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", DIALOGS)
async def test_a_dialog_says_all_in_italian(
    scene: Scene, pen: Pen, kind: str, size: tuple[int, int]
) -> None:
    made, told = DIALOGS[kind]
    sender = SAM if kind == "identify" else MARTA
    given = Given(scene, pen, scene.mail("Accesso", "Nessuno riesce a entrare.", sender=sender))
    stage = Stage(made(given))
    async with stage.run_test(size=size) as pilot:
        await until(pilot, lambda: stage.screen is stage.dialog and bool(text_of(stage).strip()))
        await pilot.pause()
        shown = text_of(stage)
        for words in told:
            if size != SIZES[-1] or words.startswith("esc"):
                assert words in words_of(shown), shown
        assert left_over(shown, OF_THE_POLICY) == [], shown


async def test_what_was_kept_apart_says_why_in_italian(scene: Scene) -> None:
    scene.mail("Ritorno lunedì", sender=SAM)
    unread = Unreadable("mezza.eml", "senza intestazione", "ab12", scene.clock.at)
    screen = KeptApartScreen()
    stage = Stage(screen)
    async with stage.run_test(size=SIZES[1]) as pilot:
        await pilot.pause()
        screen.update(KeptApart((unread,), ()), scene.clock.at, None)
        await until(pilot, lambda: "conservato com'è arrivato, in ab12" in text_of(stage))
        assert "illeggibile: senza intestazione" in text_of(stage)
        screen.update(KeptApart((), ()), scene.clock.at, None)
        await until(pilot, lambda: "Niente messo da parte" in text_of(stage))
        assert left_over(text_of(stage)) == []
