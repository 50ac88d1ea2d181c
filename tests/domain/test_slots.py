"""When a call may begin: hours, gaps on both sides, busy time, notice, horizon, clock changes."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.conftest import At, Changed, Read
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours, Span
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import Diary, Slot, Taken, free_slots, nearest, refusal, taken_in
from vipdesk.domain.timetable import Timetable, WallInterval
from vipdesk.policies import policy_for, shipped_policy_text

MINUTE, QUARTER, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)
HOME = ZoneInfo("Europe/Bratislava")
NOW = datetime(2026, 10, 28, tzinfo=UTC)
MONDAY = date(2026, 11, 2)


def local(words: str) -> datetime:
    """A wall time of Monday."""
    return datetime.combine(MONDAY, time.fromisoformat(words), HOME).astimezone(UTC)


def call(words: str, buffer: int = 10) -> Taken:
    """A call on Monday, "10:00-10:30", with a buffer in minutes; with none it is busy time."""
    start, end = words.split("-")
    return Taken(Span(local(start), local(end)), buffer * MINUTE)


def offered(
    policy: Policy, *taken: Taken, first: date = MONDAY, days: int = 1, now: datetime = NOW
) -> str:
    """The local times at which assistance may begin."""
    slots = free_slots(policy, "assistance", taken, now, first, days)
    return " ".join(f"{slot.start.astimezone(HOME):%H:%M}" for slot in slots)


def grid(*stretches: str) -> str:
    """Each quarter of an hour from the first time to the last of each "09:00-16:30"."""
    ends = [[local(words) for words in stretch.split("-")] for stretch in stretches]
    starts = (a + n * QUARTER for a, b in ends for n in range((b - a) // QUARTER + 1))
    return " ".join(f"{start.astimezone(HOME):%H:%M}" for start in starts)


HOURS = [
    ("", 6, ["09:00-16:30"] * 5),
    ('monday = ["09:10-12:00", "12:45-14:00", "15:00-15:29"]', 1, ["09:10-11:25", "12:45-13:30"]),
    # Intervals that touch hold one call together, and each has its grid.
    ('monday = ["11:00-12:05", "12:05-13:00"]', 1, ["11:00-12:00", "12:05-12:20"]),
    ('monday = ["23:00-24:00"]', 1, ["23:00-23:30"]),
    ('monday = ["23:00-24:00"]\ntuesday = ["00:00-00:20"]', 2, ["23:00-23:45"]),
    ('closed = ["2026-11-02"]', 2, ["09:00-16:30"]),
    ('[[hours.special]]\ndate = "2026-11-02"\nintervals = ["10:00-11:00"]', 1, ["10:00-10:30"]),
]


def amended(text: str, lines: str) -> str:
    """A policy's text with each line in place of the one of its key, or else at the end."""
    for line in lines.splitlines():
        text, found = re.subn(f"(?m)^{re.escape(line.split('=')[0])}=.*", line, text, count=1)
        text += "" if found else f"\n{line}"
    return text


@pytest.mark.parametrize(("lines", "days", "stretches"), HOURS)
def test_a_call_lies_inside_office_hours(
    read: Read, changed: Changed, lines: str, days: int, stretches: list[str]
) -> None:
    assert offered(read(amended(changed(), lines)), days=days) == grid(*stretches)


def test_each_kind_has_its_length(policy: Policy) -> None:
    for kind, length in policy.bookings.kinds.items():
        slots = free_slots(policy, kind, [], NOW, MONDAY, 1)
        assert {slot.end - slot.start for slot in slots} == {length.calendar}
        assert slots[-1].end == local("17:00")


