"""A backup is whole and consistent; what is no whole backup changes nothing."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.conftest import SmallDisk
from tests.store.kit import Programs, add, in_use, keep, stored
from vipdesk.domain.errors import BadInput, DeskError, Refusal, StoreError
from vipdesk.store.backup import backup, restore
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.files import Files, files_beside
from vipdesk.store.presence import announce

COMMIT_TO_BOTH = """
import sys
from vipdesk.store.engine import open_writer
engine = open_writer(sys.argv[1])
for number in range(10**9):
    with engine.begin() as connection:
        for half in "ab":
            row = (f"{number}-{half}", "x" * 3000)
            connection.exec_driver_sql("INSERT INTO policy VALUES (?, ?, 0)", row)
    if number % 20 == 19:
        print(number, flush=True)
"""


def test_a_backup_comes_back_with_its_files(saved: Path, elsewhere: str) -> None:
    manifest = restore(saved, elsewhere)
    assert manifest.files == 2
    assert manifest.rows["unreadable"] == 2
    assert stored(elsewhere) == ["first"]
    contents = [path.read_bytes() for path in files_beside(elsewhere).rglob("*") if path.is_file()]
    assert sorted(contents) == [b"another mail", b"one mail"]
    engine = open_writer(elsewhere)
    add(engine, "second")
    engine.dispose()


def test_a_file_that_was_altered_is_mended_by_a_restore(
    where: str, engine: Engine, saved: Path
) -> None:
    engine.dispose()
    files = Files(files_beside(where))
    digest = hashlib.sha256(b"one mail").hexdigest()
    files.path(digest).write_bytes(b"one m4il")
    restore(saved, where, replace=True)
    assert files.get(digest) == b"one mail"


def test_a_backup_is_for_its_owner_only(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_overwritten(where: str, engine: Engine, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(Refusal, match="is there already: choose another name"):
        backup(where, saved)
    assert saved.read_bytes() == before


def test_a_backup_that_can_t_be_written_leaves_nothing(
    where: str, engine: Engine, small_disk: SmallDisk
) -> None:
    keep(engine, where, b"x" * 3_000_000)
    with small_disk.full(), pytest.raises(DeskError):
        backup(where, small_disk.folder / "desk.backup")
    assert list(small_disk.folder.iterdir()) == []
    with pytest.raises(BadInput, match="can't be written: no such file"):
        backup(where, small_disk.folder / "nowhere" / "desk.backup")


def test_a_backup_of_a_closed_store_leaves_no_byte_there(
    where: str, engine: Engine, tmp_path: Path
) -> None:
    add(engine, "first")
    engine.dispose()
    before = in_use(where)
    backup(where, tmp_path / "desk.backup")
    assert in_use(where) == before == [Path(where)]


def test_a_backup_while_a_desk_writes_holds_whole_commits(
    where: str, programs: Programs, tmp_path: Path
) -> None:
    create_store(where).dispose()
    desk = programs.start(COMMIT_TO_BOTH, where)
    for turn in range(5):
        told = int(desk.answer())
        target, place = tmp_path / f"{turn}.backup", str(tmp_path / str(turn) / "desk.db")
        backup(where, target)
        restore(target, place)
        names = stored(place)
        assert len(names) >= 2 * (told + 1)
        assert names == [f"{n}-{half}" for n in range(len(names) // 2) for half in "ab"]
    desk.kill()


def test_a_lost_file_does_not_hold_up_a_backup(
    where: str, engine: Engine, tmp_path: Path, elsewhere: str
) -> None:
    lost, kept = keep(engine, where, b"lost"), keep(engine, where, b"kept")
    Files(files_beside(where)).path(lost).unlink()
    manifest = backup(where, tmp_path / "desk.backup")
    assert (manifest.missing, manifest.files) == ([lost], 1)
    restore(tmp_path / "desk.backup", elsewhere)
    assert Files(files_beside(elsewhere)).get(kept) == b"kept"


def test_a_store_is_not_replaced_unless_that_is_said(
    where: str, engine: Engine, saved: Path
) -> None:
    add(engine, "after the backup")
    with pytest.raises(Refusal, match="is there already: say `--replace`"):
        restore(saved, where)
    assert stored(where) == ["first", "after the backup"]


def test_a_replaced_store_stays_aside_with_all_that_was_committed(
    where: str, engine: Engine, saved: Path
) -> None:
    add(engine, "after the backup")
    engine.dispose()
    restore(saved, where, replace=True)
    assert stored(where) == ["first"]
    assert stored(f"{where}.before-restore-1") == ["first", "after the backup"]
    restore(saved, where, replace=True)
    assert stored(f"{where}.before-restore-2") == ["first"]


def test_even_a_damaged_store_is_put_aside(where: str, engine: Engine, saved: Path) -> None:
    engine.dispose()
    Path(where).write_bytes(b"scribbled over")
    restore(saved, where, replace=True)
    assert stored(where) == ["first"]
    assert Path(f"{where}.before-restore-1").read_bytes() == b"scribbled over"


def test_a_desk_that_is_killed_keeps_its_last_commits_when_put_aside(
    where: str, programs: Programs, saved: Path
) -> None:
    desk = programs.start(COMMIT_TO_BOTH, where)
    desk.answer()
    desk.kill()
    before = stored(where)
    restore(saved, where, replace=True)
    assert stored(where) == ["first"]
    assert stored(f"{where}.before-restore-1") == before


def test_nothing_is_restored_under_an_open_desk(where: str, engine: Engine, saved: Path) -> None:
    ada = announce(where, "Ada")
    with pytest.raises(Refusal, match=r"a desk is open on this store \(Ada\): close it first"):
        restore(saved, where, replace=True)
    ada.close()
    engine.dispose()
    restore(saved, where, replace=True)


def test_a_desk_that_was_overlooked_stops_loudly(where: str, engine: Engine, saved: Path) -> None:
    restore(saved, where, replace=True)
    with pytest.raises(StoreError, match="was moved, deleted or replaced"):
        add(engine, "into the old one")
