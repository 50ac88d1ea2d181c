"""Callbacks: calls nobody took, the tries to call back, the contacts' numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make their tables, and let events name a callback."""
    op.create_table(
        "contact_phone",
        _text("number"),
        _text("address"),
        _text("shown"),
        sa.PrimaryKeyConstraint("number", name="pk_contact_phone"),
    )
    _callback()
    _attempt()
    _recording()
    op.add_column("event", sa.Column("callback", sa.Integer(), nullable=True))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _stamp(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _of_callback(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["callback"], ["callback.number"], name=f"fk_{table}_callback")


def _callback() -> None:
    op.create_table(
        "callback",
        _number("number"),
        *map(_text, ("channel", "external_id", "caller", "caller_address", "phone", "shown")),
        _stamp("received"),
        _stamp("length", nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        *map(_text, ("mailbox", "transcript", "remark")),
        _stamp("heard", nullable=True),
        _stamp("next_try", nullable=True),
        _number("ticket", nullable=True),
        _stamp("closed", nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_callback"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_callback_ticket"),
        sa.UniqueConstraint("external_id", name="uq_callback_external_id"),
    )
    _index("ix_callback_open", ["number"], "closed IS NULL")
    _index("ix_callback_phone", ["phone", "received"], "phone <> ''")


def _index(name: str, columns: list[str], condition: str) -> None:
    op.create_index(name, "callback", columns, sqlite_where=sa.text(condition))


def _attempt() -> None:
    op.create_table(
        "callback_attempt",
        _number("callback"),
        _number("number"),
        _stamp("at"),
        *map(_text, ("who", "outcome", "note")),
        sa.PrimaryKeyConstraint("callback", "number", name="pk_callback_attempt"),
        _of_callback("callback_attempt"),
    )


def _recording() -> None:
    op.create_table(
        "recording",
        _number("callback"),
        _number("place"),
        *map(_text, ("name", "media_type")),
        _stamp("size"),
        _text("digest"),
        sa.PrimaryKeyConstraint("callback", "place", name="pk_recording"),
        _of_callback("recording"),
    )
