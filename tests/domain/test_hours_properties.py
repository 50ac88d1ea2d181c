"""What holds of office hours for every timetable, zone, start and duration."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.timetable import DayHours, Timetable, WallInterval

ZERO = timedelta(0)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

ZONES = [
    "Europe/Bratislava",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Asia/Kathmandu",
    "Pacific/Apia",  # skipped 30 December 2011
    "Africa/Casablanca",  # winter time for Ramadan
    "America/Sao_Paulo",  # changed at midnight
    "Asia/Tehran",
    "UTC",
]
CHANGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    datetime(2011, 12, 30, 10, tzinfo=UTC),
    datetime(2026, 2, 15, 2, tzinfo=UTC),
    datetime(2018, 11, 4, 3, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
]


@st.composite
def day_hours(draw: st.DrawFn) -> DayHours:
    """Up to four intervals of any second of the day, some touching, some until 24:00."""
    odd = st.integers(0, 86_400)
    round_times = st.integers(0, 24).map(lambda hour: hour * 3600)
    marks = sorted(draw(st.sets(st.one_of(round_times, odd), max_size=8)))
    ends = [timedelta(seconds=mark) for mark in marks]
    kept = [draw(st.booleans()) for _ in ends[1:]]
    return tuple(
        WallInterval(start, end)
        for start, end, keep in zip(ends, ends[1:], kept, strict=False)
        if keep
    )


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """A week that opens at some time, in any zone, with days off and days of their own."""
    week = draw(st.tuples(*[day_hours()] * 7).filter(any))
    near = st.dates(date(2025, 12, 20), date(2026, 12, 31))
    days_off = frozenset(draw(st.sets(near, max_size=4)))
    return Timetable(
        zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        week=week,
        closed=frozenset(draw(st.sets(near, max_size=4))),
        special=draw(st.dictionaries(near, day_hours(), max_size=3)),
        holidays=lambda year: frozenset(day for day in days_off if day.year == year),
    )


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Any microsecond of a few years, most of them whole seconds near a time change."""
    near = draw(st.sampled_from(CHANGES)) + draw(st.integers(-90_000, 90_000)) * SECOND
    anywhere = CHANGES[0] + draw(st.integers(-15 * 10**13, 10**13)) * timedelta(microseconds=1)
    return draw(st.sampled_from([near, near, anywhere]))


ENOUGH = timedelta(minutes=10)
"""Less than this in a week, and the durations below would end beyond the years there are."""

HOURS = timetables().filter(lambda one: one.business_day >= ENOUGH).map(OfficeHours)
LENGTHS = st.one_of(
    st.integers(0, 7200), st.integers(0, 10**6), st.sampled_from([0, 1, 3600, 28_800])
).map(lambda seconds: Duration(seconds, Unit.SECOND, business=True))


@given(HOURS, instants(), LENGTHS)
def test_what_was_added_has_elapsed(
    hours: OfficeHours, start: datetime, duration: Duration
) -> None:
    assert hours.elapsed(start, hours.add(start, duration)) == hours.length(duration)


@given(HOURS, instants(), LENGTHS, st.integers(1, 500))
def test_business_days_elapse_too(
    hours: OfficeHours, start: datetime, duration: Duration, days: int
) -> None:
    span = Duration(days, Unit.DAY, business=True)
    assert hours.length(span) == days * hours.business_day
    assert hours.elapsed(start, hours.add(start, span)) == hours.length(span)


@given(HOURS, instants(), instants(), LENGTHS, LENGTHS)
def test_a_later_start_or_a_longer_duration_is_never_due_earlier(
    hours: OfficeHours, a: datetime, b: datetime, x: Duration, y: Duration
) -> None:
    a, b = sorted((a, b))
    x, y = sorted((x, y), key=hours.length)
    assert hours.add(a, x).astimezone(UTC) <= hours.add(b, x).astimezone(UTC)
    assert hours.add(a, x).astimezone(UTC) <= hours.add(a, y).astimezone(UTC)


@given(HOURS, instants(), LENGTHS, LENGTHS)
def test_durations_add_up(hours: OfficeHours, start: datetime, x: Duration, y: Duration) -> None:
    both = Duration(x.count + y.count, Unit.SECOND, business=True)
    in_two = hours.add(hours.add(start, x), y).astimezone(UTC)
    at_once = hours.add(start, both).astimezone(UTC)
    # A second part of nothing still moves a closing to the next opening.
    assert in_two == at_once or (y.count == 0 and in_two == hours.next_opening(at_once))


