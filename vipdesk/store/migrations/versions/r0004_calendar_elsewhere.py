"""What is known of the calendar elsewhere, the contacts' zones, saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make their tables; nothing is known yet."""
    op.create_table(
        "contact_zone",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_contact_zone"),
    )
    op.create_table(
        "saved_view",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_saved_view"),
    )
    op.create_table(
        "calendar_item",
        sa.Column("href", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("booking", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("start_there", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("href", name="pk_calendar_item"),
        sa.ForeignKeyConstraint(["booking"], ["booking.number"], name="fk_calendar_item_booking"),
    )
    op.create_index(
        "ix_calendar_item_booking",
        "calendar_item",
        ["booking"],
        sqlite_where=sa.text("booking IS NOT NULL"),
    )
