"""The course of a ticket: its facts in order, and what they make of status and targets.

Source: spec, clock: initial response, follow-up, severity. Nothing here depends on the present:
the same facts under the same policy always give the same course.
"""

from datetime import datetime
from typing import assert_never

from msgspec import Struct, field

from vipdesk.domain.cycle import Cycle
from vipdesk.domain.facts import (
    Answered,
    ClientWrote,
    ClockJoined,
    Fact,
    Promised,
    SeveritySet,
    Status,
    StatusSet,
    Word,
    in_order,
)
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Breach, Target, TargetKind
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.verdict import Verdict


class Course(Struct):
    """Where a ticket stands after its facts; instants are aware UTC."""

    ticket: Ticket
    policy: Policy
    severity: int
    triaged: bool
    last_activity: datetime
    status: Status = Status.OPEN
    status_since: datetime | None = None
    clock_start: datetime | None = None
    initial: Cycle | None = None
    initial_given: bool = False
    follow_up: Cycle | None = None
    unanswered: tuple[Word, ...] = ()
    promise: Promised | None = None
    closed: list[Verdict] = field(default_factory=list)

    @property
    def unanswered_since(self) -> datetime | None:
        """When the oldest of the client's words that wait for an answer reached us."""
        return min((word.since for word in self.unanswered), default=None)

    @property
    def client_waits_since(self) -> datetime | None:
        """When the oldest unanswered message reached us, while we are the ones to write."""
        return self.unanswered_since if self.status is Status.OPEN else None

    @property
    def verdicts(self) -> list[Verdict]:
        """How the closed cycles were judged, as far as that says anything."""
        return [verdict for verdict in self.closed if verdict.told]

    @property
    def cycles(self) -> tuple[Cycle, ...]:
        """The cycles that are not closed by an answer, running or not."""
        return tuple(cycle for cycle in (self.initial, self.follow_up) if cycle is not None)

    @property
    def missed(self) -> Breach | None:
        """How the oldest cycle that is not closed was missed, as far as the facts tell."""
        return next((cycle.breach for cycle in self.cycles if cycle.breach), None)

    @property
    def running(self) -> Cycle | None:
        """The cycle that runs now, one at most: the initial response never pauses."""
        if self.status is Status.RESOLVED:
            return None
        if self.initial is not None:
            return self.initial
        return None if self.status is Status.WAITING else self.follow_up

    @property
    def target(self) -> Target | None:
        """The target that runs now; None where nothing is promised."""
        return self.running.target(self.policy, self.severity) if self.running else None

    @property
    def waiting_cycle(self) -> Cycle | None:
        """The cycle that runs for a word of the client's; None where we had the last one."""
        return self.running if self.unanswered else None

    def take(self, fact: Fact) -> None:
        """Go on by one fact; facts come in the order of their instants."""
        match fact:
            case ClientWrote():
                self._client_wrote(fact)
            case Answered():
                self._answered(fact)
            case StatusSet():
                self._status_set(fact)
            case SeveritySet():
                self._severity_set(fact)
            case Promised():
                self.promise = fact
            case ClockJoined():
                self._clock_joined(fact)
            case _:
                assert_never(fact)

    def _client_wrote(self, fact: ClientWrote) -> None:
        start = self.policy.clock_start(fact.channel, fact.at)
        if self.clock_start is None:
            self.clock_start = start
            if not self.initial_given:
                self.initial = Cycle(TargetKind.INITIAL, fact.number, start)
        if self.status is not Status.OPEN:
            self._wrote_again(fact, start)
        self.unanswered = (*self.unanswered, fact)

    def _wrote_again(self, fact: ClientWrote, start: datetime) -> None:
        """The client was the one we waited for, or thought the matter closed: our turn again."""
        if self.status is Status.RESOLVED and self.initial is not None:
            self.initial, self.initial_given = None, True
        self._close_follow_up(fact, answered=False)
        if self.initial_given:
            self.follow_up = Cycle(TargetKind.FOLLOW_UP, fact.number, start)
            self.unanswered = ()
        self._set_status(Status.OPEN, fact.noticed or fact.at)

    def _answered(self, fact: Answered) -> None:
        if self.initial is not None:
            self._take_back_verdict(self.initial)
            self._judge(self.initial, fact, answered=True)
            self.initial = None
        self.initial_given = True
        self._close_follow_up(fact, answered=True)
        self.follow_up = Cycle(TargetKind.FOLLOW_UP, fact.number, fact.at)
        if self.status is not Status.OPEN:
            self.follow_up.hold(fact.at)
        self.unanswered, self.promise = (), None

    def _status_set(self, fact: StatusSet) -> None:
        if fact.status is self.status:
            return
        if fact.status is Status.OPEN:
            self._resume(fact.at)
        elif self.follow_up is not None:
            self.follow_up.mark_late(self.policy, self.severity, fact.at, Breach.BREACHED)
            self.follow_up.hold(fact.at)
        if fact.status is Status.RESOLVED:
            self.promise = None
            for cycle in self.cycles:
                self._judge(cycle, fact, answered=False)
        self._set_status(fact.status, fact.at)

    def _resume(self, at: datetime) -> None:
        for cycle in self.cycles:
            self._take_back_verdict(cycle)
            cycle.resume(at)

    def _severity_set(self, fact: SeveritySet) -> None:
        for cycle in self.cycles:
            cycle.mark_late(self.policy, self.severity, fact.at, Breach.BREACHED)
            cycle.mark_late(self.policy, fact.level, fact.at, Breach.LATE_AT_REGRADING)
        self.severity, self.triaged = fact.level, True

    def _clock_joined(self, fact: ClockJoined) -> None:
        """One clock lives on, the older; it is our turn in any case."""
        own = self.waiting_cycle
        if own is None:
            self.unanswered = ()
        if own is None or fact.start < own.start:
            self._replace_clock(fact)
        self.clock_start = min(self.clock_start or fact.start, fact.start)
        self.unanswered = (*self.unanswered, fact)
        if self.status is not Status.OPEN:
            self._set_status(Status.OPEN, fact.at)

    def _replace_clock(self, fact: ClockJoined) -> None:
        """The clocks there were end; one that was missed by then stays missed."""
        for cycle in self.cycles:
            cycle.mark_late(self.policy, self.severity, fact.at, Breach.BREACHED)
            if cycle.breach is not None:
                self._judge(cycle, fact, answered=False)
        joined = Cycle(fact.kind, fact.number, fact.start)
        self.initial_given = fact.kind is TargetKind.FOLLOW_UP
        self.initial, self.follow_up = (None, joined) if self.initial_given else (joined, None)

    def _set_status(self, status: Status, at: datetime) -> None:
        self.status, self.status_since = status, at

    def _close_follow_up(self, fact: Fact, *, answered: bool) -> None:
        if self.follow_up is not None:
            self._judge(self.follow_up, fact, answered=answered)
            self.follow_up = None

    def _judge(self, cycle: Cycle, fact: Fact, *, answered: bool) -> None:
        """Judge a cycle once; a verdict that was kept stays under any later policy."""
        if cycle.judged:
            return
        verdict = self.ticket.kept.get((cycle.kind, cycle.opened_by, fact.number))
        if verdict is None:
            verdict = cycle.verdict(
                self.policy, self.severity, fact.at, fact.number, answered=answered
            )
        cycle.close(verdict)
        self.closed.append(verdict)

    def _take_back_verdict(self, cycle: Cycle) -> None:
        mine = (cycle.kind, cycle.opened_by)
        self.closed = [v for v in self.closed if (v.kind, v.opened_by) != mine]
        cycle.judged = False


def follow(ticket: Ticket, policy: Policy) -> Course:
    """The course that the ticket's facts give under `policy`; kept verdicts stay as judged."""
    course = Course(
        ticket=ticket,
        policy=policy,
        severity=ticket.opened_severity,
        triaged=ticket.triaged,
        last_activity=max((fact.at for fact in ticket.facts), default=ticket.opened_at),
    )
    for fact in in_order(ticket.facts):
        course.take(fact)
    return course
