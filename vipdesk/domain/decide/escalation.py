"""A ticket is taken to a senior, who accepts, declines or hands back; its clock never stops.

Whoever accepts first has it (spec: clock, follow-up: escalated counts as open).
"""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.colleagues import Colleague, named
from vipdesk.domain.course import follow
from vipdesk.domain.decide.answer import written
from vipdesk.domain.decide.asking import answered, ask_next, asked_now, in_turn
from vipdesk.domain.decide.escalation_checks import (
    acting,
    check_free,
    check_known,
    check_may_accept,
    check_stands,
    check_was_asked,
    check_with,
)
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus, Notice
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    AnswerBack,
    DeclineEscalation,
    Escalate,
    HandBack,
    SeniorNote,
    SeniorNoteBack,
    WithdrawEscalation,
)
from vipdesk.domain.escalation_notice import asks, is_over
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Status, StatusSet
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import TakeBack, WayBack
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.ticket import Ticket

LONGEST_REASON = 500


def escalate(command: Escalate, here: Circumstances) -> Change:
    """Ask a senior; the ticket is open from then on, whatever it waited for."""
    ticket, before = here.the_ticket(), here.escalating.escalation
    check_free(ticket, before, here)
    reason, tried = written(command.reason, N_("the reason")), clean_block(command.tried).strip()
    senior = _chosen(command.to, ticket, reason, tried, here)
    asked = asked_now(senior, here)
    fact = StatusSet(ticket.next_fact, here.now, Status.OPEN)
    after = judged(with_facts(ticket, fact), here.policy)
    taken = Escalation(
        number=before.number if before else here.escalating.next_escalation,
        ticket=ticket.number,
        at=before.at if before else here.now,
        who=here.who,
        reason=reason,
        tried=tried,
        status=EscalationStatus.ASKED,
        asked=(*before.asked, asked) if before else (asked,),
    )
    said = f"{reason}\n\nTried: {tried}" if tried else reason
    return Change(
        tickets=(after,),
        messages=(_note(ticket, here.who, f"Why it is escalated: {said}", here),),
        escalations=(taken,),
        notices=_asking(taken, after, here),
        events=(happened(here, What.ESCALATED, ticket.number, f"to {senior.name}", fact.number),),
        back=(
            WithdrawEscalation(taken.number, "undone", unaccepted=True),
            TakeBack(
                ticket.number,
                "escalation",
                fact.number,
                (fact.number,),
                message=here.next_message,
            ),
        ),
    )


def accept(command: AcceptEscalation, here: Circumstances) -> Change:
    """The first senior who takes it has it, of those asked, or of all once nobody is left."""
    escalation, (senior, here) = here.the_escalation(), acting(command.by, here)
    check_may_accept(escalation, senior, here)
    check_stands(escalation)
    current = escalation.current
    if current is not None and current.answer is Answer.ACCEPTED:
        since = here.policy.hours.local(current.answered or current.at)
        raise Refusal(
            _("#{ticket} is with {name} already, since {time}").format(
                ticket=escalation.ticket, name=current.name, time=f"{since:%H:%M}"
            )
        )
    accepted = replace(
        escalation, status=EscalationStatus.ACCEPTED, asked=_taken(escalation, senior, here)
    )
    event = happened(here, What.ESCALATION_ACCEPTED, escalation.ticket, f"by {senior.name}")
    return Change(escalations=(accepted,), events=(event,), back=(AnswerBack(accepted, 0),))


def _taken(escalation: Escalation, senior: Colleague, here: Circumstances) -> tuple[Asked, ...]:
    """All who were asked, the one who took it among them."""
    asked = answered(escalation, Answer.CALLED_OFF, here, who=here.who).asked
    if all(one.senior != senior.number for one in asked):
        asked = (*asked, asked_now(senior, here))
    place = max(place for place, one in enumerate(asked) if one.senior == senior.number)
    taken = replace(asked[place], answer=Answer.ACCEPTED, answered=here.now, who=here.who, why="")
    return (*asked[:place], taken, *asked[place + 1 :])


def decline(command: DeclineEscalation, here: Circumstances) -> Change:
    """Who is asked can't take it: the next one is asked at once."""
    escalation, (senior, here) = here.the_escalation(), acting(command.by, here)
    check_known(escalation, senior, here)
    check_stands(escalation)
    check_with(escalation, senior, Answer.WAITING, N_("#{ticket}: {now} is asked, not {name}"))
    why = clean_line(command.reason, LONGEST_REASON)
    if not why:
        raise BadInput(_("#{ticket}: say why it is declined").format(ticket=escalation.ticket))
    declined = answered(escalation, Answer.DECLINED, here, who=here.who, why=why)
    said = f"by {senior.name}: {why}"
    event = happened(here, What.ESCALATION_DECLINED, escalation.ticket, said)
    change = passed_on(declined, here.the_ticket(), here, event)
    return replace(change, back=(AnswerBack(change.escalations[0], 0),))


def passed_on(
    escalation: Escalation, ticket: Ticket, here: Circumstances, because: Event
) -> Change:
    """The escalation goes to the next senior, or to nobody, and both is written down."""
    after = ask_next(escalation, ticket, here)
    if after.status is EscalationStatus.UNTAKEN:
        event = replace(because, what=What.NOBODY_LEFT, who="", detail="the agent decides")
        return Change(escalations=(after,), events=(because, event))
    event = replace(because, what=What.SENIOR_ASKED, who="", detail=after.with_whom)
    return Change(
        escalations=(after,), events=(because, event), notices=_asking(after, ticket, here)
    )


