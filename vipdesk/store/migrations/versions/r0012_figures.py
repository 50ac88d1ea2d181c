"""When each target fell due, and the causes that were given of those that were missed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

COUNTED = sa.text("NOT void AND outcome <> 'stopped'")


def upgrade() -> None:
    """What was judged before is told by when it was answered, or so much earlier as it was late."""
    op.add_column("verdict", sa.Column("due", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE verdict SET due = CASE WHEN outcome IN ('breached', 'late at re-grading')"
        " AND used > length THEN ended - (used - length) ELSE ended END"
    )
    op.create_index(
        "ix_verdict_due", "verdict", ["due"], sqlite_where=COUNTED, postgresql_where=COUNTED
    )
    op.create_index("ix_ticket_opened", "ticket", ["opened_at"])
    op.create_table(
        "cause",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "kind", "opened_by", name="pk_cause"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_cause_ticket"),
    )