GAPS = [
    (10, ["12:00-12:30"], 10, ["09:00-11:15", "12:45-16:30"]),
    (10, ["12:10-12:35"], 10, ["09:00-11:30", "12:45-16:30"]),  # ten minutes exactly
    (10, ["12:09-12:36"], 10, ["09:00-11:15", "13:00-16:30"]),  # a minute less
    (10, ["12:00-12:30"], 30, ["09:00-11:00", "13:00-16:30"]),  # the longer buffer of the two
    (10, ["12:00-12:30"], 31, ["09:00-10:45", "13:15-16:30"]),
    (30, ["12:00-12:30"], 10, ["09:00-11:00", "13:00-16:30"]),
    (10, ["12:10-12:35"], 0, ["09:00-11:30", "12:45-16:30"]),  # busy: the own one, both sides
    (10, ["12:09-12:36"], 0, ["09:00-11:15", "13:00-16:30"]),
    (0, ["12:00-12:30"], 0, ["09:00-11:30", "12:30-16:30"]),  # they may touch
    (0, ["12:15-12:30", "12:00-12:15"], 0, ["09:00-11:30", "12:30-16:30"]),
    (10, ["14:00-16:00", "10:00-10:30", "09:00-15:00"], 0, ["16:15-16:30"]),
    (10, ["08:00-08:50", "17:10-18:00"], 10, ["09:00-16:30"]),  # a buffer in closed time
    (10, ["08:00-08:51", "17:09-18:00"], 0, ["09:15-16:15"]),
]


@pytest.mark.parametrize(("own", "taken", "theirs", "stretches"), GAPS)
def test_a_gap_is_left_on_both_sides(
    read: Read, changed: Changed, own: int, taken: list[str], theirs: int, stretches: list[str]
) -> None:
    policy = read(amended(changed(), f'buffer = "{own} minutes"'))
    assert offered(policy, *(call(words, theirs) for words in taken)) == grid(*stretches)


ELSEWHERE = {"all_day": True, "zone": "Pacific/Auckland"}
BUSY = [
    ("2026-11-02 12:10", "2026-11-02 12:35", {}, ["09:00-11:30", "12:45-16:30"]),
    ("2021-03-01 16:00", "2021-03-01 17:00", {"repeat": Repeat.WEEKLY}, ["09:00-15:15"]),
    ("2026-11-01 22:00", "2026-11-02 10:00", {}, ["10:15-16:30"]),  # over midnight
    ("2026-11-02 17:05", "2026-11-02 18:00", {}, ["09:00-16:15"]),
    ("2026-10-30 00:00", "2026-11-03 00:00", {"all_day": True, "away": True}, []),
    ("2026-11-02 00:00", "2026-11-03 00:00", ELSEWHERE, ["12:15-16:30"]),
    ("2026-11-03 00:00", "2026-11-04 00:00", ELSEWHERE, ["09:00-11:15"]),
]


@pytest.mark.parametrize(("begins", "ends", "more", "stretches"), BUSY)
def test_busy_time_is_kept_free_of_calls(
    policy: Policy, begins: str, ends: str, more: dict[str, object], stretches: list[str]
) -> None:
    wall = [datetime.fromisoformat(words) for words in (begins, ends)]
    rule = Busy(number=1, title="", begins=wall[0], ends=wall[1], zone=HOME.key, all_day=False)
    rule = replace(rule, **more)
    taken = taken_in([], [rule], local("09:00") - QUARTER, local("17:00") + QUARTER)
    assert offered(policy, *taken) == grid(*stretches)


def test_every_booking_but_a_cancelled_one_takes_time() -> None:
    start, end, buffer, guest = local("12:00"), local("12:30"), 10 * MINUTE, Person("Jana")
    booking = Booking(number=1, kind="support", start=start, end=end, buffer=buffer, guest=guest)
    for status in BookingStatus:
        taken = list(taken_in([replace(booking, status=status)], [], NOW, NOW))
        cancelled = status is BookingStatus.CANCELLED
        assert taken == ([] if cancelled else [Taken(Span(start, end), buffer)])


@pytest.mark.parametrize(
    ("now", "by_client", "first_offered"),
    [
        ("Mon 2026-11-02 09:01", True, "Mon 11:15"),
        ("Fri 2026-11-06 16:00", True, "Mon 10:00"),  # an hour on Friday, one after the weekend
        ("Fri 2026-11-06 16:00", False, "Fri 16:00"),
        ("Fri 2026-11-06 16:01", False, "Fri 16:15"),
        ("Sat 2026-11-07 12:00", True, "Mon 11:00"),
    ],
)
def test_the_client_keeps_the_notice_and_nobody_books_the_past(
    policy: Policy, at: At, now: str, by_client: bool, first_offered: str
) -> None:
    slots = free_slots(policy, "support", [], at(now), MONDAY, 14, by_client=by_client)
    assert f"{slots[0].start.astimezone(HOME):%a %H:%M}" == first_offered


