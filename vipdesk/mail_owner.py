"""Which store of this account's carries a mailbox: the first that did, until another is named.

A mailbox that two stores read would give each of them a part of the mail. So the first store that
carries one is written down in the account's folder for such; `store` in `[mail]` names another.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_state_path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MailAccount
from vipdesk.store.whole import write_whole

LONGEST = 8192


class CarriedElsewhere(BadInput):
    """The mailbox is another store's; `why` and `mend` are the two halves of what is said."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(f"{why}: {mend}")
        self.why, self.mend = why, mend


def owner_file(account: MailAccount) -> Path:
    """Where it is written down whose this mailbox is."""
    name = hashlib.sha256(f"{account.user}\n{account.imap.host.lower()}".encode()).hexdigest()
    return user_state_path("vipdesk") / "mailboxes" / name[:32]


def check_owner(account: MailAccount, here: Path, settings: Path) -> None:
    """Raises CarriedElsewhere where another store carries the mailbox, and none is named.

    `here` is the store's own file, `settings` the file that `[mail]` stands in.
    """
    owner = _owner(account)
    if account.store is None and owner not in (None, here):
        user, other = clean_line(account.user, 100), clean_line(str(owner), 200)
        this, file = clean_line(str(here), 200), clean_line(str(settings), 200)
        raise CarriedElsewhere(
            f"the mailbox of {user} is carried by another store, {other}",
            f'to have it here, write store = "{this}" in [mail] of {file}',
        )


def own(account: MailAccount, here: Path, settings: Path) -> None:
    """From now on it is this store's. Raises CarriedElsewhere, BadInput where it can't be kept."""
    path = owner_file(account)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(path.parent):
            check_owner(account, here, settings)
            if _owner(account) != here:
                said = f"{here}\n{account.user} {account.imap.host}\n"
                write_whole(path, said.encode(), 0o600)
    except OSError as error:
        if account.store is not None or _owner(account) == here:
            return  # whose it is has been said for good
        shown, why = clean_line(str(path.parent), 200), error.strerror or type(error).__name__
        mend = f'write store = "{clean_line(str(here), 200)}" in [mail]'
        raise BadInput(
            f"whose the mailbox is can't be kept in {shown} ({why}): {mend}, or mend its mode"
        ) from None


def _owner(account: MailAccount) -> Path | None:
    """The store that carries it, as long as it is there."""
    try:
        with open(owner_file(account), encoding="utf-8") as file:
            named = Path(file.readline(LONGEST).rstrip("\n"))
        return named if named.name and named.exists() else None
    except (OSError, ValueError):
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two that begin at once are not both the first."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
