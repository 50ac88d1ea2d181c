"""What a watcher looks at: a morning on the desk, a clock set by hand, a feed that is pulled."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace
from textual.pilot import Pilot
from textual.screen import Screen

from tests.kit import ACME, JANA, MARTA, PAOLO, STRANGER, Story, at
from vipdesk.domain.audit import Entry, Wanted
from vipdesk.domain.board import Board, KeptApart, TicketView
from vipdesk.domain.calendar import CalendarView
from vipdesk.domain.commands import LogCall, Note
from vipdesk.domain.course import follow
from vipdesk.domain.errors import DeskError
from vipdesk.domain.facts import Status
from vipdesk.domain.figures import Figures
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.hindsight import Hindsight
from vipdesk.domain.judged import judged_of
from vipdesk.domain.load import Came, load, looked_back
from vipdesk.domain.missed import OPEN, open_and_late
from vipdesk.domain.month import Month
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine, queue_line
from vipdesk.domain.ticket import Ticket
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.watch import WatchApp

POLICY = policy_for(shipped_policy_text())
LUCA = Person("Luca Ferri", "luca.ferri@acme.example.com")
CLIENT = replace(ACME, contacts=(MARTA, PAOLO, LUCA))
NOW = at("Mon 2026-11-23 10:42")
WIDE, SMALL, SMALLEST = (120, 36), (80, 24), (40, 12)


@dataclass
class Wall:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


class Pulled:
    """A feed that tells of a change whenever it is pulled."""

    in_haste = False

    def __init__(self) -> None:
        self._pulls: asyncio.Queue[bool] = asyncio.Queue()
        self.closed = False

    def pull(self) -> None:
        """Something was committed."""
        self._pulls.put_nowait(True)

    async def changes(self) -> AsyncGenerator[None, None]:
        while await self._pulls.get():
            yield

    def close(self) -> None:
        self.closed = True
        self._pulls.put_nowait(False)


@dataclass
class Morning:
    """The boards of a desk whose story is told so far; what is set here is read next."""

    board_now: Board
    views: dict[int, TicketView] = field(default_factory=dict)
    kept: KeptApart = field(default_factory=lambda: KeptApart((), ()))
    trouble: DeskError | None = None
    asked_for: list[int] = field(default_factory=list)
    searched: list[Filter] = field(default_factory=list)
    hold: Callable[[int], object] = int
    board_then: Board | None = None
    founded: bool = True
    entered: tuple[Entry, ...] = ()

    def board(self) -> Board:
        if self.trouble is not None:
            raise self.trouble
        return self.board_now

    def beginning(self) -> Board:
        return self.board()

    def ticket(self, number: int) -> TicketView | None:
        self.asked_for.append(number)
        self.hold(number)
        return self.views.get(number)

    def search(self, wanted: Filter, most: int) -> Found:
        """Resolved tickets by what stands in their rows, latest active first."""
        self.searched.append(wanted)
        rows = placed(view.line for view in self.views.values())
        policy = self.board_now.policy
        gone = [row for row in rows if row.status == Status.RESOLVED]
        met = tuple(row for row in gone if wanted.meets(row, policy, NOW))
        return Found({}, met[:most], max(len(met) - most, 0))

    def open_tickets(self) -> tuple[Ticket, ...]:
        return tuple(self.views[line.number].ticket for line in self.board_now.lines)

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        return self.board_now.calendar

    def kept_apart(self) -> KeptApart:
        return self.kept

    def hindsight(self, at: datetime) -> Hindsight:
        return Hindsight(at, self.board_then or self.board(), founded=self.founded)

    def audit(self, wanted: Wanted) -> tuple[Entry, ...]:
        if self.trouble is not None:
            raise self.trouble
        met = tuple(entry for entry in self.entered if wanted.meets(entry))
        return met[-wanted.most :]

    def figures(self, month: Month, now: datetime) -> Figures:
        """Of the tickets there are, as the store would count them."""
        policy = self.board_now.policy
        zone, span = policy.hours.zone, month.span(policy.hours.zone)
        judged, came = [], []
        for number, view in self.views.items():
            ticket, course = view.ticket, follow(view.ticket, policy)
            came.append(Came(number, course.severity, ticket.subject, ticket.opened_at))
            closed = [one for one in course.verdicts if one.is_judged]
            for verdict in (*closed, *open_and_late(course, now)):
                late = verdict.closed_by == OPEN
                cause = view.cause_of(verdict)
                judged.append(judged_of(number, ticket.subject, verdict, is_open=late, cause=cause))
        mine = tuple(one for one in judged if span.start <= one.due < span.end)
        weeks = load(came, judged, looked_back(now, zone), zone)
        return Figures(month=month, at=now, judged=mine, load=weeks)

    def show(self, *lines: QueueLine) -> None:
        """Have the board show just these rows."""
        self.board_now = replace(self.board_now, lines=tuple(lines))


def placed(lines: Iterable[QueueLine]) -> tuple[QueueLine, ...]:
    """Rows in the order of the queue."""
    return tuple(sorted(lines, key=lambda line: (line.rank, line.position, line.number)))


def morning_of(story: Story) -> Morning:
    """The desk as the story has left it."""
    courses = [follow(ticket, story.policy) for ticket in story.tickets.values()]
    views = {
        course.ticket.number: TicketView(
            ticket=course.ticket,
            line=queue_line(course),
            messages=tuple(m for m in story.messages.values() if m.ticket == course.ticket.number),
            events=tuple(
                event
                for change in story.changes
                for event in change.events
                if event.ticket == course.ticket.number
            ),
        )
        for course in courses
    }
    open_now = [view.line for view in views.values() if view.line.status != Status.RESOLVED]
    board = Board(client=story.client, agent=JANA, policy=story.policy, lines=placed(open_now))
    return Morning(board, views)


def monday() -> Story:
    """Monday 23 November 2026, 10:42: every band is on the desk."""
    story = Story(POLICY, CLIENT)
    story.at("Thu 2026-11-19 11:00").mail(subject="Webhook to the CRM sends twice")
    story.at("Thu 2026-11-19 11:20").answer()
    story.severity(3)
    story.at("Thu 2026-11-19 15:00").answer(then=Status.WAITING)
    story.at("Fri 2026-11-20 15:40").mail(LUCA, subject="Rule condition ignores umlauts")
    story.at("Fri 2026-11-20 16:10").severity(4, ticket=102)
    story.mail(PAOLO, subject="How do I export the audit log?", channel=Channel.CHAT)
    story.severity(5, ticket=103)
    story.at("Fri 2026-11-20 16:20").answer(ticket=103)
    story.at("Fri 2026-11-20 16:50").mail(PAOLO, ticket=103, channel=Channel.CHAT)
    story.at("Mon 2026-11-23 09:30").mail(MARTA, subject="Login page returns 502")
    story.severity(1, ticket=104)
    story.at("Mon 2026-11-23 09:41").do(Note(104, "asked Pavel about the proxy"))
    story.do(LogCall(104, reached=False, text="no answer, tried twice"))
    story.at("Mon 2026-11-23 09:46").mail(
        PAOLO, subject="Inbox crawls since Sunday night", channel=Channel.VOICEMAIL
    )
    story.at("Mon 2026-11-23 09:50").severity(2, ticket=105)
    story.at("Mon 2026-11-23 09:35").mail(MARTA, subject="New mail is not fetched since Friday")
    story.at("Mon 2026-11-23 10:20").mail(STRANGER, subject="Offer for your team")
    story.now = NOW
    return story


def a_watch(boards: Morning, wall: Wall | None = None, feed: Pulled | None = None) -> WatchApp:
    """A watcher of these boards."""
    return WatchApp(boards, feed or Pulled(), wall or Wall())


async def until(pilot: Pilot[None], holds: Callable[[], bool], within: float = 30) -> None:
    """Wait for what has to come true; it is awaited, never slept for."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "it did not come true"
        await pilot.pause(0.01)
    await pilot.pause()


def grid(screen: Screen[object]) -> list[str]:
    """What is on the screen, row by row, as plain text."""
    rows = screen._compositor.render_strips()
    return ["".join(segment.text for segment in row).rstrip() for row in rows]


def seen(pilot: Pilot[None]) -> str:
    """All that is on the screen."""
    return "\n".join(grid(pilot.app.screen))


async def ready(pilot: Pilot[None], app: WatchApp) -> None:
    """The first ticket is on the screen, with the scrollbars that are needed."""
    screen = app.board_screen

    def stands() -> bool:
        bars = screen.queue.lacks_its_bar or screen.timeline.lacks_its_bar
        return screen.view is not None and not bars

    await until(pilot, stands)


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys, let the ticket be read, and look."""
    app = pilot.app
    assert isinstance(app, WatchApp)
    await pilot.press(*keys)
    view = app.board_screen
    await until(pilot, lambda: view.view is None or view.view.line.number == view.number)
    return seen(pilot)
