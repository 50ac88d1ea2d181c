"""Which rows of the queue changed; since when mail is carried, its doubts, copies still to go."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OPEN = sa.text("rank < 4")
NONE_YET = sa.text("0")
PLACE = ["rank", "position", "number"]
TICKS = ["due", "length", "paused", "business", "breach", "policy_version"]


def upgrade() -> None:
    """Both begin to be counted now."""
    _rows()
    _mail()


def _rows() -> None:
    """Each save of a ticket, and what ticks in it beside its place in the queue."""
    op.add_column(
        "ticket", sa.Column("generation", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_index("ix_ticket_generation", "ticket", ["generation"])
    op.drop_index("ix_ticket_queue", "ticket")
    op.create_index(
        "ix_ticket_queue",
        "ticket",
        [*PLACE, *TICKS],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _mail() -> None:
    """Two days of trying count from now; who read a folder before sends all there is."""
    op.add_column(
        "sending", sa.Column("doubts", sa.Integer(), server_default=NONE_YET, nullable=False)
    )
    for table, column in (("sending", "first"), ("mail_place", "floor"), ("mail_place", "since")):
        op.add_column(
            table, sa.Column(column, sa.BigInteger(), server_default=NONE_YET, nullable=False)
        )
    op.create_table(
        "carried_account",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("sends_from", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_carried_account"),
    )
    op.create_table(
        "sent_copy",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("what", "number", name="pk_sent_copy"),
    )
    # a folder is known by account and name, with a stroke between them
    account = "substr(folder, 1, instr(folder, '/') - 1)"
    op.execute(
        "INSERT INTO carried_account (account, sends_from)"
        f" SELECT DISTINCT {account}, 0 FROM mail_place WHERE instr(folder, '/') > 1"
    )
