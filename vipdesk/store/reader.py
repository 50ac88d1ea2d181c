"""Pictures of the store for screens and scripts; it can't write."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vipdesk.domain.board import Board, KeptApart, TicketView
from vipdesk.domain.calendar import Booking, CalendarView
from vipdesk.domain.callback import Callback, in_order
from vipdesk.domain.cause import Cause
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.course import follow
from vipdesk.domain.elsewhere import Elsewhere
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.domain.event import Event
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.news import News
from vipdesk.domain.order import Order
from vipdesk.domain.order import in_order as ordered
from vipdesk.domain.people import Agent
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, queue_line
from vipdesk.domain.reminder import Reminder
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.visit import Link, Visit
from vipdesk.store import queries
from vipdesk.store.apart import floods, folded, set_aside
from vipdesk.store.arriving import acknowledgements
from vipdesk.store.calendar_queries import (
    CONFLICTS,
    bookings,
    bookings_between,
    busy_times,
    items,
)
from vipdesk.store.callback_queries import OPEN, callbacks
from vipdesk.store.cause_queries import causes, causes_of, explained
from vipdesk.store.door_queries import at_the_door, marks, unread
from vipdesk.store.escalation_queries import STANDING as NOT_OVER
from vipdesk.store.escalation_queries import colleagues, escalations, notices
from vipdesk.store.first_rows import first_rows
from vipdesk.store.handover_queries import handing, passings
from vipdesk.store.known_rows import KnownRows, place
from vipdesk.store.looking_back import Connection, LookingBack
from vipdesk.store.news import latest_message, news_after
from vipdesk.store.queries import Fetch
from vipdesk.store.reminders import STANDING, reminders
from vipdesk.store.search import Fts5, WordIndex, open_meeting, resolved_meeting

if TYPE_CHECKING:
    from vipdesk.domain.handing import Handing


class Reader(LookingBack):
    """Reads the store under the policy in force; for one thread at a time."""

    def __init__(
        self,
        connection: Connection,
        policy_for: Callable[[str], Policy],
        words: WordIndex | None = None,
    ) -> None:
        self._connection = connection
        self._policy_for = policy_for
        self._words = words or Fts5()
        self._rows = KnownRows(connection)
        self._latest: tuple[dict[str, Any], Board] | None = None

    def board(self) -> Board:
        """The desk as it stands now: the very same board where it stands as it did before."""
        told = self._told(whole=True)
        if self._latest is None or told != self._latest[0]:
            self._latest = told, Board(**told)
        return self._latest[1]

    def beginning(self) -> Board:
        """The same, with no more rows than a first picture shows; `rest` is what follows them."""
        return Board(**self._told(whole=False))

    def _told(self, *, whole: bool) -> dict[str, Any]:
        """What a board is made of."""
        with self._connection.snapshot() as fetch:
            registered = queries.registration(fetch)
            policy = self._policy_for(registered.policy_text)
            drafts = fetch("SELECT DISTINCT ticket FROM draft", ())
            cover, unsigned = passings(fetch)
            pinned = frozenset(row[0] for row in fetch("SELECT ticket FROM pin", ()))
            first = None if whole else first_rows(fetch, pinned, policy.version)
            lines, rest = first or (under(policy, fetch, self._rows.read(fetch)), ())
            return {
                "client": registered.client,
                "agent": registered.agent,
                "policy": policy,
                "lines": lines,
                "rest": rest,
                "drafts": frozenset(row[0] for row in drafts),
                "unreadable": queries.count(fetch, "unreadable"),
                "set_aside": queries.count(fetch, "message", "ticket IS NULL"),
                "folded": folded(fetch, registered.client),
                "queued": queries.unsent(fetch),
                "callbacks": in_order(callbacks(fetch, OPEN), policy),
                "reminders": reminders(fetch, STANDING),
                "calendar": CalendarView(
                    bookings=bookings(fetch, "status = 'booked'"), busy=busy_times(fetch)
                ),
                "conflicts": items(fetch, CONFLICTS),
                "views": queries.views(fetch),
                "pinned": pinned,
                "escalations": escalations(fetch, NOT_OVER),
                "people": colleagues(fetch, "active"),
                "explained": explained(fetch),
                "cover": cover,
                "unsigned": unsigned,
                "latest": queries.latest(fetch),
                "unread_chat": unread(fetch),
            }

    def policy(self) -> Policy:
        """The policy in force."""
        with self._connection.snapshot() as fetch:
            return self._policy_for(queries.registration(fetch).policy_text)

    def agent(self) -> Agent:
        """Whose desk it is."""
        with self._connection.snapshot() as fetch:
            return queries.registration(fetch).agent

    def holder(self) -> str:
        """Who has the desk: the dedicated agent, or who covers for them."""
        with self._connection.snapshot() as fetch:
            cover, _ = passings(fetch)
            return cover.taker if cover is not None else queries.registration(fetch).agent.name

    def handing(self) -> "Handing":
        """What a hand-over sheet is made of, and the sheets that were made."""
        with self._connection.snapshot() as fetch:
            return handing(fetch, self._policy_for)

    def queue(self, limit: int) -> tuple[QueueLine, ...]:
        """The first rows of the queue, under the policy they were written by."""
        with self._connection.snapshot() as fetch:
            return queries.first_lines(fetch, limit)

    def every_line(self) -> tuple[QueueLine, ...]:
        """All tickets, resolved ones too, in queue order."""
        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            return under(policy, fetch, queries.lines_of(fetch, "1 = 1", ()))

    def search(self, wanted: Filter, most: int) -> Found:
        """What meets the filter: of the open tickets what their rows don't tell, and at most so
        many resolved ones; a negative number gives all."""
        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            known = open_meeting(fetch, wanted, self._words)
            if not most:
                return Found(known)
            numbers = resolved_meeting(fetch, wanted, policy, self._words, most)
            shown = numbers[:most] if most > 0 else numbers
            lines = under(policy, fetch, queries.lines_numbered(fetch, shown))
            order = wanted.order or Order.DUE
            return Found(known, ordered(lines, order), len(numbers) - len(shown))

    def ticket(self, number: int) -> TicketView | None:
        """One ticket, whole; None where there is no such ticket."""
        with self._connection.snapshot() as fetch:
            found = queries.tickets(fetch, [number])
            if not found:
                return None
            policy = self._policy_for(queries.registration(fetch).policy_text)
            return _view(fetch, policy, number)

    def news(self, after: int | None) -> tuple[int, tuple[News, ...]]:
        """The latest message, and what the client wrote `after` another one; None for nothing."""
        with self._connection.snapshot() as fetch:
            return latest_message(fetch), news_after(fetch, after) if after is not None else ()

    def open_tickets(self) -> tuple[Ticket, ...]:
        """The unresolved tickets, whole."""
        with self._connection.snapshot() as fetch:
            numbers = [row[0] for row in fetch(queries.OPEN_NUMBERS, ())]
            return queries.tickets(fetch, numbers)

    def callbacks(self) -> tuple[Callback, ...]:
        """All callbacks: who is to be called first comes first, those done with last."""
        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            return in_order(callbacks(fetch, "1 = 1"), policy)

    def history(self, callback: int) -> tuple[Event, ...]:
        """What happened to a callback, oldest first: what was undone is still there."""
        with self._connection.snapshot() as fetch:
            return queries.events_of_call(fetch, callback)

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        """The calls that overlap [start, end), both aware, and all busy time."""
        with self._connection.snapshot() as fetch:
            booked = bookings_between(fetch, start, end)
            return CalendarView(bookings=booked, busy=busy_times(fetch))

    def elsewhere(self) -> Elsewhere:
        """What is to be copied to the calendar elsewhere, and what is known of it."""
        with self._connection.snapshot() as fetch:
            known = items(fetch, "1 = 1")
            copied = "status = 'booked' OR number IN (SELECT booking FROM calendar_item)"
            return Elsewhere(bookings(fetch, copied), known)

    def bookings(self) -> tuple[Booking, ...]:
        """Every booking there ever was, cancelled ones too, in order of time."""
        with self._connection.snapshot() as fetch:
            return bookings(fetch, "1 = 1")

    def reminders(self) -> tuple[Reminder, ...]:
        """All reminders that were told, in that order."""
        with self._connection.snapshot() as fetch:
            return reminders(fetch, "fired IS NOT NULL")

    def people(self) -> tuple[Colleague, ...]:
        """All our people, those who left too."""
        with self._connection.snapshot() as fetch:
            return colleagues(fetch, "1 = 1")

    def escalations(self) -> tuple[Escalation, ...]:
        """Every escalation there ever was, in the order they were made."""
        with self._connection.snapshot() as fetch:
            return escalations(fetch, "1 = 1")

    def causes(self, numbers: Iterable[int]) -> tuple[Cause, ...]:
        """Why what was missed on these tickets was missed."""
        with self._connection.snapshot() as fetch:
            return causes_of(fetch, numbers)

    def notices(self, escalation: int) -> tuple[Notice, ...]:
        """The mails that an escalation has come to, oldest first."""
        with self._connection.snapshot() as fetch:
            return notices(fetch, escalation)

    def at_the_door(self, now: datetime) -> tuple[tuple[Visit, ...], tuple[Link, ...]]:
        """Who is signed in at the client's own door, and the links that wait."""
        with self._connection.snapshot() as fetch:
            return at_the_door(fetch, now)

    def kept_apart(self) -> KeptApart:
        """What waits for a person beside the queue, latest first."""
        with self._connection.snapshot() as fetch:
            policy = self._policy_for(queries.registration(fetch).policy_text)
            many = floods(fetch, policy.most_an_hour)
            return KeptApart(queries.unreadable(fetch), set_aside(fetch), many)

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()


