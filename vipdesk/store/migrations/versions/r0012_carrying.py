"""Since when mail is carried and tried, what of a mailbox is older, copies that are still to go."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Count two days from now for what was tried; who read a folder before sends all there is."""
    for table, column in (("sending", "first"), ("mail_place", "floor"), ("mail_place", "since")):
        zero = sa.text("0")
        op.add_column(
            table, sa.Column(column, sa.BigInteger(), server_default=zero, nullable=False)
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
