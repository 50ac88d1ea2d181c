"""The boards, asked off the loop: one question at a time, in a thread of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, Boards, KeptApart, TicketView
from vipdesk.domain.calendar import CalendarView
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.ticket import Ticket

if TYPE_CHECKING:
    from vipdesk.domain.audit import Entry, Wanted
    from vipdesk.domain.figures import Figures
    from vipdesk.domain.hindsight import Hindsight
    from vipdesk.domain.month import Month

Answer = TypeVar("Answer")


class Pictures:
    """Asks for pictures without ever making the loop wait; questions keep their order."""

    def __init__(self, boards: Boards, clock: Clock | None = None) -> None:
        """With a clock a board comes with what it says of the present minute."""
        self._boards, self._clock = boards, clock
        self._thread = ThreadPoolExecutor(1, "pictures")
        self._closed = False

    async def board(self) -> Board:
        """The desk as it stands now; raises StoreError."""
        return await self.ask(lambda: self._as_it_stands(self._boards.board()))

    async def beginning(self) -> Board:
        """The same with its first rows; raises StoreError."""
        return await self.ask(lambda: self._as_it_stands(self._boards.beginning()))

    def _as_it_stands(self, board: Board) -> Board:
        """How the day stands is reckoned here: of thousands of rows it would hold the keys up."""
        if self._clock is not None:
            board.slack(self._clock())
        return board

    async def ticket(self, number: int) -> TicketView | None:
        """One ticket, whole; raises StoreError."""
        return await self.ask(lambda: self._boards.ticket(number))

    async def search(self, wanted: Filter, most: int) -> Found:
        """What meets the filter, at most so many resolved tickets; raises StoreError."""
        return await self.ask(lambda: self._boards.search(wanted, most))

    async def open_tickets(self) -> tuple[Ticket, ...]:
        """The unresolved tickets, whole; raises StoreError."""
        return await self.ask(self._boards.open_tickets)

    async def calendar(self, start: datetime, end: datetime) -> CalendarView:
        """What is in the calendar between two aware instants."""
        return await self.ask(lambda: self._boards.calendar(start, end))

    async def kept_apart(self) -> KeptApart:
        """What waits for a person beside the queue; raises StoreError."""
        return await self.ask(self._boards.kept_apart)

    async def hindsight(self, at: datetime) -> "Hindsight":
        """The queue as it stood at `at` (aware); raises StoreError."""
        return await self.ask(lambda: self._boards.hindsight(at))

    async def audit(self, wanted: "Wanted") -> "tuple[Entry, ...]":
        """The latest entries of the audit that are wanted, oldest first; raises StoreError."""
        return await self.ask(lambda: self._boards.audit(wanted))

    async def figures(self, month: "Month", now: datetime) -> "Figures":
        """How the promises of a month were kept; raises StoreError."""
        return await self.ask(lambda: self._boards.figures(month, now))

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to any question that may block; once closed, whoever asks is cancelled."""
        if self._closed:
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self._thread, question)

    def close(self) -> None:
        """Drop the questions that nobody began to answer."""
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def wait(self) -> None:
        """Wait, once closed, for the answer under way: before it nobody may close the store."""
        self._thread.shutdown()
