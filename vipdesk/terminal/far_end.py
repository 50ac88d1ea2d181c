"""Whether the terminal at the other end of an SSH line still answers.

A client that is frozen, or whose laptop sleeps, cuts no line; and while something is painted each
second, OpenSSH's server asks nobody whether they are there (design: safety, 3d). So we ask the
terminal itself how it is, which every one answers, once nothing has come from it for a while.
One whose picture is only held still answers as little: from here it looks like a frozen one.
"""

import os
from collections.abc import Mapping
from typing import Any

from textual.app import App

ASK, ANSWER = "\x1b[5n", "\x1b[0n"
ASKS_EACH, GIVES_UP_AFTER = 3, 15
"""Looks without a word from there; looks and not seconds, for we may have been asleep ourselves."""


class FarEnd:
    """Gives up only on a terminal that has answered before: then silence means something."""

    def __init__(self, app: App[Any], environment: Mapping[str, str] = os.environ) -> None:
        """Nobody is asked on a line that is not SSH's: the system says when that is cut."""
        self._app, self._far = app, "SSH_CONNECTION" in environment
        self._looks, self._known = ASKS_EACH - 1, 0  # set only by who looks, and those below
        self._heard, self._answers = 0, False  # only by the thread that reads: none is lost

    def heard(self) -> None:
        """Something has come from there; called in the thread that reads."""
        self._heard += 1

    def answered(self) -> None:
        """An answer has; in the same thread."""
        self._answers = True

    def silent(self) -> bool:
        """Whether it has been silent for too long; asks it from time to time."""
        if not self._far:
            return False
        heard = self._heard
        self._looks = self._looks + 1 if heard == self._known else 1
        self._known = heard
        if self._answers and self._looks >= GIVES_UP_AFTER:
            return True
        if self._looks % ASKS_EACH == 0:
            self._ask()
        return False

    def _ask(self) -> None:
        driver = self._app._driver
        if driver is not None:
            driver.write(ASK)
            driver.flush()
