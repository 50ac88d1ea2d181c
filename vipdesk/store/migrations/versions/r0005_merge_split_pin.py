"""Tickets merged, split and pinned, and who else than we owes the next word."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for it; nothing is merged, pinned or owed by others yet."""
    op.add_column("ticket", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.add_column(
        "ticket", sa.Column("owed_by", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("message", sa.Column("came_from", sa.Integer(), nullable=True))
    op.add_column("fact", sa.Column("clock_kind", sa.String(), nullable=True))
    op.add_column("fact", sa.Column("clock_start", sa.BigInteger(), nullable=True))
    op.add_column("fact", sa.Column("waits_since", sa.BigInteger(), nullable=True))
    op.create_table(
        "pin",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", name="pk_pin"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_pin_ticket"),
    )
