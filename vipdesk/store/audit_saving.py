"""Enters what a command came to into the audit, in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from vipdesk.domain.audit import AT_DOOR, RESTORED, SET_UP, Terminal
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.colleagues import Role
from vipdesk.domain.deeds import Deed, about, callback_of, called, is_entered, ticket_of
from vipdesk.domain.event import Event
from vipdesk.domain.people import Agent, Client
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds
from vipdesk.store.audit_tables import AuditRow, PastRow
from vipdesk.store.chain import (
    ESCALATION,
    MESSAGE,
    PIN,
    POLICY,
    SAID,
    TICKET,
    contents,
    digest,
    said,
)
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import AT_ONCE, LINE
from vipdesk.store.sealing import AT_FIRST, of_change, sealed_now
from vipdesk.store.table import Table, table_of


def _adding(row: type[Table]) -> str:
    names = [column.name for column in table_of(row).columns]
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {row.__tablename__} ({', '.join(names)}) VALUES ({marks})"


ADD, KEEP = _adding(AuditRow), _adding(PastRow)
"""As plain text: it is done with every act, and the library would take as long as the database."""

STANDING = (
    "SELECT number, digest, (SELECT coalesce(max(number), 0) FROM event),"
    " (SELECT role FROM colleague WHERE name = ?) FROM ("
    "SELECT 1 AS place, number, digest FROM audit_head"
    " UNION ALL SELECT * FROM (SELECT 2, number, digest FROM audit ORDER BY number DESC LIMIT 1)"
    " UNION ALL SELECT 3, 0, '') ORDER BY place LIMIT 1"
)
"""Where the head was taken away work goes on without one: it stays missed."""


MESSAGES = f"SELECT {SAID} FROM message"

Kept = tuple[str, int, str]
"""Kind, key and value of what is kept of the past."""


class Standing(Struct, frozen=True):
    """The last entry, the last event, and the role of who works the desk."""

    number: int
    seal: str
    event: int
    role: str | None


class Told(Struct, frozen=True):
    """What an entry says, but for who worked the desk, and where."""

    who: str
    what: str
    ticket: int | None
    callback: int | None
    booking: int | None
    detail: str
    event: int | None
    happened: int


def enter(connection: Connection, change: Change, here: Circumstances, deed: Deed) -> None:
    """One entry for each event, or one for a change that makes none; nothing for housekeeping."""
    if not (change.events or is_entered(deed.command, change)):
        return
    worked_by = "" if deed.terminal.alone or deed.by_client else here.who
    standing = _standing(connection, worked_by)
    role = standing.role or (Role.DEDICATED.value if worked_by == here.agent.name else "")
    role = AT_DOOR if deed.by_client else role
    first = standing.event - len(change.events) + 1
    told = [_of_event(event, first + n) for n, event in enumerate(change.events)]
    told = told or [_of_command(change, here, deed, here.who if deed.by_client else worked_by)]
    by = (worked_by, role, deed.terminal.name)
    rows = [_row(microseconds(here.now), each, by) for each in told]
    _add(connection, standing, rows, _kept(connection, change))


def enter_set_up(
    connection: Connection,
    client: Client,
    agent: Agent,
    policy: Policy,
    now: datetime,
    terminal: Terminal,
) -> None:
    """The first entry: whose desk it is, and by which policy."""
    at = microseconds(now)
    told = Told(agent.name, SET_UP, None, None, None, client.name, None, at)
    row = _row(at, told, (agent.name, Role.DEDICATED.value, terminal.name))
    kept = [(POLICY, 0, policy.version), *sealed_now(connection, AT_FIRST)]
    _add(connection, _standing(connection, ""), [row], kept)


def enter_restored(
    connection: Connection, who: str, detail: str, now: datetime, terminal: Terminal
) -> None:
    """That the store was put back from a copy, behind all that the copy has."""
    at, standing = microseconds(now), _standing(connection, who)
    agents = connection.exec_driver_sql("SELECT 1 FROM desk WHERE agent = ?", (who,)).all()
    role = standing.role or (Role.DEDICATED.value if agents else "")
    told = Told(who, RESTORED, None, None, None, detail, None, at)
    _add(connection, standing, [_row(at, told, (who, role, terminal.name))], ())


@damage_told
def _standing(connection: Connection, worked_by: str) -> Standing:
    row = connection.exec_driver_sql(STANDING, (worked_by,)).one()
    check_texts(row[1])
    return Standing(int(row[0]), *row[1:])


def _add(
    connection: Connection, last: Standing, rows: Iterable[Sequence[Any]], kept: Iterable[Kept]
) -> None:
    """Seal these rows (SEALED without the number) behind the last; the first one has the past."""
    number, seal, kept = last.number, last.seal, sorted(kept)
    if kept:
        connection.exec_driver_sql(KEEP, [(number + 1, *one) for one in kept])
    held, sealed = contents(kept), []
    for row in rows:
        number += 1
        seal, held = digest(seal, (number, *row), held), ""
        sealed.append((number, *row, seal))
    connection.exec_driver_sql(ADD, sealed)


def _row(at: int, told: Told, by: tuple[str, str, str]) -> tuple[Any, ...]:
    """The columns SEALED, without the number."""
    who, *rest = msgspec.structs.astuple(told)
    return (at, who, *by, *rest)


def _of_event(event: Event, number: int) -> Told:
    about = (event.ticket, event.callback, event.booking)
    return Told(event.who, event.what.value, *about, event.detail, number, microseconds(event.at))


def _of_command(change: Change, here: Circumstances, deed: Deed, worked_by: str) -> Told:
    command = deed.command
    booking = getattr(command, "booking", None)
    numbers = (ticket_of(command, change), callback_of(command, change), booking)
    detail, now = about(command, change, here), microseconds(here.now)
    return Told(worked_by, called(command), *numbers, detail, None, now)


def _kept(connection: Connection, change: Change) -> list[Kept]:
    """What the screens show otherwise from now on; rows of the queue as screens read them."""
    kept = [(ESCALATION, each.number, _json(each)) for each in change.escalations]
    tickets = {ticket.number for ticket in change.tickets}
    kept += [(TICKET, row[0], _json(row)) for row in _rows(connection, LINE, tickets)]
    messages = {message.number for message in change.messages}
    kept += [(MESSAGE, row[0], said(row)) for row in _rows(connection, MESSAGES, messages)]
    if change.pin is not None:
        kept.append((PIN, change.pin.ticket, _json(change.pin.pinned)))
    if change.policy is not None:
        kept.append((POLICY, 0, change.policy.version))
    return [*kept, *sealed_now(connection, of_change(connection, change))]


def _rows(connection: Connection, sql: str, numbers: Set[int]) -> Iterator[tuple[Any, ...]]:
    """What `sql` says of these, as it stands in the store now."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        some = tuple(wanted[start : start + AT_ONCE])
        marks = ", ".join("?" * len(some))
        for row in connection.exec_driver_sql(f"{sql} WHERE number IN ({marks})", some):
            yield tuple(row)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
