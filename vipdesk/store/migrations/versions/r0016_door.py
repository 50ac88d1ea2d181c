"""The client's own door: links, visits, tokens taken, how far words have come."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

GOOD = sa.text("used IS NULL AND ended IS NULL")
OPEN = sa.text("ended IS NULL")
UNREAD = sa.text("address = '' AND delivered > seen")
CHAT_ANSWER = sa.text("channel = 'chat' AND kind = 'answer' AND delivery = 'sent'")


def upgrade() -> None:
    """Nobody has come in yet."""
    _links()
    _visits()
    _marks()
    op.create_index(
        "ix_message_chat_answer",
        "message",
        ["at"],
        sqlite_where=CHAT_ANSWER,
        postgresql_where=CHAT_ANSWER,
    )


def _links() -> None:
    op.create_table(
        "door_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_door_link"),
    )
    op.create_index(
        "ix_door_link_good", "door_link", ["address"], sqlite_where=GOOD, postgresql_where=GOOD
    )


def _visits() -> None:
    op.create_table(
        "door_visit",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("whence", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_door_visit"),
    )
    op.create_index(
        "ix_door_visit_open", "door_visit", ["address"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "door_token",
        sa.Column("jti", sa.String(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name="pk_door_token"),
    )


def _marks() -> None:
    op.create_table(
        "door_mark",
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "address", name="pk_door_mark"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.number"], name="fk_door_mark_ticket"),
    )
    op.create_index(
        "ix_door_mark_unread",
        "door_mark",
        ["ticket"],
        sqlite_where=UNREAD,
        postgresql_where=UNREAD,
    )
