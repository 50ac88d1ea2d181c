"""Users of the operating system, and whose acts theirs are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make room for them; nobody has one yet."""
    op.add_column(
        "colleague", sa.Column("logins", sa.String(), server_default=sa.text("''"), nullable=False)
    )
