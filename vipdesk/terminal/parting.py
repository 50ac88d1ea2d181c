"""An app whose screens may go while something is still done for them."""

from typing import Any, TypeVar

from textual._context import active_message_pump
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.widget import MountError
from textual.worker import WorkerFailed, active_worker

from vipdesk.terminal.sealed import Sealed

Result = TypeVar("Result")

HALF_GONE = (NoMatches, ScreenStackError, MountError)
"""What the library says to whoever still works on screens that are going."""


class Parting(Sealed[Result]):
    """What finds its screen half gone is no mistake; any other mistake ends the app."""

    @property
    def mistake(self) -> Exception | None:
        """What ended the screens where it was a mistake of ours."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (isinstance(cause, HALF_GONE) and (self._exit or _goes(error))):
            super()._handle_exception(error)

    async def _shutdown(self) -> None:
        """From here on the screens go, whoever ended them."""
        self._exit = True
        await super()._shutdown()

    def _fatal_error(self) -> None:
        """End the screens without the library's pages of our and the client's data."""
        self._close_messages_no_wait()


def _goes(error: Exception) -> bool:
    """Whether the screen that it was done for is being taken away."""
    done_for: Any = active_message_pump.get(None)
    if isinstance(error, WorkerFailed):
        done_for = active_worker.get().node
    return isinstance(done_for, DOMNode) and done_for._pruning
