"""Files are kept once, under the digest of their bytes, and come back as they were."""

import hashlib
from pathlib import Path

import pytest

from tests.store.conftest import SmallDisk
from vipdesk.domain.errors import StoreError
from vipdesk.store.files import Files, files_beside


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Files in a folder that is not there yet."""
    return Files(tmp_path / "data" / "desk.files")


@pytest.mark.parametrize("content", [b"", b"a mail", bytes(range(256)) * 5000])
def test_what_was_put_comes_back(files: Files, content: bytes) -> None:
    digest = files.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    files.sync()
    assert files.get(digest) == content
    assert files.size(digest) == len(content)


def test_the_same_bytes_are_kept_once(files: Files) -> None:
    digest = files.put(b"a mail")
    first = files.path(digest).stat().st_ino
    assert files.put(b"a mail") == digest
    assert files.path(digest).stat().st_ino == first


@pytest.mark.parametrize("count", [0, 1, 4, 5, 200])
def test_any_number_is_synced(files: Files, count: int) -> None:
    digests = [files.put(str(number).encode()) for number in range(count)]
    files.sync()
    files.sync()
    assert [files.get(digest) for digest in digests] == [str(n).encode() for n in range(count)]


def test_its_group_can_read_and_nobody_else(files: Files, tmp_path: Path) -> None:
    path = files.path(files.put(b"a mail"))
    assert path.stat().st_mode & 0o7777 == 0o640
    assert path.parent.stat().st_mode & 0o7777 == 0o2750
    assert (tmp_path / "data" / "desk.files").stat().st_mode & 0o7777 == 0o2750


def test_nothing_but_the_file_is_left(files: Files) -> None:
    path = files.path(files.put(b"a mail"))
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "digest", ["", "ab", "../" * 20 + "etc/passwd", "AB" * 32, "zz" * 32, "ab" * 32 + "\n", "\x1b"]
)
def test_only_a_digest_names_a_file(files: Files, digest: str) -> None:
    with pytest.raises(StoreError, match="is no SHA-256 digest") as refused:
        files.get(digest)
    assert "\x1b" not in str(refused.value)


def test_a_missing_file_is_named_with_its_mend(files: Files) -> None:
    with pytest.raises(StoreError, match="is missing: put a backup back"):
        files.get("ab" * 32)


def test_an_altered_file_is_noticed(files: Files) -> None:
    digest = files.put(b"a mail")
    files.path(digest).write_bytes(b"A MAIL")
    with pytest.raises(StoreError, match="was altered: put a backup back"):
        files.get(digest)


def test_a_file_cut_short_by_a_power_cut_is_written_anew(files: Files) -> None:
    digest = files.put(b"a mail")
    files.path(digest).write_bytes(b"")
    files.put(b"a mail")
    files.sync()
    assert files.get(digest) == b"a mail"


def test_a_full_disk_says_so_and_leaves_no_piece(small_disk: SmallDisk) -> None:
    files = Files(small_disk.folder / "desk.files")
    files.put(b"first")
    with small_disk.full(), pytest.raises(StoreError, match="can't be written") as refused:
        files.put(b"x" * 17_000_000)
    assert "\n" not in str(refused.value)
    assert len(list((small_disk.folder / "desk.files").rglob("*.part"))) == 0


def test_a_folder_that_can_t_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk.files").write_text("in the way")
    with pytest.raises(StoreError, match=r"desk\.files.* can't be written"):
        Files(tmp_path / "desk.files").put(b"a mail")


@pytest.mark.parametrize(
    ("where", "folder"),
    [
        ("/data/desk.db", "/data/desk.files"),
        ("/data/desk", "/data/desk.files"),
        ("/data/desk.v2", "/data/desk.v2.files"),
        ("sqlite:////data/desk.db", "/data/desk.files"),
    ],
)
def test_the_files_are_beside_their_store(where: str, folder: str) -> None:
    assert files_beside(where) == Path(folder)
