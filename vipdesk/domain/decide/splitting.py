"""A message becomes a ticket of its own (spec: clock, severity: it keeps its arrival time)."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.merging import draft_together, emptied
from vipdesk.domain.decide.ticket import happened, judged
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import ClientWrote, ClockJoined, Fact, Struck
from vipdesk.domain.language import _
from vipdesk.domain.message import Message
from vipdesk.domain.recutting import Split, Unsplit
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.token import without_token


def split(command: Split, here: Circumstances) -> Change:
    """The message leaves its ticket as if it had never been there, and opens one of its own."""
    message = here.message
    if message is None or message.ticket is None:
        raise BadInput(
            _("there is no message {message} on any ticket").format(message=command.message)
        )
    origin = here.the_ticket()
    _check_splittable(message, origin)
    fact = _fact_of(message, origin)
    struck = fact.number if fact else None
    number = here.next_ticket
    fresh = _of_its_own(message, number, here)
    moved = replace(message, ticket=number, fact=1, came_from=None)
    left = replace(origin, facts=tuple(_struck(f, struck, Struck.SPLIT) for f in origin.facts))
    detail = f"#{number} {fresh.subject}"
    return Change(
        tickets=(fresh, judged(left, here.policy)),
        messages=(moved,),
        events=(
            happened(here, What.OPENED, number, f"split from #{origin.number}", 1),
            happened(here, What.SPLIT, origin.number, detail, struck),
        ),
        back=(
            Unsplit(
                number,
                origin.number,
                message.number,
                message.fact,
                message.came_from,
                struck,
                fact.struck if fact else None,
            ),
        ),
    )


def unsplit(command: Unsplit, here: Circumstances) -> Change:
    """Back to where it was; refused where the new ticket has gone on by itself."""
    ticket, origin = here.the_ticket(), next(iter(here.others), None)
    written = any(m.number != command.message and m.stands for m in here.messages)
    if here.message is None or origin is None or len(ticket.facts) > 1 or written:
        raise Refusal(
            _("#{ticket} has gone on since: merge it instead").format(ticket=command.ticket)
        )
    if here.escalating.escalation is not None:
        raise Refusal(
            _("#{ticket} is escalated: it can't be put back on #{origin}").format(
                ticket=ticket.number, origin=origin.number
            )
        )
    whole = tuple(_struck(f, command.struck, command.why) for f in origin.facts)
    returning = replace(
        here.message, ticket=origin.number, fact=command.fact, came_from=command.came_from
    )
    return Change(
        tickets=(
            judged(replace(origin, facts=whole), here.policy),
            emptied(ticket, origin.number, here),
        ),
        messages=(returning,),
        events=(
            happened(here, What.MERGED, ticket.number, f"into #{origin.number}"),
            happened(here, What.UNDONE, origin.number, f"split off as #{ticket.number}"),
        ),
        draft=draft_together(origin, here),
    )


def _check_splittable(message: Message, origin: Ticket) -> None:
    if not message.was_said or message.fact is None:
        raise Refusal(_("only what the client said can become a ticket of its own"))
    if origin.sender_unknown:
        raise Refusal(
            _("#{ticket}: say first who {who} is").format(
                ticket=origin.number, who=origin.requester.spoken
            )
        )
    words = [f for f in origin.facts if isinstance(f, ClientWrote) and f.struck is None]
    if message.came_from is None and [f.number for f in words] == [message.fact]:
        raise Refusal(
            _("#{ticket}: it is all that the client said there").format(ticket=origin.number)
        )


def _of_its_own(message: Message, number: int, here: Circumstances) -> Ticket:
    day = message.at.astimezone(here.policy.hours.zone).date()
    ticket = Ticket(
        number=number,
        subject=without_token(message.subject) or "(no subject)",
        channel=message.channel,
        opened_severity=here.policy.default_severity,
        triaged=False,
        requester=message.author,
        entitled=here.client.entitled(day, here.policy.plan),
        opened_at=message.at,
        facts=(ClientWrote(1, message.at, message.channel),),
    )
    return judged(ticket, here.policy)


def _fact_of(message: Message, origin: Ticket) -> Fact | None:
    """What it is on its ticket; None for one that had been answered before a merging."""
    if message.came_from is None:
        return next((fact for fact in origin.facts if fact.number == message.fact), None)
    # Where two came at the same instant, each has the same clock: either fact will do.
    came = (f for f in origin.facts if isinstance(f, ClockJoined) and f.since == message.at)
    return max(came, key=lambda fact: fact.struck is None, default=None)


def _struck(fact: Fact, number: int | None, why: Struck | None) -> Fact:
    return replace(fact, struck=why) if fact.number == number else fact
