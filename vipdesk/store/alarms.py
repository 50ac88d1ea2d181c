"""Alarms between rows and values, as reader and writer share them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from vipdesk.domain.alarm import Alarm, AlarmCommand, Cause, Key, Matter, Standing
from vipdesk.domain.commands import Command
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch, registration
from vipdesk.store.values import Columns, Row

ALARM = "number, cause, ticket, person, since, at, subject, text, delivery, tries, told, next_try"
QUEUED = "delivery = 'queued'"
OF_OPEN = (
    f"number IN (SELECT number FROM alarm WHERE {QUEUED} UNION SELECT a.number FROM alarm a"
    " JOIN ticket t ON t.number = a.ticket WHERE t.rank < 4)"
)
"""Those that wait, and all that were ever made of open tickets, as SQL."""


class Connection(Protocol):
    """A way to read that leaves no trace."""

    def snapshot(self) -> AbstractContextManager[Fetch]:
        """One picture."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Alarming(Struct, frozen=True):
    """What is known of alarms, and the number of the next one."""

    alarms: tuple[Alarm, ...] = ()
    next_alarm: int = 1


def alarming(fetch: Fetch, command: Command) -> Alarming:
    """Those of what is open, or the one that is meant; nothing for any other command."""
    if isinstance(command, AlarmCommand):
        return Alarming(alarms(fetch, "number = ?", (command.alarm,)), command.alarm + 1)
    if not isinstance(command, Sweep):
        return Alarming()
    ((highest,),) = fetch("SELECT coalesce(max(number), 0) FROM alarm", ())
    return Alarming(alarms(fetch, OF_OPEN), int(highest) + 1)


class AlarmReader:
    """Reads what waits to be told, and what was; for one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queued(self) -> tuple[Alarm, ...]:
        """What waits to be told, oldest first."""
        with self._connection.snapshot() as fetch:
            return alarms(fetch, QUEUED)

    def latest(self, most: int) -> tuple[Alarm, ...]:
        """The latest alarms, the last one first."""
        last = "number IN (SELECT number FROM alarm ORDER BY number DESC LIMIT ?)"
        with self._connection.snapshot() as fetch:
            return alarms(fetch, last, (most,))[::-1]

    def policy_text(self) -> str:
        """The policy that is kept with the store."""
        with self._connection.snapshot() as fetch:
            return registration(fetch).policy_text

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()


@damage_told
def alarms(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Alarm, ...]:
    """The alarms that meet `condition` (trusted SQL), in the order they were made."""
    rows = fetch(f"SELECT {ALARM} FROM alarm WHERE {condition} ORDER BY number", values)
    for row in rows:
        check_texts(row[3], *row[6:8])
    return tuple(map(_alarm, rows))


def alarm_columns(alarm: Alarm) -> Columns:
    """The columns of an alarm."""
    matter = alarm.key.matter
    return {
        "number": alarm.number,
        "cause": matter.cause.value,
        "ticket": matter.ticket,
        "person": alarm.key.to,
        "since": microseconds(matter.since),
        "at": microseconds(alarm.at),
        "subject": alarm.subject,
        "text": alarm.text,
        "delivery": alarm.standing.value,
        "tries": alarm.tries,
        "told": alarm.told,
        "next_try": _stamp(alarm.next_try),
    }


def _alarm(row: Row) -> Alarm:
    return Alarm(
        number=row[0],
        key=Key(Matter(Cause(row[1]), row[2], instant(row[4])), row[3]),
        at=instant(row[5]),
        subject=row[6],
        text=row[7],
        standing=Standing(row[8]),
        tries=row[9],
        told=bool(row[10]),
        next_try=None if row[11] is None else instant(row[11]),
    )


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)
