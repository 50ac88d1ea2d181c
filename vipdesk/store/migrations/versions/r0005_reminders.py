"""Reminders: each kept once, told or not told yet."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "reminder",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fired", sa.BigInteger(), nullable=True),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_reminder"),
        sa.UniqueConstraint("about", "subject", "occasion", "due", name="uq_reminder_about"),
    )
    where = sa.text("done IS NULL")
    op.create_index("ix_reminder_standing", "reminder", ["number"], sqlite_where=where)
