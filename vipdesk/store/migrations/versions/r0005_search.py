"""All that is written can be searched; which tickets have notes and promises is known at once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INDEX = (
    "CREATE VIRTUAL TABLE written USING fts5(subject, sender, body, content='', prefix='2',"
    " tokenize='unicode61 remove_diacritics 2')"
)
COLUMNS = "rowid, subject, sender, body"
MESSAGE = "({0}.ticket << 32) | {0}.number, {0}.subject, '', {0}.text"
TICKET = "{0}.number << 32, {0}.subject, {0}.requester || ' ' || {0}.requester_address, {0}.number"
DIFFERS = "old.{0} IS NOT new.{0}"
AT_ONCE = 500
"""Tickets whose words are taken in by one statement, so that memory stays small."""


def upgrade() -> None:
    """Make the index and what keeps it in step, and take in what is written already."""
    op.execute(INDEX)
    _fill()
    _follow("message", MESSAGE, ("number", "ticket", "subject", "text"), "{0}.ticket IS NOT NULL")
    _follow("ticket", TICKET, ("number", "subject", "requester", "requester_address"), "TRUE")
    for name, table, condition in (
        ("ix_message_note", "message", "kind = 'note'"),
        ("ix_fact_promised", "fact", "what = 'promised'"),
    ):
        op.create_index(name, table, ["ticket"], sqlite_where=sa.text(condition))
    op.create_index(
        "ix_ticket_resolved", "ticket", ["position", "number"], sqlite_where=sa.text("rank = 4")
    )


def _fill() -> None:
    """In the order of the rows' keys, or the index would be written again and again."""
    bind = op.get_bind()
    every = (
        f"INSERT INTO written ({COLUMNS}) SELECT * FROM ("
        f"SELECT {TICKET.format('t')} FROM ticket t WHERE t.number BETWEEN :first AND :last"
        f" UNION ALL SELECT {MESSAGE.format('m')} FROM message m"
        " WHERE m.ticket BETWEEN :first AND :last) ORDER BY 1"
    )
    least, most = bind.execute(sa.text("SELECT min(number), max(number) FROM ticket")).one()
    for first in range(least or 0, (most or -1) + 1, AT_ONCE):
        bind.execute(sa.text(every), {"first": first, "last": first + AT_ONCE - 1})


def _follow(table: str, row: str, columns: tuple[str, ...], condition: str) -> None:
    """Triggers, so that whoever writes keeps the index in step."""
    old, new = condition.format("old"), condition.format("new")
    take_in = f"INSERT INTO written ({COLUMNS}) SELECT {row.format('new')} WHERE {new}"
    take_out = (
        f"INSERT INTO written (written, {COLUMNS}) SELECT 'delete', {row.format('old')} WHERE {old}"
    )
    differs = " OR ".join(map(DIFFERS.format, columns))
    for what, when, then in (
        ("added", f"AFTER INSERT ON {table}", take_in),
        ("removed", f"AFTER DELETE ON {table}", take_out),
        (
            "changed",
            f"AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN {differs}",
            f"{take_out}; {take_in}",
        ),
    ):
        op.execute(f"CREATE TRIGGER written_{table}_{what} {when} BEGIN {then}; END")
