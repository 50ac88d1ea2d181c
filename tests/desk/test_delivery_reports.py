"""Delivery reports find the answer that failed, and nothing else moves a clock."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.channels.mail.letters import letter
from tests.desk.conftest import RealDesk
from tests.kit import JANA, MARTA, PAOLO
from vipdesk.channels.mail.read import read
from vipdesk.domain.commands import MarkSent, Receive, Reply
from vipdesk.domain.delivery_report import DeliveryReport, Fate, envelope_id
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Delivery, Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import Merge
from vipdesk.domain.reminder import Occasion
from vipdesk.domain.reminder_commands import SeeTo, Sweep
from vipdesk.ingest import inbound

MAILER = Person("Mail Delivery System", "mailer-daemon@mx.example.com")
WHY = "550 5.1.1 user unknown"
FAILED = DeliveryReport(fate=Fate.FAILED, why=WHY, recipients=(MARTA.address,))


def sent(real: RealDesk, then: Status | None = None) -> Message:
    """An answer on #101 that has left."""
    real.mail()
    answer = real.do(Reply(101, "We are on it.", then)).change.messages[0]
    real.do(MarkSent(answer.number))
    return answer


def reported(real: RealDesk, report: DeliveryReport, sender: Person = MAILER) -> None:
    """Such a report comes in."""
    real.mails += 1
    real.do(
        Receive(
            Inbound(
                channel=Channel.EMAIL,
                external_id=f"report-{real.mails}",
                sender=sender,
                received=real.now,
                subject="Undelivered Mail Returned to Sender",
                text="I'm sorry to have to inform you …",
                origin=Origin.BOUNCE if report.fate is Fate.FAILED else Origin.AUTO_REPLY,
                report=report,
            )
        )
    )


def state(real: RealDesk, number: int) -> Delivery | None:
    """How far a message has come."""
    with real.writer.transaction() as transaction:
        rows = transaction.fetch("SELECT delivery FROM message WHERE number = ?", (number,))
    return Delivery(rows[0][0])


def reminded(real: RealDesk) -> list[str]:
    """What stands of undelivered answers."""
    told = real.board().reminders
    return [one.text for one in told if one.key.occasion is Occasion.NOT_DELIVERED]


Told = Callable[[Message], DeliveryReport]

NAMED: dict[str, Told] = {
    "message id": lambda answer: replace(FAILED, message_id=answer.message_id),
    "envelope": lambda answer: replace(FAILED, envelope_id=envelope_id(answer.message_id)),
    "token": lambda answer: replace(FAILED, subject=answer.subject),
    "token, whoever it went on to": lambda answer: replace(
        FAILED, subject=f"Re: {answer.subject}", recipients=()
    ),
}


@pytest.mark.parametrize("named", NAMED.values(), ids=NAMED)
def test_the_answer_that_failed_is_open_again(real: RealDesk, named: Told) -> None:
    before = real.mail().change.ticket
    assert before is not None
    waiting = real.ticket().line
    answer = real.do(Reply(101, "We are on it.")).change.messages[0]
    real.do(MarkSent(answer.number))
    reported(real, named(answer))
    view = real.ticket()
    assert state(real, answer.number) is Delivery.FAILED
    assert next(m for m in view.messages if m.number == answer.number).why == WHY
    assert view.line.due == waiting.due
    assert view.line.due_kind == "initial"
    assert [m.kind for m in view.messages] == [Kind.RECEIVED, Kind.ANSWER, Kind.AUTOMATIC]
    assert view.messages[-1].why == f"not delivered: {WHY}"
    last = view.events[-1]
    assert (last.what, last.who, last.detail) == (What.NOT_DELIVERED, "", WHY)
    assert reminded(real) == ["#101 New mail is not fetched: the answer was not delivered"]
    assert real.board().set_aside == 0


def test_what_it_resolved_is_open_again(real: RealDesk) -> None:
    answer = sent(real, Status.RESOLVED)
    assert real.numbers() == []
    reported(real, replace(FAILED, message_id=answer.message_id))
    assert real.numbers() == [101]


def test_it_is_found_on_the_ticket_that_it_was_merged_into(real: RealDesk) -> None:
    answer = sent(real)
    real.mail(subject="the same matter")
    real.do(Merge(101, 102))
    reported(real, replace(FAILED, message_id=answer.message_id))
    assert state(real, answer.number) is Delivery.FAILED
    assert real.ticket(102).messages[-1].kind is Kind.AUTOMATIC


SHOWN: dict[str, tuple[Told, str]] = {
    "delayed": (lambda a: replace(FAILED, fate=Fate.DELAYED, message_id=a.message_id), "delayed"),
    "arrived": (lambda a: replace(FAILED, fate=Fate.ARRIVED, message_id=a.message_id), "delivered"),
    "only the recipient": (lambda a: FAILED, "an answer may not have arrived; nothing proves it"),
}


@pytest.mark.parametrize(("report", "why"), SHOWN.values(), ids=SHOWN)
def test_what_fails_nothing_or_proves_nothing_is_shown(
    real: RealDesk, report: Told, why: str
) -> None:
    answer = sent(real)
    before = real.ticket().line
    reported(real, report(answer))
    view = real.ticket()
    assert state(real, answer.number) is Delivery.SENT
    assert view.line == before
    assert view.messages[-1].why == f"{why}: {WHY}"
    assert view.events[-1].what is What.REPORTED


THIRD = "someone@third.example.net"


