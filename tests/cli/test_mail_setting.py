"""`vipdesk mail set-up`: from nothing to a mailbox that works, in one command."""

import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Said
from tests.mail.dovecot import Account
from tests.mail.submission import Submission
from tests.whole.terminal import Terminal
from vipdesk.mail_account import read_mail_account

SetUp = Callable[..., Said]
NOTHING_ASKED = ("init", "--client", "Acme", "--agent", "Jana Nováková")


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file to be, in a folder to be."""
    path = tmp_path / "own" / "vipdesk" / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    return path


@pytest.fixture
def set_up(
    run: Run,
    own_file: Path,
    account: Account,
    outgoing: Submission,
    monkeypatch: pytest.MonkeyPatch,
) -> SetUp:
    """Sets the mailbox up on servers that are there, the password on standard input."""

    def call(*more: str, password: str = account.password) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        return run(
            *("mail", "set-up", f"{account.user}@vipdesk.example.org", *more),
            *("--imap", f"imaps://localhost:{account.port}"),
            *("--smtp", f"smtp://localhost:{outgoing.port}"),
            *("--authority", str(account.authority)),
        )

    return call


def test_one_command_sets_a_mailbox_that_works(
    desk: Run, set_up: SetUp, own_file: Path, account: Account
) -> None:
    steps = set_up("--json").data
    assert all(step["works"] for step in steps)
    assert len(steps) == 15
    found = read_mail_account(own_file)
    assert found is not None
    assert found.user == f"{account.user}@vipdesk.example.org"
    password = own_file.parent / "mail-password"
    assert password.read_text() == f"{account.password}\n"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_file.parent.stat().st_mode) == 0o700


def test_what_is_in_the_settings_already_stays(desk: Run, set_up: SetUp, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text('theme = "dark" # mine\n\n[mail]\nsent = "Sent" # my copies\n')
    assert set_up().code == 0
    written = own_file.read_text()
    assert written.startswith('theme = "dark" # mine\n')
    assert 'sent = "Sent" # my copies\n' in written


def test_it_is_done_again_to_mend_a_password(
    desk: Run, set_up: SetUp, own_file: Path, account: Account
) -> None:
    ended = set_up("--json", password="wrong")
    assert ended.code == 3
    refused = [step for step in json.loads(ended.out) if not step["works"]]
    assert [step["step"] for step in refused] == ["login", "login"]
    assert all(str(own_file.parent / "mail-password") in step["mend"] for step in refused)
    assert set_up().code == 0
    assert (own_file.parent / "mail-password").read_text() == f"{account.password}\n"
    assert set_up(password="").code == 0, "the one that is kept"


def test_a_way_to_the_password_that_was_chosen_stays(
    desk: Run, set_up: SetUp, own_file: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", account.password)
    own_file.parent.mkdir(parents=True)
    own_file.write_text('[mail]\npassword_env = "MAIL_PASSWORD"\n')
    assert set_up(password="").code == 0
    assert 'password_env = "MAIL_PASSWORD"' in own_file.read_text()
    assert "password_file" not in own_file.read_text()


def test_a_password_that_is_kept_already_is_not_asked_for(
    desk: Run, set_up: SetUp, tmp_path: Path, account: Account
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(account.password)
    kept.chmod(0o600)
    assert set_up("--password-file", str(kept), password="").code == 0
    assert kept.read_text() == account.password


def test_without_a_password_nothing_is_written(desk: Run, set_up: SetUp, own_file: Path) -> None:
    ended = set_up(password="")
    assert ended.code == 3
    assert "there is no password" in ended.err
    assert not own_file.parent.exists()


def test_an_impossible_server_is_told_and_nothing_is_written(
    desk: Run, own_file: Path, set_up: SetUp
) -> None:
    ended = desk("mail", "set-up", "jana@example.com", "--imap", "http://x", "--smtp", "smtp://x")
    assert ended.code == 3
    assert "incoming mail imap can't be http://x" in ended.err
    ended = desk("mail", "set-up", "jana")
    assert ended.code == 3
    assert "no server is named for incoming mail: give --imap" in ended.err
    ended = desk("mail", "set-up", "jana@example.com", "--authority", str(own_file))
    assert ended.code == 3
    assert str(own_file) in ended.err
    assert not own_file.parent.exists()


def test_mail_that_is_no_table_is_told(desk: Run, set_up: SetUp, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text("mail = 1\n")
    ended = set_up()
    assert ended.code == 3
    assert "mail is no table there" in ended.err


def test_settings_that_cannot_be_read_stay_as_they_are(
    desk: Run, set_up: SetUp, own_file: Path
) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text("[keys\n")
    ended = set_up()
    assert ended.code == 3
    assert "mend it" in ended.err
    assert own_file.read_text() == "[keys\n"
    assert not (own_file.parent / "mail-password").exists()


def test_an_agent_without_an_address_writes_from_the_mailbox(
    run: Run, set_up: SetUp, account: Account
) -> None:
    run(*NOTHING_ASKED, "--contact", "Marta <marta@acme.example.com>")
    assert set_up().code == 0
    new = ("ticket", "new", "--subject", "Help", "--severity", "3", "--from")
    number = str(run(*new, "marta@acme.example.com", "--json").data["number"])
    run("ticket", "reply", number, "--body", "Done.")
    (answer,) = (
        one
        for one in run("ticket", "show", number, "--json").data["messages"]
        if one["kind"] == "answer"
    )
    assert answer["from"]["address"] == f"{account.user}@vipdesk.example.org"


def test_what_is_not_given_is_asked_for_on_a_terminal(
    desk: Run, own_file: Path, account: Account, outgoing: Submission
) -> None:
    told = {"VIPDESK_CONFIG": str(own_file)}
    asked = ("mail", "set-up", f"{account.user}@vipdesk.example.org")
    with Terminal(*asked, "--authority", str(account.authority), environment=told) as agent:
        agent.see("incoming mail [imaps://imap.vipdesk.example.org]:")
        agent.press("http://localhost\n")
        agent.see("imap can't be http://localhost")
        agent.press(f"localhost:{account.port}\n")
        agent.see("outgoing mail [smtp://smtp.vipdesk.example.org]:")
        agent.press(f"smtp://localhost:{outgoing.port}\n")
        agent.see("password (kept in a file for you alone):")
        agent.press(f"{account.password}\n")
        agent.see("mails from", "`vipdesk` opens the desk")
        assert agent.exit_code() == 0
        assert account.password not in agent.shown


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_whoever_leaves_the_questions_leaves_nothing_behind(
    desk: Run, own_file: Path, key: str
) -> None:
    told = {"VIPDESK_CONFIG": str(own_file)}
    with Terminal("mail", "set-up", "jana@example.com", environment=told) as agent:
        agent.see("incoming mail")
        agent.press("\n")
        agent.see("outgoing mail")
        agent.press("\n")
        agent.see("password")
        agent.press(key)
        assert agent.exit_code() == 130
        assert "mistake" not in agent.shown
    assert not own_file.parent.exists()
