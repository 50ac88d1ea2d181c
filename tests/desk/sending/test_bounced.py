"""Notes of receipt, invitations and words to seniors that come back: told where they belong.

Each is sent by the desk's own outbox first, and named by the Message-ID that it left under.
"""

from email.message import EmailMessage

import pytest

from tests.desk.conftest import PAVEL
from tests.desk.sending.conftest import DUE, Sending
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Receive
from vipdesk.domain.delivery_report import DeliveryReport, Fate
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.domain.event import What
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.mail_commands import GiveUp, Outgoing
from vipdesk.domain.message import Delivery, Kind
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import Merge
from vipdesk.domain.reminder import About, Occasion
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.letters import Told

WHY = "550 5.1.1 user unknown"
TEN, ELEVEN = at("Tue 2026-11-24 10:00"), at("Tue 2026-11-24 11:00")
SATURDAY, LATER = "Sat 2026-11-28 12:00", "Sat 2026-11-28 12:01"


def comes_back(
    sends: Sending,
    mail: EmailMessage,
    fate: Fate = Fate.FAILED,
    recipients: tuple[str, ...] = (MARTA.address,),
) -> None:
    """A report of this mail comes in."""
    sends.real.mails += 1
    named = mail["Message-ID"].strip("<>")
    sends.real.do(
        Receive(
            Inbound(
                channel=Channel.EMAIL,
                external_id=f"report-{sends.real.mails}",
                sender=Person("", "mailer-daemon@mx.example.com"),
                received=sends.real.now,
                subject="Undelivered",
                origin=Origin.BOUNCE,
                report=DeliveryReport(
                    fate=fate, message_id=named, automatic=True, recipients=recipients, why=WHY
                ),
            )
        )
    )


def undelivered(sends: Sending, ticket: int = 101) -> list[str]:
    """What stands on the ticket of that."""
    events = sends.real.ticket(ticket).events
    return [one.detail for one in events if one.what is What.NOT_DELIVERED]


def reminders(sends: Sending) -> list[tuple[About, int, str]]:
    """What stands of calls that nobody may know of."""
    told = sends.real.board().reminders
    lost = [one for one in told if one.key.occasion is Occasion.NOT_INVITED]
    return [(one.key.about, one.key.subject, one.text) for one in lost]


def noted(sends: Sending) -> EmailMessage:
    """A note of receipt on #102 that has left."""
    sends.real.at(SATURDAY).mail(subject="Down", live=True)
    sends.told[1] = Told(
        to=MARTA, subject="We have it", text="It came.", language="en", at=sends.real.now
    )
    return sends.at(LATER).mails[-1]


def invited(sends: Sending, ticket: int | None = None) -> EmailMessage:
    """An invitation that has left."""
    sends.real.do(Book("training", TEN, MARTA.address, ticket=ticket))
    return sends.at(DUE).mails[-1]


def test_a_note_that_comes_back_is_told_on_its_ticket(sends: Sending) -> None:
    mail = noted(sends)
    before = sends.real.ticket(102)
    comes_back(sends, mail)
    view = sends.real.ticket(102)
    assert undelivered(sends, 102) == [f"acknowledgement to Marta Rossi: {WHY}"]
    assert [note.delivery for note in view.acknowledgements] == [Delivery.FAILED]
    assert view.messages[-1].kind is Kind.AUTOMATIC
    assert view.messages[-1].why == f"not delivered: acknowledgement to Marta Rossi: {WHY}"
    assert view.line == before.line
    assert sends.real.board().set_aside == 0


def test_it_is_told_on_the_ticket_that_it_was_merged_into(sends: Sending) -> None:
    mail = noted(sends)
    sends.real.do(Merge(102, 101))
    comes_back(sends, mail)
    assert undelivered(sends, 101) == [f"acknowledgement to Marta Rossi: {WHY}"]


def test_an_invitation_that_comes_back_is_told_of_its_call(sends: Sending) -> None:
    mail = invited(sends)
    comes_back(sends, mail)
    said = "training with Marta Rossi: the invitation was not delivered"
    assert reminders(sends) == [(About.BOOKING, 1, said)]
    (aside,) = sends.real.reader.kept_apart().set_aside
    assert aside.why == f"not delivered: invitation to Marta Rossi: {WHY}"
    sends.real.do(Sweep())
    assert len(reminders(sends)) == 1


def test_and_on_the_ticket_that_the_call_is_about(sends: Sending) -> None:
    comes_back(sends, invited(sends, ticket=101))
    assert undelivered(sends) == [f"invitation to Marta Rossi: {WHY}"]
    assert sends.real.ticket().messages[-1].kind is Kind.AUTOMATIC
    assert sends.real.board().set_aside == 0


@pytest.mark.parametrize("change", [MoveBooking(1, ELEVEN), CancelBooking(1)])
def test_a_call_that_is_moved_or_called_off_is_reminded_of_no_more(
    sends: Sending, change: MoveBooking | CancelBooking
) -> None:
    comes_back(sends, invited(sends))
    sends.real.do(change)
    sends.real.do(Sweep())
    assert reminders(sends) == []


def test_moved_there_and_back_it_is_reminded_of_once(sends: Sending) -> None:
    comes_back(sends, invited(sends))
    sends.real.do(MoveBooking(1, ELEVEN))
    sends.real.do(MoveBooking(1, TEN))
    comes_back(sends, sends.at("Mon 2026-11-23 09:40").mails[-1])
    assert len(reminders(sends)) == 1


def test_an_invitation_that_is_given_up_is_told_the_same_way(sends: Sending) -> None:
    sends.real.do(Book("training", TEN, MARTA.address))
    sends.real.do(GiveUp(Outgoing.INVITATION, 1, WHY))
    assert len(reminders(sends)) == 1


def test_a_senior_who_was_not_told_is_seen_on_the_ticket(sends: Sending) -> None:
    pavel = "pavel@vipdesk.example.org"
    sends.real.do(SetColleague(PAVEL, Role.SENIOR, pavel))
    sends.real.do(Escalate(101, "It is the proxy."))
    comes_back(sends, sends.at(DUE).mails[-1], recipients=(pavel,))
    assert undelivered(sends) == [f"notice to {PAVEL}: {WHY}"]


@pytest.mark.parametrize(
    ("fate", "recipients"),
    [(Fate.DELAYED, (MARTA.address,)), (Fate.FAILED, ("someone@third.example.net",))],
)
def test_what_fails_nothing_of_ours_is_set_aside(
    sends: Sending, fate: Fate, recipients: tuple[str, ...]
) -> None:
    comes_back(sends, noted(sends), fate, recipients)
    assert undelivered(sends, 102) == []
    assert sends.real.board().set_aside == 1


def test_a_second_report_tells_nothing_more(sends: Sending) -> None:
    mail = noted(sends)
    comes_back(sends, mail)
    comes_back(sends, mail)
    assert len(undelivered(sends, 102)) == 1
