"""All that is written can be searched; which tickets have notes and promises is known at once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

INDEX = (
    "CREATE VIRTUAL TABLE written USING fts5(subject, sender, body, content='', prefix='2',"
    " tokenize='unicode61 remove_diacritics 2')"
)
AT_ONCE = 500
"""Tickets whose words are taken in by one statement, so that memory stays small."""

# In the order of the keys, or the index would be written again and again.
TAKE_IN = (
    "INSERT INTO written (rowid, subject, sender, body) SELECT * FROM ("
    "SELECT number << 32, subject, requester || ' ' || requester_address, number FROM ticket"
    " WHERE number BETWEEN :first AND :last"
    " UNION ALL SELECT (ticket << 32) | number, subject, '', text FROM message"
    " WHERE ticket BETWEEN :first AND :last) ORDER BY 1"
)


def upgrade() -> None:
    """Make the index, and take in what is written already."""
    op.execute(INDEX)
    bind = op.get_bind()
    least, most = bind.execute(sa.text("SELECT min(number), max(number) FROM ticket")).one()
    for first in range(least or 0, (most or -1) + 1, AT_ONCE):
        bind.execute(sa.text(TAKE_IN), {"first": first, "last": first + AT_ONCE - 1})
    for name, table, columns, condition in (
        ("ix_message_note", "message", ["ticket"], "kind = 'note'"),
        ("ix_fact_promised", "fact", ["ticket"], "what = 'promised'"),
        ("ix_ticket_resolved", "ticket", ["position", "number"], "rank = 4"),
    ):
        op.create_index(name, table, columns, sqlite_where=sa.text(condition))
