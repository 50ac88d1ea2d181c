"""A promise of our own: "I will write by 15:00", and whether it was kept."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import Promise, WithdrawPromise
from vipdesk.domain.course import follow
from vipdesk.domain.decide.ticket import check_at_work, happened, judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Promised, Struck
from vipdesk.domain.language import _, dated
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.ticket import Ticket

FARTHEST = timedelta(days=366)
MOMENT = "%a %d %b %H:%M"


def promise(command: Promise, here: Circumstances) -> Change:
    """Promise the client a word by then; it takes the place of an earlier promise."""
    ticket = here.the_ticket()
    check_at_work(ticket, here.policy)
    by = _said(command.until, here.policy)
    shown = dated(here.policy.hours.local(command.until), MOMENT)
    if command.until <= here.now:
        raise BadInput(_("{moment} has passed: promise a moment to come").format(moment=shown))
    if command.until - here.now > FARTHEST:
        raise BadInput(
            _("{moment} is more than a year ahead: promise a nearer moment").format(moment=shown)
        )
    fact = Promised(ticket.next_fact, here.now, command.until)
    return Change(
        tickets=(judged(with_facts(ticket, fact), here.policy),),
        events=(happened(here, What.PROMISED, ticket.number, f"to write by {by}", fact.number),),
        back=(TakeBack(ticket.number, f"promise to write by {by}", fact.number, (fact.number,)),),
    )


def withdraw_promise(command: WithdrawPromise, here: Circumstances) -> Change:
    """Take the standing promise back, as if it had not been given."""
    ticket = here.the_ticket()
    given = follow(ticket, here.policy).promise
    if given is None:
        raise Refusal(_("#{ticket}: no promise stands").format(ticket=ticket.number))
    if command.until not in (None, given.until):
        raise Refusal(
            _("#{ticket}: another promise has been given since").format(ticket=ticket.number)
        )
    facts = tuple(
        replace(fact, struck=Struck.WITHDRAWN) if fact is given else fact for fact in ticket.facts
    )
    detail = f"to write by {_said(given.until, here.policy)}"
    return Change(
        tickets=(judged(replace(ticket, facts=facts), here.policy),),
        events=(happened(here, What.PROMISE_WITHDRAWN, ticket.number, detail, given.number),),
        back=(TakeBack(ticket.number, "promise withdrawn", len(facts), struck=(given.number,)),),
    )


def promise_ended(ticket: Ticket, here: Circumstances, *, answered: bool) -> tuple[Event, ...]:
    """What an answer, or the end of the matter, makes of the promise that `ticket` stood under."""
    given = follow(ticket, here.policy).promise
    if given is None:
        return ()
    in_time = What.PROMISE_KEPT if answered else What.PROMISE_WITHDRAWN
    what = in_time if here.now <= given.until else What.PROMISE_BROKEN
    detail = f"to write by {_said(given.until, here.policy)}"
    return (happened(here, what, ticket.number, detail, given.number),)


def _said(at: datetime, policy: Policy) -> str:
    return f"{policy.hours.local(at):{MOMENT}}"
