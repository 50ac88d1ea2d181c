"""Writes alarms, inside the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, update

from vipdesk.domain.alarm import Alarm
from vipdesk.store.alarm_tables import AlarmRow
from vipdesk.store.alarms import alarm_columns
from vipdesk.store.table import table_of

ALARMS = table_of(AlarmRow)


def save_alarms(connection: Connection, alarms: Iterable[Alarm], next_alarm: int) -> None:
    """Write alarms; those from `next_alarm` on are new."""
    new = []
    for alarm in alarms:
        if alarm.number >= next_alarm:
            new.append(alarm_columns(alarm))
        else:
            this = ALARMS.c.number == alarm.number
            connection.execute(update(ALARMS).where(this), alarm_columns(alarm))
    if new:
        connection.execute(insert(ALARMS), new)
