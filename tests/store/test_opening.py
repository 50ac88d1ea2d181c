"""A store that can't be opened says in one line what is wrong, where, and how to mend it."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.kit import Programs, add, stored
from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.store import driver
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store, open_writer

Break = Callable[[Path], None]


def missing(path: Path) -> None:
    path.unlink()


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def loop_of_links(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text_instead(path: Path) -> None:
    path.write_text("dear desk, " * 500)


def cut_off(path: Path) -> None:
    os.truncate(path, 6000)


def header_scribbled_over(path: Path) -> None:
    path.write_bytes(os.urandom(100) + path.read_bytes()[100:])


def of_another_program(path: Path) -> None:
    path.unlink()
    path.touch()
    run(path, "CREATE TABLE bookmark (place TEXT)")


def with_another_mark(path: Path) -> None:
    run(path, "PRAGMA application_id = 7")


def of_a_newer_program(path: Path) -> None:
    run(path, "UPDATE alembic_version SET version_num = '9999'")


def without_revision(path: Path) -> None:
    run(path, "DELETE FROM alembic_version")


def with_a_view_more(path: Path) -> None:
    run(path, "CREATE VIEW spy AS SELECT secret FROM desk")


def with_a_trigger_more(path: Path) -> None:
    run(path, "CREATE TRIGGER eat AFTER INSERT ON message BEGIN DELETE FROM ticket; END")


def with_an_endless_ticket(path: Path) -> None:
    run(path, "ALTER TABLE ticket RENAME TO real_ticket")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    run(path, f"CREATE VIEW ticket AS {endless} SELECT i AS number FROM n")


def without_a_trigger(path: Path) -> None:
    run(path, "DROP TRIGGER event_no_delete")


def with_a_view_for_its_revision(path: Path) -> None:
    run(path, "DROP TABLE alembic_version")
    run(path, "CREATE VIEW alembic_version AS SELECT '0001' AS version_num")


def run(path: Path, statement: str) -> None:
    connection = driver.connect(path, "mode=rw")
    connection.execute(statement)
    connection.close()


BROKEN: list[tuple[Break, str]] = [
    (missing, "there is no store at .*: `vipdesk init` makes one"),
    (folder_instead, "is a folder: give the path of the store in it"),
    (pipe_instead, "is no plain file: give"),
    (loop_of_links, "can't be used|there is no store"),
    (emptied, "is empty: put a backup back"),
    (text_instead, "is no store, or damaged: check the path"),
    (cut_off, "is damaged: put a backup back|is no store, or damaged"),
    (header_scribbled_over, "is no store, or damaged"),
    (of_another_program, "belongs to another program: check the path"),
    (with_another_mark, "belongs to another program: check the path"),
    (of_a_newer_program, "was made by a newer vipdesk: update the program"),
    (without_revision, "is damaged: put a backup back"),
    (with_a_view_more, r"holds what no vipdesk made \(view spy\): put a backup back"),
    (with_a_trigger_more, r"holds what no vipdesk made \(trigger eat\): put a backup back"),
    (with_an_endless_ticket, "holds what no vipdesk made"),
    (without_a_trigger, "lacks a part of its schema: put a backup back"),
    (with_a_view_for_its_revision, "belongs to another program"),
]


@pytest.mark.parametrize(("how", "said"), BROKEN, ids=[how.__name__ for how, _ in BROKEN])
@pytest.mark.parametrize("opening", [open_writer, open_reader])
def test_a_broken_store_is_refused_in_one_line_and_left_as_it_is(
    where: str, how: Break, said: str, opening: Callable[[str], object]
) -> None:
    create_store(where).dispose()
    how(Path(where))
    before = contents(Path(where).parent)
    with pytest.raises(StoreError, match=said) as refused:
        opening(where)
    assert "\n" not in str(refused.value)
    assert str(Path(where).parent) in str(refused.value)
    after = contents(Path(where).parent)
    assert after.get("desk.db") == before.get("desk.db")
    if opening is open_reader:
        assert after == before


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ada:pa55word@db.example.com/desk", "only SQLite for now: postgresql"),
        ("mysql+pymysql://db.example.com/desk", "only SQLite for now"),
        ("", "a store is a file"),
        ("sqlite://", "a store is a file"),
        ("desk\0.db", "a store is a file"),
        ("sqlite:////tmp/desk.db?mode=ro&uri=true", "takes no options"),
    ],
)
def test_only_a_file_can_be_a_store(address: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        open_writer(address)
    assert "pa55word" not in str(refused.value)


def test_an_address_and_a_path_mean_the_same_store(where: str, engine: Engine) -> None:
    add(engine, "first")
    engine.dispose()
    other = open_writer(f"sqlite:///{where}")
    with other.begin() as connection:
        assert connection.exec_driver_sql("SELECT version FROM policy").all() == [("first",)]
    other.dispose()


def test_a_strange_name_is_only_a_name(tmp_path: Path) -> None:
    where = str(tmp_path / "a?mode=memory#%41 ü\udcff" / "desk.db")
    engine = create_store(where)
    add(engine, "first")
    engine.dispose()
    assert Path(where).stat().st_size
    open_reader(where).close()


def test_a_link_leads_to_the_store_and_to_what_was_committed_last(
    tmp_path: Path, where: str, engine: Engine
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(where)
    add(engine, "first")
    assert stored(str(link)) == ["first"]


def test_a_new_store_can_be_read_by_its_group_and_by_nobody_else(where: str) -> None:
    engine = create_store(where)
    folder = Path(where).parent
    assert folder.stat().st_mode & 0o7777 == 0o2750
    modes = {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}
    assert modes == {"desk.db": 0o640, "desk.db-wal": 0o640, "desk.db-shm": 0o640}
    engine.dispose()


def test_a_commit_waits_for_the_disk(engine: Engine) -> None:
    with engine.begin() as connection:
        ((how,),) = connection.exec_driver_sql("PRAGMA synchronous").all()
        assert how == 2, "FULL"


def test_a_store_is_never_overwritten(where: str, engine: Engine) -> None:
    add(engine, "first")
    with pytest.raises(Refusal, match="already"):
        create_store(where)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT version FROM policy").all() == [("first",)]


def test_leftovers_of_another_store_are_not_taken_into_a_new_one(where: str) -> None:
    create_store(where).dispose()
    Path(where).unlink()
    Path(f"{where}-wal").write_bytes(b"left over")
    with pytest.raises(StoreError, match="is left over from another store: move it away"):
        create_store(where)
    assert not Path(where).exists()


def test_a_locked_store_is_waited_for_and_then_reported(where: str, engine: Engine) -> None:
    other = driver.connect(Path(where), "mode=rw")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked by another program"), engine.begin():
        pass
    other.rollback()
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")
    other.close()


WRITE_WITHOUT_A_PAUSE = """
import sys
from pathlib import Path
from vipdesk.store import driver
connection = driver.connect(Path(sys.argv[1]), "mode=rw")
while True:
    driver.begin(connection)
    connection.execute("INSERT INTO policy VALUES (hex(randomblob(8)), '', 0)")
    connection.commit()
    print("written", flush=True)
