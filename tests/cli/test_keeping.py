"""`vipdesk backup`, `restore`, `doctor` (spec: command line)."""

import hashlib
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.kit import build
from vipdesk.data import data_path
from vipdesk.policies import shipped_policy_text
from vipdesk.store import driver
from vipdesk.store.archive import Archive
from vipdesk.store.manifest import Manifest, count_rows, digests
from vipdesk.store.shape import HEAD


def packed(revision: str, copy: Path) -> None:
    """A backup of a store as that release made it."""
    store = copy.with_name("old.db")
    build(str(store), revision)
    connection = driver.connect(store, "mode=rw")

    def rows(sql: str) -> list[tuple[object, ...]]:
        return list(connection.execute(sql).fetchall())

    counted, missing = count_rows(rows), digests(rows)
    connection.close()
    held = store.read_bytes()
    sha256 = hashlib.sha256(held).hexdigest()
    with copy.open("wb") as file:
        archive = Archive(file)
        archive.add_bytes("desk.db", held)
        manifest = Manifest(revision, len(held), sha256, counted, 0, missing)
        archive.add_bytes("manifest.json", manifest.to_json())
        archive.close()


def test_a_backup_put_back_is_the_same_desk(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("ticket", "new", "--subject", "Down", "--severity", "1")
    before = desk("ticket", "show", "101", "--json").data["messages"]
    assert desk("backup", str(tmp_path / "copy.tar"), "--json").data["ticket"] == 1
    monkeypatch.setenv("VIPDESK_STORE", str(tmp_path / "elsewhere" / "desk.db"))
    assert desk("restore", str(tmp_path / "copy.tar"), "--json").data["message"] == 1
    assert desk("ticket", "show", "101", "--json").data["messages"] == before


def test_the_audit_says_that_a_store_was_put_back_from_what_and_by_whom(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.tar"
    desk("backup", str(copy))
    at_the_copy = desk("audit", "--head", "--json").data["head"]
    desk("people", "add", "Karl Vogel", "--role", "cover")
    given_up = desk("audit", "--head", "--json").data["head"]
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-24T12:00:00+01:00")
    assert desk("--as", "Karl Vogel", "restore", str(copy), "--replace").code == 0
    last = desk("audit", "--json").data[-1]
    assert (last["what"], last["who"]) == ("put back from a copy", "Karl Vogel")
    assert last["at"].startswith("2026-11-24T12:00:0")
    assert last["terminal"].startswith("command line")
    assert last["detail"].startswith(f"{copy}, sha256 ")
    up_to = f", up to entry {at_the_copy}, in place of a store up to entry {given_up}"
    assert last["detail"].endswith(up_to)
    assert not [f for f in desk("doctor", "--json").data if f["area"] == "audit" and f["mend"]]
    assert desk("doctor", "--audit-head", at_the_copy).code == 0
    monkeypatch.setenv("VIPDESK_STORE", str(tmp_path / "elsewhere" / "desk.db"))
    assert desk("restore", str(copy)).code == 0
    last = desk("audit", "--json").data[-1]
    assert (last["who"], last["role"]) == ("Jana Nováková", "dedicated")
    assert last["detail"].endswith(f", up to entry {at_the_copy}")
    desk("ticket", "new", "--subject", "Down", "--severity", "1")
    assert not [f for f in desk("doctor", "--json").data if f["area"] == "audit" and f["mend"]]


def test_a_copy_that_an_older_vipdesk_made_is_brought_up_to_date_as_it_is_put_back(
    run: Run, tmp_path: Path
) -> None:
    """Its audit could not be gone on with otherwise."""
    copy = tmp_path / "copy.tar"
    packed("0012", copy)
    said = run("restore", str(copy), "--json")
    assert (said.code, said.data["schema"]) == (0, HEAD)
    rules = ("--policy", str(data_path("policy.toml")))  # that store's own is no policy
    assert run("audit", "--json", *rules).data[-1]["what"] == "put back from a copy"


def test_neither_overwrites(desk: Run, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar"
    desk("backup", str(copy))
    for refused in (desk("backup", str(copy)), desk("restore", str(copy))):
        assert (refused.code, refused.err.count("\n")) == (4, 1)
        assert "already" in refused.err
    assert desk("restore", str(copy), "--replace").code == 0
    assert desk("tickets", "--json").data == []


def test_what_is_no_backup_is_refused(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "no.tar").write_bytes(b"not a backup at all")
    refused = desk("restore", str(tmp_path / "no.tar"), "--replace")
    assert (refused.code, refused.err.count("\n")) == (3, 1)
    assert desk("tickets").code == 0


def test_nothing_is_waited_for_that_is_no_file(desk: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.tar")
    pipe = os.open(tmp_path / "pipe.tar", os.O_RDWR)
    os.write(pipe, bytes(range(1, 256)) * 4)
    for path in (tmp_path / "pipe.tar", tmp_path):
        refused = desk("restore", str(path), "--replace")
        assert (refused.code, refused.err.count("\n")) == (3, 1)
        assert "no plain file" in refused.err
    os.close(pipe)


class TestDoctor:
    """Each finding says what, where and the mend."""

    def test_a_healthy_desk(self, desk: Run) -> None:
        findings = desk("doctor", "--json").data
        assert {finding["area"] for finding in findings} == {
            "store",
            "policy",
            "configuration",
            "door",
            "mail",
            "notify",
            "terminal",
        }
        assert not [f for f in findings if f["severity"] == "error"]

    def test_a_clock_that_was_set_is_said(self, desk: Run) -> None:
        warned = [f for f in desk("doctor", "--json").data if f["severity"] == "warning"]
        assert any("VIPDESK_NOW" in finding["mend"] for finding in warned)

    def test_a_missing_store(self, run: Run) -> None:
        said = run("doctor")
        assert said.code == 5
        assert "→ `vipdesk init` makes one" in said.out

    def test_a_damaged_store(self, desk: Run, store: Path) -> None:
        store.write_bytes(b"garbage" * 1000)
        assert desk("doctor").code == 5

    def test_a_policy_that_can_not_be_right(self, desk: Run, tmp_path: Path) -> None:
        wrong = shipped_policy_text().replace("Europe/Bratislava", "Europe/Mars")
        (tmp_path / "policy.toml").write_text(wrong, "utf-8")
        said = desk("doctor", "--policy", str(tmp_path / "policy.toml"), "--json")
        assert said.code == 5
        assert "hours.timezone" in said.out


@pytest.mark.parametrize(
    "what", [b"", b"SQLite format 3\x00" + b"\x00" * 84, b"From a@b\n\nhi\n", b"\xff" * 5000]
)
@pytest.mark.parametrize("command", ["tickets", "doctor", "backup"])
def test_a_foreign_file_is_refused_and_left_alone(
    run: Run, store: Path, tmp_path: Path, what: bytes, command: str
) -> None:
    store.parent.mkdir()
    store.write_bytes(what)
    more = [str(tmp_path / "copy.tar")] if command == "backup" else []
    said = run(command, *more)
    assert said.code == 5
    assert store.read_bytes() == what
    assert not (tmp_path / "copy.tar").exists()


def test_an_instant_in_the_environment_needs_its_offset(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T10:42")
    said = run("tickets")
    assert (said.code, said.err.count("\n")) == (3, 1)
    assert "with its offset" in said.err


@pytest.mark.parametrize("arguments", [("nonsense",), ("--wat",), ("ingest",), ("clock", "add")])
def test_wrong_usage_is_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("arguments", [(), ("watch",), ("demo",)])
def test_screens_need_a_terminal(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "not a terminal" in said.err


def test_help_and_version(run: Run) -> None:
    assert "clock" in run("--help").out
    assert run("ticket", "reply", "--help").code == 0
    assert run("--version").out.startswith("vipdesk ")
