"""Mail is carried as the settings say now; what is merely written anew begins nothing anew."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.store.kit import until
from vipdesk import mail_follower
from vipdesk.mail_account import MailAccount, read_mail_account
from vipdesk.mail_follower import MailFollower

MAIL = """[mail]
user = "{user}"
imap = "imaps://imap.example.com"
smtp = "smtp://smtp.example.com"
password_file = "{password}"
"""


class Following:
    """A settings file that is followed, and what came of it."""

    def __init__(self, folder: Path) -> None:
        self.file, self.password = folder / "config.toml", folder / "password"
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.told: list[str] = []
        self.trouble = Event()

    def write(self, user: str, more: str = "") -> None:
        """The settings, whole or not at all."""
        part = self.file.with_suffix(".part")
        part.write_text(more + MAIL.format(user=user, password=self.password))
        part.rename(self.file)

    def carry(self, account: MailAccount, stop: Event) -> None:
        """Until it is told to stop."""
        self.begun.append(account.user)
        stop.wait(30)
        self.ended.append(account.user)


@pytest.fixture
def following(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Following]:
    """Somebody who follows a file that is not there yet."""
    monkeypatch.setattr(mail_follower, "LOOK_EVERY", 0.01)
    here, stop = Following(tmp_path), Event()
    follower = MailFollower(
        here.file,
        lambda: read_mail_account(here.file),
        here.carry,
        here.trouble.is_set,
        here.told.append,
    )
    thread = Thread(target=follower.attend, args=(stop,), daemon=True)
    thread.start()
    yield here
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert len(here.ended) == len(here.begun)


def test_a_mailbox_that_is_set_or_changed_is_taken_up(following: Following) -> None:
    following.write("jana")
    until(lambda: following.begun == ["jana"])
    following.write("ben")
    until(lambda: following.begun[1:] == ["ben"])
    assert following.ended == ["jana"]
    following.file.write_text("[mail\n")
    until(lambda: "line 1" in following.told[-1])
    assert following.ended == ["jana", "ben"]
    following.write("eva")
    until(lambda: following.begun[2:] == ["eva"])
    until(lambda: following.told[-1] == "")


def test_what_changes_beside_it_begins_mail_anew_only_where_it_is_in_trouble(
    following: Following,
) -> None:
    following.write("jana")
    until(lambda: len(following.begun) == 1)
    following.write("jana", "theme = 'dark'\n")
    following.password.write_text("secret")
    following.trouble.set()
    until(lambda: len(following.begun) == 2)
    following.trouble.clear()
    following.write("jana", "theme = 'light'\n")
    following.write("ben")
    until(lambda: following.begun == ["jana", "jana", "ben"])


def test_a_password_that_is_corrected_is_tried_at_once(following: Following) -> None:
    following.write("jana")
    following.trouble.set()
    until(lambda: len(following.begun) == 1)
    following.password.write_text("secret")
    until(lambda: len(following.begun) == 2)
