"""Copies of what was sent, put into a folder of the mailbox by a thread that holds nobody up."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event

from vipdesk.channels.imap.client import Refused
from vipdesk.channels.imap.line import Stopped
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.domain.errors import DeskError

MOST_WAITING = 64
"""So many copies wait at most: behind a mailbox that says nothing there is no end of them."""

LOOK_EVERY = 0.25
"""Seconds between looks whether it is to stop."""

LEFT = "the desk was left meanwhile"

LAST_MOMENT = 1.0
"""Seconds that leaving the desk leaves to copies: the last answer was often sent just now."""

_ID = re.compile(rb"^Message-ID:\s*<([!-~]{1,500})>", re.IGNORECASE | re.MULTILINE)


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
        self, folder: str, enter: Callable[[Event], Mailbox], note: Callable[[str], None]
    ) -> None:
        self._folder, self._enter, self._note = folder, enter, note
        self._waiting: Queue[tuple[str, bytes]] = Queue(MOST_WAITING)
        self._mailbox: Mailbox | None = None

    def put(self, called: str, raw: bytes) -> None:
        """A copy of this mail is to be put there; from any thread, and at once."""
        try:
            self._waiting.put_nowait((called, raw))
        except Full:
            self._lost(called, f"{MOST_WAITING} others wait for the mailbox")

    def attend(self, stop: Event) -> None:
        """Put there what there is until `stop` is set, and a little longer what waits then."""
        late = Later(stop, LAST_MOMENT)
        while not stop.is_set() or not (self._waiting.empty() or late.is_set()):
            with suppress(Empty):
                self._next(late)
        while not self._waiting.empty():
            self._lost(self._waiting.get()[0], LEFT)
        self._close()

    def _next(self, stop: Event) -> None:
        called, raw = self._waiting.get(timeout=LOOK_EVERY)
        try:
            self._keep(raw, stop)
        except Stopped:
            self._lost(called, LEFT)
        except Exception as error:  # it comes from another server, with errors of its own
            self._close()
            self._lost(called, str(error) if isinstance(error, DeskError) else type(error).__name__)
        else:
            self._note(f"{called}: a copy is in the folder for what was sent")

    def _keep(self, raw: bytes, stop: Event) -> None:
        was_cut = False
        if self._mailbox is not None:
            try:
                self._mailbox.append(self._folder, raw)
                return
            except Refused:
                raise
            except DeskError:
                self._close()
                was_cut = True
        self._mailbox = self._enter(stop)
        # a line that was cut may have taken it all the same
        if not (was_cut and self._is_there(self._mailbox, raw)):
            self._mailbox.append(self._folder, raw)

    def _is_there(self, mailbox: Mailbox, raw: bytes) -> bool:
        called = _ID.search(raw)
        return called is not None and mailbox.holds(self._folder, called[1].decode("ascii"))

    def _lost(self, called: str, why: str) -> None:
        self._note(f"{called}: sent, but no copy of it is kept: {why}")

    def _close(self) -> None:
        if self._mailbox is not None:
            with suppress(DeskError):
                self._mailbox.close()
            self._mailbox = None
