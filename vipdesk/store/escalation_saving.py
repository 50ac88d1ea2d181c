"""Writes our people, escalations and mails for seniors, inside the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.store.escalation_tables import AskedRow, ColleagueRow, EscalationRow, NoticeRow
from vipdesk.store.escalation_values import (
    asked_columns,
    colleague_columns,
    escalation_columns,
    notice_columns,
)
from vipdesk.store.table import table_of

COLLEAGUES, ESCALATIONS = table_of(ColleagueRow), table_of(EscalationRow)
ASKED, NOTICES = table_of(AskedRow), table_of(NoticeRow)


def save_escalations(
    connection: Connection, escalations: Iterable[Escalation], next_escalation: int
) -> None:
    """Write escalations; those from `next_escalation` on are new."""
    for one in escalations:
        columns, number = escalation_columns(one), one.number
        new = number >= next_escalation
        if new:
            connection.execute(insert(ESCALATIONS), [columns])
        _save_asked(connection, one)
        if not new:  # last, for who may write less is held to what is asked by now
            connection.execute(update(ESCALATIONS).where(ESCALATIONS.c.number == number), columns)


def _save_asked(connection: Connection, one: Escalation) -> None:
    """Those asked, row by row: who may write less is held to what becomes of each."""
    these = ASKED.c.escalation == one.number
    known = [
        dict(row)
        for row in connection.execute(select(ASKED).where(these).order_by(ASKED.c.place)).mappings()
    ]
    rows = [asked_columns(one.number, place, asked) for place, asked in enumerate(one.asked)]
    for place, (before, row) in enumerate(zip(known, rows, strict=False)):
        if row != before:
            connection.execute(update(ASKED).where(these & (ASKED.c.place == place)), row)
    for row in rows[len(known) :]:
        connection.execute(insert(ASKED), [row])
    if len(rows) < len(known):
        connection.execute(delete(ASKED).where(these & (ASKED.c.place >= len(rows))))


def queue_notices(connection: Connection, notices: Iterable[Notice]) -> None:
    """Keep what seniors are to be told until it is sent."""
    rows = [notice_columns(notice) for notice in notices]
    if rows:
        connection.execute(insert(NOTICES), rows)


def save_colleague(connection: Connection, colleague: Colleague, next_colleague: int) -> None:
    """Write somebody of our side; one with `next_colleague` for a number is new."""
    columns = colleague_columns(colleague)
    if colleague.number >= next_colleague:
        connection.execute(insert(COLLEAGUES), [columns])
    else:
        this = COLLEAGUES.c.number == colleague.number
        connection.execute(update(COLLEAGUES).where(this), columns)
