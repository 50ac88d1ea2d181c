"""What the client wrote since the agent looked: a sign in the row, and one notice as it comes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import counted
from vipdesk.domain.news import News, Unread, UnreadBook
from vipdesk.domain.text import clean_line
from vipdesk.pen import Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.acting_board import ActingBoard
from vipdesk.screens.telling import Telling
from vipdesk.widgets.signs import UNREAD

QUIET, LONGEST_WAIT = 1.0, 5.0
"""Seconds without another arrival until what came is told in one notice, and at most."""

MOST_NAMED, MAIL, CHAT = 4, "mail", "chat"


class Noticing(ActingBoard, part=True):
    """Keeps which tickets are unread. What was shown counts as read once a key was pressed."""

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        clock: Clock,
        who: str,
        look: Callable[[], Awaitable[object]],
        personal: Personal | None = None,
    ) -> None:
        super().__init__(pictures, pen, clock, who, look, personal)
        self.unread_book: UnreadBook | None = None
        self.telling = Telling(lambda: self.preferences.notify)
        self._known: Unread | None = None
        self._reads = who
        self._is_here = False
        self._arrived: dict[int, News] = {}
        self._waited_since = 0.0
        self._telling_soon: asyncio.TimerHandle | None = None

    def watch_board(self, board: Board | None) -> None:
        """Another picture: something may have come."""
        super().watch_board(board)
        if self.unread_book is not None and self._reads != self.acting.who:
            self._read_for(self.acting.who, self.unread_book)
        if self.unread_book is not None:
            self.run_worker(self._look_for_news(self.unread_book), group="news")

    def _read_for(self, who: str, book: UnreadBook) -> None:
        """Somebody else has the desk: unread is what they have not read, who may know it all."""
        self._reads, self.unread_book = who, book.of(who)
        self._known, self._arrived = None, {}
        if self.unread:
            self.unread = frozenset()
            self.show_rows()

    def show_ticket(self) -> None:
        """What is shown to somebody who is there is read."""
        super().show_ticket()
        self._has_read()

    def watch_reading(self, reading: bool) -> None:
        """A ticket that is opened alone is in sight from its first layout on."""
        super().watch_reading(reading)
        self.call_after_refresh(self._has_read)

    def somebody_is_here(self) -> None:
        """A key was pressed, or the mouse: what is in sight has been seen."""
        self._is_here = True
        self._has_read()

    def on_unmount(self) -> None:
        """There is nobody left to tell."""
        if self._telling_soon is not None:
            self._telling_soon.cancel()

    async def _look_for_news(self, book: UnreadBook) -> None:
        """What came while the desk was closed is shown; what comes from now on is told too."""
        begins = self._known is None
        try:
            known = self._known or await self.pictures.ask(book.read)
            seen, news = await self.pictures.ask(lambda: book.news(known.seen if known else None))
        except DeskError:
            return  # the board tells what is wrong with the store, and is read again
        if book is not self.unread_book:
            return  # somebody else reads here by now
        before = self._known or known or Unread(seen)
        fresh = [one for one in self._by_others(news) if one.message > before.seen]
        tickets = {**before.tickets, **{one.ticket: one.message for one in fresh}}
        self._take(Unread(max(seen, before.seen), tickets))
        if fresh:
            self._is_here = False
        if fresh and not begins:
            self._tell_soon(fresh)

    def _by_others(self, news: Iterable[News]) -> list[News]:
        return [one for one in news if one.message not in self.acting.written]

    def _take(self, unread: Unread) -> None:
        """Show these as unread, and keep that; nothing is done where all is as it was."""
        written = self.acting.written
        tickets = {t: m for t, m in unread.tickets.items() if m not in written}
        unread, book = Unread(unread.seen, tickets), self.unread_book
        if unread == self._known or book is None:
            return
        self._known = unread
        self.run_worker(self._keep_unread(book, unread), group="unread")
        if (numbers := frozenset(tickets)) != self.unread:
            self.unread = numbers
            self.telling.take_back(MAIL, numbers, self.app)
            self.show_rows()

    async def _keep_unread(self, book: UnreadBook, unread: Unread) -> None:
        """What was read at another desk of the agent's is read here."""
        kept = await self.pictures.ask(lambda: book.keep(unread))
        if self._known is unread:
            self._take(kept)

    def _has_read(self) -> None:
        """The ticket that is shown whole is read, up to what is shown of it."""
        view = self.view_at_hand
        if view is None or not self._is_here or self._known is None:
            return
        if self.is_current and self.timeline.display:
            self.has_read(view)

    def has_read(self, view: TicketView) -> None:
        """A ticket was before the eyes of somebody who is there, as far as it is known here."""
        known, number = self._known, view.line.number
        last = known.tickets.get(number) if known is not None else None
        if known is not None and last and any(one.number >= last for one in view.messages):
            left = {t: m for t, m in known.tickets.items() if t != number}
            self._take(Unread(known.seen, left))

    def _tell_soon(self, fresh: Iterable[News]) -> None:
        """Wait for more that comes together with it, not for ever."""
        loop = asyncio.get_running_loop()
        if self._telling_soon is None:
            self._waited_since = loop.time()
        else:
            self._telling_soon.cancel()
        self._arrived.update((one.ticket, one) for one in fresh)
        at = min(loop.time() + QUIET, self._waited_since + LONGEST_WAIT)
        self._telling_soon = loop.call_at(at, self._tell)

    def _tell(self) -> None:
        came, self._telling_soon = self._by_others(self._arrived.values()), None
        self._arrived = {}
        came = [one for one in came if one.ticket in self.unread]
        if came and self.is_attached:
            text = arrived(came)
            chats = self.board.unread_chat if self.board else {}
            by = CHAT if all(one.ticket in chats for one in came) else MAIL
            about = [(MAIL, one.ticket) for one in came]
            self.telling.tell(text, by, f"{UNREAD} {text}", self.app.screen, about)


def arrived(came: list[News]) -> str:
    """One line for all that came together."""
    words = [f"#{one.ticket} {clean_line(one.subject, 40)}" for one in came[:MOST_NAMED]]
    if len(came) == 1:
        words[0] += f" · {clean_line(came[0].who, 40)}"
    more = ", …" if len(came) > MOST_NAMED else ""
    return counted(
        "{count} new: {tickets}",
        "{count} new: {tickets}",
        len(came),
        tickets=", ".join(words) + more,
    )
