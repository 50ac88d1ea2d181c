"""What may stand in the table of the mailbox, as far as the mailbox itself is in danger."""

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.mail_account import account

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


def test_another_folder_is_well() -> None:
    read = account(SAID | {"done": "move:Done", "folders": ["INBOX"]}, "config.toml")
    assert (read.done_folder, read.folders) == ("Done", ("INBOX",))
