"""The client's own door: links, visits, tokens taken, how far words have come, guests of a call."""

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
    _feeds()
    _marks()
    _guests()
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


def _feeds() -> None:
    op.create_table(
        "door_feed",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_door_feed"),
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


def _guests() -> None:
    """Who else is invited; until now it was the one guest."""
    nothing = sa.text("''")
    for table, column in (("booking", "others"), ("invitation", "name"), ("invitation", "address")):
        op.add_column(table, sa.Column(column, sa.String(), server_default=nothing, nullable=False))
    op.execute(
        "UPDATE invitation SET (name, address) = (SELECT b.guest, b.guest_address FROM booking b"
        " WHERE b.number = invitation.booking)"
    )
