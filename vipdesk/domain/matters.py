"""What reminders are about, as it stands: whether one still says something that is so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec.structs import replace

from vipdesk.domain.callback import Callback
from vipdesk.domain.circumstances import Reminding
from vipdesk.domain.course import follow
from vipdesk.domain.handover import Passing
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import PROMISE, QueueLine
from vipdesk.domain.reminder import About, Key, Occasion, Reminder

Name = tuple[About, int, Occasion]


class Matters:
    """Open tickets, callbacks and calls, with all that was told of them."""

    def __init__(self, state: Reminding, policy: Policy, unsigned: Passing | None = None) -> None:
        """`unsigned` is the hand-over sheet that waits."""
        self._unsigned = unsigned.number if unsigned is not None else None
        self._lines = {line.number: line for line in state.lines}
        self._callbacks = {callback.number: callback for callback in state.callbacks}
        self._starts = {booking.number: booking.start for booking in state.bookings}
        self._answered = state.answered
        self._first_due = dict(_first_dues(state, policy))
        self._told: Mapping[Name, list[Reminder]] = defaultdict(list)
        for one in state.reminders:
            self._told[_name(one.key)].append(one)

    def stands(self, reminder: Reminder) -> bool:
        """Whether it is still so: not answered, closed, tried, moved or called off since.

        One that was put off is about what the one before it was about.
        """
        told = self._told[_name(reminder.key)]
        before = [one for one in told if one.number <= reminder.number]
        if reminder.key.occasion is Occasion.NOT_DELIVERED:
            return self._is_unanswered(reminder.key.subject, before)
        if reminder.key.occasion is Occasion.PROPOSED:
            return reminder.key.subject in self._lines
        return any(self._is_so(one.key) for one in before)

    def was_told(self, key: Key) -> bool:
        """Whether it was told already, of the same target before it waited for the client.

        A cause is not asked for a second time while the first asking stands.
        """
        if key.about is About.BREACH:
            return any(one.done is None for one in self._told[_name(key)])
        first = self._first_due.get(key.subject) if key.about is About.TICKET else None
        if first is None:
            return False
        told = (one for one in self._told[_name(key)] if one.fired is not None)
        return any(first <= one.key.due <= key.due for one in told)

    def _is_unanswered(self, ticket: int, told: Iterable[Reminder]) -> bool:
        """Whether nobody has answered since the latest of these was told."""
        since = max((one.fired for one in told if one.fired), default=None)
        answered = self._answered.get(ticket)
        there = ticket in self._lines
        return there and (answered is None or since is None or answered <= since)

    def _is_so(self, key: Key) -> bool:
        match key.about:
            case About.TICKET:
                line = self._lines.get(key.subject)
                return line is not None and _runs(line, key.due)
            case About.CALLBACK:
                callback = self._callbacks.get(key.subject)
                return callback is not None and _is_to_be_called(callback, key)
            case About.BOOKING:
                return self._starts.get(key.subject) == key.due
            case About.HANDOVER:
                return self._unsigned == key.subject
        return True


def _name(key: Key) -> Name:
    return key.about, key.subject, key.occasion


def _runs(line: QueueLine, due: datetime) -> bool:
    """Whether what is due then still runs: behind a promise that is due before it, it does."""
    running = line.countdown
    if running is None:
        return False
    return running.due == due or (line.due_kind == PROMISE and running.due < due)


def _is_to_be_called(callback: Callback, key: Key) -> bool:
    if key.occasion is Occasion.NEXT_TRY:
        return callback.next_try == key.due
    return not callback.attempts


def _first_dues(state: Reminding, policy: Policy) -> Iterator[tuple[int, datetime]]:
    """When what runs would be due if it had never waited for the client, by ticket."""
    for ticket in state.paused:
        course = follow(ticket, policy)
        if (target := course.target) is not None:
            first = replace(target, pauses=()).due(policy.hours)
            yield ticket.number, first.astimezone(UTC)
