"""Mail carried by processes that are killed, stopped and started: one at a time, none lost."""

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.mail.carried import letter
from tests.mail.dovecot import Account
from tests.whole.commands import VIPDESK

MANY = 300
SETTINGS = """
[mail]
user = "{account.user}"
imap = "imaps://localhost:{account.port}"
smtp = "smtp://localhost:1"
password_command = "cat {password}"
authority = "{account.authority}"
done = "move:Done"
"""


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: Account) -> Path:
    """A desk that is set up, with a mailbox."""
    store = tmp_path / "data" / "desk.db"
    monkeypatch.setenv("VIPDESK_STORE", str(store))
    monkeypatch.setenv("VIPDESK_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("VIPDESK_NOW", raising=False)
    (tmp_path / "password").write_text(account.password)
    said = SETTINGS.format(account=account, password=tmp_path / "password")
    (tmp_path / "config.toml").write_text(said)
    acme = ("--client", "Acme", "--agent", "Jana", "--domain", "acme.example.com")
    subprocess.run([*VIPDESK, "init", *acme], check=True)
    return store


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker, until it is no longer needed."""
    with subprocess.Popen([*VIPDESK, "worker"], stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def asked(*words: str) -> Any:
    """What a command says."""
    command = [*VIPDESK, *words, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def subjects() -> list[str]:
    """The subjects of all tickets."""
    return [ticket["subject"] for ticket in asked("tickets")]


def until(holds: Callable[[], bool], patience: float = 60.0) -> None:
    """Wait for something to become true; fail with the log where it does not."""
    give_up = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < give_up, asked("mail", "log")


def test_a_worker_carries_and_leaves_when_it_is_told(where: Path, account: Account) -> None:
    account.deliver(letter("one"))
    with worker() as process:
        until(lambda: subjects() == ["one"])
        until(lambda: asked("mail", "log")["in"]["state"] == "well")
        assert asked("mail", "log")["carried_by"] == "worker"
        began = time.monotonic()
        process.terminate()
        assert process.wait(20) == 0
        assert time.monotonic() - began < 4
    assert asked("mail", "log")["carried_by"] is None
    assert account.subjects("Done") == ["one"]
    said = b"".join(path.read_bytes() for path in where.parent.glob("desk.mail*"))
    assert account.password.encode() not in said


def test_another_takes_over_from_one_that_is_killed(where: Path, account: Account) -> None:
    with worker() as first:
        until(lambda: asked("mail", "log")["carried_by"] == "worker")
        until(lambda: asked("mail", "log")["in"]["state"] == "well")
        with worker():
            account.deliver(letter("one"))
            until(lambda: subjects() == ["one"])
            first.kill()
            first.wait()
            account.deliver(letter("two"))
            until(lambda: sorted(subjects()) == ["one", "two"])
    opened = [note for note in asked("mail", "log")["log"] if "is open" in note["what"]]
    assert len(opened) == 2, "both carried, one after the other"


def test_none_is_lost_or_doubled_however_often_the_worker_is_killed(
    where: Path, account: Account
) -> None:
    dice, wait = random.Random(7), Event()
    mails = [
        letter(f"mail {number:03}", "x" * dice.randrange(9000), sender=f"somebody{number % 20}")
        for number in range(MANY)
    ]
    mails[7:7] = [b"\x00\xff no mail at all"]
    kills = 0
    while mails or kills < 12:
        for _ in range(min(len(mails), MANY // 10)):
            account.drop(len(mails), mails.pop())
        with worker() as process:
            wait.wait(dice.uniform(0.5, 3.0))  # a moment that nobody has chosen
            process.send_signal(signal.SIGKILL)
            kills += 1
    with worker():
        until(lambda: len(subjects()) >= MANY)
        until(lambda: asked("mail", "log")["in"]["state"] == "well")
        until(lambda: account.flags() == [])
    assert sorted(subjects()) == [f"mail {number:03}" for number in range(MANY)]
    assert len(account.subjects("Done")) == MANY + 1, "what is no mail is kept there, too"