@given(HOURS, instants(), instants(), instants())
def test_elapsed_time_adds_up(hours: OfficeHours, a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    assert hours.elapsed(a, b) + hours.elapsed(b, c) == hours.elapsed(a, c)
    assert ZERO <= hours.elapsed(a, c) <= c - a
    assert hours.elapsed(c, a) == ZERO


@given(HOURS, instants(), LENGTHS)
def test_nothing_is_due_inside_closed_time(
    hours: OfficeHours, start: datetime, duration: Duration
) -> None:
    due = hours.add(start, duration)
    if duration.count == 0:
        assert due == hours.next_opening(start)
        assert hours.is_open(due)
    else:
        assert hours.is_open(due - timedelta(microseconds=1))


@given(HOURS, instants(), instants())
def test_spans_are_what_elapsed_counts(hours: OfficeHours, a: datetime, b: datetime) -> None:
    a, b = sorted((a, b))
    spans = list(hours.spans(a, b))
    assert sum((span.end - span.start for span in spans), ZERO) == hours.elapsed(a, b)
    assert all(span.start < span.end and hours.is_open(span.start) for span in spans)
    assert list(hours.spans(a, b, backwards=True)) == spans[::-1]


@given(HOURS, instants(), st.integers(0, 10**7))
def test_calendar_time_is_elapsed_time(hours: OfficeHours, start: datetime, seconds: int) -> None:
    due = hours.add(start, Duration(seconds, Unit.SECOND, business=False))
    assert due.astimezone(UTC) - start == seconds * SECOND
    assert hours.used(start, due, business=False) == seconds * SECOND


class SlowClock:
    """The rules read word by word: it looks at every second in turn and asks if it is open."""

    def __init__(self, table: Timetable) -> None:
        self._table = table
        self._of_day = cache(self._resolved)

    def is_open(self, second: datetime) -> bool:
        local = second.astimezone(self._table.zone).date()
        return any(
            opening <= second < closing
            for away in range(-2, 3)
            for opening, closing in self._of_day(local + away * DAY)
        )

    def add(self, start: datetime, seconds: int, until: datetime) -> datetime | None:
        """When so many open seconds are used up; None if that is after `until`."""
        second = start
        while not self.is_open(second) and second < until:
            second += SECOND
        while seconds and second < until:
            seconds -= self.is_open(second)
            second += SECOND
        return None if second >= until else second

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        seconds = range(max(0, round((b - a) / SECOND)))
        return sum(self.is_open(a + n * SECOND) for n in seconds) * SECOND

    def _resolved(self, day: date) -> Sequence[tuple[datetime, datetime]]:
        return [(self._instant(day, i.start), self._instant(day, i.end)) for i in self._hours(day)]

    def _hours(self, day: date) -> DayHours:
        table = self._table
        if day in table.special:
            return table.special[day]
        if day in table.closed or day in table.holidays(day.year):
            return ()
        return table.week[day.weekday()]

    def _instant(self, day: date, since_midnight: timedelta) -> datetime:
        """The wall time as PEP 495 resolves it with fold=0: by the offset before a change."""
        wall = datetime.combine(day, time()) + since_midnight
        offset = wall.replace(tzinfo=self._table.zone, fold=0).utcoffset()
        assert offset is not None
        return (wall - offset).replace(tzinfo=UTC)


def every_day(zone: str, *intervals: tuple[float, float]) -> Timetable:
    day = tuple(WallInterval(timedelta(hours=a), timedelta(hours=b)) for a, b in intervals)
    return Timetable(ZoneInfo(zone), (day,) * 7)


NIGHT = datetime(2026, 3, 29, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 0, tzinfo=UTC)


@settings(max_examples=150)
@given(timetables(), instants(), st.integers(0, 5000), st.integers(0, 9000))
@example(every_day("Europe/Bratislava", (0, 8)), NIGHT, 3600, 9000)
@example(every_day("Europe/Bratislava", (2.25, 2.75)), NIGHT, 900, 9000)
@example(every_day("Europe/Bratislava", (2.5, 3.25)), NIGHT, 0, 9000)
@example(every_day("Europe/Bratislava", (2, 2.5), (2.75, 3)), AUTUMN, 2700, 9000)
@example(every_day("Australia/Lord_Howe", (1.5, 2.25)), CHANGES[4], 1800, 9000)
@example(every_day("America/Sao_Paulo", (0, 1), (23, 24)), CHANGES[8], 1800, 9000)
@example(every_day("Pacific/Apia", (0, 24)), CHANGES[6], 5000, 9000)
def test_the_clock_agrees_with_one_that_counts_every_second(
    table: Timetable, start: datetime, seconds: int, span: int
) -> None:
    start = start.replace(microsecond=0)
    hours, slow = OfficeHours(table), SlowClock(table)
    until = start + span * SECOND
    assert hours.is_open(start) == slow.is_open(start)
    assert hours.elapsed(start, until) == slow.elapsed(start, until)
    due = hours.add(start, Duration(seconds, Unit.SECOND, business=True)).astimezone(UTC)
    expected = slow.add(start, seconds, until)
    assert due == expected if expected else due >= until
