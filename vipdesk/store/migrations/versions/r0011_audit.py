"""The audit: what happened before is taken into it, with the queue as it stands now."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from vipdesk.store.chain import contents, digest, said

revision = "0011"
down_revision = "0010"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ENTRY = (
    "INSERT INTO audit (number, at, who, worked_by, role, terminal, what, ticket, callback,"
    " booking, detail, event, happened, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
KEEP = "INSERT INTO past (entry, kind, key, value) VALUES (?, ?, ?, ?)"
EVENTS = (
    "SELECT at, who, '', '', '', what, ticket, callback, booking, detail, number, at FROM event"
    " ORDER BY number"
)
BEGUN = (
    "SELECT max(since, coalesce((SELECT max(at) FROM event), since)), version"
    " FROM policy JOIN desk ON policy_version = version"
)
LINES = (
    "SELECT number, subject, CASE WHEN requester = '' OR sender_unknown THEN requester_address"
    " ELSE requester END, channel, severity, triaged, status, rank, position, due, length, paused,"
    " business, breach, due_kind, clock_start, opened_at, client_waits_since, last_activity,"
    " sender_unknown, entitled, owed_by, policy_version FROM ticket ORDER BY number"
)
MESSAGES = (
    "SELECT number, kind, channel, author, author_address, at, subject, text, quoted, signature,"
    " recipients, raw FROM message"
)
ESCALATIONS = (
    "SELECT number, ticket, at, who, reason, tried, status, result, ended, ended_by"
    " FROM escalation ORDER BY number"
)
ASKED = (
    "SELECT a.escalation, a.senior, c.name, a.at, a.accept_by, a.answer, a.answered, a.who, a.why"
    " FROM escalation_asked a JOIN colleague c ON c.number = a.senior"
    " ORDER BY a.escalation, a.place"
)
HEAD_FOLLOWS = (
    "CREATE TRIGGER audit_head_follows AFTER INSERT ON audit"
    " BEGIN UPDATE audit_head SET number = NEW.number, digest = NEW.digest; END"
)
AT_ONCE = 1_000

Kept = tuple[str, int, str]


def upgrade() -> None:
    """Everything there is gets its entry; from here on nothing goes without one."""
    _tables()
    connection = op.get_bind()
    number, seal = 0, ""
    events = connection.exec_driver_sql(EVENTS)
    while some := events.fetchmany(AT_ONCE):
        sealed = []
        for event in some:
            number += 1
            seal = digest(seal, (number, *event), "")
            sealed.append((number, *event, seal))
        connection.exec_driver_sql(ENTRY, sealed)
    desk = connection.exec_driver_sql(BEGUN).first()
    if desk is not None:
        number += 1
        seal = _begin(connection, number, seal, *desk)
    connection.exec_driver_sql("INSERT INTO audit_head VALUES (1, ?, ?)", (number, seal))
    for table in ("audit", "past"):
        _only_added(table)
    op.execute(HEAD_FOLLOWS)


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("who", "worked_by", "role")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("terminal", "what")),
        *(sa.Column(name, sa.Integer()) for name in ("ticket", "callback", "booking")),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("event", sa.Integer()),
        sa.Column("happened", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_ticket", "audit", ["ticket"])
    op.create_table(
        "past",
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "kind", "key", name="pk_past"),
    )
    op.create_index("ix_past_key", "past", ["kind", "key", "entry"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def _begin(connection: sa.Connection, number: int, seal: str, at: int, version: str) -> str:
    """The entry that has the queue as it was found; gives its seal."""
    kept = sorted([("policy", 0, version), *_lines(connection), *_others(connection)])
    connection.exec_driver_sql(KEEP, [(number, *one) for one in kept])
    row = (number, at, "", "", "", "", "audit begun", None, None, None, "", None, at)
    seal = digest(seal, row, contents(kept))
    connection.exec_driver_sql(ENTRY, (*row, seal))
    return seal


def _lines(connection: sa.Connection) -> Iterator[Kept]:
    for row in connection.exec_driver_sql(LINES):
        yield "ticket", row[0], json.dumps(list(row))
    for row in connection.exec_driver_sql("SELECT ticket FROM pin"):
        yield "pin", row[0], "true"


def _others(connection: sa.Connection) -> Iterator[Kept]:
    yield from _escalations(connection)
    for row in connection.exec_driver_sql(MESSAGES):
        yield "message", row[0], said(tuple(row))


def _escalations(connection: sa.Connection) -> Iterator[Kept]:
    rows = connection.exec_driver_sql(ASKED)
    asked = {number: list(some) for number, some in groupby(rows, key=lambda row: row[0])}
    for row in connection.exec_driver_sql(ESCALATIONS):
        number, ticket, at, who, reason, tried, status, result, ended, ended_by = row
        said = {"number": number, "ticket": ticket, "at": _instant(at), "who": who}
        said |= {"reason": reason, "tried": tried, "status": status, "result": result}
        said |= {"ended": _instant(ended), "ended_by": ended_by}
        said["asked"] = [_asked(*one[1:]) for one in asked.get(number, ())]
        yield "escalation", number, json.dumps(said)


def _asked(*columns: object) -> dict[str, object]:
    senior, name, at, accept_by, answer, answered, who, why = columns
    told = {"at": _instant(at), "accept_by": _instant(accept_by), "answered": _instant(answered)}
    return {"senior": senior, "name": name, "answer": answer, "who": who, "why": why, **told}


def _instant(stamp: object) -> str | None:
    """As the domain's values are written down."""
    return (EPOCH + timedelta(microseconds=stamp)).isoformat() if isinstance(stamp, int) else None


def _only_added(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END"
        )
