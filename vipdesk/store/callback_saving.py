"""Writes callbacks and the contacts' numbers, inside the caller's transaction."""

from sqlalchemy import Connection, delete, insert, update

from vipdesk.domain.callback import Callback
from vipdesk.domain.people import Phone
from vipdesk.store.callback_tables import (
    CallbackAttemptRow,
    CallbackRow,
    ContactPhoneRow,
    RecordingRow,
)
from vipdesk.store.callback_values import attempt_columns, callback_columns, recording_columns
from vipdesk.store.table import table_of

CALLBACKS, ATTEMPTS = table_of(CallbackRow), table_of(CallbackAttemptRow)
RECORDINGS, PHONES = table_of(RecordingRow), table_of(ContactPhoneRow)


def save_callback(connection: Connection, callback: Callback, before: Callback | None) -> None:
    """Write a callback; `before` is how it was read in this transaction, None for a new one."""
    columns, number = callback_columns(callback), callback.number
    if before is None:
        connection.execute(insert(CALLBACKS), [columns])
        _save_recordings(connection, callback)
    else:
        connection.execute(update(CALLBACKS).where(CALLBACKS.c.number == number), columns)
    known = len(before.attempts) if before else 0
    if known > len(callback.attempts):
        gone = (ATTEMPTS.c.callback == number) & (ATTEMPTS.c.number > len(callback.attempts))
        connection.execute(delete(ATTEMPTS).where(gone))
    tries = [
        attempt_columns(number, place, attempt)
        for place, attempt in enumerate(callback.attempts, 1)
        if place > known
    ]
    if tries:
        connection.execute(insert(ATTEMPTS), tries)


def save_phone(connection: Connection, phone: Phone) -> None:
    """A number is one contact's: the last one said."""
    connection.execute(delete(PHONES).where(PHONES.c.number == phone.number))
    row = {"number": phone.number, "address": phone.address, "shown": phone.shown}
    connection.execute(insert(PHONES), [row])


def forget_phone(connection: Connection, number: str) -> None:
    """Nobody is known to call from there any more."""
    connection.execute(delete(PHONES).where(PHONES.c.number == number))


def _save_recordings(connection: Connection, callback: Callback) -> None:
    rows = [
        recording_columns(callback.number, place, recording)
        for place, recording in enumerate(callback.recordings)
    ]
    if rows:
        connection.execute(insert(RECORDINGS), rows)
