"""Due times a second through `OfficeHours.add`, beside businesstimedelta, and how many are wrong.

Both count Mon-Fri 9-17 in Berlin with Germany's public holidays, aware datetimes in and out.
What is right is told by a slow clock that walks day by day.
"""

import random
import time as stopwatch
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import businesstimedelta
import holidays
from businesstimedelta.rules import rule as peer_rule

from tests.bench.figures import Bench, Figure, at_least, at_most
from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.policy import Policy
from vipdesk.domain.timetable import DayHours, Timetable
from vipdesk.policies import policy_for, shipped_policy_text

ROUNDS = 5
ROUND_SECONDS = 0.1
CASES = 10_000
SPANS = {"2 hours": 2, "2 days": 16, "60 days": 480, "2 years": 4_160, "10 years": 20_800}
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

Add = Callable[[datetime, int], datetime]


def policy_of(zone: str, region: str, day: str = '["09:00-17:00"]', weekend: str = "[]") -> Policy:
    """The shipped policy with other hours."""
    text = shipped_policy_text().replace('["09:00-17:00"]', day).replace("Europe/Bratislava", zone)
    text = text.replace('holidays = ""', f'holidays = "{region}"')
    return policy_for(text.replace("day = []", f"day = {weekend}"))


def peer_add() -> Add:
    """The peer with the same hours and holidays."""
    zone = peer_rule.pytz.timezone("Europe/Berlin")
    week = businesstimedelta.WorkDayRule(
        start_time=time(9), end_time=time(17), working_days=[0, 1, 2, 3, 4], tz=zone
    )
    off = businesstimedelta.HolidayRule(holidays.country_holidays("DE"), tz=zone)
    rules = businesstimedelta.Rules([week, off])

    def add(start: datetime, hours: int) -> datetime:
        due = start + businesstimedelta.BusinessTimeDelta(rules, hours=hours)
        assert isinstance(due, datetime)
        return due

    return add


def our_add(hours: OfficeHours) -> Add:
    """The public function, the duration read beforehand as the policy holds it."""
    durations = {count: Duration(count, Unit.HOUR, business=True) for count in SPANS.values()}
    return lambda start, count: hours.add(start, durations[count])


def rates(add: Add, starts: Sequence[datetime], spans: Sequence[int]) -> list[float]:
    """Due times a second of processor time for each span: the best of some rounds."""
    for hours in spans:
        add(starts[0], hours)
    # The spans take turns, so that a noisy neighbour hits all alike.
    found = [[one_round(add, starts, hours) for hours in spans] for _ in range(ROUNDS)]
    return [max(rounds) for rounds in zip(*found, strict=True)]


def one_round(add: Add, starts: Sequence[datetime], hours: int) -> float:
    """Due times a second, as many as fit a round."""
    once = cpu_seconds(add, starts[:1], hours)
    count = max(1, min(len(starts), round(ROUND_SECONDS / max(once, 1e-6))))
    return count / cpu_seconds(add, starts[:count], hours)


def cpu_seconds(add: Add, starts: Sequence[datetime], hours: int) -> float:
    """How long the processor takes for one due time of each start."""
    begun = stopwatch.process_time()
    for start in starts:
        add(start, hours)
    return stopwatch.process_time() - begun


def due_day_by_day(table: Timetable, start: datetime, left: timedelta) -> datetime:
    """The due moment by the rules, word by word: each day's intervals, one after the other."""
    day, now = start.astimezone(table.zone).date() - 2 * DAY, start.astimezone(UTC)
    while True:
        resolved = (
            (instant(table, day, i.start), instant(table, day, i.end)) for i in hours_of(table, day)
        )
        for opening, closing in sorted(resolved):
            if closing <= now:
                continue
            now = max(now, opening)
            if left <= closing - now:
                return now + left
            left, now = left - (closing - now), closing
        day += DAY


def hours_of(table: Timetable, day: date) -> DayHours:
    """The intervals of a day."""
    if day in table.special:
        return table.special[day]
    off = day in table.closed or day in table.holidays(day.year)
    return () if off else table.week[day.weekday()]


def instant(table: Timetable, day: date, since_midnight: timedelta) -> datetime:
    """A wall time as PEP 495 resolves it with fold=0."""
    wall = datetime.combine(day, time()) + since_midnight
    offset = wall.replace(tzinfo=table.zone, fold=0).utcoffset()
    assert offset is not None
    return (wall - offset).replace(tzinfo=UTC)


def cases(chance: random.Random, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """Starts and seconds: a quarter on full hours, a fifth near a time change, a few far ahead."""
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [new_year + n * SECOND * 3600 for n in range(24 * 365)]
    changes = [
        b
        for a, b in pairwise(hours)
        if a.astimezone(zone).utcoffset() != b.astimezone(zone).utcoffset()
    ] or hours
    while True:
        kind = chance.random()
        if kind < 0.25:
            start = chance.choice(hours)
        elif kind < 0.45:
            start = chance.choice(changes) + chance.randrange(-50_000, 50_000) * SECOND
        else:
            start = new_year + chance.randrange(365 * 86_400) * SECOND
        most = 20_000_000 if chance.random() < 0.01 else chance.choice([1, 7_200, 100_000, 900_000])
        unit = chance.choice([1, 3600])
        yield start, chance.randrange(most + 1) // unit * unit


def wrong_of(count: int) -> int:
    """How many due times differ from the slow clock's, over several policies."""
    night = '["00:00-06:00", "22:00-24:00"]'
    policies = [
        policy_of("Europe/Bratislava", ""),
        policy_of("Europe/Berlin", "DE-BY"),
        policy_of("Europe/Bratislava", "SK", night, night),
        policy_of("America/New_York", "US", '["00:00-24:00"]', '["01:30-02:30"]'),
        policy_of("Australia/Lord_Howe", "AU", '["00:00-02:15", "02:20:30-24:00"]', night),
    ]
    wrong = 0
    for number, policy in enumerate(policies):
        hours, table = policy.hours, policy.hours.timetable
        drawn = cases(random.Random(number), hours.zone)
        for start, seconds in islice(drawn, count // len(policies)):
            due = hours.add(start, Duration(seconds, Unit.SECOND, business=True))
            expected = due_day_by_day(table, start, seconds * SECOND)
            wrong += due.astimezone(UTC) != expected
    return wrong


def measure(bench: Bench) -> Iterator[Figure]:
    """Beside the peer, from span to span, and against the slow clock."""
    policy = policy_of("Europe/Berlin", "DE")
    chance = random.Random(1)
    starts = [
        datetime(2026, 1, 1, tzinfo=policy.hours.zone) + chance.randrange(365 * 86_400) * SECOND
        for _ in range(20_000)
    ]
    ours = dict(zip(SPANS, rates(our_add(policy.hours), starts, list(SPANS.values())), strict=True))
    beside = ("2 hours", "2 years")
    peers = dict(zip(beside, rates(peer_add(), starts, [SPANS[s] for s in beside]), strict=True))
    for span, least in (("2 hours", 80), ("2 years", 40_000)):
        told = f"businesstimedelta: {peers[span]:,.0f}/s"
        work = f"due moments a second, {span}"
        yield at_least(work, ours[span] / peers[span], least, "x", told)
    spread = max(ours.values()) / min(ours.values())
    yield at_most("due moments, slowest span to fastest", spread, 1.2)
    yield at_most(f"wrong of {CASES:,} due moments", wrong_of(CASES), 0, "wrong")
