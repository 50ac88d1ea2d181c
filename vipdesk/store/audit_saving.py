"""Enters what a command came to into the audit, in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from vipdesk.domain.audit import SET_UP, Terminal
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.colleagues import Role
from vipdesk.domain.deeds import Deed, about, called, is_entered
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
from vipdesk.store.table import Table, table_of

CLIENT = "client"
"""The role of whoever writes for the client."""


def _adding(row: type[Table]) -> str:
    names = [column.name for column in table_of(row).columns]
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {row.__tablename__} ({', '.join(names)}) VALUES ({marks})"


ADD, KEEP = _adding(AuditRow), _adding(PastRow)
"""As plain text: it is done with every act, and the library would take as long as the database."""
HEAD = "SELECT number, digest FROM audit_head"
LAST = "SELECT number, digest FROM audit ORDER BY number DESC LIMIT 1"

MESSAGES = f"SELECT {SAID} FROM message"

Kept = tuple[str, int, str]
"""Kind, key and value of what is kept of the past."""


class Doer(Struct, frozen=True):
    """Who did it, and who worked the desk."""

    who: str
    worked_by: str
    role: str
    terminal: str


class _Act(Struct, frozen=True):
    """What an entry says of an act, without the doer."""

    what: str
    ticket: int | None
    callback: int | None
    booking: int | None
    detail: str
    event: int | None
    happened: int


def enter(connection: Connection, change: Change, here: Circumstances, deed: Deed) -> None:
    """One entry for each event, or one for a change that makes none; nothing for housekeeping."""
    acts = _acts(connection, change, here, deed)
    if not acts:
        return
    roles = _Roles(connection, here)
    worked_by = "" if deed.terminal.alone else here.who
    rows = []
    for who, act in acts:
        doer = Doer(who, worked_by, roles.of(worked_by or who), deed.terminal.name)
        rows.append((microseconds(here.now), *_columns(doer), *_said(act)))
    add(connection, rows, _kept(connection, change))


def enter_set_up(
    connection: Connection,
    client: Client,
    agent: Agent,
    policy: Policy,
    now: datetime,
    terminal: Terminal,
) -> None:
    """The first entry: whose desk it is, and by which policy."""
    doer = Doer(agent.name, agent.name, Role.DEDICATED.value, terminal.name)
    at = microseconds(now)
    act = _Act(SET_UP, None, None, None, client.name, None, at)
    add(connection, [(at, *_columns(doer), *_said(act))], [(POLICY, 0, policy.version)])


def add(connection: Connection, rows: Iterable[Sequence[Any]], kept: Iterable[Kept]) -> None:
    """Seal these rows (SEALED without the number) behind the last; the first one has the past."""
    number, seal = _head(connection)
    kept = sorted(kept)
    if kept:
        connection.exec_driver_sql(KEEP, [(number + 1, *one) for one in kept])
    held, sealed = contents(kept), []
    for row in rows:
        number += 1
        seal, held = digest(seal, (number, *row), held), ""
        sealed.append((number, *row, seal))
    connection.exec_driver_sql(ADD, sealed)
    connection.exec_driver_sql("UPDATE audit_head SET number = ?, digest = ?", (number, seal))


@damage_told
def _head(connection: Connection) -> tuple[int, str]:
    """The last entry. Where the head was taken away work goes on without one: it stays missed."""
    for sql in (HEAD, LAST):
        row = connection.exec_driver_sql(sql).first()
        if row is not None:
            check_texts(row[1])
            return int(row[0]), row[1]
    return 0, ""


class _Roles:
    """What people are to the desk, by their names."""

    def __init__(self, connection: Connection, here: Circumstances) -> None:
        self._connection, self._here = connection, here
        self._known: dict[str, str] = {"": ""}

    def of(self, name: str) -> str:
        """The role of who is called that; empty where it is not known."""
        if name not in self._known:
            self._known[name] = self._asked(name)
        return self._known[name]

    def _asked(self, name: str) -> str:
        sql = "SELECT role FROM colleague WHERE name = ?"
        row = self._connection.exec_driver_sql(sql, (name,)).first()
        if row is not None:
            return str(row[0])
        if name == self._here.agent.name:
            return Role.DEDICATED.value
        contacts = self._here.client.contacts
        return CLIENT if any(person.name == name for person in contacts) else ""


def _acts(
    connection: Connection, change: Change, here: Circumstances, deed: Deed
) -> list[tuple[str, _Act]]:
    """Who did what: the events just saved, or the command where it made none."""
    if change.events:
        sql = "SELECT max(number) FROM event"
        first = connection.exec_driver_sql(sql).scalar_one() - len(change.events) + 1
        return [(event.who, _told(event, first + n)) for n, event in enumerate(change.events)]
    command = deed.command
    if not is_entered(command, change):
        return []
    number: int | None = getattr(command, "ticket", None)
    if number is None and change.ticket is not None:
        number = change.ticket.number
    callback, booking = getattr(command, "callback", None), getattr(command, "booking", None)
    at, detail = microseconds(here.now), about(command)
    act = _Act(called(command), number, callback, booking, detail, None, at)
    return [("" if deed.terminal.alone else here.who, act)]


def _told(event: Event, number: int) -> _Act:
    at = microseconds(event.at)
    what, detail = event.what.value, event.detail
    return _Act(what, event.ticket, event.callback, event.booking, detail, number, at)


def _columns(doer: Doer) -> tuple[str, ...]:
    return (doer.who, doer.worked_by, doer.role, doer.terminal)


def _said(act: _Act) -> tuple[Any, ...]:
    return msgspec.structs.astuple(act)


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
    return kept


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
