"""The command line as a person or a script calls it, on a store of its own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.mail.dovecot import Account, MailServer
from tests.mail.submission import Submission, submission
from vipdesk.__main__ import main

MONDAY = "2026-11-23T10:42:00+01:00"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Its one JSON document."""
        assert self.code == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store of this test is; the clock starts on a Monday at 10:42."""
    where = tmp_path / "data" / "desk.db"
    monkeypatch.setenv("VIPDESK_STORE", str(where))
    monkeypatch.setenv("VIPDESK_NOW", MONDAY)
    monkeypatch.delenv("VIPDESK_POLICY", raising=False)
    return where


@pytest.fixture
def run(store: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in this process."""

    def call(*arguments: str) -> Said:
        capfd.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    return call


@pytest.fixture
def desk(run: Run) -> Run:
    """The same, on a desk that is set up."""
    made = run(
        *("init", "--client", "Acme S.p.A.", "--agent", "Jana Nováková"),
        *("--agent-email", "jana@vipdesk.example.org", "--vip-from", "2026-04-01"),
        *("--contact", "Marta Rossi <marta.rossi@acme.example.com>"),
    )
    assert made.code == 0, made.err
    return run


Configure = Callable[..., None]
Steps = dict[tuple[str, str], tuple[bool, str]]


@pytest.fixture
def outgoing(imap_server: MailServer) -> Iterator[Submission]:
    """A server to send by."""
    with submission(imap_server.authority.signed("smtp"), starttls=True) as server:
        yield server


@pytest.fixture
def configure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: Account, outgoing: Submission
) -> Configure:
    """Writes the settings file: a mailbox that works, but for what is named."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    monkeypatch.setenv("MAIL_PASSWORD", account.password)

    def write(**changes: str | None) -> None:
        said = {
            "user": account.user,
            "imap": f"imaps://localhost:{account.port}",
            "smtp": f"smtp://localhost:{outgoing.port}",
            "password_env": "MAIL_PASSWORD",
            "authority": str(account.authority),
        }
        kept = {key: value for key, value in (said | changes).items() if value}
        lines = [f"{key} = '{value}'" for key, value in kept.items()]
        path.write_text("\n".join(["[mail]", *lines]))

    return write


def checked(run: Run) -> tuple[int, Steps]:
    """What each step found, and the exit code; each that fails says its mend."""
    ended = run("mail", "check", "--json")
    said = json.loads(ended.out)
    assert all(bool(step["mend"]) is not step["works"] for step in said)
    return ended.code, {
        (step["side"], step["step"]): (step["works"], step["said"]) for step in said
    }
