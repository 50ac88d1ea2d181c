"""Watchers read what was committed, whatever the desk does, and never leave a byte."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.kit import Programs, add, stored, until
from vipdesk.domain.errors import StoreError
from vipdesk.store import driver
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store, open_writer

READ_ONCE = """
import sys
from vipdesk.store.connections import open_reader
reader = open_reader(sys.argv[1])
with reader.snapshot() as fetch:
    rows = fetch("SELECT version FROM policy ORDER BY rowid", ())
print(" ".join(row[0] for row in rows), flush=True)
reader.close()
"""

READ_WHEN_TOLD = """
import sys
from vipdesk.domain.errors import StoreError
from vipdesk.store.connections import open_reader
reader = open_reader(sys.argv[1])
for _ in sys.stdin:
    try:
        with reader.snapshot() as fetch:
            print(fetch("SELECT count(*) FROM policy", ())[0][0], flush=True)
    except StoreError as error:
        print(error, flush=True)
"""

WHAT_IS_IMPORTED = """
import sys
from vipdesk.store.connections import open_reader
reader = open_reader(sys.argv[1])
with reader.snapshot() as fetch:
    fetch("SELECT 1", ())
slow = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "asyncio", "textual"}
print(sorted(slow & set(sys.modules)), flush=True)
"""

COMMIT_ONCE = """
import sys
from vipdesk.store.engine import open_writer
engine = open_writer(sys.argv[1])
with engine.begin() as connection:
    connection.exec_driver_sql("INSERT INTO policy VALUES ('second', '', 0)")
print("done", flush=True)
sys.stdin.readline()
"""

FORBIDDEN = [
    "INSERT INTO policy VALUES ('mine', '', 0)",
    "UPDATE policy SET text = 'mine'",
    "DELETE FROM policy",
    "DROP TABLE policy",
    "CREATE TABLE mine (a)",
    "CREATE TEMP TABLE mine (a)",
    "ATTACH DATABASE '{folder}/other.db' AS other",
    "VACUUM INTO '{folder}/other.db'",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 4",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "SELECT load_extension('mine')",
    "SAVEPOINT mine",
    "REINDEX",
    "ANALYZE",
]


def contents(where: str) -> dict[str, bytes]:
    """Every file of the store's folder, but for the shared memory, where locks live."""
    folder = Path(where).parent
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.suffix != ".db-shm"}


def watched(programs: Programs, where: str) -> str:
    """What a watcher sees who has come and gone."""
    watcher = programs.start_as_watcher(READ_ONCE, where)
    said = watcher.answer()
    assert watcher.answer() == ""
    return said


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("live", [True, False])
def test_a_reader_can_only_read(where: str, statement: str, live: bool) -> None:
    engine = create_store(where)
    add(engine, "first")
    if not live:
        engine.dispose()
    before = contents(where)
    reader = open_reader(where)
    order = statement.format(folder=Path(where).parent)
    with reader.snapshot() as fetch, pytest.raises(StoreError):
        fetch(order, ())
    with reader.snapshot() as fetch:
        assert fetch("SELECT version FROM policy", ()) == [("first",)]
    reader.close()
    assert contents(where) == before
    engine.dispose()


def test_a_picture_stays_the_same_while_it_is_looked_at(where: str, engine: Engine) -> None:
    add(engine, "first")
    reader = open_reader(where)
    with reader.snapshot() as fetch:
        before = fetch("SELECT version FROM policy", ())
        add(engine, "second")
        assert fetch("SELECT version FROM policy", ()) == before
    with reader.snapshot() as fetch:
        assert fetch("SELECT count(*) FROM policy", ()) == [(2,)]
    reader.close()


def test_a_reader_between_two_pictures_holds_nothing_up(where: str, engine: Engine) -> None:
    reader = open_reader(where)
    with reader.snapshot() as fetch:
        fetch("SELECT version FROM policy", ())
    add(engine, "first")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert busy == 0
    reader.close()


def test_a_closed_store_is_read_without_making_a_file(where: str, engine: Engine) -> None:
    add(engine, "first")
    engine.dispose()
    before = contents(where)
    assert list(before) == ["desk.db"]
    assert stored(where) == ["first"]
    assert contents(where) == before


def test_a_reader_follows_the_desk_through_closing_and_opening(where: str, engine: Engine) -> None:
    add(engine, "first")
    engine.dispose()
    reader = open_reader(where)
    for number in range(3):
        again = open_writer(where)
        add(again, f"live {number}")
        with reader.snapshot() as fetch:
            assert fetch("SELECT count(*) FROM policy", ()) == [(2 + number,)]
        again.dispose()
        with reader.snapshot() as fetch:
            assert fetch("SELECT count(*) FROM policy", ()) == [(2 + number,)]
    reader.close()


