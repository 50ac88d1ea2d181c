"""What our people are told off the terminal."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

QUEUED = sa.text("delivery = 'queued'")


def upgrade() -> None:
    """Nobody was told anything yet."""
    op.create_table(
        "alarm",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("next_try", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_alarm"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_alarm_ticket"),
        sa.UniqueConstraint("cause", "ticket", "person", "since", name="uq_alarm_cause"),
    )
    op.create_index(
        "ix_alarm_queued", "alarm", ["number"], sqlite_where=QUEUED, postgresql_where=QUEUED
    )
    op.create_index("ix_alarm_ticket", "alarm", ["ticket"])
