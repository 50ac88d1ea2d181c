"""What is known of the mailbox, of mails on their way, and of what was acknowledged."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make their tables; nothing was fetched or sent yet."""
    op.create_table(
        "mail_place",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("folder", name="pk_mail_place"),
    )
    op.create_table(
        "sending",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("what", "number", name="pk_sending"),
    )
    op.create_table(
        "contact_language",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_contact_language"),
    )
    _acknowledgements()
    op.create_index(
        "ix_message_sender",
        "message",
        ["author_address", "at"],
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )


def _acknowledgements() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("opens", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_acknowledgement"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_acknowledgement_ticket"),
        sa.ForeignKeyConstraint(["message"], ["message.number"], name="fk_acknowledgement_message"),
    )
    op.create_index("ix_acknowledgement_address", "acknowledgement", ["address", "at"])
    op.create_index(
        "ix_acknowledgement_queued",
        "acknowledgement",
        ["number"],
        sqlite_where=sa.text("delivery = 'queued'"),
        postgresql_where=sa.text("delivery = 'queued'"),
    )
