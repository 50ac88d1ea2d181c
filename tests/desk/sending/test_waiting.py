"""What was written before there was a mailbox waits for a word; what is over is never sent."""

from threading import Event

import pytest

from tests.desk.sending.conftest import DUE, Sending
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import Escalate, SetColleague, WithdrawEscalation
from vipdesk.domain.message import Delivery
from vipdesk.domain.target import TargetKind
from vipdesk.mail_waits import Waits

LATER = "Thu 2026-11-26 10:00"


@pytest.fixture
def unset(sends: Sending) -> Sending:
    """A desk on which two answers were written, and days later a mailbox is set."""
    sends.answer("one")
    sends.answer("two")
    sends.known_as = "support@imap.example.org"
    return sends


def waits(sends: Sending) -> Waits:
    """What waits there."""
    return Waits(sends.real.desk, sends.outbox()._outbox, sends.known_as)


def test_answers_of_before_wait_for_a_word_and_later_ones_leave(unset: Sending) -> None:
    unset.at(LATER)
    assert unset.stands[-1] == (
        "2 answers wait, written before there was a mailbox:"
        " `vipdesk mail send-waiting` or `vipdesk mail drop-waiting`"
    )
    new = unset.answer("three")
    unset.at("Mon 2026-11-30 10:00")
    assert unset.now(new.number).delivery is Delivery.SENT
    assert len(unset.mails) == 1
    assert unset.stands[-1].startswith("2 answers wait")


def test_an_account_that_takes_the_place_of_another_goes_on_with_what_was_left(
    sends: Sending,
) -> None:
    sends.known_as = "jana@imap.example.org"
    sends.at("Mon 2026-11-23 09:00")
    answer = sends.answer("one")
    sends.known_as = "jana@helpers.example@imap.example.org"
    sends.at(LATER)
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_a_word_sends_them(unset: Sending) -> None:
    courier = unset.outbox()
    unset.real.at(LATER)
    courier.look()
    assert not unset.mails
    assert waits(unset).send() == 2
    courier.look()
    assert (len(unset.mails), unset.stands[-1]) == (2, "")


def test_a_word_drops_them_and_their_targets_are_open_again(unset: Sending) -> None:
    unset.at(LATER)
    assert waits(unset).drop() == 2
    unset.at(LATER)
    assert (unset.mails, unset.stands[-1]) == ([], "")
    (first, second) = [m for m in unset.real.ticket().messages if m.delivery]
    assert first.delivery is second.delivery is Delivery.FAILED
    assert first.why == "it was written before there was a mailbox, and was dropped"
    assert unset.real.ticket().line.due_kind == TargetKind.INITIAL


def test_a_word_may_be_given_before_anything_was_carried(unset: Sending) -> None:
    assert waits(unset).send() == 2
    unset.at(LATER)
    assert len(unset.mails) == 2


def test_what_is_written_while_it_is_carried_leaves_after_days_without_net(sends: Sending) -> None:
    sends.known_as = "support@imap.example.org"
    sends.outbox().send_due(Event())
    sends.answer()
    sends.at(LATER)
    assert len(sends.mails) == 1


def test_an_invitation_to_a_call_that_is_over_is_never_sent(sends: Sending) -> None:
    sends.real.do(Book("training", at("Tue 2026-11-24 10:00"), MARTA.address, "Rules"))
    sends.at(LATER)
    assert sends.mails == []
    assert sends.notes == ["invitation 1: not sent: the call is over"]
    assert sends.stands[-1] == ""


def test_a_notice_of_an_escalation_that_ended_is_never_sent(sends: Sending) -> None:
    sends.real.do(SetColleague("Eva Marková", Role.SENIOR, "eva@vipdesk.example.org", ()))
    sends.real.do(Escalate(101, "It is beyond me.", "All of it."))
    sends.real.at(DUE).do(WithdrawEscalation(1, "solved"))
    sends.at(LATER)
    assert [mail["Subject"][:16] for mail in sends.mails] == ["No longer needed"]
    assert "notice on #101: not sent: the escalation has ended" in sends.notes
