"""Mails under the cover's name, and those that tell the client who has the desk."""

import pytest

from tests.channels.mail.outgoing import text_of
from tests.desk.conftest import PETRA, days_off
from tests.desk.leaving import JANA, TEMPLATES, made
from tests.desk.sending.conftest import DUE, HELD, Sending
from tests.kit import MARTA, at
from vipdesk.acknowledging import Acknowledging
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Reply
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.handover_commands import SignSheet, UnsignSheet
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.outbox import OutboxReader

US = "support@vipdesk.example.org"


@pytest.fixture
def covered(sends: Sending) -> Sending:
    """The cover has just signed, and the client is to be told."""
    sends.real.do(SetColleague(PETRA, Role.COVER))
    sends.real.do(days_off("2026-11-24", "2026-11-27"))
    made(sends.real)
    sends.real.do(SignSheet(1, PETRA, TEMPLATES))
    return sends


def test_the_client_is_told_by_the_agent_once_it_was_held(covered: Sending) -> None:
    covered.at(HELD)
    assert not covered.mails
    covered.at(DUE).at(DUE)
    (mail,) = covered.mails
    assert mail["From"] == f"{JANA} <{US}>"
    assert mail["To"] == f"{MARTA.name} <{MARTA.address}>"
    assert mail["Subject"] == "Petra Nová is there for you"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "I am back on Friday 27 November, 09:00 CET." in text_of(mail)
    assert covered.notes == ["introduction of hand-over 1 to marta.rossi@acme.example.com: sent"]


def test_nobody_is_told_of_what_was_undone(covered: Sending) -> None:
    covered.real.do(UnsignSheet(1))
    covered.at(DUE)
    assert not covered.mails


def test_nobody_is_told_late_of_who_has_the_desk_no_more(covered: Sending) -> None:
    covered.real.at("Mon 2026-11-23 09:30:02")
    made(covered.real)
    covered.real.do(SignSheet(2, JANA, TEMPLATES))
    covered.at("Mon 2026-11-23 09:31")
    assert [mail["Subject"] for mail in covered.mails] == ["Jana Nováková is back"]


def test_each_contact_waits_to_be_told_once_of_who_has_the_desk_now(covered: Sending) -> None:
    """Where no mail is set up nothing leaves, and sheet after sheet may be signed."""
    real = covered.real
    reader = OutboxReader(open_reader(real.where), policy_for)
    made(real.at("Mon 2026-11-23 09:31"))
    signed = real.do(SignSheet(2, JANA, TEMPLATES)).change
    assert [one.at for one in reader.waiting()] == [real.now]
    for command in signed.back:
        real.do(command)
    assert [one.at for one in reader.waiting()] == [at("Mon 2026-11-23 09:30")]
    reader.close()


def test_answers_leave_under_the_covers_name_in_the_same_thread(covered: Sending) -> None:
    covered.answer("It works again.")
    covered.at(DUE)
    mail = covered.mails[-1]
    assert mail["From"] == f"{PETRA} <{US}>", "the client writes to the same address"
    assert mail["In-Reply-To"] == "<mail-1@acme.example.com>"
    text = text_of(mail)
    assert "-- \nPetra Nová\n" in text
    assert JANA not in text


def test_an_answer_that_was_written_before_keeps_its_author(sends: Sending) -> None:
    sends.real.do(SetColleague(PETRA, Role.COVER))
    sends.answer("Looking.")
    made(sends.real, PETRA)
    sends.real.do(SignSheet(1, PETRA))
    sends.at(DUE)
    (mail,) = sends.mails
    assert mail["From"] == f"{JANA} <{US}>"


def test_invitations_name_who_has_the_desk(covered: Sending) -> None:
    covered.real.do(Book("training", at("Mon 2026-11-30 10:00"), MARTA.address))
    covered.at(DUE)
    (mail,) = [one for one in covered.mails if "Invitation" in one["Subject"]]
    assert mail["From"] == f"{PETRA} <{US}>"
    assert "Training with Petra Nová" in mail["Subject"]


def test_a_reply_to_the_cover_lands_on_the_ticket(covered: Sending) -> None:
    answer = covered.real.do(Reply(101, "It works again.")).change.messages[0]
    came = covered.real.mail(subject="Re", references=(answer.message_id,))
    assert came.change.ticket is not None
    assert came.change.ticket.number == 101


def test_a_note_of_receipt_names_who_has_the_desk(covered: Sending) -> None:
    reader = OutboxReader(open_reader(covered.real.where), policy_for)
    covered.real.at("Mon 2026-11-23 20:00").mail(subject="Anybody there?", live=True)
    (note,) = covered.real.acknowledgements_due()
    told = Acknowledging(reader, {"en": "{agent}"}, "", covered.real.clock)(note.number)
    reader.close()
    assert told is not None
    assert told.text == PETRA
