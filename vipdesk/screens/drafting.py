"""Keeps what is half typed: soon after each change, and at once when the screen goes."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from textual.timer import Timer
from textual.widget import Widget

from vipdesk.domain.commands import SaveDraft
from vipdesk.domain.errors import DeskError
from vipdesk.pen import Executed

SOON = 0.5  # seconds; the most that a crash can take

Keep = Callable[[SaveDraft], Future[Executed]]
"""Puts a draft into the line for writing, at once and without waiting."""


class Drafting:
    """The draft of one ticket; nothing is kept before the draft that was there is known."""

    def __init__(self, owner: Widget, ticket: int, keep: Keep, text: Callable[[], str]) -> None:
        self._owner, self._ticket, self._keep, self._text = owner, ticket, keep, text
        self._kept: str | None = None
        self._timer: Timer | None = None
        self.told: Callable[[DeskError | None], None] = lambda _: None

    def begin(self, kept: str) -> None:
        """The draft that the store has is `kept`; from now on changes are."""
        self._kept = kept

    def changed(self) -> None:
        """Something was typed: keep it soon, however long the typing goes on."""
        if self._kept is not None and self._timer is None:
            self._timer = self._owner.set_timer(SOON, self.save)

    def save(self) -> None:
        """Keep the text as it is now."""
        self._pause()
        text = self._text()
        if self._kept is None or text == self._kept:
            return
        self._kept = text
        self._keep(SaveDraft(self._ticket, text)).add_done_callback(self._tell)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While the text is being sent nothing is kept, nor afterwards unless sending failed."""
        self._pause()
        kept, self._kept = self._kept, None
        try:
            yield
        except DeskError:
            self._kept = kept
            self.changed()
            raise

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tell(self, done: Future[Executed]) -> None:
        """Comes in the pen's thread; the owner hears of it in its own."""
        problem = None if done.cancelled() else done.exception()
        if problem is None or isinstance(problem, DeskError):
            self._owner.call_later(self.told, problem)