@pytest.mark.parametrize(
    ("horizon", "last"), [("24 hours", "10:30"), ("4 business hours", "14:30")]
)
def test_the_horizon_is_the_last_start(
    read: Read, changed: Changed, at: At, horizon: str, last: str
) -> None:
    policy = read(amended(changed(), f'horizon = "{horizon}"'))
    assert offered(policy, now=at("Mon 2026-11-02 10:30"), days=10**6).endswith(last)


@pytest.mark.parametrize(
    ("day", "hours", "starts"),
    [
        # From 02:00 on to 03:00, and from 03:00 back to 02:00; starts are in UTC.
        ("2026-03-29", "01:15-03:45", "00:15 00:30 00:45 01:00 01:15"),
        ("2026-03-29", "02:30-04:30", "01:30 01:45 02:00"),
        ("2026-10-25", "01:30-03:30", "23:30 23:45 00:00 00:15 00:30 00:45 02:00"),
        ("2026-10-25", "09:00-10:00", "08:00 08:15 08:30"),
    ],
)
def test_a_night_with_a_time_change(
    read: Read, changed: Changed, day: str, hours: str, starts: str
) -> None:
    policy = read(amended(changed(), f'sunday = ["{hours}"]'))
    now = datetime.fromisoformat(day).replace(tzinfo=UTC) - 5 * DAY
    slots = free_slots(policy, "support", [], now, date.fromisoformat(day), 1)
    assert " ".join(f"{slot.start:%H:%M}" for slot in slots) == starts
    assert all(slot.end - slot.start == 2 * QUARTER for slot in slots)


REFUSALS = [
    ("Mon 2026-11-02 09:59", False, "it is before now"),
    ("Mon 2026-11-02 10:07", False, None),  # on no grid
    ("Mon 2026-11-02 11:59", True, "it is sooner than the notice of 2 business hours"),
    ("Mon 2026-11-02 12:00", True, None),
    ("Mon 2026-11-02 16:31", True, "the desk closes before it would end"),
    ("Mon 2026-11-02 17:00", True, "the desk is closed then"),
    ("Mon 2026-11-02 13:20", True, None),
    ("Mon 2026-11-02 13:21", True, "it is too close to what is taken"),
    ("Mon 2026-11-02 13:30", True, "it is too close to what is taken"),
    ("Mon 2026-11-02 13:31", True, "it is taken"),
    ("Mon 2026-11-02 14:39", True, "it is too close to what is taken"),
    ("Mon 2026-11-02 14:40", True, None),
    ("Fri 2027-01-01 10:00", True, None),
    ("Fri 2027-01-01 10:01", True, "it is beyond the horizon of 60 days"),
    ("Fri 2027-01-01 10:01", False, "it is beyond the horizon of 60 days"),
]


@pytest.mark.parametrize(("start", "by_client", "why"), REFUSALS)
def test_a_refusal_says_why(
    policy: Policy, at: At, start: str, by_client: bool, why: str | None
) -> None:
    taken, now = [call("14:00-14:30")], at("Mon 2026-11-02 10:00")
    assert refusal(policy, "support", at(start), taken, now, by_client=by_client) == why


def test_an_unknown_kind_is_refused_with_the_known_ones(policy: Policy) -> None:
    known = "assistance, training, improvement, support"
    with pytest.raises(BadInput, match=known):
        free_slots(policy, "tea", [], NOW, MONDAY, 1)
    with pytest.raises(BadInput, match=known):
        refusal(policy, "tea", NOW, [], NOW, by_client=True)


NEAREST = [("11:00", 3, "10:00 11:30 12:00"), ("10:45", 1, "10:00"), ("20:00", 2, "11:30 12:00")]


