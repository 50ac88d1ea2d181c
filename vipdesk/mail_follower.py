"""Carries mail as the settings say now: what is changed there holds within seconds."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from msgspec import Struct

from vipdesk.domain.errors import DeskError
from vipdesk.intake import Tell
from vipdesk.mail_account import Entry, MailAccount
from vipdesk.mail_owner import owner_file

LOOK_EVERY = 1.0
"""Seconds between looks at the times of the settings file, and of what it names."""

FAREWELL = 2.0
"""Seconds that the mail of before has to come to an end; what begins then waits for the rest."""

Stamp = tuple[int, ...]
Carry = Callable[[MailAccount, Event], None]
"""Carries an account's mail until told to stop."""


class Sight(Struct, frozen=True):
    """What the settings say; the times of their file, of whose the mailbox is, of what lets in."""

    account: MailAccount | None
    trouble: str
    written: Stamp
    owner: Stamp = ()
    lets_in: tuple[Stamp, ...] = ()


class MailFollower:
    """Looks at the settings file again and again, and has its mailbox carried."""

    def __init__(
        self,
        file: Path,
        set_up: Callable[[], MailAccount | None],
        carry: Carry,
        in_trouble: Callable[[], bool],
        tell: Tell,
    ) -> None:
        """`set_up` reads the file, and raises DeskError; `in_trouble` says how mail stands."""
        self._file, self._set_up, self._carry = file, set_up, carry
        self._in_trouble, self._tell = in_trouble, tell

    def attend(self, stop: Event) -> None:
        """Carry what is set, until `stop` is set."""
        sight = self._look()
        while not stop.is_set():
            self._tell(sight.trouble)
            sight = self._follow(sight, stop)

    def _follow(self, sight: Sight, stop: Event) -> Sight:
        """Carry it as it is seen; gives how it is seen when that is another."""
        ended, now = Event(), sight
        thread = Thread(target=self._carried, args=(sight, ended), daemon=True)
        thread.start()
        try:
            while not self._is_another(sight, now) and not stop.wait(LOOK_EVERY):
                now = self._look(now)
        finally:
            ended.set()
            thread.join(FAREWELL)
        return now

    def _carried(self, sight: Sight, ended: Event) -> None:
        if sight.account is not None:
            self._carry(sight.account, ended)

    def _is_another(self, seen: Sight, now: Sight) -> bool:
        """A file that was merely written anew is a wish to try again, where mail is in trouble."""
        if (seen.account, seen.trouble) != (now.account, now.trouble):
            return True
        touched = (seen.written, seen.lets_in) != (now.written, now.lets_in)
        return touched and self._in_trouble()

    def _look(self, before: Sight | None = None) -> Sight:
        """What the settings say; nothing is read where no file's time is another."""
        written = _stamp(self._file)
        if before is not None and before == _sight(before.account, "", written):
            return before
        try:
            return _sight(self._set_up(), "", written)
        except DeskError as error:
            return _sight(None, str(error), written)


def _sight(account: MailAccount | None, trouble: str, written: Stamp) -> Sight:
    if account is None:
        return Sight(None, trouble, written)
    files = [account.authority] if account.authority else []
    if account.entry is Entry.FILE:
        files.append(Path(account.entry_value).expanduser())
    lets_in = tuple(map(_stamp, files))
    return Sight(account, trouble, written, _stamp(owner_file(account)), lets_in)


def _stamp(path: Path) -> Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
