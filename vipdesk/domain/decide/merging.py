"""Two tickets become one, or two again (spec: clock, severity: merged tickets)."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.course import Course, follow
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import (
    Answered,
    ClientWrote,
    ClockJoined,
    Fact,
    Promised,
    SeveritySet,
    Status,
    StatusSet,
    Struck,
)
from vipdesk.domain.language import _
from vipdesk.domain.message import Draft
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Merge, Unmerge
from vipdesk.domain.ticket import Ticket


def merge(command: Merge, here: Circumstances) -> Change:
    """The messages go over with their clocks, the source leaves all figures."""
    source, into = here.the_ticket(), _other(here)
    _check_mergeable(source, into, here)
    added = tuple(carried(source, into, here.policy, here.now))
    joined = judged(with_facts(into, *added), here.policy)
    facts, last = tuple(fact.number for fact in added), len(joined.facts)
    moved = tuple(replace(m, ticket=into.number, came_from=source.number) for m in here.messages)
    before = tuple((m.number, m.came_from) for m in here.messages)
    return Change(
        tickets=(joined, emptied(source, into.number, here)),
        messages=moved,
        events=(
            happened(here, What.MERGED, source.number, f"into #{into.number}"),
            happened(here, What.MERGED, into.number, f"#{source.number} {source.subject}"),
        ),
        draft=draft_together(into, here),
        back=(Unmerge(source.number, into.number, facts, last, before),),
    )


def unmerge(command: Unmerge, here: Circumstances) -> Change:
    """As it was before; refused where the ticket they had become has gone on since."""
    source, into = here.ticket, _other(here)
    if source is None or source.merged_into != into.number:
        raise Refusal(_("#{ticket} is not merged any more").format(ticket=command.ticket))
    back = dict(command.messages)
    if not back.keys() <= {m.number for m in here.messages}:
        raise Refusal(
            _("a message of #{ticket} has gone on since: merge that one first").format(
                ticket=command.ticket
            )
        )
    if _has_gone_on(into, command):
        raise Refusal(
            _("#{ticket} has gone on since: they can't be parted any more").format(
                ticket=into.number
            )
        )
    returning = tuple(
        replace(m, ticket=source.number, came_from=back[m.number])
        for m in here.messages
        if m.number in back
    )
    left = tuple(
        replace(f, struck=Struck.UNDONE) if f.number in command.facts else f for f in into.facts
    )
    return Change(
        tickets=(
            judged(filled_again(source), here.policy),
            judged(replace(into, facts=left), here.policy),
        ),
        messages=returning,
        events=(
            happened(here, What.UNMERGED, source.number, f"from #{into.number}"),
            happened(here, What.UNMERGED, into.number, f"#{source.number} {source.subject}"),
        ),
    )


def emptied(ticket: Ticket, into: int, here: Circumstances) -> Ticket:
    """A ticket whose messages went elsewhere: nothing of it counts."""
    facts = (replace(f, struck=Struck.MERGED) if f.struck is None else f for f in ticket.facts)
    closed = StatusSet(ticket.next_fact, here.now, Status.RESOLVED)
    gone = replace(ticket, facts=(*facts, closed), merged_into=into)
    return judged(gone, here.policy)


def filled_again(ticket: Ticket) -> Ticket:
    """The ticket as it was before it was emptied."""
    *facts, closed = ticket.facts
    counted = (replace(f, struck=None) if f.struck is Struck.MERGED else f for f in facts)
    return replace(
        ticket, facts=(*counted, replace(closed, struck=Struck.UNDONE)), merged_into=None
    )


def _other(here: Circumstances) -> Ticket:
    if not here.others:
        raise BadInput(_("there is no such ticket to merge it with: `vipdesk tickets` lists them"))
    return here.others[0]


def _check_mergeable(source: Ticket, into: Ticket, here: Circumstances) -> None:
    if source.number == into.number:
        raise Refusal(_("#{ticket} can't be merged with itself").format(ticket=source.number))
    if into.merged_into is not None:
        raise Refusal(
            _("#{ticket} was merged into #{into}: take that one").format(
                ticket=into.number, into=into.merged_into
            )
        )
    for ticket in (source, into):
        if ticket.sender_unknown:
            raise Refusal(
                _("#{ticket}: say first who {who} is").format(
                    ticket=ticket.number, who=ticket.requester.spoken
                )
            )
    escalation = here.escalating.escalation
    if escalation is not None and escalation.stands:
        raise Refusal(
            _("#{ticket} is escalated: merge the other one into it instead").format(
                ticket=source.number
            )
        )
    if follow(into, here.policy).status is Status.RESOLVED:
        raise Refusal(_("#{ticket} is resolved: reopen it first").format(ticket=into.number))


def carried(source: Ticket, into: Ticket, policy: Policy, now: datetime) -> Iterator[Fact]:
    """What the source brings: a graver severity, the clocks that wait, a tighter promise."""
    theirs, ours = follow(source, policy), follow(into, policy)
    number = into.next_fact
    if theirs.triaged and theirs.severity < ours.severity:
        yield SeveritySet(number, now, theirs.severity)
        number += 1
    for clock in _waiting(theirs):
        yield replace(clock, number=number, at=now)
        number += 1
    promise = theirs.promise
    if promise is not None and (ours.promise is None or promise.until < ours.promise.until):
        yield Promised(number, now, promise.until)


def _waiting(course: Course) -> Iterator[ClockJoined]:
    """Each word that waits for an answer, with the clock it would have alone."""
    cycle = course.waiting_cycle
    if cycle is None:
        return
    facts = {fact.number: fact for fact in course.ticket.facts}
    periodic = isinstance(facts[cycle.opened_by], Answered)
    for word in course.unanswered:
        if isinstance(word, ClockJoined):
            yield word
        else:
            start = course.policy.clock_start(word.channel, word.at)
            start = cycle.start if periodic else max(cycle.start, start)
            yield ClockJoined(word.number, word.at, cycle.kind, start, word.since)


def draft_together(into: Ticket, here: Circumstances) -> Draft | None:
    """What the agent has half typed on both; what is on the target comes first."""
    own = [draft for draft in here.drafts if draft.author == here.who]
    own.sort(key=lambda draft: draft.ticket != into.number)
    if not any(draft.ticket != into.number for draft in own):
        return None
    return Draft(into.number, here.who, "\n\n".join(draft.text for draft in own), here.now)


def _has_gone_on(into: Ticket, command: Unmerge) -> bool:
    """Something of ours came later, or what came along was put aside since."""
    return any(
        fact.struck is not None
        if fact.number in command.facts
        else fact.number > command.last
        and fact.struck is None
        and not isinstance(fact, ClientWrote)
        for fact in into.facts
    )
