"""Which reminders a command is decided on."""

from vipdesk.domain.cause import CauseCommand
from vipdesk.domain.circumstances import NOTHING_TO_REMIND, Reminding
from vipdesk.domain.commands import Command, MarkFailed, Receive, SetSeverity
from vipdesk.domain.outbox import OtherMail
from vipdesk.domain.reminder import About
from vipdesk.domain.reminder_commands import ReminderCommand
from vipdesk.domain.ticket import Ticket
from vipdesk.store.queries import Fetch
from vipdesk.store.reminders import reminding, told_of


def reminded(
    fetch: Fetch, command: Command, ticket: Ticket | None, other: OtherMail | None
) -> Reminding:
    """All of them, or those of the breach that is explained, or of the ticket whose severity is
    set, or of the ticket or call of which something may not have arrived.
    """
    if isinstance(command, ReminderCommand):
        return reminding(fetch)
    if other is not None and other.booking is not None:
        return Reminding(reminders=told_of(fetch, About.BOOKING, other.booking.number))
    if isinstance(command, CauseCommand):
        return Reminding(reminders=told_of(fetch, About.BREACH, command.ticket))
    if ticket is not None and (isinstance(command, SetSeverity) or _may_fail(command)):
        return Reminding(reminders=told_of(fetch, About.TICKET, ticket.number))
    return NOTHING_TO_REMIND


def _may_fail(command: Command) -> bool:
    """Whether an answer may turn out not to have been delivered."""
    reports = isinstance(command, Receive) and command.message.report is not None
    return reports or isinstance(command, MarkFailed)
