"""What the desk says to people in Italian, and what it keeps in the language of its records."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kit import BRATISLAVA, Story, at
from tests.ui.acting.stage import Scene, sitting
from vipdesk.appearance import Appearance
from vipdesk.cli.person import viewer
from vipdesk.config import Settings, settings_from
from vipdesk.domain.by_when import by_when
from vipdesk.domain.commands import SetStatus
from vipdesk.domain.duration import parse_duration
from vipdesk.domain.errors import BadInput, Refusal, StoreError
from vipdesk.domain.escalation import Answer
from vipdesk.domain.event import Event, What
from vipdesk.domain.explanation import explain
from vipdesk.domain.facts import Status
from vipdesk.domain.filter import parse_filter, typed_filter
from vipdesk.domain.hours import Span
from vipdesk.domain.language import _
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.policy_words import policy_words
from vipdesk.domain.retold import arithmetic_said, detail_said, reminder_said, retold
from vipdesk.domain.slots import Diary
from vipdesk.domain.why import why_due
from vipdesk.keys import EVERY
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.policy import NAME_WIDE
from vipdesk.store.engine import open_writer

pytestmark = pytest.mark.usefixtures("italian")

ENGLISH = re.compile(
    r"\b(?:and|at|by|clock|clocks|closed|day|days|due|ended|hours?|lines|minutes?|more|night|no|of"
    r"|office|once|opening|received|severity|starts?|started|the|too|used|waiting|weekend"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Oct|Nov|Dec)\b"
)
NOW = at("Mon 2026-11-23 10:42")


@pytest.fixture
def policy() -> Policy:
    return policy_for(shipped_policy_text())


def explanations(policy: Policy) -> Iterator[tuple[str, ...]]:
    """Of targets that run over nights, weekends, holidays, pauses and changes of the clock."""
    starts = ("Fri 2026-10-23 16:00", "Thu 2026-11-19 09:05", "Sat 2026-12-19 12:00")
    lengths = ("30 minutes", "2 business hours", "1 day", "3 business days", "90 business days")
    for start in map(at, starts):
        for length in map(parse_duration, lengths):
            wait = Span(start + timedelta(hours=1), start + timedelta(hours=90))
            for channel in Channel:
                begins = policy.clock_start(channel, start)
                yield explain(
                    policy,
                    kind="initial",
                    severity=3,
                    target=length,
                    start=begins,
                    received=start,
                    channel=channel,
                )
            yield explain(
                policy,
                kind="follow-up",
                severity=3,
                target=length,
                start=start,
                received=None,
                channel=None,
                pauses=(wait,),
            )


def test_no_line_of_an_explanation_stays_as_it_is_kept(policy: Policy) -> None:
    for line in {line for lines in explanations(policy) for line in lines}:
        kept = re.sub(r"\(.*?\)", "", line)
        assert not ENGLISH.search(re.sub(r"\(.*?\)", "", arithmetic_said(line))), kept


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (
            "ended Mon 10:12: used 2 h 12 min of 2 h, 12 min too much; due Mon 10:00",
            "finito lun 10:12: usati 2 h 12 min su 2 h, 12 min di troppo; scadenza lun 10:00",
        ),
        ("public holiday Mon 2 Nov", "giorno festivo lun 2 nov"),
        ("closed Tue 24 Nov (closed day)", "chiuso mar 24 nov (giorno di chiusura)"),
        ("… 1 day, 8 h …", "… 1 giorno, 8 h …"),
    ],
)
def test_a_line_of_a_verdict(kept: str, shown: str) -> None:
    assert arithmetic_said(kept) == shown


def test_a_verdict_is_kept_in_the_language_of_the_records(policy: Policy) -> None:
    story = Story(policy)
    story.at("Mon 2026-11-23 09:00").mail()
    story.at("Mon 2026-11-23 09:30").answer()
    (verdict,) = story.course().closed
    assert verdict.arithmetic[-1] == "ended Mon 09:30: used 30 min of 2 h"
    assert why_due(story.course())[0].startswith("risposta successiva, gravità 3 (Standard): 2 ")


@pytest.mark.parametrize(
    ("what", "kept", "shown"),
    [
        (What.OPENED, "by hand", "a mano"),
        (What.OPENED, "continues #12", "continua #12"),
        (What.OPENED, "Marta Rossi", "Marta Rossi"),
        (What.ANSWERED, "then waiting", "poi in attesa"),
        (What.PROMISED, "to write by Mon 23 Nov 15:00", "di scrivere entro lun 23 nov 15:00"),
        (What.SEVERITY_CHANGED, "3 to 1: all is down", "da 3 a 1: all is down"),
        (What.UNDONE, "answer", "risposta"),
        (What.UNDONE, "severity changed, 3 to 1", "gravità cambiata, da 3 a 1"),
        (What.UNDONE, "Marta R., call tried: no answer", None),
        (What.ESCALATED, "to Sam Senior", "a Sam Senior"),
        (What.ESCALATION_DECLINED, "by Sam Senior: to busy", "da Sam Senior: to busy"),
        (What.ESCALATION_WITHDRAWN, "to be done by phone", "to be done by phone"),
        (What.IDENTIFIED, "Ada, of the client", "Ada, del cliente"),
        (What.CALL_TRIED, "no answer, next try Tue 24 Nov 09:00", None),
        (What.TRY_PLANNED, "Tue 24 Nov 09:00", "mar 24 nov 09:00"),
        (
            What.BOOKED,
            "training with Ada on Mon 23 Nov 15:00",
            "training con Ada, lun 23 nov 15:00",
        ),
        (
            What.CONFLICT,
            "training with Ada on Mon 23 Nov 15:00: Tue 24 Nov 09:00 there",
            "training con Ada, lun 23 nov 15:00: lì mar 24 nov 09:00",
        ),
        (
            What.BUSY_SET,
            "Dentist, from Mon 23 Nov 2026 15:00 (Europe/Rome), Ada stands in",
            "Dentist, da lun 23 nov 2026 15:00 (Europe/Rome), sostituisce Ada",
        ),
        (
            What.COLLEAGUE_SET,
            "Eva is a cover agent from now on",
            "Eva è d'ora in poi agente sostituto",
        ),
        (What.COLLEAGUE_SET, "Eva, a senior agent: skills dns", "Eva, agente senior: skills dns"),
        (What.COLLEAGUE_REMOVED, "Eva, a supervisor, is removed", "Eva, supervisore, è rimosso"),
        (What.SET_ASIDE, "auto-reply: I am away", "risposta automatica: I am away"),
        (What.NOT_DELIVERED, "invitation to Ada: 550 no", "invito a Ada: 550 no"),
        (What.REPORTED, "may not have arrived at a@b.it: no", "forse non arrivato a a@b.it: no"),
    ],
)
def test_what_the_history_keeps(what: What, kept: str, shown: str | None) -> None:
    said = detail_said(Event(NOW, what, "", None, kept))
    assert said == shown if shown else not re.search("call|answer|next|Nov", said)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("#3 Login fails: breached", "#3 Login fails: scaduto"),
        ("call Ada back now", "ora richiama Ada"),
        ("call unknown caller back now", "ora richiama sconosciuto"),
        (
            "#7 Posta: escalation declined by Eva: no time; Pavel is asked",
            "#7 Posta: escalation rifiutata da Eva: no time; ora la richiesta è a Pavel",
        ),
        ("written by an older program", "written by an older program"),
        ("#7 Posta: the answer was not delivered", "#7 Posta: la risposta non è stata recapitata"),
        (
            "mail of Ada is only kept and not taken: more than 30 in an hour",
            "la posta di Ada è solo conservata e non presa in carico: più di 30 in un'ora",
        ),
        (
            "the desk is open: #1, #2 and 3 more came in while it was closed",
            "il servizio è aperto: arrivati durante la chiusura: #1, #2 e altri 3",
        ),
        (
            "the desk closes soon: #1 run overnight; #2, #3 due right after opening",
            "il servizio chiude tra poco: corrono di notte: #1;"
            " in scadenza subito dopo l'apertura: #2, #3",
        ),
        (
            "escalation declined by Ada: no time; Sam is asked",
            "escalation rifiutata da Ada: no time; ora la richiesta è a Sam",
        ),
    ],
)
def test_what_a_reminder_keeps(kept: str, shown: str) -> None:
    assert reminder_said(kept) == shown


def test_what_fits_no_form_stays(policy: Policy) -> None:
    assert retold("x" * 5000) == "x" * 5000
    assert retold("May") == "May"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("oggi 15:00", "Mon 2026-11-23 15:00"),
        ("domani 9:00", "Tue 2026-11-24 09:00"),
        ("mar 9:00", "Tue 2026-11-24 09:00"),
        ("venerdì 16:30", "Fri 2026-11-27 16:30"),
        ("Lun 10:00", "Mon 2026-11-30 10:00"),
        ("dom 10:00", "Sun 2026-11-29 10:00"),
        ("tomorrow 9:00", "Tue 2026-11-24 09:00"),
    ],
)
def test_moments_are_understood_in_both_languages(said: str, meant: str) -> None:
    assert by_when(said, NOW, BRATISLAVA) == at(meant)


def test_what_is_no_moment_is_told_with_italian_words() -> None:
    with pytest.raises(BadInput, match='"presto" non è un momento futuro: scrivilo come 15:00'):
        by_when("presto", NOW, BRATISLAVA)


def test_what_is_searched_for_has_the_same_keys() -> None:
    assert parse_filter("is:waiting sev:1").terms
    with pytest.raises(BadInput, match="filtro 'is:x': is: vuole uno tra untriaged"):
        parse_filter("is:x")
    assert typed_filter("before:x").hint.startswith("before: vuole un giorno")


def test_why_no_call_can_begin(policy: Policy) -> None:
    diary = Diary(policy, (), NOW)
    kind = next(iter(policy.bookings.kinds))
    why = diary.refusal(kind, NOW + timedelta(minutes=3), by_client=True)
    assert why == "è prima del preavviso di 2 ore lavorative"


def test_a_policy_is_read_aloud(policy: Policy) -> None:
    told = policy_words(policy)
    assert told["lunedì"] == "09:00-17:00"
    assert told["gravità 3"].startswith(
        "Standard: risposta iniziale entro 2 ore lavorative, poi ogni"
    )
    english = re.compile(r"\b(?:hours?|days?|minutes?|closed|the|within|from|free|month)\b")
    ours = (f"{name} {words}" for name, words in told.items() if not name.endswith("vale per"))
    assert [line for line in ours if english.search(line)] == []
    assert max(map(len, told)) <= NAME_WIDE


def test_every_act_has_italian_words() -> None:
    same = {act.words for act in EVERY if _(act.words) == act.words}
    assert same == set()
    assert [act.says for act in EVERY if _(act.says) == act.says] == []
    assert max(len(_(act.words)) for act in EVERY) <= len("attendi cliente")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"in .*desk\.db non c’è un archivio"):
        open_writer(str(tmp_path / "desk.db"))


def test_complaints_are_told_though_the_file_says_the_language(tmp_path: Path) -> None:
    own = tmp_path / "config.toml"
    own.write_text('language = "it"\ntheme = "pink"\n', encoding="utf-8")
    settings = settings_from({"VIPDESK_CONFIG": str(own)}, store=str(tmp_path / "desk.db"))
    personal = viewer(settings)
    assert "riga 2: theme non può essere" in personal.complaints[0]
    assert isinstance(settings, Settings)
    assert personal.preferences.theme is not Appearance.DARK


async def test_an_act_is_told_undone_and_kept_in_english(scene: Scene) -> None:
    number = scene.mail("Login page returns 502")
    async with sitting(scene) as desk:
        await desk.reads(number)
        assert "a rispondi" in desk.shown
        assert "s gravità" in desk.shown
        await desk.keys("r")
        await desk.until(lambda: f"#{number} risolto · u per annullare" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: f"#{number}: annullato: risolto" in desk.shown)
        await desk.keys("u")
        await desk.until(lambda: "niente da annullare" in desk.shown)
    assert [event.what for event in scene.view(number).events][-2:] == [What.RESOLVED, What.UNDONE]
    assert scene.view(number).events[-1].detail == "resolved"


def test_a_refusal_is_told_in_italian(scene: Scene) -> None:
    number = scene.mail()
    scene.do(SetStatus(number, Status.WAITING))
    with pytest.raises(Refusal, match=rf"#{number} è già in attesa"):
        scene.do(SetStatus(number, Status.WAITING))


def test_an_answer_of_a_senior_is_a_word_of_its_own() -> None:
    assert _(Answer.WAITING.value) == "in attesa"
