"""One immutable picture of all that a screen shows."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.bands import Bands
from vipdesk.domain.calendar import CalendarView
from vipdesk.domain.callback import Callback
from vipdesk.domain.cause import Cause
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.event import Event
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.handover import Passing
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Draft, Kind, Message, NextTry
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, Ticking
from vipdesk.domain.reminder import Reminder
from vipdesk.domain.slack import Owed, Slack
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.verdict import Verdict
from vipdesk.domain.visit import Marks

if TYPE_CHECKING:
    from vipdesk.domain.figures import Figures
    from vipdesk.domain.month import Month

if TYPE_CHECKING:
    from vipdesk.domain.audit import Entry, Wanted
    from vipdesk.domain.hindsight import Hindsight

NOTHING = CalendarView(bookings=(), busy=())
"""An empty calendar."""


CLOCKS_APART = timedelta(minutes=5)
"""A clock that is so far behind has countdowns that mislead."""


class Board(Struct, frozen=True, kw_only=True, dict=True):
    """The desk as it stood at one commit: the unresolved tickets in queue order, and counts.

    `drafts` are the tickets somebody is half through answering, `unreadable` and `set_aside` how
    many messages a person has to look at, `folded` those among them that are in a contact's name
    and were too many at once, `queued` the answers that are not sent yet,
    `callbacks` who is still to be called, in that order,
    `calendar` the calls that are still to be held and all busy time, `reminders` what was told and
    not seen to yet, `conflicts` the bookings that stand otherwise in the calendar elsewhere,
    `views` the searches that a digit shows, `pinned` what stays on top of the queue,
    `escalations` those that stand, `people` our people, `cover` how somebody else than the agent
    has the desk, `unsigned` the sheet that waits to be signed, `explained` the
    tickets that are late for a cause that was given, `unread_chat` how many words in a chat nobody
    of our side has read, by ticket. Of a desk that was just begun to be read `rest` are the rows
    that follow, as far as they tick; `latest` (aware UTC) is the minute of when something was done
    last, by the clock of the machine that it was done on.
    """

    client: Client
    agent: Agent
    policy: Policy
    lines: tuple[QueueLine, ...]
    drafts: frozenset[int] = frozenset()
    unreadable: int = 0
    set_aside: int = 0
    folded: int = 0
    queued: int = 0
    callbacks: tuple[Callback, ...] = ()
    calendar: CalendarView = NOTHING
    reminders: tuple[Reminder, ...] = ()
    conflicts: tuple[Item, ...] = ()
    views: Mapping[int, str] = field(default_factory=dict)
    pinned: frozenset[int] = frozenset()
    escalations: tuple[Escalation, ...] = ()
    people: tuple[Colleague, ...] = ()
    explained: frozenset[int] = frozenset()
    cover: Passing | None = None
    unsigned: Passing | None = None
    unread_chat: Mapping[int, int] = field(default_factory=dict)
    rest: tuple[Ticking, ...] = ()
    latest: datetime | None = None

    def __post_init__(self) -> None:
        """Reckon what the rows come to where they are read, not where they are shown."""
        _ = self.places, self.bands, self.owed

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each ticket stands."""
        return {line.number: place for place, line in enumerate(self.lines)}

    @cached_property
    def bands(self) -> Bands:
        """The rows that tick, to be counted by band."""
        return Bands((*self.lines, *self.rest))

    @cached_property
    def owed(self) -> Owed:
        """The rows that are promised, to be held against the hours of the day."""
        return Owed((*self.lines, *self.rest), self.policy.hours)

    @property
    def holder(self) -> str:
        """Who has the desk."""
        return self.cover.taker if self.cover is not None else self.agent.name

    def behind(self, now: datetime) -> timedelta | None:
        """How far a clock that shows `now` is behind what was done already, where that matters."""
        late = self.latest - now if self.latest is not None else timedelta()
        return late if late >= CLOCKS_APART else None

    @property
    def is_whole(self) -> bool:
        """Whether all its rows are read."""
        return not self.rest

    @property
    def count(self) -> int:
        """How many tickets are open."""
        return len(self.lines) + len(self.rest)

    @property
    def escalated(self) -> Mapping[int, Escalation]:
        """The escalations by the numbers of their tickets."""
        return {one.ticket: one for one in self.escalations}

    @property
    def top(self) -> QueueLine | None:
        """What stands first in the queue: what is pinned, else what falls due next."""
        pinned = (line for line in self.lines if line.number in self.pinned)
        return next(pinned, None) if self.pinned else next(iter(self.lines), None)

    def line(self, number: int) -> QueueLine | None:
        """The row of ticket `number`; None where it is not on the board."""
        place = self.places.get(number)
        return None if place is None else self.lines[place]

    def slack(self, now: datetime) -> Slack | None:
        """How the day stands at `now` (aware); None where nothing is promised."""
        return self.owed.slack(now)

    def entitled(self, now: datetime) -> bool:
        """Whether the client has the add-on today, in desk time."""
        day = now.astimezone(self.policy.hours.zone).date()
        return self.client.entitled(day, self.policy.plan)


