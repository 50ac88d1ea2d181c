"""`vipdesk worker` as its own process: it takes in voicemail as it comes, and stops when told."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.spool import Spool, note_text, tone
from tests.whole.commands import VIPDESK


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk that is set up, and a spool that is watched."""
    store = tmp_path / "data" / "desk.db"
    monkeypatch.setenv("VIPDESK_STORE", str(store))
    monkeypatch.setenv("VIPDESK_VOICEMAIL", str(tmp_path / "spool"))
    monkeypatch.delenv("VIPDESK_NOW", raising=False)
    subprocess.run([*VIPDESK, "init", "--client", "Acme", "--agent", "Jana"], check=True)
    return store


@pytest.fixture
def worker(where: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker that has begun to watch."""
    (tmp_path / "spool").mkdir()
    with subprocess.Popen([*VIPDESK, "worker"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "watching" in process.stderr.readline()
        yield process
        process.kill()


def callbacks() -> Any:
    """Who is to be called back."""
    ran = subprocess.run(
        [*VIPDESK, "callbacks", "--json"], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def soon(count: int) -> Any:
    """The callbacks, once there are so many."""
    give_up = time.monotonic() + 20
    while len(found := callbacks()) < count:
        assert time.monotonic() < give_up, found
    return found


def test_a_message_is_taken_in_as_soon_as_it_is_whole(
    worker: subprocess.Popen[str], tmp_path: Path
) -> None:
    spool = Spool(tmp_path / "spool")
    note = spool.folder() / "msg0000.txt"
    note.write_text(note_text(drop=("duration",)))
    assert callbacks() == []
    tone(note.with_suffix(".wav"))
    note.write_text(note_text())
    (callback,) = soon(1)
    assert callback["duration_seconds"] == 12
    spool.count = 1
    spool.leave()
    assert len(soon(2)) == 2
    ran = subprocess.run(
        [*VIPDESK, "doctor", "--json"], capture_output=True, text=True, check=False
    )
    told = [finding["what"] for finding in json.loads(ran.stdout) if finding["area"] == "worker"]
    assert told == ["a worker runs"]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_a_folder_that_goes_away_is_told_once_and_works_again(
    worker: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert worker.stderr is not None
    (tmp_path / "spool").rename(tmp_path / "elsewhere")
    assert "is not there (yet)" in worker.stderr.readline()
    spool = Spool(tmp_path / "spool")
    spool.leave()
    assert "all is well again" in worker.stderr.readline()
    assert len(soon(1)) == 1


def test_a_folder_that_is_not_there_yet_is_waited_for(where: Path, tmp_path: Path) -> None:
    doctor = subprocess.run([*VIPDESK, "doctor"], capture_output=True, text=True, check=False)
    assert "this voicemail folder is not there (yet)" in doctor.stdout
    with subprocess.Popen([*VIPDESK, "worker"], stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert "waiting for a folder to watch" in worker.stderr.readline()
        assert f"{tmp_path / 'spool'} is not there (yet)" in worker.stderr.readline()
        Spool(tmp_path / "spool").leave()
        assert "all is well again" in worker.stderr.readline()
        assert len(soon(1)) == 1
        worker.terminate()
        assert worker.wait(20) == 0


def test_a_worker_that_is_killed_takes_nothing_twice(
    worker: subprocess.Popen[str], tmp_path: Path
) -> None:
    spool = Spool(tmp_path / "spool")
    for _ in range(40):
        spool.leave()
    soon(1)
    worker.kill()
    worker.wait()
    with subprocess.Popen([*VIPDESK, "worker"], stderr=subprocess.PIPE, text=True) as again:
        assert again.stderr is not None
        assert "watching" in again.stderr.readline()
        found = soon(40)
        again.terminate()
        assert again.wait(20) == 0
    assert len(found) == 40


def test_without_a_store_it_says_so(where: Path) -> None:
    where.unlink()
    ran = subprocess.run([*VIPDESK, "worker"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (5, 1)
