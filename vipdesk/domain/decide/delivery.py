"""What became of an answer on its way (spec: clock, initial response: a failed delivery)."""

from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import DeliveryCommand, MarkFailed, MarkSent
from vipdesk.domain.decide.ticket import happened, judged
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Fact, StatusSet, Struck
from vipdesk.domain.language import _
from vipdesk.domain.message import Delivery, Kind, Message
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.text import clean_line

LONGEST_REASON = 500
FAILED = "the answer was not delivered"
IN_DOUBT = "nobody knows whether the answer arrived"
ON_ITS_WAY = (Delivery.QUEUED, Delivery.LEAVING)


def on_delivery(command: DeliveryCommand, here: Circumstances) -> Change:
    """It has left, or finally could not."""
    match command:
        case MarkSent():
            return mark_sent(command, here)
        case MarkFailed():
            return mark_failed(command, here)
        case _:
            assert_never(command)


def mark_sent(command: MarkSent, here: Circumstances) -> Change:
    """The answer has left for the client; what was sent or finally failed already stays so."""
    answer = _the_answer(here)
    if answer.delivery not in ON_ITS_WAY:
        return Change()
    why = clean_line(command.why, LONGEST_REASON)
    sent = replace(answer, delivery=Delivery.SENT, why=why)
    return Change(messages=(sent,), events=(happened(here, What.SENT, answer.ticket),))


def mark_failed(command: MarkFailed, here: Circumstances) -> Change:
    """Finally not delivered: the target is open again as if it had not been sent.

    So it is where that is in doubt: the client may not have a word of ours.
    """
    answer, ticket = _the_answer(here), here.the_ticket()
    if answer.delivery in (Delivery.FAILED, Delivery.TAKEN_BACK):
        return Change()
    why = clean_line(command.reason, LONGEST_REASON) or "the reason is not known"
    # of an answer that came with another ticket, the fact stands there and counts no more
    fact_here = None if answer.came_from else answer.fact
    facts = tuple(_struck(fact, fact_here) for fact in ticket.facts)
    return Change(
        tickets=(judged(replace(ticket, facts=facts), here.policy),),
        messages=(replace(answer, delivery=Delivery.FAILED, why=why),),
        events=(happened(here, What.NOT_DELIVERED, ticket.number, why, answer.fact),),
        reminders=not_delivered(answer, IN_DOUBT if command.unsure else FAILED, here),
    )


def not_delivered(answer: Message, what: str, here: Circumstances) -> tuple[Reminder, ...]:
    """The agent is told of it, once for each answer; it stands until they answer again."""
    ticket = here.the_ticket()
    key = Key(About.TICKET, ticket.number, Occasion.NOT_DELIVERED, answer.at)
    if any(one.key == key for one in here.reminding.reminders):
        return ()
    text = f"#{ticket.number} {clean_line(ticket.subject, 60)}: {what}"
    return (Reminder(number=here.next_reminder, key=key, text=text, fired=here.now),)


def _the_answer(here: Circumstances) -> Message:
    if here.message is None or here.message.kind is not Kind.ANSWER:
        raise Refusal(_("there is no such answer: `vipdesk ticket show` lists a ticket's messages"))
    return here.message


def _struck(fact: Fact, answer: int | None) -> Fact:
    came_with_it = isinstance(fact, StatusSet) and fact.answer == answer
    if answer is not None and (fact.number == answer or came_with_it):
        return replace(fact, struck=Struck.DELIVERY_FAILED)
    return fact
