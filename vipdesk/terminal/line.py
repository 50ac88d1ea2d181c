"""The line to a person: whether there is one, and whether it is still there."""

import os
import sys
from collections.abc import Callable

from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _


class NoTerminal(DeskError):
    """The screens were asked for where nothing can show them."""

    exit_code = 2


def require_terminal() -> None:
    """Refuse to paint where nobody sees it: NoTerminal says what to do instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal(
            _(
                "not a terminal: the screens need one (with ssh, use `ssh -t`); "
                "for scripts there is `vipdesk tickets`"
            )
        )
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise NoTerminal(
            _("TERM says this terminal can't place text: set TERM to what it is, as in TERM=xterm")
        )


def trust_the_terminal() -> None:
    """Take the size from the terminal: what COLUMNS and LINES say is from before its resizes."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


class Line:
    """The line as it was when the screens started; `silent` is whether the far end has gone."""

    def __init__(self, silent: Callable[[], bool] = lambda: False) -> None:
        self._parent, self._silent = os.getppid(), silent

    def lost(self) -> bool:
        """Whether who started us, or the terminal itself, is gone."""
        if os.getppid() != self._parent or self._silent():
            return True
        try:
            os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        except OSError:
            return True
        return False
