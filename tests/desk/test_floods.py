"""What one sender sends beyond the most of an hour is kept, folded into one row, and can be had."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, PAOLO, STRANGER, at
from vipdesk.domain.board import Flood
from vipdesk.domain.commands import MakeTicket, MarkSent, Receive, Reply
from vipdesk.domain.delivery_report import DeliveryReport, Fate
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import MOST_AN_HOUR, Channel, Policy
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.reminder import About, Occasion, Reminder
from vipdesk.domain.reminder_commands import SeeTo, Sweep
from vipdesk.policies import policy_for


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


def pour(
    real: RealDesk, count: int, sender: Person = STRANGER, *, live: bool = True, first: int = 0
) -> None:
    """So many mails come, a second apart."""
    commands = [
        Receive(mail(first + n, real.now + timedelta(seconds=n), sender, live=live))
        for n in range(count)
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


def test_who_goes_on_forging_does_not_shut_a_contact_out(real: RealDesk) -> None:
    began = real.now
    pour(real, MOST_AN_HOUR, MARTA)
    for minute in range(1, 60):
        real.now = began + timedelta(minutes=minute)
        real.do(Receive(mail(100 + minute, real.now, MARTA)))
    assert len(real.numbers()) == MOST_AN_HOUR
    real.now = began + timedelta(hours=1)
    real.mail(subject="PRODUCTION DOWN", live=True)
    assert real.board().lines[-1].subject == "PRODUCTION DOWN"
    assert real.board().lines[-1].due is not None


def test_a_stranger_who_goes_on_stays_out(real: RealDesk) -> None:
    began = real.now
    pour(real, MOST_AN_HOUR)
    for minute in range(1, 62):
        real.now = began + timedelta(minutes=minute)
        real.do(Receive(mail(100 + minute, real.now)))
    assert len(real.numbers()) == MOST_AN_HOUR


Continued = Callable[[Message], dict[str, Any]]
GENUINE: dict[str, tuple[Person, Continued, bool]] = {
    "our token": (MARTA, lambda a: {"subject": f"Re: {a.subject}"}, True),
    "our answer": (MARTA, lambda a: {"references": ("x@y", a.message_id)}, True),
    "a forged token": (MARTA, lambda a: {"subject": "Re: [#101 aaaaaaaa]"}, False),
    "their own mail": (MARTA, lambda a: {"references": ("first@acme.example.com",)}, False),
    "a stranger with our token": (STRANGER, lambda a: {"subject": a.subject}, False),
}


@pytest.mark.parametrize(("sender", "continued", "taken"), GENUINE.values(), ids=GENUINE)
def test_what_goes_on_from_our_own_words_is_never_folded(
    real: RealDesk, sender: Person, continued: Continued, taken: bool
) -> None:
    real.mail(message_id="first@acme.example.com")
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    pour(real, MOST_AN_HOUR, sender)
    before, kept = real.ticket(101).messages, real.board().set_aside
    real.do(Receive(replace(mail(99, real.now, sender), **continued(answer))))
    assert (len(real.ticket(101).messages) > len(before)) is taken
    assert (real.board().set_aside == kept) is taken


def only_kept(real: RealDesk) -> list[Reminder]:
    """What stands of mails of contacts that were not taken."""
    told = real.board().reminders
    return [one for one in told if one.key.occasion is Occasion.ONLY_KEPT]


def test_the_agent_is_told_at_once_that_a_contact_is_not_heard(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR, MARTA)
    assert (only_kept(real), real.board().folded) == ([], 0)
    real.mail(subject="PRODUCTION DOWN", live=True)
    (told,) = only_kept(real)
    assert told.text == ("mail of Marta Rossi is only kept and not taken: more than 30 in an hour")
    assert told.key.about is About.APART
    assert real.board().folded == 1
    real.do(Sweep())
    assert only_kept(real) == [told]
    real.do(MakeTicket(floods(real)[0].numbers[0]))
    assert real.board().folded == 0


def test_of_each_sender_it_is_told_once_an_hour_as_long_as_it_goes_on(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR + 20, MARTA)
    pour(real, MOST_AN_HOUR + 20, PAOLO)
    first, second = only_kept(real)
    real.do(SeeTo(first.number))
    real.now += timedelta(minutes=2)
    real.do(Receive(mail(200, real.now, MARTA)))
    assert only_kept(real) == [second]
    real.now += timedelta(hours=1)
    pour(real, MOST_AN_HOUR + 20, PAOLO, first=300)
    assert only_kept(real) == [second], "it stands"
    pour(real, MOST_AN_HOUR + 20, replace(MARTA, name="An Attacker"), first=300)
    stands, again = only_kept(real)
    assert stands == second
    assert again.text.startswith("mail of Marta Rossi is")


def test_nothing_is_told_of_strangers_and_machines(real: RealDesk) -> None:
    pour(real, MOST_AN_HOUR + 5)
    for number in range(MOST_AN_HOUR + 5):
        real.do(Receive(replace(mail(number, real.now, MARTA), origin=Origin.AUTO_REPLY)))
    assert only_kept(real) == []


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


def test_the_policy_says_how_many_are_taken(real: RealDesk, policy: Policy) -> None:
    other = policy_for(policy.text.replace("most_an_hour = 30", "most_an_hour = 3"))
    real.do(PutPolicy(other))
    pour(real, 5, MARTA)
    assert len(real.numbers()) == 3
    (flood,) = floods(real)
    assert (len(flood.numbers), flood.most) == (2, 3)
    (told,) = [one for one in real.board().reminders if "only kept" in one.text]
    assert told.text.endswith("more than 3 in an hour")
