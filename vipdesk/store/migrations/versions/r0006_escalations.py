"""Our people, escalations to them, and the mails that tell them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make their tables; nobody is known yet."""
    op.create_table(
        "colleague",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("skills", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("away", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_colleague"),
        sa.UniqueConstraint("name", name="uq_colleague_name"),
    )
    _escalations()
    _notices()


def _escalations() -> None:
    op.create_table(
        "escalation",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("tried", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_escalation"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_escalation_ticket"),
    )
    for name, where in (("standing", "ended IS NULL"), ("handed_back", "status = 'handed back'")):
        index = f"ix_escalation_{name}"
        op.create_index(index, "escalation", ["ticket"], sqlite_where=sa.text(where))
    op.create_table(
        "escalation_asked",
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("senior", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("accept_by", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("escalation", "place", name="pk_escalation_asked"),
        sa.ForeignKeyConstraint(
            ["escalation"], ["escalation.number"], name="fk_escalation_asked_escalation"
        ),
        sa.ForeignKeyConstraint(
            ["senior"], ["colleague.number"], name="fk_escalation_asked_senior"
        ),
    )


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_notice"),
        sa.ForeignKeyConstraint(["escalation"], ["escalation.number"], name="fk_notice_escalation"),
    )
    op.create_index(
        "ix_notice_queued", "notice", ["number"], sqlite_where=sa.text("delivery = 'queued'")
    )
