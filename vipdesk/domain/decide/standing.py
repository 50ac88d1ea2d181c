"""What stands on top of the queue, and who else than we owes the next word."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.ticket import check_unresolved, happened, judged
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.language import _
from vipdesk.domain.recutting import Owe, Owing, Pin


def pin(command: Pin, here: Circumstances) -> Change:
    """It stays on top until it is let go; no clock minds."""
    ticket = here.the_ticket()
    return Change(pin=command, back=(Pin(ticket.number, not command.pinned),))


def owe(command: Owe, here: Circumstances) -> Change:
    """Somebody else has the next word; the clock is ours all the same (spec: clock, follow-up)."""
    ticket = here.the_ticket()
    check_unresolved(ticket, here.policy)
    by = command.by.value if command.by else ""
    if ticket.owed_by == by:
        raise Refusal(_owed_already(by).format(ticket=ticket.number))
    before = Owing(ticket.owed_by) if ticket.owed_by else None
    return Change(
        tickets=(judged(replace(ticket, owed_by=by), here.policy),),
        events=(happened(here, What.OWED, ticket.number, f"by {by or 'us'}"),),
        back=(Owe(ticket.number, before),),
    )


def _owed_already(by: str) -> str:
    if by:
        return _("#{ticket}: the next word is owed by vendor already")
    return _("#{ticket}: the next word is owed by us already")
