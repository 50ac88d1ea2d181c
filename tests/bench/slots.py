"""Free slots of 60 days among 1,000 bookings and 200 weekly rules, beside a naive peer.

Both expand the same rules. The peer then holds every start on the grid against everything that is
taken, with the same answer.
"""

import random
import time as stopwatch
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from statistics import median

from tests.bench.figures import Bench, Figure, at_most
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import GRID, Slot, Taken, free_slots, taken_in
from vipdesk.policies import policy_for, shipped_policy_text

ROUNDS = 30
DAYS, BOOKINGS, RULES = 60, 1_000, 200
KIND = "assistance"
TARGET_MS = 20
NOW = datetime(2026, 11, 2, 7, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

Find = Callable[[Policy, Sequence[Taken]], list[Slot]]


def booked(chance: random.Random) -> Iterator[Booking]:
    """Calls of the last 300 days and the next 60."""
    for number in range(BOOKINGS):
        start = NOW + chance.randrange(-300, DAYS) * DAY + chance.randrange(40) * 15 * MINUTE
        yield Booking(
            number=number,
            kind=KIND,
            start=start,
            end=start + 30 * MINUTE,
            buffer=10 * MINUTE,
            guest=Person("Jana"),
        )


def busy(chance: random.Random) -> Iterator[Busy]:
    """Weekly rules that began up to ten years ago, on one weekday or two, at any time of day."""
    for number in range(RULES):
        begins = datetime(2016, 11, 7) + chance.randrange(10 * 365 * 96) * 15 * MINUTE  # noqa: DTZ001 wall time
        yield Busy(
            number=number,
            title="Rounds",
            begins=begins,
            ends=begins + chance.choice([15, 30, 60]) * MINUTE,
            zone=chance.choice(["Europe/Bratislava", "America/New_York", "Asia/Kathmandu"]),
            all_day=False,
            repeat=Repeat.WEEKLY,
            weekdays=frozenset(chance.sample(range(7), chance.choice([1, 2]))),
        )


def ours(policy: Policy, taken: Sequence[Taken]) -> list[Slot]:
    """The public function."""
    return free_slots(policy, KIND, taken, NOW, NOW.date(), DAYS)


def naive(policy: Policy, taken: Sequence[Taken]) -> list[Slot]:
    """Every start on the grid against every span."""
    hours, bookings = policy.hours, policy.bookings
    length, own = hours.length(bookings.kinds[KIND]), hours.length(bookings.buffer)
    earliest, latest = hours.add(NOW, bookings.notice), hours.add(NOW, bookings.horizon)
    found = []
    for day in (NOW.date() + n * DAY for n in range(DAYS)):
        for interval in hours.timetable.intervals(day):
            wall = datetime.combine(day, time(), hours.zone) + interval.start
            closing = datetime.combine(day, time(), hours.zone) + interval.end
            while wall + length <= closing:
                start, end = wall.astimezone(UTC), wall.astimezone(UTC) + length
                wall += GRID
                if earliest <= start <= latest and not any(
                    start < one.span.end + max(own, one.buffer)
                    and one.span.start - max(own, one.buffer) < end
                    for one in taken
                ):
                    found.append(Slot(start, end, KIND))
    return found


def milliseconds(find: Find, policy: Policy, bookings: list[Booking], rules: list[Busy]) -> float:
    """How long it takes from bookings and rules to free slots: the median of all rounds."""
    rounds = []
    for _ in range(ROUNDS):
        begun = stopwatch.perf_counter()
        find(policy, list(taken_in(bookings, rules, NOW - DAY, NOW + (DAYS + 1) * DAY)))
        rounds.append((stopwatch.perf_counter() - begun) * 1_000)
    return median(rounds)


def measure(bench: Bench) -> Iterator[Figure]:
    """Both, and whether they agree."""
    policy, chance = policy_for(shipped_policy_text()), random.Random(1)
    bookings, rules = list(booked(chance)), list(busy(chance))
    taken = list(taken_in(bookings, rules, NOW - DAY, NOW + (DAYS + 1) * DAY))
    differ = set(ours(policy, taken)) ^ set(naive(policy, taken))
    our_time = milliseconds(ours, policy, bookings, rules)
    peer = f"naive: {milliseconds(naive, policy, bookings, rules):,.0f} ms"
    work = f"free slots of {DAYS} days, {BOOKINGS:,} bookings, {RULES} weekly rules"
    yield at_most(work, our_time, TARGET_MS, "ms", peer)
    yield at_most("slots that differ from the peer's", len(differ), 0, "slots")
