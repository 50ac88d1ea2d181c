"""How often a mail server did not say whether it took a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Count from now on; of what is on its way, once is known by where it stands."""
    op.add_column(
        "sending", sa.Column("doubts", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
