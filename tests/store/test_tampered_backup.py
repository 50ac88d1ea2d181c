"""A backup that was altered, cut short or made up is refused, and nothing is changed."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.kit import in_use
from vipdesk.domain.errors import BadInput
from vipdesk.store.backup import restore

Parts = dict[str, bytes]


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
    with pytest.raises(BadInput, match=said) as refused:
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
    with pytest.raises(BadInput, match="it holds more than plain files"):
        restore(saved, elsewhere)
    assert in_use(elsewhere) == []


@pytest.mark.parametrize("length", [0, 100, 511, 512, 700, 136_500, 138_400])
def test_a_backup_cut_short_is_refused(saved: Path, elsewhere: str, length: int) -> None:
    saved.write_bytes(saved.read_bytes()[:length])
    with pytest.raises(BadInput, match=r"it ends too soon|it is not whole"):
        restore(saved, elsewhere)


@pytest.mark.parametrize("place", [0, 100, 124, 130, 148, 156, 200, 257, 345, 400])
def test_a_header_with_a_wrong_byte_is_refused(saved: Path, elsewhere: str, place: int) -> None:
    content = bytearray(saved.read_bytes())
    content[place] ^= 0x41
    saved.write_bytes(content)
    with pytest.raises(BadInput, match="nothing was changed"):
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
    with pytest.raises(BadInput, match="it ends too soon"):
        restore(saved, elsewhere)
    assert in_use(elsewhere) == []


def test_what_is_no_backup_at_all_is_refused(tmp_path: Path, elsewhere: str) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear desk, " * 100)
    with pytest.raises(BadInput, match="it is damaged, or no backup"):
        restore(other, elsewhere)
    with pytest.raises(BadInput, match="can't be read: no such file"):
        restore(tmp_path / "nowhere", elsewhere)
