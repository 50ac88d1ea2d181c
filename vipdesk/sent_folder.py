"""Copies of what was sent, put into a folder of the mailbox by a thread that holds nobody up.

They are kept in the store from the moment that a mail counts as sent until its copy is there.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Event

from vipdesk.channels.imap.client import Refused
from vipdesk.channels.imap.line import Stopped
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.errors import DeskError, StoreError
from vipdesk.domain.mail_commands import DropCopy, KeepCopy, Outgoing

LOOK_EVERY = 0.25
"""Seconds between looks whether it is to stop."""

LAST_MOMENT = 1.0
"""Seconds that leaving the desk leaves to copies: the last answer was often sent just now."""

SHORTEST, LONGEST = 60.0, 3600.0
"""Seconds before a copy is tried again, doubled each time."""

LONGEST_TRYING = timedelta(days=2)

Key = tuple[Outgoing, int]


class Later(Event):
    """Is set when another has been for so many seconds: what was begun may be ended until then."""

    def __init__(self, stop: Event, seconds: float) -> None:
        super().__init__()
        self._stop, self._seconds = stop, seconds
        self._ends: float | None = None

    def is_set(self) -> bool:
        """Counted from when it is first asked after the other was set."""
        if not self._stop.is_set():
            return False
        now = time.monotonic()
        self._ends = self._ends or now + self._seconds
        return now >= self._ends


class SentFolder:
    """Keeps its way into the mailbox open from one copy to the next.

    What can't be kept is told to `note`, and sends nothing again.
    """

    def __init__(
        self,
        folder: str,
        enter: Callable[[Event], Mailbox],
        note: Callable[[str], None],
        open_desk: Callable[[], Desk],
        clock: Clock,
    ) -> None:
        """`open_desk` opens one for this alone; it raises StoreError."""
        self._folder, self._enter, self._note = folder, enter, note
        self._open_desk, self._clock = open_desk, clock
        self._news = Event()
        self._mailbox: Mailbox | None = None
        self._failed: dict[Key | None, tuple[int, float]] = {}

    def put(self) -> None:
        """Something was sent; from any thread, and at once."""
        self._news.set()

    def attend(self, stop: Event) -> None:
        """Put there what waits until `stop` is set, and a little longer what waits then."""
        late, desk = Later(stop, LAST_MOMENT), self._open_desk()
        try:
            self._put_all(desk, late)
            while not stop.is_set():
                self._news.wait(LOOK_EVERY)
                if self._news.is_set() or self._is_time():
                    self._news.clear()
                    self._put_all(desk, late)
            if self._news.is_set():
                self._put_all(desk, late)
        except Stopped:
            return  # what waits is kept until somebody carries mail again
        finally:
            self._close()
            desk.close()

    def _is_time(self) -> bool:
        return any(at <= time.monotonic() for _, at in self._failed.values())

    def _is_due(self, key: Key | None) -> bool:
        return self._failed.get(key, (0, 0.0))[1] <= time.monotonic()

    def _put_all(self, desk: Desk, stop: Event) -> None:
        """Those that are due, the oldest first, as long as the mailbox takes any."""
        try:
            waiting = desk.copies_waiting()
            self._failed = {k: v for k, v in self._failed.items() if k is None or k in waiting}
            for key in waiting:
                if not self._is_due(None):
                    return
                if self._is_due(key):
                    self._put(desk, desk.copy_waiting(*key), stop)
        except StoreError as error:
            self._put_off(None, f"copies of what was sent wait: {error}")

    def _put(self, desk: Desk, copy: KeepCopy | None, stop: Event) -> None:
        if copy is None:
            return
        key = copy.what, copy.number
        try:
            self._keep(copy, stop)
        except Stopped:
            raise
        except Refused as error:
            self._refused(desk, copy, str(error))
            return
        except Exception as error:  # it comes from another server, with errors of its own
            self._close()
            why = str(error) if isinstance(error, DeskError) else type(error).__name__
            self._put_off(None, f"{copy.called}: sent, its copy waits: {why}")
            return
        self._failed.pop(None, None)
        self._failed.pop(key, None)
        desk.execute(DropCopy(*key))
        self._note(f"{copy.called}: a copy is in the folder for what was sent")

    def _keep(self, copy: KeepCopy, stop: Event) -> None:
        """Whoever was cut off may have left it there, and some servers keep what they send on."""
        if self._mailbox is not None:
            try:
                self._append(self._mailbox, copy)
                return
            except Refused:
                raise
            except DeskError:  # a line that was kept may have ended meanwhile
                self._close()
        self._mailbox = self._enter(stop)
        self._append(self._mailbox, copy)

    def _append(self, mailbox: Mailbox, copy: KeepCopy) -> None:
        if not (copy.message_id and mailbox.holds(self._folder, copy.message_id)):
            mailbox.append(self._folder, copy.raw)

    def _refused(self, desk: Desk, copy: KeepCopy, why: str) -> None:
        """The mailbox does not want this one: full, perhaps; the others are tried all the same."""
        if self._clock() - copy.at >= LONGEST_TRYING:
            self._note(f"{copy.called}: sent, but no copy of it is kept: {why}")
            desk.execute(DropCopy(copy.what, copy.number))
        else:
            self._put_off((copy.what, copy.number), f"{copy.called}: sent, its copy waits: {why}")

    def _put_off(self, key: Key | None, why: str) -> None:
        """One, or all of them where it is about none; told the first time."""
        times = self._failed.get(key, (0, 0.0))[0] + 1
        pause = min(SHORTEST * 2 ** min(times - 1, 20), LONGEST)
        self._failed[key] = times, time.monotonic() + pause
        if times == 1:
            self._note(why)

    def _close(self) -> None:
        if self._mailbox is not None:
            with suppress(DeskError):
                self._mailbox.close()
            self._mailbox = None
