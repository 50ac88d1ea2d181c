"""A backup is whole and consistent; what is no whole backup changes nothing."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.conftest import SmallDisk
from tests.store.kit import Programs, add, stored
from vipdesk.domain.errors import StoreError
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

Parts = dict[str, bytes]


def keep(engine: Engine, where: str, content: bytes) -> str:
    """Keep a file and refer to it."""
    files = Files(files_beside(where))
    digest = files.put(content)
    files.sync()
    with engine.begin() as connection:
        row = (digest, "mail", "bad header", 0)
        connection.exec_driver_sql("INSERT INTO unreadable VALUES (?, ?, ?, ?)", row)
    return digest


def in_use(where: str) -> list[Path]:
    """What is in the store's folder, but for the side file of presence."""
    names = Path(where).parent.rglob("*")
    return sorted(each for each in names if each.is_file() and each.name != "desk.open")


@pytest.fixture
def saved(where: str, engine: Engine, tmp_path: Path) -> Path:
    """A backup of a store with one name and two files."""
    add(engine, "first")
    keep(engine, where, b"one mail")
    keep(engine, where, b"another mail")
    target = tmp_path / "desk.backup"
    backup(where, target)
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """Another place for a store."""
    return str(tmp_path / "elsewhere" / "desk.db")


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


def test_a_backup_is_for_its_owner_only(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_overwritten(where: str, engine: Engine, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(StoreError, match="is there already: choose another name"):
        backup(where, saved)
    assert saved.read_bytes() == before


def test_a_backup_that_can_t_be_written_leaves_nothing(
    where: str, engine: Engine, small_disk: SmallDisk
) -> None:
    keep(engine, where, b"x" * 3_000_000)
    with small_disk.full(), pytest.raises(StoreError):
        backup(where, small_disk.folder / "desk.backup")
    assert list(small_disk.folder.iterdir()) == []
    with pytest.raises(StoreError, match="can't be written: No such file"):
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
    with pytest.raises(StoreError, match="is there already: say `--replace`"):
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
    with pytest.raises(StoreError, match=r"a desk is open on this store \(Ada\): close it first"):
        restore(saved, where, replace=True)
    ada.close()
    engine.dispose()
    restore(saved, where, replace=True)


def test_a_desk_that_was_overlooked_stops_loudly(where: str, engine: Engine, saved: Path) -> None:
    restore(saved, where, replace=True)
    with pytest.raises(StoreError, match="was moved, deleted or replaced"):
        add(engine, "into the old one")


def parts_of(path: Path) -> Parts:
    with tarfile.open(path) as tar:
        members = {each.name: tar.extractfile(each) for each in tar.getmembers()}
        return {name: file.read() for name, file in members.items() if file is not None}


def pack(path: Path, parts: Parts) -> None:
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


def a_file(parts: Parts) -> str:
    return next(name for name in parts if name.startswith("files/"))


def altered_file(parts: Parts) -> None:
    parts[a_file(parts)] = b"one MAIL"


def file_left_out(parts: Parts) -> None:
    del parts[a_file(parts)]


def file_more(parts: Parts) -> None:
    parts["files/" + "ab" * 32] = b"not wanted"


def store_left_out(parts: Parts) -> None:
    del parts["desk.db"]


def manifest_left_out(parts: Parts) -> None:
    del parts["manifest.json"]


def store_scribbled_over(parts: Parts) -> None:
    parts["desk.db"] = parts["desk.db"][:9000] + b"\xff" * 300 + parts["desk.db"][9300:]


def name_that_climbs(parts: Parts) -> None:
    parts["../climbed"] = b"out"


def absolute_name(parts: Parts) -> None:
    parts["/tmp/climbed"] = b"out"


def manifest(change: Callable[[dict[str, object]], object]) -> Callable[[Parts], None]:
    def altered(parts: Parts) -> None:
        said = json.loads(parts["manifest.json"])
        change(said)
        parts["manifest.json"] = json.dumps(said).encode()

    return altered


def no_json(parts: Parts) -> None:
    parts["manifest.json"] = b"[" * 100_000


TAMPERED: list[tuple[str, Callable[[Parts], None], str]] = [
    ("altered file", altered_file, "a file in it was altered"),
    ("file left out", file_left_out, "it was altered"),
    ("file more", file_more, "a file in it was altered"),
    ("store left out", store_left_out, "it is not whole"),
    ("manifest left out", manifest_left_out, "it is not whole"),
    ("store scribbled over", store_scribbled_over, "it was altered"),
    ("name that climbs", name_that_climbs, "it holds what no backup holds"),
    ("absolute name", absolute_name, "it holds what no backup holds"),
    ("no JSON", no_json, "its manifest can't be read"),
    ("a list", lambda parts: parts.update({"manifest.json": b"[]"}), "its manifest can't be read"),
    ("newer format", manifest(lambda said: said.update(format=2)), "made by a newer vipdesk"),
    ("wrong digest", manifest(lambda said: said.update(sha256="ab")), "it was altered"),
    ("wrong count", manifest(lambda said: said.update(files=3)), "it was altered"),
    ("other rows", manifest(lambda said: said.update(rows={"ticket": 5})), "not the one that"),
    ("key more", manifest(lambda said: said.update(mine=1)), "its manifest can't be read"),
    ("wrong type", manifest(lambda said: said.update(rows=7)), "its manifest can't be read"),
]


@pytest.mark.parametrize(
    ("tamper", "said"), [each[1:] for each in TAMPERED], ids=[each[0] for each in TAMPERED]
)
def test_a_tampered_backup_changes_nothing(
    saved: Path, where: str, engine: Engine, tamper: Callable[[Parts], None], said: str
) -> None:
    parts = parts_of(saved)
    tamper(parts)
    pack(saved, parts)
    engine.dispose()
    before = {path: path.read_bytes() for path in in_use(where)}
    with pytest.raises(StoreError, match=said) as refused:
        restore(saved, where, replace=True)
    assert "nothing was changed" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert {path: path.read_bytes() for path in in_use(where)} == before


def linked(tar: tarfile.TarFile, kind: bytes) -> None:
    member = tarfile.TarInfo("files/" + "ab" * 32)
    member.type, member.linkname = kind, "/etc/passwd"
    tar.addfile(member)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE]
)
def test_a_backup_with_anything_but_plain_files_is_refused(
    saved: Path, elsewhere: str, kind: bytes
) -> None:
    with tarfile.open(saved, "a") as tar:
        linked(tar, kind)
    with pytest.raises(StoreError, match="it holds more than plain files"):
        restore(saved, elsewhere)
    assert in_use(elsewhere) == []


