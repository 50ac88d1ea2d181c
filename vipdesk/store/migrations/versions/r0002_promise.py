"""Promises: the moment that a fact promised something for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give facts that moment; those there are have none."""
    op.add_column("fact", sa.Column("until", sa.BigInteger(), nullable=True))
