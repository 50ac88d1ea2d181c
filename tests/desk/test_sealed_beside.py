"""Mail on its way, calendar, contacts and reminders are sealed: whoever changes them is found."""

from datetime import datetime

import pytest

from tests.desk.alarm_kit import sweep
from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.desk.leaving import handed_over
from tests.desk.test_audit import faults, tamper, told
from tests.kit import MARTA, at
from vipdesk.domain.alarm import AlarmTold
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import Book, CancelBooking, RemoveBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, MarkSent, Reply, SetContact, SetSeverity
from vipdesk.domain.elsewhere import Item, RecordItems
from vipdesk.domain.escalation_commands import DeclineEscalation, Escalate, SetColleague
from vipdesk.domain.handover_commands import UnsignSheet
from vipdesk.domain.mail_commands import GiveUp, Leave, MarkLeft, Outgoing, TryAgain
from vipdesk.domain.reminder_commands import SeeTo

ALSO = " was changed without an audit entry"
BEGINS, ENDS = datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 11)  # noqa: DTZ001 local


@pytest.fixture
def full(leaving: RealDesk) -> RealDesk:
    """A desk with a row of each kind, none of which has left yet."""
    leaving.do(SetContact(MARTA.address, "", (("+39025550", "02 5550"),), "Europe/Lisbon", "it"))
    leaving.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org"))
    leaving.do(SetColleague(EVA, Role.SENIOR, "eva@vipdesk.example.org"))
    leaving.do(SetSeverity(101, 1, "nobody can log in"))
    leaving.do(Book("training", at("Mon 2026-11-23 15:00"), MARTA.address))
    leaving.do(Escalate(101, "the proxy", to=PAVEL))
    handed_over(leaving)
    leaving.do(Reply(101, "We are on it."))
    leaving.at("Mon 2026-11-23 20:00").mail(subject="Down again", live=True)
    leaving.do(SetSeverity(102, 1, "down"))
    assert sweep(leaving, "Tue 2026-11-24 03:00")
    return leaving


def answer_of(real: RealDesk) -> int:
    """The number of the answer that waits."""
    return next(one.number for one in real.ticket().messages if one.delivery is not None)


ILLS: list[tuple[str, str]] = [
    ("UPDATE message SET delivery = 'sent' WHERE delivery = 'queued'", "has left, or why not,"),
    ("UPDATE message SET delivery = NULL", "has left, or why not,"),
    ("UPDATE notice SET delivery = 'sent'", "a mail to a senior about escalation 1"),
    ("UPDATE notice SET address = 'm@example.com'", "a mail to a senior about escalation 1"),
    ("DELETE FROM notice", "a mail to a senior about escalation 1"),
    ("UPDATE booking SET start = start + 1", "booking 1"),
    ("UPDATE booking SET status = 'held'", "booking 1"),
    ("UPDATE booking SET others = 'm@example.com'", "who else comes to booking 1"),
    ("DELETE FROM invitation", "an invitation to booking 1"),
    ("UPDATE invitation SET delivery = 'sent'", "an invitation to booking 1"),
    ("UPDATE introduction SET text = 'Bye.'", "what the client was told of hand-over 1"),
    ("UPDATE introduction SET delivery = 'sent'", "what the client was told of hand-over 1"),
    ("UPDATE acknowledgement SET delivery = 'sent'", "note of receipt 1"),
    ("UPDATE busy SET cover = 'Mallory'", "who stands in,"),
    (
        "INSERT INTO busy SELECT 9, 'x', title, begins, ends, zone, all_day, repeat, every,"
        " weekdays, until, except_on, away, cover FROM busy",
        "when the agent is busy or away",
    ),
    ("DELETE FROM busy", "when the agent is busy or away"),
    ("INSERT INTO contact VALUES ('m@example.com', 'Mallory', 9, 0)", "who is of the client"),
    ("UPDATE contact SET stranger = 1", "who is of the client"),
    ("UPDATE contact_phone SET number = '+39066'", "who is of the client"),
    ("UPDATE contact_zone SET zone = 'UTC'", "who is of the client"),
    ("DELETE FROM contact_language", "who is of the client"),
    ("UPDATE reminder SET done = fired", "reminder 1"),
    ("DELETE FROM reminder", "reminder 1"),
    ("UPDATE alarm SET delivery = 'sent'", "what was told off the terminal (1)"),
]


@pytest.mark.parametrize(("ill", "said"), ILLS)
def test_what_an_act_wrote_is_sealed(full: RealDesk, ill: str, said: str) -> None:
    assert faults(full) == []
    tamper(full.where, ill)
    assert any(said in found and found.endswith(ALSO) for found in faults(full))


def test_contacts_and_busy_time_are_sealed_from_the_first_entry_on(real: RealDesk) -> None:
    tamper(
        real.where,
        "INSERT INTO contact VALUES ('m@example.com', 'Mallory', 9, 0)",
        "INSERT INTO busy VALUES"
        " (1, '', 'x', '2026-11-23', '2026-11-24', 'UTC', 1, '', 1, '', NULL, '', 1, 'Mallory')",
    )
    assert len([found for found in faults(real) if found.endswith(ALSO)]) == 2


@pytest.mark.parametrize("what", [one for one in Outgoing if one is not Outgoing.ANSWER])
def test_a_mail_may_go_its_way(full: RealDesk, what: Outgoing) -> None:
    later = full.now.replace(hour=23)
    acts: list[Command] = [
        Leave(what, 1),
        TryAgain(what, 1, later, "busy", first=full.now),
        Leave(what, 1),
        TryAgain(what, 1, later, "no answer", doubts=1, first=full.now),
        MarkLeft(what, 1),
    ]
    for act in acts:
        full.do(act)
        assert faults(full) == []


def test_an_answer_may_go_its_way(full: RealDesk) -> None:
    number, what = answer_of(full), Outgoing.ANSWER
    later = full.now.replace(hour=23)
    for act in (
        Leave(what, number),
        TryAgain(what, number, later, "busy", first=full.now),
        Leave(what, number),
        MarkSent(number),
    ):
        full.do(act)
        assert faults(full) == []


@pytest.mark.parametrize(
    "act",
    [
        GiveUp(Outgoing.INVITATION, 1, "no such mailbox"),
        CancelBooking(1, "ill"),
        RemoveBusy(1),
        DeclineEscalation(1, "on a call", by=EVA),
        SeeTo(1),
        AlarmTold(1),
    ],
)
def test_what_becomes_of_it_is_sealed_anew(full: RealDesk, act: Command) -> None:
    back = full.do(act).change.back
    assert faults(full) == []
    for command in back:
        full.do(command)
        assert faults(full) == []


def test_what_is_not_told_after_all_is_sealed_anew(leaving: RealDesk) -> None:
    handed_over(leaving).do(UnsignSheet(1))
    assert faults(leaving) == []


def test_time_that_is_free_again_elsewhere_is_entered_and_sealed(real: RealDesk) -> None:
    item = Item(href="/a.ics", etag="1", uid="a", seen=real.now)
    taken = Busy(number=0, title="", begins=BEGINS, ends=ENDS, zone="UTC", all_day=False)
    real.do(RecordItems((item,), busy=(("a", taken),)))
    assert faults(real) == []
    real.do(RecordItems(gone=(item,)))
    assert faults(real) == []
    assert told(real)[-1][1] == "time free again elsewhere"
