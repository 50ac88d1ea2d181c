"""Free slots: when a call may begin, by office hours, bookings, busy time, notice and horizon.

Instants are aware UTC. Slots begin every quarter of an hour of the office's wall clock, counted
from each opening; the days asked for are days of the office.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest

from msgspec import Struct

from vipdesk.domain.busy import Busy, occurrences
from vipdesk.domain.calendar import Booking
from vipdesk.domain.duration import duration_words
from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours, Span
from vipdesk.domain.language import _
from vipdesk.domain.policy import Bookings, Policy
from vipdesk.domain.why_not import WhyNot

GRID = timedelta(minutes=15)
"""The wall time from one start that is offered to the next."""

_ZERO = timedelta(0)


class Slot(Struct, frozen=True):
    """A call of `kind` that may be booked, from `start` until just before `end`, aware UTC."""

    start: datetime
    end: datetime
    kind: str


class Taken(Struct, frozen=True):
    """Time that is not free; beside another call `buffer` is left, none beside busy time."""

    span: Span
    buffer: timedelta = _ZERO


def taken_in(
    bookings: Iterable[Booking], busy: Iterable[Busy], start: datetime, end: datetime
) -> Iterator[Taken]:
    """What takes time: every booking that does, and the busy time that overlaps [start, end).

    Ask for the wanted time with the policy's buffer before and after it.
    """
    for booking in bookings:
        if booking.takes_time:
            yield Taken(booking.span, booking.buffer)
    for rule in busy:
        for span in occurrences(rule, start, end):
            yield Taken(span)


class Diary:
    """What is taken under a policy, put in order once, as it stands at `now` (aware).

    Every act raises BadInput for a kind of call that the policy does not know, and where the
    office hours can't be reckoned that far.
    """

    __slots__ = ("_ends", "_now", "_policy", "_starts", "_taken")

    def __init__(self, policy: Policy, taken: Iterable[Taken], now: datetime) -> None:
        self._policy, self._now = policy, now.astimezone(UTC)
        self._taken = tuple(taken)
        own = policy.hours.length(policy.bookings.buffer)
        self._starts, self._ends = _merged(self._taken, own)

    def free_slots(
        self, kind: str, first: date, days: int, *, by_client: bool = True
    ) -> list[Slot]:
        """The slots of `days` office days from `first` that may be booked, in order.

        The agent may book inside the notice, nobody before now or beyond the horizon.
        """
        length, hours = self._length(kind), self._policy.hours
        bookable = self._earliest(by_client=by_client), self._latest()
        starts = list(_grid(hours, first, days, *bookable))
        if not starts:
            return []
        opened = list(hours.spans(starts[0], starts[-1] + length))
        closings = [span.end for span in opened]
        return [
            Slot(start, start + length, kind)
            for start in starts
            if _inside(opened, closings, start, start + length)
            and self._is_free(start, start + length)
        ]

    def refusal(self, kind: str, start: datetime, *, by_client: bool) -> str | None:
        """Why no call of `kind` can begin at `start`, as the end of a sentence; None if one can.

        `start` is aware, of any zone, and need not be one of the starts that are offered.
        """
        why, bookings = self.why_not(kind, start, by_client=by_client), self._policy.bookings
        return None if why is None else _words(why, bookings)

    def why_not(self, kind: str, start: datetime, *, by_client: bool) -> WhyNot | None:
        """The same, told apart."""
        length, hours = self._length(kind), self._policy.hours
        start = start.astimezone(UTC)
        end = start + length
        if start < self._now:
            return WhyNot.PAST
        if start < self._earliest(by_client=by_client):
            return WhyNot.NOTICE
        if start > self._latest():
            return WhyNot.HORIZON
        if Span(start, end) not in hours.spans(start, end):
            return WhyNot.ENDS_LATE if hours.is_open(start) else WhyNot.CLOSED
        if self._is_free(start, end):
            return None
        overlaps = any(t.span.start < end and start < t.span.end for t in self._taken)
        return WhyNot.TAKEN if overlaps else WhyNot.TOO_CLOSE

    def _length(self, kind: str) -> timedelta:
        kinds = self._policy.bookings.kinds
        if kind not in kinds:
            raise BadInput(
                _("kind: there is no such call: give one of {kinds}").format(kinds=", ".join(kinds))
            )
        return self._policy.hours.length(kinds[kind])

    def _earliest(self, *, by_client: bool) -> datetime:
        if not by_client:
            return self._now
        notice = self._policy.hours.add(self._now, self._policy.bookings.notice)
        return notice.astimezone(UTC)

    def _latest(self) -> datetime:
        horizon = self._policy.hours.add(self._now, self._policy.bookings.horizon)
        return horizon.astimezone(UTC)

    def _is_free(self, start: datetime, end: datetime) -> bool:
        index = bisect_right(self._ends, start)
        return index == len(self._ends) or end <= self._starts[index]


def _words(why: WhyNot, bookings: Bookings) -> str:
    match why:
        case WhyNot.PAST:
            return _("it is before now")
        case WhyNot.NOTICE:
            notice = duration_words(bookings.notice)
            return _("it is sooner than the notice of {notice}").format(notice=notice)
        case WhyNot.HORIZON:
            horizon = duration_words(bookings.horizon)
            return _("it is beyond the horizon of {horizon}").format(horizon=horizon)
        case WhyNot.ENDS_LATE:
            return _("the desk closes before it would end")
        case WhyNot.CLOSED:
            return _("the desk is closed then")
        case WhyNot.TAKEN:
            return _("it is taken")
    return _("it is too close to what is taken")


def free_slots(
    policy: Policy,
    kind: str,
    taken: Iterable[Taken],
    now: datetime,
    first: date,
    days: int,
    *,
    by_client: bool = True,
) -> list[Slot]:
    """The slots that a `Diary` of these offers, for who asks once."""
    return Diary(policy, taken, now).free_slots(kind, first, days, by_client=by_client)


def refusal(
    policy: Policy,
    kind: str,
    start: datetime,
    taken: Iterable[Taken],
    now: datetime,
    *,
    by_client: bool,
) -> str | None:
    """What a `Diary` of these says against a call at `start`, for who asks once."""
    return Diary(policy, taken, now).refusal(kind, start, by_client=by_client)


def nearest(slots: Iterable[Slot], start: datetime, count: int = 3) -> list[Slot]:
    """The `count` slots that begin nearest to `start` (aware), the earlier of two, in order."""
    near = nsmallest(count, slots, key=lambda slot: (abs(slot.start - start), slot.start))
    return sorted(near, key=lambda slot: slot.start)


def _grid(
    hours: OfficeHours, first: date, days: int, earliest: datetime, latest: datetime
) -> Iterator[datetime]:
    """Every start on the grid from `earliest` to `latest` at the most, in UTC and in order.

    A wall time that the clocks skip is none, one that they repeat is the first.
    """
    begin = max(first.toordinal(), hours.local(earliest).toordinal())
    last = min(first.toordinal() + days - 1, hours.local(latest).toordinal())
    for day in map(date.fromordinal, range(begin, last + 1)):
        midnight = datetime.combine(day, time(), hours.zone)
        for interval in hours.timetable.intervals(day):
            for step in range(-((interval.start - interval.end) // GRID)):
                wall = midnight + interval.start + step * GRID
                start = wall.astimezone(UTC)
                exists = start.astimezone(hours.zone) == wall
                if exists and earliest <= start <= latest:
                    yield start


def _merged(taken: Iterable[Taken], own: timedelta) -> tuple[list[datetime], list[datetime]]:
    """The starts and the ends of the stretches that no call may touch, in order, none touching.

    Between two calls the longer of both buffers is kept, beside busy time one's own.
    """
    starts: list[datetime] = []
    ends: list[datetime] = []
    for start, end in sorted(_kept(taken, own)):
        if ends and start <= ends[-1]:
            if end > ends[-1]:
                ends[-1] = end
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _kept(taken: Iterable[Taken], own: timedelta) -> Iterator[tuple[datetime, datetime]]:
    for one in taken:
        buffer = max(own, one.buffer)
        yield one.span.start - buffer, one.span.end + buffer


def _inside(
    opened: Sequence[Span], closings: Sequence[datetime], start: datetime, end: datetime
) -> bool:
    """Whether one open stretch holds the whole call; `closings` are the ends of `opened`."""
    index = bisect_left(closings, end)
    return index < len(opened) and opened[index].start <= start