def _view(fetch: Fetch, policy: Policy, number: int) -> TicketView:
    (ticket,) = queries.tickets(fetch, [number])
    course = follow(ticket, policy)
    continued = fetch("SELECT number FROM ticket WHERE linked_to = ? ORDER BY number", (number,))
    merged = fetch("SELECT number FROM ticket WHERE merged_into = ? ORDER BY number", (number,))
    messages = queries.messages(fetch, "ticket = ? ORDER BY at, number", (number,))
    return TicketView(
        ticket=ticket,
        line=queue_line(course),
        messages=messages,
        next_tries=queries.next_tries(fetch, (message.number for message in messages)),
        events=queries.events(fetch, number),
        drafts=queries.drafts(fetch, number),
        continued_by=tuple(row[0] for row in continued),
        merged=tuple(row[0] for row in merged),
        escalations=escalations(fetch, "ticket = ?", (number,)),
        acknowledgements=acknowledgements(fetch, "ticket = ?", (number,)),
        causes=causes(fetch, "ticket = ?", (number,)),
        marks=marks(fetch, [number]),
    )


def under(policy: Policy, fetch: Fetch, lines: Sequence[QueueLine]) -> tuple[QueueLine, ...]:
    """The rows under `policy`: those written under another one are worked out again."""
    old = [line.number for line in lines if line.policy_version != policy.version]
    if not old:
        return lines if isinstance(lines, tuple) else tuple(lines)
    anew = {t.number: queue_line(follow(t, policy)) for t in queries.tickets(fetch, old)}
    return tuple(sorted((anew.get(line.number, line) for line in lines), key=place))
