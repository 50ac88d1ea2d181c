"""The calendar elsewhere, looked at while the desk or the worker runs."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event

from vipdesk.calendar_sync import CalendarSync
from vipdesk.channels.caldav.collection import Collection
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.retold import retold
from vipdesk.intake import Tell

LOOK_EVERY, LONGEST_PAUSE = 60.0, 600.0
"""Seconds between looks, and at most where the server can't be reached."""

SOON = 1.0
"""Seconds within which what was booked here is on its way there."""


class Subscription:
    """Looks each minute, and at once where something was committed here."""

    def __init__(
        self,
        open_collection: Callable[[], AbstractContextManager[Collection]],
        sync: CalendarSync,
        waits: Callable[[], bool],
        tell: Tell,
    ) -> None:
        """`waits` says whether something was booked here that the calendar there has not yet."""
        self._open, self._sync, self._waits, self._tell = open_collection, sync, waits, tell
        self._failed = 0
        self._trouble = ""

    def attend(self, stop: Event) -> None:
        """Keep both up to date until `stop` is set; what goes wrong is told once, and tried on."""
        while not stop.is_set():
            self.look()
            self._pause(stop)

    def look(self) -> None:
        """One look; one that fails changes nothing."""
        try:
            with self._open() as collection:
                looked = self._sync.look(collection)
        except DeskError as error:
            self._failed += 1
            self._say(_("calendar: {what}").format(what=error))
        else:
            self._failed = 0
            self._say("")
            for event, why in looked.left_out:
                told = _("calendar: {event} is left out: {why}")
                self._tell(told.format(event=event, why=why))
            for conflict in looked.conflicts:
                told = _("calendar: {conflict}: say which is right (C, then =)")
                self._tell(told.format(conflict=retold(conflict)))

    def _pause(self, stop: Event) -> None:
        longest = min(LOOK_EVERY * 2 ** max(self._failed - 1, 0), LONGEST_PAUSE)
        ends = time.monotonic() + longest
        while time.monotonic() < ends and not stop.wait(SOON):
            if not self._failed and self._waits():
                return

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._tell(trouble)
