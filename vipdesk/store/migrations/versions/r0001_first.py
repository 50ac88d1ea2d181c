"""The first schema: the desk, its tickets with their facts and verdicts, messages and events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of an empty store."""
    _desk()
    _ticket()
    _fact()
    _verdict()
    _message()
    _beside_message()
    _draft()
    _event()
    _only_added("event", "events are only ever added")


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _stamp(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _desk() -> None:
    op.create_table(
        "desk",
        _number("id"),
        _text("client"),
        _text("plan"),
        _text("vip_from"),
        _text("vip_until", nullable=True),
        _text("domains"),
        _text("agent"),
        _text("agent_address"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _text("policy_version"),
        _key("desk", "id"),
    )
    op.create_table(
        "policy", _text("version"), _text("text"), _stamp("since"), _key("policy", "version")
    )
    op.create_table(
        "contact",
        _text("address"),
        _text("name"),
        _number("place"),
        _flag("stranger"),
        _key("contact", "address"),
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        _number("number"),
        _text("subject"),
        _text("requester"),
        _text("requester_address"),
        _text("channel"),
        _number("opened_severity"),
        _flag("opened_triaged"),
        _stamp("opened_at"),
        _flag("entitled"),
        _number("linked_to", nullable=True),
        *_place_in_queue(),
        _key("ticket", "number"),
        _refers("ticket", "linked_to", "ticket.number"),
    )
    order = ["rank", "position", "number"]
    op.create_index("ix_ticket_queue", "ticket", order, sqlite_where=sa.text("rank < 4"))
    op.create_index("ix_ticket_requester", "ticket", ["requester_address"])


def _place_in_queue() -> list[sa.Column[int] | sa.Column[str] | sa.Column[bool]]:
    return [
        _number("severity"),
        _flag("triaged"),
        _text("status"),
        _number("rank"),
        _stamp("position"),
        _stamp("due", nullable=True),
        _stamp("length", nullable=True),
        _stamp("paused"),
        _flag("business"),
        _text("breach", nullable=True),
        _text("due_kind", nullable=True),
        _stamp("clock_start", nullable=True),
        _stamp("client_waits_since", nullable=True),
        _stamp("last_activity"),
        _flag("sender_unknown"),
        _text("policy_version"),
    ]


def _fact() -> None:
    op.create_table(
        "fact",
        _number("ticket"),
        _number("number"),
        _text("what"),
        _stamp("at"),
        _text("channel", nullable=True),
        _stamp("noticed", nullable=True),
        _text("status", nullable=True),
        _number("level", nullable=True),
        _number("answer", nullable=True),
        _text("struck", nullable=True),
        _key("fact", "ticket", "number"),
        _refers("fact", "ticket", "ticket.number"),
    )


def _verdict() -> None:
    op.create_table(
        "verdict",
        _number("ticket"),
        _text("kind"),
        _number("opened_by"),
        _number("closed_by"),
        _stamp("start"),
        _stamp("ended"),
        _number("severity"),
        _text("target"),
        _stamp("length"),
        _stamp("used"),
        _text("outcome"),
        _text("policy_version"),
        _text("arithmetic"),
        _flag("void"),
        _key("verdict", "ticket", "kind", "opened_by", "closed_by"),
        _refers("verdict", "ticket", "ticket.number"),
    )


def _message() -> None:
    op.create_table(
        "message",
        _number("number"),
        _number("ticket", nullable=True),
        _text("kind"),
        _text("channel"),
        _text("author"),
        _text("author_address"),
        _stamp("at"),
        _text("subject"),
        _text("text"),
        _text("quoted"),
        _text("signature"),
        _text("recipients"),
        _text("delivery", nullable=True),
        _text("why"),
        _number("fact", nullable=True),
        _text("external_id", nullable=True),
        _text("message_id"),
        _text("refers_to"),
        _text("raw"),
        _key("message", "number"),
        _refers("message", "ticket", "ticket.number"),
        sa.UniqueConstraint("channel", "external_id", name="uq_message_channel"),
    )
    op.create_index("ix_message_ticket", "message", ["ticket", "number"])
    _message_index("ix_message_message_id", "message_id", "message_id <> ''")
    _message_index("ix_message_queued", "delivery", "delivery = 'queued'")
    _message_index("ix_message_set_aside", "number", "ticket IS NULL")


def _message_index(name: str, column: str, condition: str) -> None:
    op.create_index(name, "message", [column], sqlite_where=sa.text(condition))


def _beside_message() -> None:
    op.create_table(
        "reference",
        _text("message_id"),
        _number("ticket"),
        _key("reference", "message_id"),
        _refers("reference", "ticket", "ticket.number"),
    )
    op.create_table(
        "attachment",
        _number("message"),
        _number("place"),
        _text("name"),
        _text("media_type"),
        _stamp("size"),
        _text("digest"),
        _key("attachment", "message", "place"),
        _refers("attachment", "message", "message.number"),
    )
    op.create_table(
        "unreadable",
        _text("raw"),
        _text("label"),
        _text("reason"),
        _stamp("at"),
        _key("unreadable", "raw", "label"),
    )


def _draft() -> None:
    op.create_table(
        "draft",
        _number("ticket"),
        _text("author"),
        _text("text"),
        _stamp("at"),
        _key("draft", "ticket", "author"),
        _refers("draft", "ticket", "ticket.number"),
    )


def _event() -> None:
    op.create_table(
        "event",
        _number("number"),
        _stamp("at"),
        _text("what"),
        _text("who"),
        _number("ticket", nullable=True),
        _text("detail"),
        _number("fact", nullable=True),
        _key("event", "number"),
        _refers("event", "ticket", "ticket.number"),
    )
    op.create_index("ix_event_ticket", "event", ["ticket", "number"])


def _only_added(table: str, reason: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