@pytest.mark.parametrize("length", [0, 100, 511, 512, 700, 136_500, 138_400])
def test_a_backup_cut_short_is_refused(saved: Path, elsewhere: str, length: int) -> None:
    saved.write_bytes(saved.read_bytes()[:length])
    with pytest.raises(StoreError, match=r"it ends too soon|it is not whole"):
        restore(saved, elsewhere)


@pytest.mark.parametrize("place", [0, 100, 124, 130, 148, 156, 200, 257, 345, 400])
def test_a_header_with_a_wrong_byte_is_refused(saved: Path, elsewhere: str, place: int) -> None:
    content = bytearray(saved.read_bytes())
    content[place] ^= 0x41
    saved.write_bytes(content)
    with pytest.raises(StoreError, match="nothing was changed"):
        restore(saved, elsewhere)
    assert in_use(elsewhere) == []


def test_a_size_that_would_fill_the_disk_is_noticed_at_the_end_of_the_file(
    saved: Path, elsewhere: str
) -> None:
    content = bytearray(saved.read_bytes())
    content[124:136] = b"\x80" + (2**60).to_bytes(11, "big")
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    saved.write_bytes(content)
    with pytest.raises(StoreError, match="it ends too soon"):
        restore(saved, elsewhere)
    assert in_use(elsewhere) == []


def test_what_is_no_backup_at_all_is_refused(tmp_path: Path, elsewhere: str) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear desk, " * 100)
    with pytest.raises(StoreError, match="it is damaged, or no backup"):
        restore(other, elsewhere)
    with pytest.raises(StoreError, match="can't be restored: No such file"):
        restore(tmp_path / "nowhere", elsewhere)
