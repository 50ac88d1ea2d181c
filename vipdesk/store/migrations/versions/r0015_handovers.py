"""Hand-over sheets, notes for the next one, and mails that tell the client who has the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

QUEUED = sa.text("delivery = 'queued'")


def upgrade() -> None:
    """Nobody has handed anything over yet."""
    _sheets()
    _mails()


def _sheets() -> None:
    op.create_table(
        "handover",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("taker", sa.String(), nullable=False),
        sa.Column("back", sa.Boolean(), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("signed", sa.BigInteger(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_handover"),
    )
    op.create_table(
        "sheet_note",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "author", name="pk_sheet_note"),
    )


def _mails() -> None:
    op.create_table(
        "introduction",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("handover", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_introduction"),
        sa.ForeignKeyConstraint(["handover"], ["handover.number"], name="fk_introduction_handover"),
    )
    op.create_index(
        "ix_introduction_queued",
        "introduction",
        ["number"],
        sqlite_where=QUEUED,
        postgresql_where=QUEUED,
    )