"""


def test_a_turn_comes_beside_somebody_who_writes_without_a_pause(
    where: str, engine: Engine, programs: Programs
) -> None:
    other = programs.start(WRITE_WITHOUT_A_PAUSE, where)
    for name in range(50):
        assert other.answer() == "written"
        add(engine, str(name))
    other.kill()
    assert len(stored(where)) >= 100


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_file_deleted_under_an_open_desk_stops_it_loudly(
    where: str, engine: Engine, ending: str
) -> None:
    add(engine, "first")
    Path(where + ending).unlink()
    with pytest.raises(StoreError, match="was moved, deleted or replaced while it was open"):
        add(engine, "second")


def test_a_store_replaced_before_the_commit_takes_nothing(where: str, engine: Engine) -> None:
    connection = engine.connect()
    connection.exec_driver_sql("INSERT INTO policy VALUES ('second', '', 0)")
    Path(where).rename(f"{where}.old")
    with pytest.raises(StoreError, match="was moved, deleted or replaced"):
        connection.commit()
    connection.close()


def test_what_a_statement_held_is_not_in_the_error(engine: Engine) -> None:
    with pytest.raises(StoreError) as refused, engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO policy VALUES (?, ?, ?)", ("a", "canary", None))
    assert "canary" not in str(refused.value)
    assert refused.value.__cause__ is None or "canary" not in str(refused.value.__cause__)


def test_an_engine_may_be_used_on_another_thread(engine: Engine) -> None:
    worker = threading.Thread(target=add, args=(engine, "first"))
    worker.start()
    worker.join()
    add(engine, "second")
    with engine.begin() as connection:
        (count,) = connection.exec_driver_sql("SELECT count(*) FROM policy").one()
    assert count == 2
