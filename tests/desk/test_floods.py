"""What one sender sends beyond the most of an hour is kept, folded into one row, and can be had."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, PAOLO, STRANGER, at
from vipdesk.domain.board import Flood
from vipdesk.domain.commands import MakeTicket, MarkSent, Receive, Reply
from vipdesk.domain.delivery_report import DeliveryReport, Fate
from vipdesk.domain.inbound import MOST_AN_HOUR, Inbound, Origin
from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel


def mail(
    number: int, received: datetime, sender: Person = STRANGER, *, live: bool = True
) -> Inbound:
    """One of many."""
    return Inbound(
        channel=Channel.EMAIL,
        external_id=f"flood-{sender.address}-{number}",
        sender=sender,
        received=received,
        subject=f"mail {number}",
        message_id=f"{number}@elsewhere.example.org",
        live=live,
    )


def pour(real: RealDesk, count: int, sender: Person = STRANGER, *, live: bool = True) -> None:
    """So many mails come, a second apart."""
    commands = [
        Receive(mail(n, real.now + timedelta(seconds=n), sender, live=live)) for n in range(count)
    ]
    real.now += timedelta(seconds=count)
    real.desk.execute_all(commands)


def floods(real: RealDesk) -> tuple[Flood, ...]:
    """What was too much."""
    return real.reader.kept_apart().floods


def test_what_is_too_much_is_one_row(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR + 41)
    assert len(real.numbers()) == MOST_AN_HOUR == 30
    (flood,) = floods(real)
    assert flood.sender == STRANGER
    assert len(flood.numbers) == 41
    assert (flood.first, flood.at) == (
        at("Mon 2026-11-23 09:30:30"),
        at("Mon 2026-11-23 09:31:10"),
    )
    assert real.reader.kept_apart().set_aside == ()
    assert real.board().set_aside == 41


def test_each_sender_has_a_measure_of_their_own(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR)
    pour(real, MOST_AN_HOUR, MARTA)
    assert floods(real) == ()
    pour(real, 1, PAOLO)
    assert len(real.numbers()) == 2 * MOST_AN_HOUR + 1


@pytest.mark.parametrize(("minutes", "taken"), [(58, False), (61, True)])
def test_an_hour_later_they_are_heard_again(real: RealDesk, minutes: int, taken: bool) -> None:
    pour(real, MOST_AN_HOUR)
    real.do(Receive(mail(99, real.now + timedelta(minutes=minutes))))
    assert (floods(real) == ()) is taken


def test_an_archive_is_no_flood(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR + 10, live=False)
    assert len(real.numbers()) == MOST_AN_HOUR + 10


def test_machines_are_folded_as_well(real: RealDesk) -> None:
    for number in range(MOST_AN_HOUR + 5):
        real.do(Receive(replace(mail(number, real.now), origin=Origin.BOUNCE)))
    kept = real.reader.kept_apart()
    assert (len(kept.set_aside), len(kept.floods[0].numbers)) == (MOST_AN_HOUR, 5)


@pytest.mark.parametrize("named", [True, False])
def test_in_a_flood_of_reports_the_one_that_proves_itself_counts(
    real: RealDesk, named: bool
) -> None:
    real.mail()
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.do(MarkSent(answer.number))
    backscatter = DeliveryReport(fate=Fate.FAILED, message_id="else@example.org")
    for number in range(MOST_AN_HOUR + 5):
        bounce = replace(mail(number, real.now), origin=Origin.BOUNCE, report=backscatter)
        real.do(Receive(bounce))
    report = DeliveryReport(
        fate=Fate.FAILED,
        message_id=answer.message_id if named else "",
        recipients=(MARTA.address,),
    )
    real.do(Receive(replace(mail(99, real.now), origin=Origin.BOUNCE, report=report)))
    state = next(m.delivery for m in real.ticket().messages if m.number == answer.number)
    assert state is (Delivery.FAILED if named else Delivery.SENT)
    assert len(floods(real)[0].numbers) == (5 if named else 6)


def test_all_of_it_can_be_taken_each_where_it_belongs(real: RealDesk) -> None:
    real.mail(MARTA, message_id="first@acme.example.com")
    pour(real, MOST_AN_HOUR, MARTA)
    again = replace(mail(98, real.now, MARTA), references=("first@acme.example.com",))
    real.do(Receive(again))
    real.do(Receive(mail(99, real.now, MARTA)))
    assert len(real.ticket(101).messages) == 1
    for number in floods(real)[0].numbers:
        real.do(MakeTicket(number))
    assert floods(real) == ()
    assert [m.subject for m in real.ticket(101).messages][-1] == "mail 98"
    newest = real.ticket(max(real.numbers()))
    assert newest.ticket.subject == "mail 99"
    assert newest.line.due is not None
    assert real.acknowledgements_due() == ()


def test_what_was_a_flood_is_taken_once(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR + 2)
    before = real.numbers()
    pour(real, MOST_AN_HOUR + 2)
    assert real.numbers() == before
    assert len(floods(real)[0].numbers) == 2
