"""Writes causes of missed targets, inside the caller's transaction."""

from sqlalchemy import Connection, delete, insert

from vipdesk.domain.cause import CauseChange
from vipdesk.domain.queue import microseconds
from vipdesk.store.cause_tables import CauseRow
from vipdesk.store.table import table_of

CAUSES = table_of(CauseRow)


def save_cause(connection: Connection, change: CauseChange) -> None:
    """Put it in the place of what stood there, or take that away."""
    kind, opened_by = change.key
    this = (CAUSES.c.ticket == change.ticket) & (CAUSES.c.kind == kind.value)
    connection.execute(delete(CAUSES).where(this & (CAUSES.c.opened_by == opened_by)))
    if (cause := change.cause) is not None:
        row = {"ticket": cause.ticket, "kind": kind.value, "opened_by": opened_by}
        given = {"text": cause.text, "at": microseconds(cause.at), "who": cause.who}
        connection.execute(insert(CAUSES), [row | given])
