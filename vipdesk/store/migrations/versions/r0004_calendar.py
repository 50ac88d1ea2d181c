"""The calendar: booked calls, what their guests are to be told, busy time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make their tables, and let events name a booking."""
    _booking()
    _invitation()
    _busy()
    op.add_column("event", sa.Column("booking", sa.Integer(), nullable=True))


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _stamp(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _index(name: str, table: str, column: str, condition: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(condition))


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
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_booking_ticket"),
    )
    _index("ix_booking_time", "booking", "start", "status <> 'cancelled'")


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
        sa.ForeignKeyConstraint(["booking"], ["booking.number"], name="fk_invitation_booking"),
    )
    _index("ix_invitation_queued", "invitation", "number", "delivery = 'queued'")


def _busy() -> None:
    op.create_table(
        "busy",
        _number("number"),
        *map(_text, ("uid", "title", "begins", "ends", "zone")),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        _text("repeat"),
        _number("every"),
        _text("weekdays"),
        _text("until", nullable=True),
        _text("except_on"),
        sa.Column("away", sa.Boolean(), nullable=False),
        _text("cover"),
        sa.PrimaryKeyConstraint("number", name="pk_busy"),
    )
    _index("ix_busy_uid", "busy", "uid", "uid <> ''")
