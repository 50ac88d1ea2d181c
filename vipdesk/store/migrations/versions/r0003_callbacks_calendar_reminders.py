"""Callbacks, the calendar, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make their tables, and let events name a callback or a booking."""
    op.create_table(
        "contact_phone",
        *map(_text, ("number", "address", "shown")),
        sa.PrimaryKeyConstraint("number", name="pk_contact_phone"),
    )
    _callback()
    _attempt()
    _recording()
    _booking()
    _invitation()
    _busy()
    _reminder()
    for column in ("callback", "booking"):
        op.add_column("event", sa.Column(column, sa.Integer(), nullable=True))


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _stamp(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(condition))


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _callback() -> None:
    op.create_table(
        "callback",
        _number("number"),
        *map(_text, ("channel", "external_id", "caller", "caller_address", "phone", "shown")),
        _stamp("received"),
        _stamp("length", nullable=True),
        _flag("urgent"),
        *map(_text, ("mailbox", "transcript", "remark")),
        _stamp("heard", nullable=True),
        _stamp("next_try", nullable=True),
        _number("ticket", nullable=True),
        _stamp("closed", nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_callback"),
        _refers("callback", "ticket", "ticket.number"),
        sa.UniqueConstraint("external_id", name="uq_callback_external_id"),
    )
    _index("ix_callback_open", "callback", ["number"], "closed IS NULL")
    _index("ix_callback_phone", "callback", ["phone", "received"], "phone <> ''")


def _attempt() -> None:
    op.create_table(
        "callback_attempt",
        _number("callback"),
        _number("number"),
        _stamp("at"),
        *map(_text, ("who", "outcome", "note")),
        sa.PrimaryKeyConstraint("callback", "number", name="pk_callback_attempt"),
        _refers("callback_attempt", "callback", "callback.number"),
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
        _refers("recording", "callback", "callback.number"),
    )


def _booking() -> None:
    op.create_table(
        "booking",
        _number("number"),
        _text("kind"),
        *map(_stamp, ("start", "end", "buffer")),
        *map(_text, ("guest", "guest_address", "subject", "status", "uid")),
        _number("sequence"),
        _number("ticket", nullable=True),
        _text("outcome"),
        sa.PrimaryKeyConstraint("number", name="pk_booking"),
        _refers("booking", "ticket", "ticket.number"),
    )
    _index("ix_booking_time", "booking", ["start"], "status <> 'cancelled'")


def _invitation() -> None:
    op.create_table(
        "invitation",
        _number("number"),
        _number("booking"),
        _text("method"),
        _number("sequence"),
        *map(_stamp, ("at", "start", "end")),
        _text("delivery"),
        sa.PrimaryKeyConstraint("number", name="pk_invitation"),
        _refers("invitation", "booking", "booking.number"),
    )
    _index("ix_invitation_queued", "invitation", ["number"], "delivery = 'queued'")


def _busy() -> None:
    op.create_table(
        "busy",
        _number("number"),
        *map(_text, ("uid", "title", "begins", "ends", "zone")),
        _flag("all_day"),
        _text("repeat"),
        _number("every"),
        _text("weekdays"),
        _text("until", nullable=True),
        _text("except_on"),
        _flag("away"),
        _text("cover"),
        sa.PrimaryKeyConstraint("number", name="pk_busy"),
    )
    _index("ix_busy_uid", "busy", ["uid"], "uid <> ''")


def _reminder() -> None:
    op.create_table(
        "reminder",
        _number("number"),
        _text("about"),
        _number("subject"),
        _text("occasion"),
        _stamp("due"),
        _text("text"),
        _stamp("fired", nullable=True),
        _stamp("done", nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_reminder"),
        sa.UniqueConstraint("about", "subject", "occasion", "due", name="uq_reminder_about"),
    )
    _index("ix_reminder_standing", "reminder", ["number"], "done IS NULL")
