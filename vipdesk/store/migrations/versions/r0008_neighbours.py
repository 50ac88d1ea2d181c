"""A ticket's neighbours found at once, among any number of tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """What goes on in another ticket, and what became part of it, are looked up with each read."""
    for column in ("linked_to", "merged_into"):
        linked = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_ticket_{column}",
            "ticket",
            [column],
            sqlite_where=linked,
            postgresql_where=linked,
        )
