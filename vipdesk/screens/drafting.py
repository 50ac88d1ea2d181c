"""Keeps what is half typed: soon after each change, and at once when the screen goes."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress

from textual.timer import Timer
from textual.widget import Widget

from vipdesk.domain.commands import SaveDraft
from vipdesk.domain.errors import DeskError, Refusal
from vipdesk.domain.language import _
from vipdesk.pen import Executed, outcome

SOON = 0.5
"""Seconds after a change; what is typed in them is the most that a crash can take."""

AGAIN = 2.0
"""Seconds until what could not be kept is tried again."""

LONGEST_WAIT = 6.0
"""Seconds that the draft which was there is waited for before the text counts as not kept."""

Keep = Callable[[SaveDraft], Future[Executed]]
"""Puts a draft into the line for writing, at once and without waiting."""


class Drafting:
    """The draft of one ticket; nothing is kept before the draft that was there is known."""

    def __init__(self, owner: Widget, ticket: int, keep: Keep, text: Callable[[], str]) -> None:
        self._owner, self._ticket, self._keep, self._text = owner, ticket, keep, text
        self._begun = asyncio.Event()
        self._kept: str | None = None
        self._latest: Future[Executed] | None = None
        self._timer: Timer | None = None
        self.told: Callable[[DeskError | None], None] = lambda problem: None

    def begin(self, kept: str) -> None:
        """The draft that the store has is `kept`; from now on changes are."""
        self._kept = kept
        self._begun.set()

    async def begun(self) -> None:
        """Wait until the draft that was there is known."""
        await self._begun.wait()

    def changed(self) -> None:
        """Something was typed: keep it soon, however long the typing goes on."""
        self._save_in(SOON)

    def save(self) -> None:
        """Put the text as it is now into the line, unless it has been kept."""
        self._pause()
        text = self._text()
        if self._kept is None or (text == self._kept and not self._failed):
            return
        self._kept = text
        self._latest = self._keep(SaveDraft(self._ticket, text))
        self._latest.add_done_callback(self._tell)

    async def stored(self) -> None:
        """Wait until the text as it is now is durable; raises what kept it from that."""
        if self._text().strip():
            with suppress(TimeoutError):
                await asyncio.wait_for(self.begun(), LONGEST_WAIT)
        self.save()
        if self._kept is None and self._text().strip():
            raise Refusal(_("the ticket could not be read yet"))
        if self._latest is not None:
            await outcome(self._latest)

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

    @property
    def _failed(self) -> bool:
        done = self._latest is not None and self._latest.done()
        return done and self._latest is not None and self._latest.exception() is not None

    def _save_in(self, seconds: float) -> None:
        if self._kept is not None and self._timer is None:
            self._timer = self._owner.set_timer(seconds, self.save)

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tell(self, done: Future[Executed]) -> None:
        """Comes in the pen's thread; the owner hears of it in its own."""
        problem = done.exception()
        if problem is None or isinstance(problem, DeskError):
            self._owner.call_later(self._told, problem)

    def _told(self, problem: DeskError | None) -> None:
        self.told(problem)
        if problem is not None:
            self._save_in(AGAIN)