@pytest.mark.parametrize("sender", [MAILER, MARTA])
def test_where_a_mailbox_sends_it_on_it_may_fail_and_the_client_has_it(
    real: RealDesk, sender: Person
) -> None:
    answer = sent(real, Status.WAITING)
    before = real.ticket()
    reported(real, replace(FAILED, message_id=answer.message_id, recipients=(THIRD,)), sender)
    view = real.ticket()
    assert state(real, answer.number) is Delivery.SENT
    assert view.line == before.line
    assert view.ticket.verdicts == before.ticket.verdicts
    assert view.messages[-1].why == f"may not have arrived at {THIRD}: {WHY}"
    assert (view.events[-1].what, view.events[-1].detail) == (
        What.REPORTED,
        f"may not have arrived at {THIRD}: {WHY}",
    )
    assert reminded(real) == ["#101 New mail is not fetched: an answer may not have arrived"]


def test_where_one_of_them_is_whom_we_wrote_to_it_failed(real: RealDesk) -> None:
    answer = sent(real)
    both = (MARTA.address, THIRD)
    reported(real, replace(FAILED, message_id=answer.message_id, recipients=both))
    assert state(real, answer.number) is Delivery.FAILED


def test_an_unformed_report_of_another_recipient_fails_nothing(real: RealDesk) -> None:
    answer = sent(real)
    lines = (f"From: {MAILER.address}", f"X-Failed-Recipients: {THIRD}", "Message-ID: <r@mx>")
    body = f"It failed.\n\n> Message-ID: <{answer.message_id}>\n"
    mail = read(letter(*lines, body=body), real.now, real.now)
    real.do(Receive(inbound(mail, (), "", real.now, live=True)))
    assert state(real, answer.number) is Delivery.SENT
    assert real.ticket().messages[-1].why == f"may not have arrived at {THIRD}"


ASIDE: dict[str, Told] = {
    "another's Message-ID": lambda a: replace(FAILED, message_id="else@example.com"),
    "another's, with our token": lambda a: replace(
        FAILED, message_id="else@example.com", subject=a.subject
    ),
    "a forged token": lambda a: replace(FAILED, subject="[#101 aaaaaaaa]", recipients=()),
    "an automatic mail of ours": lambda a: replace(FAILED, subject=a.subject, automatic=True),
    "nothing": lambda a: DeliveryReport(fate=Fate.FAILED),
    "another recipient": lambda a: replace(FAILED, recipients=(PAOLO.address,)),
    "another recipient, with our token": lambda a: replace(
        FAILED, subject=a.subject, recipients=(PAOLO.address,)
    ),
    "the client's message": lambda a: replace(FAILED, message_id=a.references[-1]),
}


@pytest.mark.parametrize("report", ASIDE.values(), ids=ASIDE)
def test_what_was_none_of_ours_changes_nothing_and_is_set_aside(
    real: RealDesk, report: Told
) -> None:
    answer = sent(real)
    before = real.ticket()
    reported(real, report(answer))
    assert real.ticket() == before
    assert state(real, answer.number) is Delivery.SENT
    assert [m.why for m in real.reader.kept_apart().set_aside] == ["bounce of no answer of ours"]
    assert reminded(real) == []


def test_a_guess_is_of_the_last_week_only(real: RealDesk) -> None:
    sent(real)
    real.at("Tue 2026-12-01 09:31")
    reported(real, FAILED)
    assert real.board().set_aside == 1


def test_a_report_may_be_faster_than_the_note_that_it_left(real: RealDesk) -> None:
    real.mail()
    answer = real.do(Reply(101, "We are on it.")).change.messages[0]
    reported(real, replace(FAILED, message_id=answer.message_id))
    real.do(MarkSent(answer.number))
    assert state(real, answer.number) is Delivery.FAILED


@pytest.mark.parametrize("report", [FAILED, replace(FAILED, subject="token")])
def test_what_is_not_named_and_has_not_left_can_not_have_failed(
    real: RealDesk, report: DeliveryReport
) -> None:
    real.mail()
    answer = real.do(Reply(101, "We are on it.")).change.messages[0]
    reported(real, replace(report, subject=report.subject and answer.subject))
    assert state(real, answer.number) is Delivery.QUEUED
    assert real.board().set_aside == 1


def test_a_second_report_changes_nothing_more(real: RealDesk) -> None:
    answer = sent(real)
    for _ in range(2):
        reported(real, replace(FAILED, message_id=answer.message_id))
    assert len(reminded(real)) == 1
    assert real.ticket().messages[-1].why == f"of an answer that is failed: {WHY}"


def test_a_report_in_our_own_name_is_own_mail(real: RealDesk) -> None:
    answer = sent(real)
    own = Person(JANA.name, JANA.address)
    reported(real, replace(FAILED, message_id=answer.message_id), own)
    assert state(real, answer.number) is Delivery.SENT


def test_the_reminder_stands_until_somebody_answers(real: RealDesk) -> None:
    answer = sent(real)
    reported(real, replace(FAILED, message_id=answer.message_id))
    real.at("Mon 2026-11-23 09:40").do(Sweep())
    assert len(reminded(real)) == 1
    real.at("Mon 2026-11-23 09:45").do(Reply(101, "Once more."))
    real.at("Mon 2026-11-23 09:46").do(Sweep())
    assert reminded(real) == []


def test_the_reminder_is_seen_to_as_any_other(real: RealDesk) -> None:
    answer = sent(real)
    reported(real, replace(FAILED, message_id=answer.message_id))
    real.do(SeeTo(real.board().reminders[0].number))
    reported(real, replace(FAILED, message_id=answer.message_id))
    real.do(Sweep())
    assert reminded(real) == []
