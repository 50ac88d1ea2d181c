"""A refused password is tried less and less, by one at a time, and at once when it is another."""

from dataclasses import dataclass, field
from threading import Event

import pytest
from msgspec.structs import replace

from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from vipdesk.channels.imap.entering import LoginRefused
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.mail_entrance import Entrance
from vipdesk.mail_line import Pace
from vipdesk.secret import Secret


@dataclass(slots=True)
class Door:
    """A mailbox that counts who knocks, at a time that is set by hand."""

    carried: Carried
    secret: Secret
    now: float = 0.0
    knocks: list[float] = field(default_factory=list)

    def entrance(self) -> Entrance:
        return Entrance(lambda: self.secret, self.enter, lambda: self.now)

    def enter(self, secret: Secret, stop: Event) -> Mailbox:
        self.knocks.append(self.now)
        self.carried.secret = secret
        return self.carried.enter(stop)


@pytest.fixture
def door(carried: Carried) -> Door:
    """One whose key is wrong."""
    return Door(carried, Secret("wrong"))


@pytest.mark.parametrize("secret", [Secret("wrong"), Secret("wrong", token=True)])
def test_pauses_grow_to_half_an_hour(door: Door, secret: Secret) -> None:
    door.secret, entrance = secret, door.entrance()
    for minute in range(180):
        door.now = minute * 60.0
        with pytest.raises(LoginRefused, match="check user and password"):
            entrance(Event())
    assert [at / 60 for at in door.knocks] == [0, 1, 3, 7, 15, 31, 61, 91, 121, 151]


def test_another_password_is_tried_at_once(door: Door, account: Account) -> None:
    entrance = door.entrance()
    for _ in range(5):
        with pytest.raises(LoginRefused):
            entrance(Event())
    door.secret = Secret(account.password)
    entrance(Event()).close()
    assert len(door.knocks) == 2


def test_several_folders_try_once(door: Door, account: Account) -> None:
    carried = door.carried
    carried.pace = Pace(shortest=0.01, longest=0.02)
    carried.entrance = door.entrance()
    carried.set(folders=("INBOX", "Support", "Other"))
    account.deliver(letter("one"))
    carried.start().until(lambda: "check user and password" in carried.trouble)
    carried.until(lambda: bool(carried.told))
    carried.stop()
    assert len(door.knocks) == 1
    door.secret = replace(door.secret, value=account.password)
    carried.start().until_kept("one")
