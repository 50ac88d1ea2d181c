"""The queue of an instant that is over is the queue that was shown then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.conftest import EVA, PAVEL, PETRA, RealDesk, desk_in
from tests.desk.test_callbacks import rang
from tests.kit import JANA, MARTA, STRANGER, at
from vipdesk.domain.board import Board
from vipdesk.domain.callback import CallbackStatus, Outcome
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    Filing,
    Identify,
    LogAttempt,
    NoAnswerNeeded,
    OpenTicket,
    Promise,
    Reply,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SetColleague,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.handover_commands import MakeSheet, SignSheet
from vipdesk.domain.hindsight import view_then
from vipdesk.domain.message import Kind
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.domain.recutting import Merge, Owe, Owing, Pin, Split, WayBack
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for, shipped_policy_text

POLICY: Policy = policy_for(shipped_policy_text())
SOONER = policy_for(POLICY.text.replace('initial = "1 hour"', 'initial = "30 minutes"'))

ACTS = (
    *("mail", "mail", "stranger", "old", "answer", "severity", "status", "thank", "promise"),
    *("merge", "split", "pin", "owe", "escalate", "senior", "policy", "identify", "undo", "undo"),
    *("sweep", "sheet", "sign"),
)


def picture(board: Board, now: datetime) -> object:
    """All that a row of the queue shows at an instant."""
    policy, escalated = board.policy, board.escalated
    rows = [
        (
            line,
            line.band(policy, now),
            line.countdown and line.countdown.remaining(policy.hours, now),
            escalated.get(line.number),
        )
        for line in board.lines
    ]
    return policy.version, board.pinned, rows, board.holder


@dataclass
class Shown:
    """A desk, what it showed at which instant, and what takes the acts back."""

    real: RealDesk
    seen: dict[datetime, object] = field(default_factory=dict)
    back: list[WayBack] = field(default_factory=list)

    def act(self, what: str, place: int, minutes: int) -> None:
        """An act on whatever is at that place, some minutes on, and a look at the queue."""
        self.real.now += timedelta(minutes=minutes)
        for command in self.commands(what, place):
            try:
                change = self.real.do(command).change
            except (Refusal, BadInput):
                continue
            if what != "undo":
                self.back += change.back
        self.seen[self.real.now] = picture(self.real.board(), self.real.now)

    def commands(self, what: str, place: int) -> tuple[Command, ...]:
        """What is wished, on the ticket at that place."""
        tickets = sorted(line.number for line in self.real.reader.every_line())
        ticket = tickets[place % len(tickets)] if tickets else 1
        other = tickets[place // 2 % len(tickets)] if tickets else 1
        match what:
            case "mail" | "stranger":
                self.mail(what, place, ticket)
            case "old":
                received = self.real.now - timedelta(hours=place)
                return (OpenTicket("Told by phone", 1 + place % 4, received=received),)
            case "senior":
                stands = [one.number for one in self.real.reader.escalations() if one.stands]
                return self.senior(stands[0], place) if stands else ()
            case "split":
                return self.split(ticket)
            case "sheet":
                return (MakeSheet(),)
            case "sign":
                waits = self.real.reader.handing().waiting
                return (SignSheet(waits.number, waits.taker),) if waits else ()
            case "undo":
                return (self.back.pop(),) if self.back else ()
        return self.on_ticket(what, place, ticket, other)

    def mail(self, what: str, place: int, ticket: int) -> None:
        """The client writes anew, or on a ticket."""
        sender = STRANGER if what == "stranger" else MARTA
        first = next(iter(self.real.ticket(ticket).messages), None) if place % 2 else None
        self.real.mail(sender, references=(first.message_id,) if first else ())

    def split(self, ticket: int) -> tuple[Command, ...]:
        """The last message of the client's becomes a ticket."""
        view = self.real.reader.ticket(ticket)
        said = [m.number for m in view.messages if m.kind is Kind.RECEIVED] if view else []
        return tuple(map(Split, said[-1:]))

    @staticmethod
    def senior(number: int, place: int) -> tuple[Command, ...]:
        """What a senior says of an escalation."""
        said = (
            AcceptEscalation(number, PAVEL),
            DeclineEscalation(number, "no time", EVA),
            HandBack(number, "mended", PAVEL),
        )
        return (said[place % 3],)

    def on_ticket(self, what: str, place: int, ticket: int, other: int) -> tuple[Command, ...]:
        """An act on a ticket of its own."""
        statuses = (Status.WAITING, Status.RESOLVED, Status.OPEN)
        wished: dict[str, Command] = {
            "answer": Reply(ticket, "We are on it.", (*statuses, None)[place % 4]),
            "severity": SetSeverity(ticket, 1 + place % 4, "seen"),
            "status": SetStatus(ticket, statuses[place % 3]),
            "thank": NoAnswerNeeded(ticket),
            "promise": Promise(ticket, self.real.now + timedelta(minutes=10 + place)),
            "merge": Merge(ticket, other),
            "pin": Pin(ticket, pinned=place % 3 > 0),
            "owe": Owe(ticket, Owing.VENDOR if place % 2 else None),
            "escalate": Escalate(ticket, "too hard"),
            "policy": PutPolicy(SOONER if place % 2 else POLICY),
            "identify": Identify(ticket, "Sam" if place % 2 else None),
            "sweep": Sweep(),
        }
        return (wished[what],) if what in wished else ()


steps = st.tuples(st.sampled_from(ACTS), st.integers(0, 12), st.integers(1, 90))


