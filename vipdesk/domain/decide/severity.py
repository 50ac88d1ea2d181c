"""Severity confirmed or changed (spec: clock, severity)."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import SetSeverity
from vipdesk.domain.course import follow
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import SeveritySet
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.reminder import Occasion, Reminder
from vipdesk.domain.text import clean_line

LONGEST_REASON = 500


def set_severity(command: SetSeverity, here: Circumstances) -> Change:
    """Set the level; the same level confirms it, another one needs a reason."""
    ticket = here.the_ticket()
    check_level(command.level, here.policy)
    course = follow(ticket, here.policy)
    reason = clean_line(command.reason, LONGEST_REASON)
    same = command.level == course.severity
    if same and course.triaged:
        raise Refusal(
            _("#{ticket} is confirmed as severity {level} already").format(
                ticket=ticket.number, level=command.level
            )
        )
    if not same and not reason:
        raise BadInput(
            _("#{ticket}: a change of severity needs a reason: say why").format(
                ticket=ticket.number
            )
        )
    fact = SeveritySet(ticket.next_fact, here.now, command.level)
    what = What.SEVERITY_CONFIRMED if same else What.SEVERITY_CHANGED
    change = str(command.level) if same else f"{course.severity} to {command.level}"
    detail = f"{change}: {reason}" if reason else change
    return Change(
        tickets=(judged(with_facts(ticket, fact), here.policy),),
        events=(happened(here, what, ticket.number, detail, fact.number),),
        reminders=_settled(here),
        back=(TakeBack(ticket.number, f"{what.value}, {change}", fact.number, (fact.number,)),),
    )


def _settled(here: Circumstances) -> tuple[Reminder, ...]:
    """What the client proposed is decided with it."""
    told = (one for one in here.reminding.reminders if one.done is None)
    proposed = (one for one in told if one.key.occasion is Occasion.PROPOSED)
    return tuple(replace(one, done=here.now) for one in proposed)


def check_level(level: int, policy: Policy) -> None:
    """Raise BadInput where the policy knows no such severity."""
    if level not in policy.severities:
        known = ", ".join(str(known) for known in sorted(policy.severities))
        raise BadInput(
            _("severity {level} is not in the policy: it has {known}").format(
                level=level, known=known
            )
        )
