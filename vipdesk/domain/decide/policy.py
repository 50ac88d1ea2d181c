"""Another policy in force."""

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import _
from vipdesk.domain.policy_change import PutPolicy, preview_policy


def put_policy(command: PutPolicy, here: Circumstances) -> Change:
    """From now on it holds; Refusal where it holds already, or an open ticket has no place in it.

    The open tickets are all touched: their place in the queue is reckoned anew.
    """
    before, after = here.policy, command.policy
    if before.version == after.version:
        raise Refusal(_("this policy is in force already"))
    seen = preview_policy(here.others, before, after, here.now)
    overdue = f", {len(seen.overdue)} overdue by it" if seen.overdue else ""
    detail = f"{before.version} to {after.version}: {len(seen.moved)} tickets move{overdue}"
    event = Event(here.now, What.POLICY_CHANGED, here.who, detail=detail)
    return Change(tickets=here.others, policy=after, events=(event,))