@settings(deadline=None, max_examples=25)
@given(st.lists(steps, min_size=4, max_size=25))
def test_the_queue_of_then_is_what_was_shown_then(acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, desk_in(Path(folder), POLICY) as real:
        shown = Shown(real)
        for name in (PAVEL, EVA):
            real.do(SetColleague(name, Role.SENIOR, f"{name[:3]}@vipdesk.example.org"))
        real.do(SetColleague(PETRA, Role.COVER))
        real.mail()
        for what, place, minutes in acts:
            shown.act(what, place, minutes)
        real.now += timedelta(days=3)
        for then, seen in shown.seen.items():
            for later in (timedelta(), timedelta(seconds=30)):
                found = real.reader.hindsight(then + later)
                assert found.exact
                assert picture(found.board, then) == seen


def test_what_was_taken_back_later_is_there_as_it_was_seen(real: RealDesk) -> None:
    real.mail()
    real.mail(subject="The same once more")
    real.at("Mon 2026-11-23 10:00")
    before = real.board().lines
    (back,) = real.do(Merge(102, 101)).change.back
    merged = real.board().lines
    real.at("Mon 2026-11-23 11:00").do(back)
    assert real.numbers() == [101, 102]
    assert real.reader.hindsight(at("Mon 2026-11-23 10:59")).board.lines == merged
    assert real.reader.hindsight(at("Mon 2026-11-23 09:59")).board.lines == before


def test_what_is_told_late_was_not_in_the_queue_of_then(real: RealDesk) -> None:
    real.at("Mon 2026-11-23 11:00")
    real.do(OpenTicket("Told by phone", 1, received=at("Mon 2026-11-23 09:40")))
    assert real.reader.hindsight(at("Mon 2026-11-23 10:59")).board.lines == ()
    assert real.reader.hindsight(real.now).board.count == 1


def test_before_the_desk_was_set_up_there_is_no_queue(real: RealDesk) -> None:
    real.mail()
    found = real.reader.hindsight(at("Sun 2026-11-22 10:00"))
    assert found.exact
    assert found.board.lines == ()


def test_after_a_clock_was_set_back_what_had_been_done_still_stood(real: RealDesk) -> None:
    real.mail()
    real.at("Mon 2026-11-23 12:00").do(Reply(101, "We are on it.", Status.WAITING))
    real.at("Mon 2026-11-23 11:00").mail(subject="Another matter")
    found = real.reader.hindsight(at("Mon 2026-11-23 11:00")).board
    assert {line.number: line.status for line in found.lines} == {101: "waiting", 102: "open"}


def test_resolved_tickets_are_told_apart(real: RealDesk) -> None:
    real.mail()
    real.do(Reply(101, "Done.", Status.RESOLVED))
    found = real.reader.hindsight(real.now)
    assert found.board.lines == ()
    assert [line.number for line in found.resolved] == [101]


def test_who_had_the_desk_is_as_it_was_though_a_signature_was_taken_back(real: RealDesk) -> None:
    real.do(SetColleague(PETRA, Role.COVER))
    real.do(MakeSheet())
    (back,) = real.at("Mon 2026-11-23 10:00").do(SignSheet(1, PETRA)).change.back
    real.at("Mon 2026-11-23 10:05").do(back)
    real.at("Mon 2026-11-23 10:10").do(SignSheet(1, PETRA))
    real.at("Mon 2026-11-23 11:00").do(MakeSheet())
    real.at("Mon 2026-11-23 11:05").do(SignSheet(2, JANA.name))

    def holder(when: str) -> str:
        return real.reader.hindsight(at(f"Mon 2026-11-23 {when}")).board.holder

    had = [holder(when) for when in ("09:59", "10:00", "10:05", "10:10", "11:04", "11:05")]
    assert had == [JANA.name, PETRA, JANA.name, PETRA, PETRA, JANA.name]
    cover = real.reader.hindsight(at("Mon 2026-11-23 10:30")).board.cover
    assert cover is not None
    assert cover.signed == at("Mon 2026-11-23 10:10")


def test_who_was_to_be_called_then(real: RealDesk) -> None:
    """A call that was entered late was not known then, nor what was tried later."""
    rang(real)
    real.at("Mon 2026-11-23 10:00").do(LogAttempt(1, Outcome.NO_ANSWER))
    real.at("Mon 2026-11-23 10:30").do(FileCallback(1, Filing(subject="Please call"), done=True))
    real.at("Mon 2026-11-23 11:00")
    rang(real, "Mon 2026-11-23 09:40", external_id="asterisk:2", phone="+390255509999")

    def waiting(when: str) -> list[tuple[int, int, CallbackStatus]]:
        found = real.reader.hindsight(at(f"Mon 2026-11-23 {when}")).board.callbacks
        return [(one.number, len(one.attempts), one.status) for one in found]

    assert waiting("09:29") == []
    assert waiting("09:45") == [(1, 0, CallbackStatus.OPEN)]
    assert waiting("10:15") == [(1, 1, CallbackStatus.OPEN)]
    assert waiting("10:30") == []
    assert waiting("11:00") == [(2, 0, CallbackStatus.OPEN)]
    (first,) = real.reader.callbacks_then(at("Mon 2026-11-23 10:15"))
    assert (first.closed, first.ticket) == (None, None)
    assert len(real.reader.callbacks_then(real.now)) == 2


def test_a_ticket_of_then_has_what_was_said_by_then(real: RealDesk) -> None:
    real.mail()
    real.at("Mon 2026-11-23 10:00").do(Reply(101, "We are on it."))
    view = real.reader.ticket(101)
    assert view is not None
    for when, said, targets in (("09:59", 1, 0), ("10:00", 2, 1)):
        found = real.reader.hindsight(at(f"Mon 2026-11-23 {when}"))
        then = view_then(view, found.board.lines[0], found)
        assert (len(then.messages), len(then.ticket.verdicts)) == (said, targets)
        assert {event.what.value for event in then.events} >= {"opened"}
        assert ("answered" in {event.what.value for event in then.events}) is (said == 2)
