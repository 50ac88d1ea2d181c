"""`vipdesk reminders`: what the agent was told, and has not seen to yet."""

import argparse
from datetime import datetime

from vipdesk.cli.output import Json, instant, print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number
from vipdesk.config import Settings
from vipdesk.domain.by_when import by_when
from vipdesk.domain.policy import Policy
from vipdesk.domain.reminder import Reminder
from vipdesk.domain.reminder_commands import PutOff, ReminderCommand, SeeTo
from vipdesk.widgets.countdown import timestamp

HEADINGS = ("id", "told", "about", "what")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="those seen to as well")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--done", type=ticket_number, metavar="ID", help="the reminder was seen to")
    act.add_argument("--put-off", type=ticket_number, metavar="ID", help="tell it again later")
    parser.add_argument("--to", default="", metavar="MOMENT", help='15:00, "tomorrow 10:00"')
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.done is not None or arguments.put_off is not None:
        _act(arguments, settings)
    with reading(settings) as reader:
        told, policy = reader.reminders(), reader.policy()
    found = [one for one in told if arguments.all or one.stands]
    if arguments.json:
        print_json([_json(one, policy) for one in found])
    else:
        now = settings.clock()()
        print_table(HEADINGS, (_cells(one, policy, now) for one in found))
    return 0


def _act(arguments: argparse.Namespace, settings: Settings) -> None:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        desk.execute(_command(arguments, settings))


def _command(arguments: argparse.Namespace, settings: Settings) -> ReminderCommand:
    if arguments.done is not None:
        return SeeTo(arguments.done)
    with reading(settings, writes_too=True) as reader:
        zone = reader.policy().hours.zone
    return PutOff(arguments.put_off, by_when(arguments.to, settings.clock()(), zone))


def _json(reminder: Reminder, policy: Policy) -> Json:
    zone, key = policy.hours.zone, reminder.key
    return {
        "id": reminder.number,
        "about": key.about.value,
        "number": key.subject or None,
        "occasion": key.occasion.value,
        "due": instant(key.due, zone),
        "told": instant(reminder.fired, zone),
        "done": instant(reminder.done, zone),
        "text": reminder.text,
    }


def _cells(reminder: Reminder, policy: Policy, now: datetime) -> tuple[object, ...]:
    told = timestamp(reminder.fired, now, policy.hours.zone) if reminder.fired else ""
    return reminder.number, told, reminder.key.occasion.value, reminder.text