def test_a_desk_that_was_killed_leaves_everything_to_be_read(
    shared_where: str, programs: Programs
) -> None:
    engine = create_store(shared_where)
    add(engine, "first")
    engine.dispose()
    desk = programs.start(COMMIT_ONCE, shared_where)
    assert desk.answer() == "done"
    desk.kill()
    before = contents(shared_where)
    assert "desk.db-wal" in before
    assert watched(programs, shared_where) == "first second"
    assert contents(shared_where) == before


def test_another_account_reads_each_state_and_changes_nothing(
    shared_where: str, programs: Programs
) -> None:
    engine = create_store(shared_where)
    add(engine, "first")
    before = contents(shared_where)
    assert watched(programs, shared_where) == "first"
    assert contents(shared_where) == before
    engine.dispose()
    before = contents(shared_where)
    assert watched(programs, shared_where) == "first"
    assert contents(shared_where) == before
    assert list(before) == ["desk.db"]


def test_a_watcher_lives_on_while_desks_come_and_go(shared_where: str, programs: Programs) -> None:
    create_store(shared_where).dispose()
    watcher = programs.start_as_watcher(READ_WHEN_TOLD, shared_where)
    for number in range(1, 6):
        engine = open_writer(shared_where)
        add(engine, str(number))
        watcher.tell()
        assert watcher.answer() == str(number)
        engine.dispose()
        watcher.tell()
        assert watcher.answer() == str(number)


def test_a_store_put_in_the_place_of_another_is_read_from_then_on(where: str) -> None:
    create_store(where).dispose()
    other = str(Path(where).with_name("other.db"))
    engine = create_store(other)
    add(engine, "of the other")
    engine.dispose()
    reader = open_reader(where)
    os.replace(other, where)
    with reader.snapshot() as fetch:
        assert fetch("SELECT version FROM policy", ()) == [("of the other",)]
    reader.close()


def test_reading_imports_nothing_slow(where: str, engine: Engine, programs: Programs) -> None:
    assert programs.start(WHAT_IS_IMPORTED, where).answer() == "[]"


def test_bytes_that_are_no_text_don_t_stop_the_list(where: str, engine: Engine) -> None:
    with engine.begin() as connection:
        bad = "INSERT INTO policy VALUES ('v', CAST(x'416461ff1b' AS TEXT), 0)"
        connection.exec_driver_sql(bad)
    reader = open_reader(where)
    with reader.snapshot() as fetch:
        assert fetch("SELECT text FROM policy", ()) == [("Ada\ufffd\x1b",)]
    reader.close()


def test_a_desk_left_half_open_is_named_with_its_mend(where: str, engine: Engine) -> None:
    add(engine, "first")
    wal = Path(f"{where}-wal").read_bytes()
    engine.dispose()
    Path(f"{where}-wal").write_bytes(wal)
    with pytest.raises(StoreError, match="open the desk once, it will mend that"):
        open_reader(where)
    again = open_writer(where)
    assert stored(where) == ["first"]
    again.dispose()


def test_a_version_changes_with_each_commit_and_only_then(where: str, engine: Engine) -> None:
    reader = open_reader(where)
    first = reader.version()
    assert reader.version() == first
    add(engine, "first")
    second = reader.version()
    assert second != first
    assert reader.version() == second
    reader.close()


def test_a_locked_store_can_be_read_all_the_same(where: str, engine: Engine) -> None:
    add(engine, "first")
    other = driver.connect(Path(where), "mode=rw")
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO policy VALUES ('unfinished', '', 0)")
    assert stored(where) == ["first"]
    other.rollback()
    other.close()


def test_a_large_closed_store_is_read_in_place(where: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70)"
            " INSERT INTO policy SELECT i, hex(zeroblob(500000)), 0 FROM n"
        )
    engine.dispose()
    assert Path(where).stat().st_size > 64 * 2**20
    reader = open_reader(where)
    with reader.snapshot() as fetch:
        assert fetch("SELECT count(*) FROM policy", ()) == [(70,)]
        again = open_writer(where)
        add(again, "after")
        assert fetch("SELECT count(*) FROM policy", ()) == [(70,)]
        again.dispose()
        with pytest.raises(StoreError, match="was written to while it was read: read it again"):
            fetch("SELECT count(*) FROM policy", ())
    until(lambda: len(stored(where)) == 71)
    reader.close()


def test_one_s_own_reader_that_came_first_leaves_the_writer_its_leave_to_write(
    where: str, programs: Programs
) -> None:
    create_store(where).dispose()
    other = programs.start(COMMIT_ONCE, where)
    assert other.answer() == "done"
    reader = open_reader(where, writes_too=True)
    engine = open_writer(where)
    add(engine, "third")
    with reader.snapshot() as fetch:
        assert fetch("SELECT count(*) FROM policy", ()) == [(2,)]
        with pytest.raises(StoreError, match="is only read here"):
            fetch("DELETE FROM policy", ())
    reader.close()
    engine.dispose()