@pytest.mark.parametrize(("wished", "count", "times"), NEAREST)
def test_the_nearest_are_offered_in_order(wished: str, count: int, times: str) -> None:
    starts = [local(words) for words in ("09:00", "10:00", "11:30", "12:00")]
    found = nearest([Slot(start, start + DAY, "support") for start in starts], local(wished), count)
    assert " ".join(f"{slot.start.astimezone(HOME):%H:%M}" for slot in found) == times


CHANGES = [date(2026, 3, 28), date(2026, 10, 24), date(2026, 4, 4), date(2018, 11, 3)]
ZONES = [HOME.key, "Australia/Lord_Howe", "America/Sao_Paulo"]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Up to three intervals a day, any length of a call, any buffer, notice and horizon."""
    marks = sorted(draw(st.sets(st.integers(0, 288), min_size=2, max_size=6)))
    ends = [5 * MINUTE * mark for mark in marks]
    day = tuple(map(WallInterval, ends[::2], ends[1::2]))
    hours = OfficeHours(Timetable(ZoneInfo(draw(st.sampled_from(ZONES))), (day,) * 7))
    kinds = {"call": Duration(draw(st.integers(1, 90)), Unit.MINUTE, business=False)}
    buffer = Duration(draw(st.integers(0, 20)), Unit.MINUTE, business=False)
    lengths = st.builds(Duration, st.integers(0, 6_000), st.just(Unit.MINUTE), st.booleans())
    notice, horizon = sorted((draw(lengths), draw(lengths)), key=lambda length: length.count)
    made = policy_for(shipped_policy_text())
    booking = replace(made.bookings, kinds=kinds, notice=notice, horizon=horizon, buffer=buffer)
    return replace(made, hours=hours, bookings=booking)


def breaks_no_rule(policy: Policy, start: datetime, taken: list[Taken], now: datetime) -> bool:
    """The rules read word by word, of a client's call."""
    hours, rules = policy.hours, policy.bookings
    length, own = rules.kinds["call"].calendar, rules.buffer.calendar
    kept = [(one.span, max(own, one.buffer)) for one in taken]
    return (
        hours.elapsed(start, start + length) == length
        and now <= start <= hours.add(now, rules.horizon).astimezone(UTC)
        and hours.add(now, rules.notice).astimezone(UTC) <= start
        and all(start + length + gap <= s.start or s.end + gap <= start for s, gap in kept)
    )


def is_on_grid(policy: Policy, start: datetime, days: list[date]) -> bool:
    wall = start.astimezone(policy.hours.zone)
    since = wall.replace(tzinfo=None) - datetime.combine(wall.date(), time())
    for interval in policy.hours.timetable.intervals(wall.date()):
        if interval.start <= since < interval.end and not (since - interval.start) % QUARTER:
            return wall.date() in days and not wall.fold
    return False


@settings(deadline=None, max_examples=150)
@given(policies(), st.sampled_from(CHANGES), st.integers(-1_500, 3_000), st.data())
def test_what_breaks_no_rule_is_offered_and_nothing_else(
    policy: Policy, first: date, ahead: int, data: st.DataObject
) -> None:
    begin = datetime.combine(first, time(), UTC)
    minutes = st.integers(-300, 5_000), st.integers(0, 200), st.sampled_from([0, 0, 10, 45])
    drawn = data.draw(st.lists(st.tuples(*minutes), max_size=12))
    taken = [
        Taken(Span(begin + at * MINUTE, begin + (at + length) * MINUTE), buffer * MINUTE)
        for at, length, buffer in drawn
    ]
    now, days = begin + ahead * MINUTE, [first + n * DAY for n in range(3)]
    every = (begin + n * 5 * MINUTE for n in range(-288, 5 * 288))
    wanted = [at for at in every if is_on_grid(policy, at, days)]
    expected = [at for at in wanted if breaks_no_rule(policy, at, taken, now)]
    diary = Diary(policy, taken, now)
    assert [slot.start for slot in diary.free_slots("call", first, 3)] == expected
    assert [at for at in wanted if not diary.refusal("call", at, by_client=True)] == expected
