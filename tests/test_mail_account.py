"""What may stand in the table of the mailbox, as far as the mailbox itself is in danger."""

from pathlib import Path

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.enclosing import most_enclosed
from vipdesk.mail_account import MEGABYTE, account, near_miss, read_mail_account

SAID = {
    "user": "jana",
    "imap": "imaps://imap.example.com",
    "smtp": "smtp://smtp.example.com",
    "password_env": "PASSWORD",
}


@pytest.mark.parametrize(
    ("done", "folders"), [("move:Support", ["INBOX", "Support"]), ("move:Inbox", ["Support"])]
)
def test_nothing_is_moved_into_a_folder_that_is_read(done: str, folders: list[str]) -> None:
    with pytest.raises(BadInput, match="move them to a folder that is not read"):
        account(SAID | {"done": done, "folders": folders}, "config.toml")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (SAID | {"keyring": True}, "keyring and password_env are given: the password is in one"),
        ({k: v for k, v in SAID.items() if k != "password_env"}, "does not say where the password"),
        ({k: v for k, v in SAID.items() if k != "smtp"}, "smtp is missing: write one like smtp://"),
        (SAID | {"store": "desk.db"}, "store can't be desk.db: write the whole path"),
    ],
)
def test_what_is_not_right_has_a_mend_of_its_own(said: dict[str, object], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        account(said, "config.toml: [mail]")


def test_what_the_readme_shows_is_right_as_it_is(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    block = text.partition("```toml\n# in ~/.config/vipdesk/config.toml\n")[2].partition("```")[0]
    shown = tmp_path / "config.toml"
    shown.write_text(block)
    read = read_mail_account(shown)
    assert read is not None
    assert (read.folders, read.chat, read.authority, read.store) == (("INBOX",), "", None, None)
    shown.write_text(block.replace("# chat", "chat").replace("# auth", "auth"))
    assert read_mail_account(shown) is not None
    assert f"{most_enclosed(shown) / MEGABYTE:.1f} MB of files go with it" in block


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[mial]\nuser = 'jana'\n", "there is a table [mial]: is [mail] meant?"),
        ("[mails]\n", "there is a table [mails]: is [mail] meant?"),
        ("[keys]\n[other]\n", ""),
        ("[mail]\n[mial]\n", ""),
        ("[mial\n", ""),
    ],
)
def test_a_table_that_is_nearly_called_so_is_told(tmp_path: Path, text: str, near: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    assert near_miss(path) == near


def test_another_folder_is_well() -> None:
    read = account(SAID | {"done": "move:Done", "folders": ["INBOX"]}, "config.toml")
    assert (read.done_folder, read.folders) == ("Done", ("INBOX",))
