"""What was acknowledged stays: through kill -9, a full disk, and two desks at once."""

import random

import pytest
from sqlalchemy import Engine

from tests.store.conftest import SmallDisk
from tests.store.kit import Programs, add, stored
from vipdesk.domain.errors import StoreError
from vipdesk.store.engine import create_store, open_writer

ROUNDS = 25

COMMIT_UNTIL_KILLED = """
import sys
from vipdesk.store.engine import open_writer
engine = open_writer(sys.argv[1])
for number in range(10**9):
    with engine.begin() as connection:
        for half in "ab":
            name = f"{sys.argv[2]}-{number}-{half}"
            connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (name,))
    print(number, flush=True)
"""

COUNT_AND_COMMIT = """
import sys
from vipdesk.store.engine import open_writer
engine = open_writer(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(200):
    with engine.begin() as connection:
        ((count,),) = connection.exec_driver_sql("SELECT count(*) FROM policy").all()
        name = f"{count}-{sys.argv[2]}-{number}"
        connection.exec_driver_sql("INSERT INTO policy VALUES (?, '', 0)", (name,))
engine.dispose()
print("done", flush=True)
"""


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_when_the_desk_is_killed(
    where: str, programs: Programs
) -> None:
    create_store(where).dispose()
    chance = random.Random(20)
    for turn in range(ROUNDS):
        desk = programs.start(COMMIT_UNTIL_KILLED, where, str(turn))
        told = [desk.answer() for _ in range(chance.randrange(1, 80))] + desk.kill()
        names = [name for name in stored(where) if name.startswith(f"{turn}-")]
        acknowledged = [f"{turn}-{number}-{half}" for number in told for half in "ab"]
        assert names[: len(acknowledged)] == acknowledged
        assert len(names) - len(acknowledged) in (0, 2), "one more may be whole, and untold"
    engine = open_writer(where)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    engine.dispose()


def test_two_desks_that_write_at_once_lose_nothing(where: str, programs: Programs) -> None:
    create_store(where).dispose()
    desks = [programs.start(COUNT_AND_COMMIT, where, name) for name in "ab"]
    assert [desk.answer() for desk in desks] == ["ready", "ready"]
    for desk in desks:
        desk.tell("go")
    assert [desk.answer() for desk in desks] == ["done", "done"]
    counted = [int(name.split("-")[0]) for name in stored(where)]
    assert counted == list(range(400)), "each desk decided on what the other had committed"


def test_a_store_at_its_limit_says_so_and_goes_on_when_there_is_room_again(
    where: str, engine: Engine
) -> None:
    add(engine, "first")
    with engine.connect() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"no space is left for the store at .*: nothing was"):
        add(engine, "x" * 100_000)
    assert stored(where) == ["first"]
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    add(engine, "second")
    assert stored(where) == ["first", "second"]


def test_a_full_disk_says_so_and_readers_go_on(small_disk: SmallDisk) -> None:
    where = str(small_disk.folder / "desk.db")
    engine = create_store(where)
    add(engine, "first")
    with small_disk.full():
        with pytest.raises(StoreError, match=r"no space is left|the disk failed"):
            add(engine, "x" * 17_000_000)
        assert stored(where) == ["first"]
    add(engine, "second")
    assert stored(where) == ["first", "second"]
    engine.dispose()


def test_a_full_disk_can_hold_no_new_store_and_is_left_clean(small_disk: SmallDisk) -> None:
    with small_disk.full():
        with pytest.raises(StoreError, match=r"space|disk|large"):
            create_store(str(small_disk.folder / "desk.db"))
        assert [each.name for each in small_disk.folder.iterdir()] == ["filler"]