def hand_back(command: HandBack, here: Circumstances) -> Change:
    """The senior is done with it, and says what came of it."""
    escalation, (senior, here) = here.the_escalation(), acting(command.by, here)
    check_known(escalation, senior, here)
    check_stands(escalation)
    check_with(escalation, senior, Answer.ACCEPTED, N_("#{ticket}: {now} has it, not {name}"))
    result = written(command.result, N_("the result"))
    over = _over(escalation, EscalationStatus.HANDED_BACK, result, here)
    event = happened(here, What.HANDED_BACK, escalation.ticket, f"by {senior.name}")
    ticket = here.the_ticket()
    note = _note(ticket, senior.name, result, here)
    back = AnswerBack(over, ticket.next_fact - 1, note.number)
    return Change(escalations=(over,), messages=(note,), events=(event,), back=(back,))


def senior_note(command: SeniorNote, here: Circumstances) -> Change:
    """A senior writes on the ticket what only our side sees; it moves no clock."""
    escalation, (senior, here) = here.the_escalation(), acting(command.by, here)
    check_known(escalation, senior, here)
    check_was_asked(escalation, senior)
    note = _note(here.the_ticket(), senior.name, written(command.text, N_("the note")), here)
    return Change(
        messages=(note,),
        events=(happened(here, What.NOTED, escalation.ticket),),
        back=(SeniorNoteBack(escalation.number, escalation.ticket, note.number),),
    )


def withdraw(command: WithdrawEscalation, here: Circumstances) -> Change:
    """No senior is needed; who was asked, or had it, is told."""
    escalation = here.the_escalation()
    check_stands(escalation)
    if command.unaccepted and escalation.status is EscalationStatus.ACCEPTED:
        raise Refusal(
            _("#{ticket}: {who} has accepted it meanwhile").format(
                ticket=escalation.ticket, who=escalation.with_whom
            )
        )
    why = clean_line(command.reason, LONGEST_REASON)
    return _withdrawn(escalation, here.the_ticket(), why, here)


def kept_running(change: Change, here: Circumstances) -> Change:
    """Keep an escalated ticket's clock running: refuse to wait, and end with the ticket."""
    escalation = here.escalating.escalation
    if escalation is None or not escalation.stands or change.escalations:
        return change
    ticket = next((one for one in change.tickets if one.number == escalation.ticket), None)
    if ticket is None:
        return change
    status = follow(ticket, here.policy).status
    if status is Status.WAITING:
        raise Refusal(
            _(
                "#{ticket} is escalated to {who}, so its clock runs:"
                " have it handed back, or withdraw it first"
            ).format(ticket=ticket.number, who=escalation.with_whom)
        )
    if status is not Status.RESOLVED:
        return change
    ended = _withdrawn(escalation, ticket, "the ticket is resolved", here)
    return replace(
        change,
        escalations=ended.escalations,
        notices=ended.notices,
        events=(*change.events, *ended.events),
        back=tuple(_told_so(one) for one in change.back),
    )


def _told_so(back: WayBack) -> WayBack:
    """A senior who was told that it is over has it no more, whatever is undone."""
    if not isinstance(back, TakeBack):
        return back
    return replace(back, what=f"{back.what}; its escalation stays withdrawn")


def _withdrawn(escalation: Escalation, ticket: Ticket, why: str, here: Circumstances) -> Change:
    current = escalation.current
    called_off = answered(escalation, Answer.CALLED_OFF, here, who=here.who)
    over = _over(called_off, EscalationStatus.WITHDRAWN, why, here)
    told = _colleague(current, here) if current else None
    notices = (is_over(over, ticket, told, why or "no reason is given", here.now),) if told else ()
    event = happened(here, What.ESCALATION_WITHDRAWN, escalation.ticket, why)
    return Change(escalations=(over,), notices=notices, events=(event,))


def _over(
    escalation: Escalation, status: EscalationStatus, result: str, here: Circumstances
) -> Escalation:
    return replace(escalation, status=status, result=result, ended=here.now, ended_by=here.who)


def _chosen(to: str, ticket: Ticket, reason: str, tried: str, here: Circumstances) -> Colleague:
    """Who was named, or the best one, of those not asked yet if there are any."""
    turn = [one.colleague for one in in_turn(ticket, reason, tried, here)]
    if not turn:
        raise Refusal(
            _("there is no senior to ask: `vipdesk people add NAME --role senior` adds one")
        )
    if to.strip():
        found = named(tuple(turn), to)
        if found is None:
            names = ", ".join(one.name for one in turn)
            raise BadInput(
                _("{name} is no senior: name one of {names}").format(
                    name=clean_line(to, 60), names=names
                )
            )
        return found
    before = here.escalating.escalation
    asked = {one.senior for one in before.asked} if before else set()
    return next((one for one in turn if one.number not in asked), turn[0])


def _colleague(asked: Asked, here: Circumstances) -> Colleague | None:
    return next((one for one in here.escalating.people if one.number == asked.senior), None)


def _asking(escalation: Escalation, ticket: Ticket, here: Circumstances) -> tuple[Notice, ...]:
    senior = _colleague(escalation.asked[-1], here)
    if senior is None:
        return ()
    return (asks(escalation, ticket, senior, here),)


def _note(ticket: Ticket, who: str, text: str, here: Circumstances) -> Message:
    return Message(
        number=here.next_message,
        ticket=ticket.number,
        kind=Kind.NOTE,
        channel=Channel.MANUAL,
        author=Person(who),
        at=here.now,
        text=text,
    )
