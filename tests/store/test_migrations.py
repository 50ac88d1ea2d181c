"""Schemas: what the steps make is what the tables say, from every release on."""

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from tests.store.kit import SCHEMAS, build
from vipdesk.domain.audit import Wanted
from vipdesk.domain.errors import StoreError
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store import shape, upgrade
from vipdesk.store.audit_tables import AuditRow
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import open_writer
from vipdesk.store.health import examine
from vipdesk.store.reader import Reader
from vipdesk.store.saving import MESSAGES


def test_the_steps_make_what_the_tables_say(engine: Engine) -> None:
    with engine.begin() as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": is_table_of_ours,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert AuditRow.metadata is MESSAGES.metadata, "all tables, whoever writes them"
        assert compare_metadata(context, MESSAGES.metadata) == []


def test_the_newest_step_is_the_revision_that_readers_know() -> None:
    assert upgrade.head() == shape.HEAD


def test_a_new_store_is_to_the_word_what_was_released(engine: Engine) -> None:
    with engine.begin() as connection:
        schema = shape.written(lambda sql: connection.exec_driver_sql(sql).fetchall())
    released = (shape.SHAPES / f"{shape.HEAD}.sql").read_text()
    assert [line.rstrip() for line in schema.splitlines()] == released.splitlines()


def test_every_release_has_its_fixture() -> None:
    assert sorted(path.stem for path in SCHEMAS.glob("*.sql")) == sorted(shape.REVISIONS)


@pytest.mark.parametrize("revision", shape.REVISIONS)
def test_a_store_of_every_release_opens_and_keeps_its_rows(where: str, revision: str) -> None:
    build(where, revision)
    engine = open_writer(where)
    with engine.begin() as connection:
        (found,) = connection.exec_driver_sql("SELECT version_num FROM alembic_version").one()
        assert found == shape.HEAD
        tickets = connection.exec_driver_sql("SELECT number, subject FROM ticket").all()
        assert tickets == [(101, "The router restarts every hour")]
        (messages,) = connection.exec_driver_sql("SELECT count(*) FROM message").one()
        assert messages == 1
        for word, texts in (("router", 2), ("sunday", 1), ("marsh", 1), ("northwind", 1)):
            sought = "SELECT count(*), min(rowid >> 32) FROM written WHERE written MATCH ?"
            assert connection.exec_driver_sql(sought, (word,)).one() == (texts, 101)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()
    assert "all that is written can be found" in [finding.what for finding in examine(where)]


@pytest.mark.parametrize("revision", shape.REVISIONS)
def test_what_happened_before_is_taken_into_the_audit(where: str, revision: str) -> None:
    build(where, revision)
    open_writer(where).dispose()
    reader = Reader(open_reader(where), lambda _: policy_for(shipped_policy_text()))
    entries = reader.audit(Wanted())
    assert [(entry.who, entry.what, entry.ticket) for entry in entries][0 :: len(entries) - 1] == [
        ("Jo Marsh", "opened", 101),
        ("", "audit begun", None),
    ]
    assert [entry.event for entry in entries[:-1]] == list(range(1, len(entries)))
    now = reader.hindsight(entries[-1].at)
    assert now.exact
    assert now.board.lines == reader.queue(-1)
    assert now.board.pinned == reader.board().pinned
    assert now.board.escalations == reader.board().escalations
    before = reader.hindsight(entries[-1].at - timedelta(seconds=1))
    assert not before.exact
    assert [line.number for line in before.board.lines] in ([], [101])
    reader.close()
    whole = f"all {len(entries)} audit entries are as they were made, none is gone"
    assert whole in [finding.what for finding in examine(where)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET who = 'somebody'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event (number, at, what, who, detail)"
        " VALUES (1, 5, 'noted', 'somebody', '')",
    ],
)
def test_events_are_only_ever_added(engine: Engine, statement: str) -> None:
    add = "INSERT INTO event (at, what, who, detail) VALUES (1, 'noted', 'Ada', 'the text')"
    with engine.begin() as connection:
        connection.exec_driver_sql(add)
    with pytest.raises(StoreError, match="events are only ever added"), engine.begin() as held:
        held.exec_driver_sql(statement)
    with engine.begin() as connection:
        events = connection.exec_driver_sql("SELECT number, who, detail FROM event").all()
    assert events == [(1, "Ada", "the text")]


def is_table_of_ours(name: str | None, kind: str, _: object) -> bool:
    """The index of what was written is kept by the database itself."""
    return kind != "table" or not (name or "").startswith("written")
