"""Of the queue's rows those that changed are read, and what ticks without the rest of a row."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OPEN = sa.text("rank < 4")


def upgrade() -> None:
    """Count each save of a ticket from now on, and keep its countdown in the index of the queue."""
    op.add_column(
        "ticket", sa.Column("generation", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_index("ix_ticket_generation", "ticket", ["generation"])
    op.drop_index("ix_ticket_queue", "ticket")
    op.create_index(
        "ix_ticket_queue",
        "ticket",
        [
            "rank",
            "position",
            "number",
            "due",
            "length",
            "paused",
            "business",
            "breach",
            "policy_version",
        ],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
