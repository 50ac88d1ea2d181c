"""The cause of a breach: given, corrected, taken back."""

from msgspec.structs import replace

from vipdesk.domain.cause import (
    LONGEST_CAUSE,
    Cause,
    CauseBack,
    CauseChange,
    CauseCommand,
    GiveCause,
)
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.explanation import PROMISES
from vipdesk.domain.language import _
from vipdesk.domain.missed import latest_missed, missed
from vipdesk.domain.reminder import Reminder
from vipdesk.domain.text import clean_line
from vipdesk.domain.verdict import Verdict


def on_cause(command: CauseCommand, here: Circumstances) -> Change:
    """What it comes to; the clocks mind nothing of it."""
    if isinstance(command, GiveCause):
        return give_cause(command, here)
    return cause_back(command, here)


def give_cause(command: GiveCause, here: Circumstances) -> Change:
    """Keep it; what reminded of it is seen to."""
    ticket, text = here.the_ticket(), clean_line(command.text, LONGEST_CAUSE)
    if not text:
        raise BadInput(
            _("#{ticket}: a cause is a line of words: say why it was missed").format(
                ticket=ticket.number
            )
        )
    found = missed(ticket, here.policy, here.now)
    target = latest_missed(found, command.target, command.opened_by)
    if target is None:
        told = _("#{ticket}: no {promise} was missed")
        promise = _(PROMISES[command.target])
        raise Refusal(told.format(ticket=ticket.number, promise=promise))
    given = Cause(ticket.number, target.kind, target.opened_by, text, here.now, here.who)
    before = _before(given, here)
    if before is not None and before.text == text:
        raise Refusal(_("#{ticket}: that is its cause already").format(ticket=ticket.number))
    detail = f"{PROMISES[target.kind]}: {text}"
    return Change(
        cause=CauseChange(ticket.number, given.key, given),
        events=(happened(here, What.CAUSE_GIVEN, ticket.number, detail),),
        reminders=_seen_to(found, given, here),
        back=(CauseBack(ticket.number, given, before),),
    )


def cause_back(command: CauseBack, here: Circumstances) -> Change:
    """As it was before; refused where another one was given since."""
    ticket, given = here.the_ticket(), command.given
    if _before(given, here) != given:
        raise Refusal(
            _("#{ticket}: another cause has been given since").format(ticket=ticket.number)
        )
    again = tuple(
        replace(one, done=None)
        for one in here.reminding.reminders
        if command.before is None and one.done == given.at
    )
    detail = f"{What.CAUSE_GIVEN.value}: {given.text}"
    return Change(
        cause=CauseChange(ticket.number, given.key, command.before),
        events=(happened(here, What.UNDONE, ticket.number, detail),),
        reminders=again,
    )


def _before(given: Cause, here: Circumstances) -> Cause | None:
    return next((one for one in here.causes if one.key == given.key), None)


def _seen_to(found: tuple[Verdict, ...], given: Cause, here: Circumstances) -> tuple[Reminder, ...]:
    """What reminded of this one; of all where none is left without a cause."""
    known = {one.key for one in here.causes} | {given.key}
    unsaid = [one for one in found if (one.kind, one.opened_by) not in known]
    due = {one.due for one in found if (one.kind, one.opened_by) == given.key}
    return tuple(
        replace(one, done=here.now)
        for one in here.reminding.reminders
        if one.done is None and (not unsaid or one.key.due in due)
    )
