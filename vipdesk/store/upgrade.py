"""Brings a schema up to date; alembic is imported by whoever needs that, and only then."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import _

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run every step that the store lacks, all in one transaction; StoreError where one fails.

    The engine's connections must not enforce foreign keys: SQLite rebuilds a table by dropping it,
    which would take the rows that refer to it along. They are checked at the end instead.
    """
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        _check_references(connection)


def head() -> str:
    """The newest revision that the steps lead to."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreError(
            _(
                "a row of `{table}` refers to what is not there, so the store was left as it was:"
                " put a backup back with `vipdesk restore`"
            ).format(table=broken[0])
        )
