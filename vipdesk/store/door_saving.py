"""Writes what came of the client's own door, inside the caller's transaction."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, update

from vipdesk.domain.at_door import DoorChange, Feed, Taken
from vipdesk.domain.queue import microseconds
from vipdesk.domain.visit import Marks
from vipdesk.store.door_queries import link_columns, visit_columns
from vipdesk.store.door_tables import (
    DoorFeedRow,
    DoorLinkRow,
    DoorMarkRow,
    DoorTokenRow,
    DoorVisitRow,
)
from vipdesk.store.table import table_of
from vipdesk.store.values import Columns

LINKS, VISITS = table_of(DoorLinkRow), table_of(DoorVisitRow)
TOKENS, MARKS = table_of(DoorTokenRow), table_of(DoorMarkRow)
FEEDS, EVERYBODY = table_of(DoorFeedRow), ""


def save_door(connection: Connection, change: DoorChange) -> None:
    """Write it."""
    for link in change.links:
        _put(connection, LINKS, link_columns(link))
    for visit in change.visits:
        _put(connection, VISITS, visit_columns(visit))
    for marks in change.marks:
        _mark(connection, marks)
    if change.token is not None:
        _take(connection, change.token)
    if change.feed is not None:
        _turn(connection, change.feed)


def sign_all_out(connection: Connection, now: datetime) -> int:
    """End all visits, unused links and calendar addresses, and say how many of the first two."""
    _turn(connection, Feed(EVERYBODY, secrets.token_hex(16)))
    at, count = microseconds(now), 0
    for table, good in ((VISITS, VISITS.c.ended.is_(None)), (LINKS, LINKS.c.used.is_(None))):
        open_now = good & table.c.ended.is_(None) & (table.c.ends > at)
        count += connection.execute(update(table).where(open_now), {"ended": at}).rowcount
    return count


def _take(connection: Connection, token: Taken) -> None:
    """Remember it; those that have ended are refused for that."""
    connection.execute(delete(TOKENS).where(TOKENS.c.expires <= microseconds(token.at)))
    row = {"jti": token.jti, "expires": microseconds(token.expires)}
    connection.execute(insert(TOKENS), [row])


def _turn(connection: Connection, feed: Feed) -> None:
    connection.execute(delete(FEEDS).where(FEEDS.c.address == feed.address))
    connection.execute(insert(FEEDS), [{"address": feed.address, "turn": feed.turn}])


def _put(connection: Connection, table: Table, columns: Columns) -> None:
    this = table.c.digest == columns["digest"]
    if not connection.execute(update(table).where(this), columns).rowcount:
        connection.execute(insert(table), [columns])


def _mark(connection: Connection, marks: Marks) -> None:
    columns: Columns = {"delivered": marks.delivered, "seen": marks.read}
    this = (MARKS.c.ticket == marks.ticket) & (MARKS.c.address == marks.address)
    if not connection.execute(update(MARKS).where(this), columns).rowcount:
        named = {"ticket": marks.ticket, "address": marks.address}
        connection.execute(insert(MARKS), [named | columns])
