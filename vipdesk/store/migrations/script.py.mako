"""${message}."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Take the store from ${down_revision} to ${up_revision}."""
    ${upgrades if upgrades else "pass"}
