"""An act taken back: its facts count no longer, and the clocks are what they were before it."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.ticket import happened, judged
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import ClientWrote, Fact, Struck
from vipdesk.domain.language import _
from vipdesk.domain.message import Delivery, Draft, Kind, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.ticket import Ticket

NOT_OURS = (None, Struck.SPLIT, Struck.MERGED)
"""A fact that was struck counts again since, or is another ticket's now."""


def take_back(command: TakeBack, here: Circumstances) -> Change:
    """Refused where something of ours has been built on it, or the answer has left already."""
    ticket = here.the_ticket()
    _check_latest(ticket, command)
    entry = _taken_back(command, here)
    after = replace(ticket, facts=tuple(_without(fact, command) for fact in ticket.facts))
    last = max((*command.added, *command.struck), default=None)
    return Change(
        tickets=(judged(after, here.policy),),
        messages=(entry,) if entry else (),
        events=(happened(here, What.UNDONE, ticket.number, command.what, last),),
        draft=_draft_again(entry, here),
    )


def _check_latest(ticket: Ticket, command: TakeBack) -> None:
    facts = {fact.number: fact for fact in ticket.facts}
    undone = any(facts[number].struck for number in command.added)
    counts_again = any(facts[number].struck in NOT_OURS for number in command.struck)
    later = [
        fact
        for fact in ticket.facts
        if (command.added or command.struck)
        and fact.number > command.last
        and fact.struck is None
        and not isinstance(fact, ClientWrote)
    ]
    if undone or counts_again or later:
        raise Refusal(
            _("#{ticket} has gone on since: this can't be undone any more").format(
                ticket=ticket.number
            )
        )


def _taken_back(command: TakeBack, here: Circumstances) -> Message | None:
    entry = here.message
    if command.message is None or entry is None:
        return None
    match entry.delivery:
        case Delivery.LEAVING:
            raise Refusal("the answer is just leaving: it can't be taken back any more")
        case Delivery.SENT if entry.channel is Channel.CHAT:
            if here.door.reached_somebody(entry.number):
                raise Refusal(_("the client has the answer on their page: it can't be taken back"))
        case Delivery.SENT:
            raise Refusal(_("the answer has left already: it can't be taken back"))
        case Delivery.FAILED:
            raise Refusal(_("the answer could not be delivered: there is nothing to take back"))
        case Delivery.TAKEN_BACK:
            raise Refusal(_("it was taken back already"))
    return replace(entry, delivery=Delivery.TAKEN_BACK)


def _without(fact: Fact, command: TakeBack) -> Fact:
    if fact.number in command.added:
        return replace(fact, struck=Struck.UNDONE)
    return replace(fact, struck=None) if fact.number in command.struck else fact


def _draft_again(entry: Message | None, here: Circumstances) -> Draft | None:
    """The words of an answer are a draft again, unless another one was begun since."""
    if entry is None or entry.ticket is None or entry.kind is not Kind.ANSWER:
        return None
    if any(draft.author == here.who for draft in here.drafts):
        return None
    return Draft(entry.ticket, here.who, entry.text, here.now)
