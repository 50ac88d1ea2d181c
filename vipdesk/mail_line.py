"""Keeps one folder of the mailbox open, and opens it again however often the line is cut."""

import time
from collections.abc import Callable
from threading import Event

from msgspec import Struct

from vipdesk.channels.imap.entering import LoginRefused
from vipdesk.channels.imap.line import Line, Stopped
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.domain.errors import BadInput, DeskError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MailAccount
from vipdesk.mail_folder import OpenFolder
from vipdesk.mail_keeper import MailKeeper
from vipdesk.mail_known import Known
from vipdesk.store.mail_log import MailLog

IDLE_SLICE = 290.0
"""Seconds after which one asks again to be told: lines that say nothing are cut on the way."""

LOOK_EVERY = 30.0
"""Seconds between looks, where the server does not tell what comes."""


LEAST = 0.3
"""Seconds from one look to the next at least, however often the server says that there is more."""


class Pace(Struct, frozen=True):
    """Seconds before a line is tried again, doubled each time it fails, and between looks."""

    shortest: float = 1.0
    longest: float = 60.0
    look_every: float = LOOK_EVERY
    idle: float = IDLE_SLICE
    least: float = LEAST

    def pause(self, failed: int) -> float:
        """After so many failures in a row."""
        return min(self.shortest * 2.0 ** min(failed - 1, 30), self.longest)


USUAL_PACE = Pace()
"""As it is outside of tests."""

TOLD_FROM = 2
"""A line that is cut once is nobody's concern; what fails so often in a row is told."""

Enter = Callable[[Event], Mailbox]
"""Opens the mailbox; raises DeskError."""


class FolderIntake:
    """Keeps one folder open, and opens it again."""

    def __init__(
        self,
        folder: str,
        account: MailAccount,
        enter: Enter,
        keeper: MailKeeper,
        log: MailLog,
        pace: Pace,
    ) -> None:
        self._name, self._account, self._enter = folder, account, enter
        self._keeper, self._log, self._pace = keeper, log, pace
        self._open: OpenFolder | None = None
        self._known = Known()
        self._idles = self._noted = False
        self._due = self._looked = 0.0
        self._failed = 0
        self._trouble = ""

    @property
    def due(self) -> float:
        """When there is something to do again, on the monotonic clock."""
        return self._due

    @property
    def line(self) -> Line | None:
        """What to wait on, where the server tells what comes."""
        return self._open.mailbox.line if self._open is not None and self._idles else None

    @property
    def trouble(self) -> str:
        """What is wrong, in one line."""
        return self._trouble or (self._open.trouble if self._open else "")

    @property
    def is_opened(self) -> bool:
        """Whether it was tried to the end, well or not."""
        return bool(self._failed) or self._open is not None

    @property
    def is_well(self) -> bool:
        """Whether it is open, and nothing is wrong with it."""
        return self._open is not None and not self.trouble

    @property
    def is_told(self) -> bool:
        """Whether what is wrong has stood long enough to be told."""
        return bool(self.trouble) and (self._failed == 0 or self._failed >= TOLD_FROM)

    def step(self, stop: Event, most: int) -> bool:
        """Do what is due, with so many mails at most; gives whether there is more at once.

        Raises Stopped.
        """
        return self._guarded(lambda: self._step(stop, most))

    def listen(self) -> None:
        """Something may have come on the line. Raises Stopped."""
        self._guarded(self._listen)

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.mailbox.close()
        self._open, self._idles, self._noted = None, False, False

    def _step(self, stop: Event, most: int) -> bool:
        self._looked = time.monotonic()
        opened = self._open or self._opened(stop)
        if self._idles:
            self._idles = False
            opened.mailbox.end_idle()
        more = opened.step(stop, most)
        if not more:
            self._rest(opened.mailbox)
        if not self._noted:
            self._note_opened(opened.mailbox)
        self._failed, self._trouble = 0, ""
        return more

    def _opened(self, stop: Event) -> OpenFolder:
        mailbox = self._enter(stop)
        self._open = OpenFolder(
            mailbox, self._name, self._account, self._keeper, self._log.note, self._known
        )
        self._open.begin()
        return self._open

    def _note_opened(self, mailbox: Mailbox) -> None:
        self._noted = True
        every = f"looked at every {self._pace.look_every:.0f} s"
        how = "the server tells what comes" if mailbox.has_idle else every
        self._log.note(f"{clean_line(self._name, 80)} is open: {how}")

    def _rest(self, mailbox: Mailbox) -> None:
        """Listen, unless something came while nobody listened yet: that is not told again."""
        self._idles = not mailbox.has_news and mailbox.idle()
        pause = self._pace.idle if self._idles else self._pace.look_every
        self._due = self._soon() if mailbox.has_news else time.monotonic() + pause

    def _soon(self) -> float:
        """At once, where it was not looked just now."""
        return self._looked + self._pace.least

    def _listen(self) -> bool:
        if self._open is not None and self._open.mailbox.news():
            self._due = self._soon()
        return False

    def _guarded(self, act: Callable[[], bool]) -> bool:
        try:
            return act()
        except Stopped:
            raise
        except DeskError as error:
            hopeless = isinstance(error, LoginRefused | BadInput)
            self._put_off(str(error), at_last=hopeless)
        except Exception as error:  # whatever one folder does, the others are read on
            self._put_off(f"{clean_line(self._name, 80)} can't be read ({type(error).__name__})")
        return False

    def _put_off(self, why: str, *, at_last: bool = False) -> None:
        """Try again later; at once as late as ever, where nothing changes by itself."""
        self.close()
        self._trouble = why
        self._failed += TOLD_FROM if at_last else 1
        pause = self._pace.longest if at_last else self._pace.pause(self._failed)
        self._due = time.monotonic() + pause
        if not self.is_told:
            self._log.note(f"in: {why}; it is tried again")
