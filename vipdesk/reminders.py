"""The timer of the reminders: one at the next due moment, and a look every few seconds.

What has come due is decided and kept by `Sweep`, once, whoever asks; a timer that is late, early,
doubled or lost is therefore harmless (design: architecture, how time passes).
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from vipdesk.clock import Clock, system_clock
from vipdesk.desk import Desk
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.intake import Tell

LOOK_EVERY = 1
"""Seconds between looks: a machine that slept, a clock that was set, a commit are noticed."""

SWEEP_AT_LEAST_EVERY = timedelta(minutes=1)
SOONEST = timedelta(milliseconds=200)


# What it has to say would be written across the screen; what goes wrong is told by us.
logging.getLogger("apscheduler").addHandler(logging.NullHandler())
logging.getLogger("apscheduler").propagate = False


class Reminders:
    """Sweeps when something comes due, and when told that something was committed."""

    def __init__(self, desk: Desk, clock: Clock, changed: Callable[[], bool], tell: Tell) -> None:
        """`changed` says whether anything was committed since it was asked last."""
        self._desk, self._clock, self._changed, self._tell = desk, clock, changed, tell
        self._next = self._latest = datetime.min.replace(tzinfo=UTC)
        self._lock = Lock()
        # The defaults would drop what is a second late (misfire_grace_time), and the next timer
        # of a sweep that is still setting it (max_instances).
        self._timer = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
            timezone=UTC,
        )

    def start(self) -> None:
        """Tell what came due in the meantime, and go on from there, in the timer's thread."""
        self._timer.add_job(self.look)
        self._timer.add_job(self.look, IntervalTrigger(seconds=LOOK_EVERY), id="look")
        self._timer.start()

    def stop(self) -> None:
        """No more; a sweep under way is finished first."""
        self._timer.shutdown(wait=True)

    def look(self) -> None:
        """Sweep if something was committed, has come due, or a minute went by."""
        now = self._clock()
        waited = not self._latest <= now < self._latest + SWEEP_AT_LEAST_EVERY
        try:
            if self._changed() or now >= self._next or waited:
                self.sweep()
        except DeskError as error:
            self._tell(_("reminders: {what}").format(what=error))

    def sweep(self) -> None:
        """Tell what has come due, and wake up when something does next."""
        with self._lock:
            change = self._desk.execute(Sweep()).change
            self._latest = self._clock()
            self._next = change.next_sweep or self._latest + SWEEP_AT_LEAST_EVERY
            self._wake_at_next()

    def _wake_at_next(self) -> None:
        """The desk's clock may not be the machine's: only what is between counts."""
        wait = max(self._next - self._latest, SOONEST)
        if wait <= SWEEP_AT_LEAST_EVERY:
            at = DateTrigger(system_clock() + wait)
            self._timer.add_job(self.sweep, at, id="due", replace_existing=True)
