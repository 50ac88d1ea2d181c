"""The password of the mailbox: found where its owner keeps it, and never told."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from vipdesk import secret
from vipdesk.domain.errors import BadInput
from vipdesk.mail_account import Entry, MailAccount, Security, Server
from vipdesk.secret import KEYRING_SERVICE, Secret, fetch_secret

HERE = Server("localhost", 993, Security.TLS)
PASSWORD = " corréct horse "


def fetched(entry: Entry, value: str, environment: Mapping[str, str] | None = None) -> Secret:
    account = MailAccount(user="jana", imap=HERE, smtp=HERE, entry=entry, entry_value=value)
    return fetch_secret(account, environment or {})


def kept(folder: Path, mode: int = 0o600) -> str:
    path = folder / "password"
    path.write_text(f"{PASSWORD}\nsomething else\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


class Drawer(KeyringBackend):
    """A keyring of this process."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            raise keyring.errors.KeyringLocked("no")
        return PASSWORD if (service, username) == (KEYRING_SERVICE, "jana") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is kept here."""


def drawer() -> KeyringBackend:
    return Drawer()  # type: ignore[no-untyped-call] # the library's


def test_it_is_found_in_each_place(tmp_path: Path) -> None:
    assert fetched(Entry.ENVIRONMENT, "MAIL", {"MAIL": PASSWORD}) == Secret(PASSWORD)
    assert fetched(Entry.FILE, kept(tmp_path)) == Secret(PASSWORD)
    assert fetched(Entry.COMMAND, f"cat '{kept(tmp_path)}'") == Secret(PASSWORD)
    assert fetched(Entry.TOKEN, "printf ya29.token") == Secret("ya29.token", token=True)


def test_it_is_found_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", drawer())
    assert fetched(Entry.KEYRING, "") == Secret(PASSWORD)


def test_it_shows_nowhere() -> None:
    assert "horse" not in repr(Secret(PASSWORD))


@pytest.mark.parametrize(
    ("entry", "value", "why"),
    [
        (Entry.ENVIRONMENT, "MAIL", "the variable MAIL is not set: export MAIL before vipdesk"),
        (Entry.FILE, "/nowhere/password", "/password is not there: write the password into it"),
        (Entry.FILE, "/", r"/ can't be read \(it is no file\): it has to be a file"),
        (Entry.COMMAND, "false", "ended with 1: run it by hand"),
        (Entry.COMMAND, "/nowhere/pass show mail", "pass can't be run: mend its name in"),
        (Entry.COMMAND, "'not closed", "can't be run: run it by hand"),
        (Entry.COMMAND, " ", "can't be run: run it by hand"),
        (Entry.COMMAND, "true", "the command true holds no password"),
        (Entry.TOKEN, r"printf '\377'", "can't be run: run it by hand"),
    ],
)
def test_what_is_missing_is_said_with_the_mend(entry: Entry, value: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        fetched(entry, value)


def test_a_pipe_is_no_place_for_it_and_nobody_waits(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match=r"can't be read \(it is no file\): it has to be a file"):
        fetched(Entry.FILE, str(pipe))


def test_a_command_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret, "PATIENCE", 0.2)
    with pytest.raises(BadInput, match="said nothing for 0 s"):
        fetched(Entry.COMMAND, "tail -f /dev/null")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_no_place_for_it(tmp_path: Path, mode: int) -> None:
    with pytest.raises(BadInput, match="may be read by others: chmod 600 /") as told:
        fetched(Entry.FILE, kept(tmp_path, mode))
    assert "horse" not in str(told.value)


def test_a_keyring_that_is_not_there_or_does_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", drawer())
    locked = MailAccount(user="locked", imap=HERE, smtp=HERE, entry=Entry.KEYRING)
    with pytest.raises(BadInput, match=r"does not open \(KeyringLocked\)"):
        fetch_secret(locked, {})
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(BadInput, match="keyring is not installed"):
        fetched(Entry.KEYRING, "")
