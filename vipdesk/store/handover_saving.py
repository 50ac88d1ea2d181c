"""Writes hand-overs, notes for the next one, and mails to the client, in one transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from vipdesk.domain.circumstances import Change
from vipdesk.domain.handover import Handover, SheetNote
from vipdesk.domain.mail_commands import Outgoing
from vipdesk.domain.message import Delivery
from vipdesk.store.handover_tables import HandoverRow, IntroductionRow, SheetNoteRow
from vipdesk.store.handover_values import (
    handover_columns,
    introduction_columns,
    sheet_note_columns,
)
from vipdesk.store.mail_saving import mark_left
from vipdesk.store.table import table_of

HANDOVERS, NOTES = table_of(HandoverRow), table_of(SheetNoteRow)
INTRODUCTIONS = table_of(IntroductionRow)


def save_handovers(connection: Connection, change: Change) -> None:
    """Write what a hand-over came to."""
    for handover in change.handovers:
        _save_handover(connection, handover)
    _save_notes(connection, change.sheet_notes)
    if change.introductions:
        rows = [introduction_columns(one) for one in change.introductions]
        connection.execute(insert(INTRODUCTIONS), rows)
    if change.untold is not None:
        _withdraw(connection, change.untold)


def _save_handover(connection: Connection, handover: Handover) -> None:
    columns, this = handover_columns(handover), HANDOVERS.c.number == handover.number
    if not connection.execute(update(HANDOVERS).where(this), columns).rowcount:
        connection.execute(insert(HANDOVERS), [columns])


def _save_notes(connection: Connection, notes: Iterable[SheetNote]) -> None:
    for note in notes:
        this = (NOTES.c.ticket == note.ticket) & (NOTES.c.author == note.author)
        connection.execute(delete(NOTES).where(this))
        if note.text:
            connection.execute(insert(NOTES), [sheet_note_columns(note)])


def _withdraw(connection: Connection, handover: int) -> None:
    """What has not left is not to be sent."""
    queued = INTRODUCTIONS.c.delivery == Delivery.QUEUED.value
    these = select(INTRODUCTIONS.c.number).where(INTRODUCTIONS.c.handover == handover, queued)
    for (number,) in connection.execute(these).all():
        mark_left(connection, Outgoing.INTRODUCTION, number, Delivery.TAKEN_BACK)
