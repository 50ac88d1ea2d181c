"""What a senior said is taken back, as long as nothing has come of it since."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.colleagues import Role, named
from vipdesk.domain.decide.taking_back import gone_on, taken_back, worked_on_since
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus, Notice
from vipdesk.domain.escalation_commands import AnswerBack, SeniorNoteBack
from vipdesk.domain.escalation_notice import asked_no_more
from vipdesk.domain.event import What
from vipdesk.domain.language import _
from vipdesk.domain.message import Kind


def answer_back(command: AnswerBack, here: Circumstances) -> Change:
    """It stands as before the answer; who was asked because of that answer is told."""
    done, before = command.done, here.escalating.before
    here = _by_themselves(_whose(command).senior, here)
    _check_stands_so(done, here.the_escalation())
    worked_on = command.message is not None and worked_on_since(here.the_ticket(), command.last)
    if before is None or worked_on:
        raise gone_on(done.ticket)
    _check_in_time(command, before, here)
    asked_since = [one for one in done.asked[len(before.asked) :] if one.answer is Answer.WAITING]
    called_off = (
        replace(one, answer=Answer.CALLED_OFF, answered=here.now, who=here.who)
        for one in asked_since
    )
    entry = taken_back(command.message, here)
    event = happened(here, What.UNDONE, done.ticket, command.what.value)
    return Change(
        escalations=(replace(before, asked=(*before.asked, *called_off)),),
        messages=(entry,) if entry else (),
        notices=tuple(_no_more(one, command, here) for one in asked_since),
        events=(event,),
    )


def note_back(command: SeniorNoteBack, here: Circumstances) -> Change:
    """The note stands in the history as taken back."""
    escalation, ticket, note = here.the_escalation(), here.the_ticket(), here.message
    if note is None or note.kind is not Kind.NOTE or note.ticket != ticket.number:
        raise gone_on(ticket.number)
    author = next((one for one in escalation.asked if one.name == note.author.name), None)
    here = _by_themselves(author.senior if author else 0, here)
    entry = taken_back(command.message, here)
    return Change(
        messages=(entry,) if entry else (),
        events=(happened(here, What.UNDONE, ticket.number, "note"),),
    )


def _whose(command: AnswerBack) -> Asked:
    """The senior whose answer it was."""
    done = command.done
    if command.what is not What.ESCALATION_DECLINED:
        return done.current or done.asked[-1]
    declined = (one for one in reversed(done.asked) if one.answer is Answer.DECLINED)
    return next(declined, done.asked[-1])


def _by_themselves(senior: int, here: Circumstances) -> Circumstances:
    """A senior takes back what is their own; whoever noted it down for them may too."""
    who = named(here.escalating.people, here.who)
    if who is None or who.role is not Role.SENIOR:
        return here
    if who.number != senior:
        raise Refusal(_("that was another senior's: only they take it back"))
    return replace(here, who=who.name)


def _check_stands_so(done: Escalation, now: Escalation) -> None:
    """Refusal where anybody has had a say since."""
    if now == done:
        return
    if now.stands and now.status is EscalationStatus.ACCEPTED and now.current != done.current:
        told = _("#{ticket}: {who} has accepted it meanwhile")
        raise Refusal(told.format(ticket=done.ticket, who=now.with_whom))
    raise gone_on(done.ticket)


def _check_in_time(command: AnswerBack, before: Escalation, here: Circumstances) -> None:
    """Who declined is asked again only while there is time left to accept."""
    asked = before.current
    if command.what is not What.ESCALATION_DECLINED or asked is None:
        return
    if asked.accept_by <= here.now:
        by = here.policy.hours.local(asked.accept_by)
        told = _("#{ticket}: the time to accept it was over at {time}")
        raise Refusal(told.format(ticket=before.ticket, time=f"{by:%H:%M}"))


def _no_more(asked: Asked, command: AnswerBack, here: Circumstances) -> Notice:
    told = next(one for one in here.escalating.people if one.number == asked.senior)
    return asked_no_more(command.done, here.the_ticket(), told, _whose(command).name, here.now)