class TicketView(Struct, frozen=True, kw_only=True):
    """One ticket, whole; messages, escalations and history oldest first, drafts latest first.

    `continued_by` are tickets that go on from it, `merged` those that were merged into it,
    `acknowledgements` what was told by itself while the desk was closed, `next_tries` what comes
    next of answers that could not be sent at once, by their numbers, `causes` why what was missed,
    `marks` how far its words have come at the client's own door.
    """

    ticket: Ticket
    line: QueueLine
    messages: tuple[Message, ...]
    events: tuple[Event, ...]
    drafts: tuple[Draft, ...] = ()
    continued_by: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    next_tries: Mapping[int, NextTry] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    marks: tuple[Marks, ...] = ()

    def cause_of(self, verdict: Verdict) -> str:
        """Why a target was missed, as far as somebody has said."""
        key = verdict.kind, verdict.opened_by
        return next((one.text for one in self.causes if one.key == key), "")

    @property
    def escalation(self) -> Escalation | None:
        """The one that stands."""
        return next((one for one in self.escalations if one.stands), None)

    @property
    def brought_back(self) -> Escalation | None:
        """The one whose result the client has not been answered with yet."""
        latest = max(self.escalations, key=lambda one: one.number, default=None)
        if latest is None or latest.status is not EscalationStatus.HANDED_BACK:
            return None
        since = latest.ended or latest.at
        answers = (one for one in self.messages if one.kind is Kind.ANSWER and one.stands)
        answered = any(one.at >= since for one in answers)
        return None if answered else latest

    def draft_of(self, who: str) -> Draft | None:
        """What `who` has half typed."""
        return next((draft for draft in self.drafts if draft.author == who), None)

    def draft_of_another(self, who: str) -> Draft | None:
        """The latest that somebody else than `who` has half typed."""
        return next((draft for draft in self.drafts if draft.author != who), None)


class Flood(Struct, frozen=True):
    """What one sender sent beyond the most that is taken in an hour, by message numbers.

    `most` is what is taken in an hour now.
    """

    sender: Person
    first: datetime
    at: datetime
    numbers: tuple[int, ...]
    most: int


class KeptApart(Struct, frozen=True):
    """What was kept apart: mail that could not be read, that is nobody's ticket, or too much."""

    unreadable: tuple[Unreadable, ...]
    set_aside: tuple[Message, ...]
    floods: tuple[Flood, ...] = ()


class Feed(Protocol):
    """Says that something was committed; `in_haste` where somebody waits for the next word."""

    in_haste: bool

    def changes(self) -> AsyncIterator[None]:
        """One None for each time the store may have changed."""
        ...

    def close(self) -> None:
        """Stop telling."""
        ...


class Boards(Protocol):
    """Where screens get their pictures from; each call reads the store, so never on the loop."""

    def board(self) -> Board:
        """The desk as it stands now."""
        ...

    def beginning(self) -> Board:
        """The same, with no more rows than a first picture shows; `rest` is what follows them."""
        ...

    def ticket(self, number: int) -> TicketView | None:
        """One ticket, whole; None where there is no such ticket."""
        ...

    def search(self, wanted: Filter, most: int) -> Found:
        """What meets the filter, at most so many resolved tickets."""
        ...

    def open_tickets(self) -> tuple[Ticket, ...]:
        """The unresolved tickets, whole."""
        ...

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        """What is in the calendar between two aware instants."""
        ...

    def kept_apart(self) -> KeptApart:
        """What waits for a person beside the queue."""
        ...

    def hindsight(self, at: datetime) -> "Hindsight":
        """The queue as it stood at `at` (aware)."""
        ...

    def audit(self, wanted: "Wanted") -> "tuple[Entry, ...]":
        """The latest entries of the audit that are wanted, oldest first."""
        ...

    def figures(self, month: "Month", now: datetime) -> "Figures":
        """How the promises of a month were kept, as it stands at `now` (aware)."""
        ...
