"""However tickets are cut, and cut back: what waits for an answer has a clock on one ticket."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.conftest import RealDesk, desk_in
from vipdesk.domain.commands import Command, NoAnswerNeeded, Reply
from vipdesk.domain.course import follow
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Answered, ClientWrote
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Merge, Split, WayBack
from vipdesk.policies import policy_for, shipped_policy_text

POLICY: Policy = policy_for(shipped_policy_text())


@dataclass(frozen=True)
class Act:
    """What takes it back, and the messages that wait no more, or again, because of it."""

    back: tuple[WayBack, ...]
    gone: frozenset[int]
    come: frozenset[int] = frozenset()


@dataclass
class Told:
    """A desk, and which messages wait for an answer by what was done so far."""

    real: RealDesk
    waiting: frozenset[int] = frozenset()
    tickets: frozenset[int] = frozenset()
    done: list[Act] = field(default_factory=list)
    answered: bool = False

    def play(self, what: str, place: int, more: int = 0) -> None:
        """An act on whatever is at that place."""
        tickets, messages = self.numbers, self.messages
        ticket = tickets[place % len(tickets)]
        match what:
            case "mail":
                self.mail(ticket if place < len(tickets) else 0, more)
            case "answer":
                self.answer(ticket)
            case "thank":
                self.thank(ticket)
            case "split":
                self.split(messages[place % len(messages)].number)
            case "undo":
                self.undo(place)
            case "merge":
                self.merge(ticket, tickets[more % len(tickets)])

    @property
    def messages(self) -> list[Message]:
        """What the client said, oldest first."""
        views = (self.real.ticket(number) for number in self.numbers)
        said = (m for view in views for m in view.messages if m.kind is Kind.RECEIVED)
        return sorted(said, key=lambda message: message.number)

    @property
    def numbers(self) -> list[int]:
        """The tickets there are, merged ones too."""
        return sorted(self.tickets)

    def on(self, ticket: int) -> list[Message]:
        """Those of them on a ticket."""
        if ticket not in self.tickets:
            return []
        return [m for m in self.real.ticket(ticket).messages if m.kind is Kind.RECEIVED]

    def mail(self, ticket: int, minutes: int) -> None:
        """The client writes on a ticket, or about something new."""
        self.real.now += timedelta(minutes=minutes)
        there = self.on(ticket)
        came = self.real.mail(references=(there[0].message_id,) if there else ())
        self.tickets |= {came.change.messages[0].ticket or 0}
        self.waiting |= {came.change.messages[0].number}

    def answer(self, ticket: int) -> None:
        """What is on it waits no more."""
        gone = {m.number for m in self.on(ticket)} & self.waiting
        self.answered |= self._tried(Reply(ticket, "Mended."), gone)

    def thank(self, ticket: int) -> None:
        """The last that came, but what the ticket was opened with, waits no more."""
        facts = self.real.ticket(ticket).ticket.facts
        here = [f for f in facts if isinstance(f, ClientWrote | Answered) and f.struck is None]
        opener = here[0].number if len(here) == 1 else None
        waiting = [m for m in self.on(ticket) if m.number in self.waiting]
        thanks = [m for m in waiting if m.came_from or m.fact != opener]
        last = max(thanks, key=lambda message: message.at, default=None)
        self._tried(NoAnswerNeeded(ticket), {last.number} if last else set())

    def merge(self, ticket: int, into: int) -> None:
        """What waits waits on."""
        self._tried(Merge(ticket, into), set())

    def split(self, message: int) -> None:
        """It waits, also where it had been answered."""
        self._tried(Split(message), set(), {message} - self.waiting)

    def undo(self, place: int) -> None:
        """Take any act back, as another desk might."""
        if not self.done:
            return
        act = self.done.pop(place % len(self.done))
        try:
            for command in act.back:
                self.real.do(command)
        except Refusal:
            return
        self.waiting = (self.waiting | act.gone) - act.come

    def check(self) -> None:
        """What waits, and nothing else, has a clock, and has it where it is."""
        for number in self.numbers:
            view = self.real.ticket(number)
            course = follow(view.ticket, POLICY)
            waits = [m for m in view.messages if m.number in self.waiting]
            carried = sorted(word.since for word in course.unanswered)
            assert carried == sorted(m.at for m in waits), f"#{number}"
            cycle = course.waiting_cycle
            assert (cycle is not None) == bool(waits)
            if cycle is not None and not self.answered:
                assert cycle.start == min(POLICY.clock_start(m.channel, m.at) for m in waits)

    def _tried(self, command: Command, gone: set[int], come: Set[int] = frozenset()) -> bool:
        self.real.now += timedelta(minutes=1)
        try:
            change = self.real.do(command).change
        except Refusal:
            return False
        self.tickets |= {ticket.number for ticket in change.tickets}
        self.waiting = (self.waiting - gone) | come
        self.done.append(Act(change.back, frozenset(gone), frozenset(come)))
        return True


Played = tuple[str, int] | tuple[str, int, int]
few = st.integers(0, 5)
acts = st.one_of(
    st.tuples(st.just("mail"), few, st.integers(1, 90)),
    st.tuples(st.sampled_from(("answer", "thank", "split", "undo")), few),
    st.tuples(st.just("merge"), few, few),
)


@settings(max_examples=60)
@given(st.lists(acts, min_size=4, max_size=16))
def test_what_waits_has_a_clock_on_the_ticket_it_is_on(story: list[Played]) -> None:
    with TemporaryDirectory() as folder, desk_in(Path(folder), POLICY) as real:
        told = Told(real)
        for _ in range(3):
            told.mail(0, 7)
        for act in story:
            told.play(*act)
            told.check()
