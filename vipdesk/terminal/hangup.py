"""A dropped line ends the program in order: what is typed is kept, the exit code says why.

The kernel sends a hang-up together with a wish to go on; the library's answer to the second
would start a writer that dies on the lost line and blocks the loop (design: dependencies, 3.3).
"""

import asyncio
import os
import signal
import threading
from types import FrameType
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

LAST_RESORT = 5
KILLED_BY = 128


class HangupGuard:
    """Turns SIGHUP, SIGTERM and a lost line into an orderly exit with 128 + signal."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None

    def install(self) -> None:
        """Take over the signals and the writer; before the app runs."""
        guard = self

        class Writer(WriterThread):
            def run(self) -> None:
                try:
                    super().run()
                except (OSError, ValueError):
                    guard.lost(signal.SIGHUP)
                    while self._queue.get() is not None:
                        pass

        vars(linux_driver)["WriterThread"] = Writer
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._told)
        signal.signal(signal.SIGTERM, self._told)

    def running(self) -> None:
        """The app's loop runs from now on: exits go through it."""
        self._loop = asyncio.get_running_loop()

    def ended(self) -> None:
        """The screens are gone in order: what is still being written may take its time."""
        signal.alarm(0)

    def lost(self, number: int) -> None:
        """End as if this signal had come; from any thread."""
        code = KILLED_BY + number
        if self._loop is None:
            os._exit(code)
        if threading.current_thread() is threading.main_thread():
            signal.alarm(LAST_RESORT)
        self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=code))

    def _told(self, number: int, frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
        self.lost(number)
