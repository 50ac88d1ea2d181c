"""Keeps the search index in step, inside the transaction that writes tickets and messages.

Triggers can't: older SQLite libraries let no trigger write an index while schemas are not trusted.
"""

from typing import Any

from sqlalchemy import Connection

from vipdesk.domain.message import Message
from vipdesk.domain.ticket import Ticket

TAKE_IN = "INSERT INTO written (rowid, subject, sender, body) VALUES (?, ?, ?, ?)"
TAKE_OUT = (
    "INSERT INTO written (written, rowid, subject, sender, body) VALUES ('delete', ?, ?, ?, ?)"
)
STORED = "SELECT ticket, subject, text FROM message WHERE number = ?"
ABOVE = 32
"""Bits of a key below the ticket's number: a message's number, or 0 for the ticket itself."""

Entry = tuple[Any, ...]


def index_ticket(connection: Connection, before: Ticket | None, after: Ticket) -> None:
    """Take in what a ticket itself says, in place of what it said `before`."""
    _change(connection, _of_ticket(before) if before is not None else None, _of_ticket(after))


def index_message(connection: Connection, message: Message, *, new: bool) -> None:
    """Take in what a message says, before it is stored: in place of what is stored now."""
    stored = None if new else connection.exec_driver_sql(STORED, (message.number,)).first()
    before = _of_message(message.number, *stored) if stored is not None else None
    after = _of_message(message.number, message.ticket, message.subject, message.text)
    _change(connection, before, after)


def _change(connection: Connection, before: Entry | None, after: Entry | None) -> None:
    if before == after:
        return
    if before is not None:
        connection.exec_driver_sql(TAKE_OUT, before)
    if after is not None:
        connection.exec_driver_sql(TAKE_IN, after)


def _of_ticket(ticket: Ticket) -> Entry:
    sender = f"{ticket.requester.name} {ticket.requester.address}"
    return ticket.number << ABOVE, ticket.subject, sender, str(ticket.number)


def _of_message(number: int, ticket: int | None, subject: str, text: str) -> Entry | None:
    """None for what is on no ticket: it was set aside."""
    return None if ticket is None else (ticket << ABOVE | number, subject, "", text)
