"""Writes reminders, inside the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, update

from vipdesk.domain.reminder import Reminder
from vipdesk.store.reminder_tables import ReminderRow
from vipdesk.store.reminders import reminder_columns
from vipdesk.store.table import table_of

REMINDERS = table_of(ReminderRow)


def save_reminders(
    connection: Connection, reminders: Iterable[Reminder], next_reminder: int
) -> None:
    """Write reminders; those from `next_reminder` on are new."""
    new = []
    for reminder in reminders:
        if reminder.number >= next_reminder:
            new.append(reminder_columns(reminder))
        else:
            this = REMINDERS.c.number == reminder.number
            connection.execute(update(REMINDERS).where(this), reminder_columns(reminder))
    if new:
        connection.execute(insert(REMINDERS), new)
