"""Waiting, resolved, open again; the thank-you that needs no answer (spec: clock, follow-up)."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import NoAnswerNeeded, SetStatus
from vipdesk.domain.course import follow
from vipdesk.domain.decide.promise import promise_ended
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status, StatusSet, Struck, Word
from vipdesk.domain.language import N_, _
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.thanks import thanks, unanswered_words
from vipdesk.domain.ticket import Ticket

WHAT = {
    Status.OPEN: What.REOPENED,
    Status.WAITING: What.WAITING,
    Status.RESOLVED: What.RESOLVED,
}
ALREADY = {
    Status.OPEN: N_("#{ticket} is open already"),
    Status.WAITING: N_("#{ticket} is waiting already"),
    Status.RESOLVED: N_("#{ticket} is resolved already"),
}


def set_status(command: SetStatus, here: Circumstances) -> Change:
    """Set where the ticket stands; waiting is reached from open only."""
    ticket = here.the_ticket()
    status = follow(ticket, here.policy).status
    if status is command.status:
        raise Refusal(_(ALREADY[status]).format(ticket=ticket.number))
    if status is Status.RESOLVED and command.status is Status.WAITING:
        raise Refusal(_("#{ticket} is resolved: reopen it first").format(ticket=ticket.number))
    fact = StatusSet(ticket.next_fact, here.now, command.status)
    resolved = command.status is Status.RESOLVED
    ended = promise_ended(ticket, here, answered=False) if resolved else ()
    return Change(
        tickets=(judged(with_facts(ticket, fact), here.policy),),
        events=(happened(here, WHAT[command.status], ticket.number, "", fact.number), *ended),
        back=(TakeBack(ticket.number, WHAT[command.status].value, fact.number, (fact.number,)),),
    )


def no_answer_needed(command: NoAnswerNeeded, here: Circumstances) -> Change:
    """Put the ticket back to where it was before the client's last message."""
    ticket = here.the_ticket()
    last = _last_unanswered(ticket)
    facts = tuple(
        replace(fact, struck=Struck.NO_ANSWER_NEEDED) if fact is last else fact
        for fact in ticket.facts
    )
    return Change(
        tickets=(judged(replace(ticket, facts=facts), here.policy),),
        events=(happened(here, What.NO_ANSWER_NEEDED, ticket.number, "", last.number),),
        back=(
            TakeBack(ticket.number, What.NO_ANSWER_NEEDED.value, len(facts), struck=(last.number,)),
        ),
    )


def _last_unanswered(ticket: Ticket) -> Word:
    last = thanks(ticket)
    if last is not None:
        return last
    if unanswered_words(ticket):
        raise Refusal(
            _("#{ticket}: it is what the ticket was opened with: answer or resolve it").format(
                ticket=ticket.number
            )
        )
    raise Refusal(
        _("#{ticket}: no message of the client is waiting for an answer").format(
            ticket=ticket.number
        )
    )
