"""What the command line says of mail: whether it is set up, and which files go with an answer."""

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.conftest import Run, Said
from vipdesk.app import DeskApp
from vipdesk.cli.desk import open_screens
from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.clock import Clock, system_clock
from vipdesk.config import Settings
from vipdesk.mail_account import read_mail_account
from vipdesk.mail_owner import own

GOOD = """[mail]
user = "support@vipdesk.example.org"
imap = "imaps://imap.example.org"
smtp = "smtp://smtp.example.org"
password_env = "MAIL_PASSWORD"
largest_mb = 1
"""


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The agent's settings."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    return path


def mail_findings(said: Said) -> list[tuple[str, str]]:
    """What the doctor finds of the mail."""
    return [(one["severity"], one["what"]) for one in said.data if one["area"] == "mail"]


def test_the_doctor_says_that_no_account_is_set_up(desk: Run, own_file: Path) -> None:
    ((severity, what),) = mail_findings(desk("doctor", "--json"))
    assert severity == "warning"
    assert what == "no mail account is set up: answers are kept, and wait to be sent"


def test_the_doctor_says_by_which_server_mail_is_sent(desk: Run, own_file: Path) -> None:
    own_file.write_text(GOOD)
    assert mail_findings(desk("doctor", "--json")) == [
        ("ok", "mail of support@vipdesk.example.org is sent by smtp.example.org:587"),
        ("warning", "nobody carries mail now"),
    ]


def test_the_doctor_says_which_key_is_wrong(desk: Run, own_file: Path) -> None:
    own_file.write_text(GOOD.replace("smtp://", "http://"))
    said = desk("doctor")
    assert said.code == 5
    assert "[mail] smtp can't be http://smtp.example.org" in " ".join(said.out.split())


def test_files_go_with_an_answer(desk: Run, own_file: Path, tmp_path: Path) -> None:
    desk("ticket", "new", "--subject", "Down", "--severity", "1")
    (tmp_path / "a b.pdf").write_bytes(b"%PDF")
    (tmp_path / "trace.log").write_bytes(b"x" * 10)
    paths = [str(tmp_path / name) for name in ("a b.pdf", "trace.log")]
    assert desk("ticket", "reply", "101", "--body", "See there.", "--attach", *paths).code == 0
    answer = desk("ticket", "show", "101", "--json").data["messages"][-1]
    kept = [(one["name"], one["size"], one["media_type"]) for one in answer["attachments"]]
    assert kept == [("a b.pdf", 4, "application/pdf"), ("trace.log", 10, "text/plain")]
    assert answer["next_try"] is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nothing.pdf", "no such file or directory: check its name and mode"),
        ("folder", "is no file"),
        ("pipe", "is no file"),
        ("large.bin", "the files have 0.8 MB: 0.7 MB go with one mail"),
    ],
)
def test_what_can_not_go_is_told_and_nothing_is_written(
    desk: Run, own_file: Path, tmp_path: Path, name: str, why: str
) -> None:
    own_file.write_text(GOOD)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.bin").write_bytes(b"x" * 800_000)
    desk("ticket", "new", "--subject", "Down", "--severity", "1")
    reply = ("ticket", "reply", "101", "--body", "See there.", "--attach", str(tmp_path / name))
    said = desk(*reply)
    assert (said.code, said.err.count("\n")) == (3, 1)
    assert why in said.err
    assert desk("ticket", "show", "101", "--json").data["messages"][1:] == []


def test_a_mailbox_that_another_store_carries_is_not_this_ones(
    desk: Run, own_file: Path, store: Path, tmp_path: Path
) -> None:
    own_file.write_text(GOOD)
    account, other = read_mail_account(own_file), tmp_path / "other.db"
    assert account is not None
    other.touch()
    own(account, other, own_file)
    ((severity, what),) = mail_findings(desk("doctor", "--json"))
    assert severity == "warning"
    assert what.endswith(f"is carried by another store, {other}")
    step = json.loads(desk("mail", "check", "--json").out)[1]
    assert (step["step"], step["works"]) == ("store", False)
    assert f'write store = "{store}" in [mail] of {own_file}' in step["mend"]
    own_file.write_text(f"{GOOD}store = '{store}'\n")
    assert mail_findings(desk("doctor", "--json"))[0][0] == "ok"
    own_file.write_text(f"{GOOD}store = '{other}'\n")
    ((severity, what),) = mail_findings(desk("doctor", "--json"))
    assert what == f"the mailbox there is for another store: {other}"
    own_file.write_text(GOOD)
    other.unlink()
    assert mail_findings(desk("doctor", "--json"))[0][0] == "ok", "a store that is gone has none"


def test_a_demonstration_neither_sends_nor_takes_in_anybodys_mail(
    run: Run, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Settings] = []
    own_file.write_text(GOOD)

    def look(settings: Settings, clock: Clock) -> int:
        opened.append(settings)
        return 0

    monkeypatch.setattr("vipdesk.cli.demo.require_terminal", lambda: None)
    monkeypatch.setattr("vipdesk.cli.demo.open_screens", look)
    assert run("demo").code == 0
    (settings,) = opened
    shown: list[DeskApp] = []

    def show(app: DeskApp) -> int:
        shown.append(app)
        return 0

    monkeypatch.setattr("vipdesk.watch.run_watch", show)
    run("init", "--client", "Acme", "--agent", "Jana")
    open_screens(replace(settings, store=os.environ["VIPDESK_STORE"]), system_clock)
    assert [app._open_mail for app in shown] == [None], "nor has it a light for mail"
    assert mail_set_up(settings) is None
    assert mail_set_up(replace(settings, mail=True)) is not None


@pytest.mark.parametrize(("written", "tickets"), [(GOOD, 0), ("", 1), ("[mail]\nuser = 1", 1)])
def test_files_of_our_own_mail_are_known_by_the_mailbox_that_is_set(
    desk: Run, own_file: Path, tmp_path: Path, written: str, tickets: int
) -> None:
    own_file.write_text(written)
    (tmp_path / "own.eml").write_bytes(b"From: support@vipdesk.example.org\nSubject: x\n\nx\n")
    said = desk("ingest", "mail", str(tmp_path / "own.eml"), "--json")
    assert said.data["messages_new"] == 1
    assert said.data["tickets_new"] == tickets
