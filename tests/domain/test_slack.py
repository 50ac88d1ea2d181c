"""How the day stands: what is due before closing, and the due moment that leaves each the least."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import Story, at
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, microseconds
from vipdesk.domain.slack import Owed, Slack
from vipdesk.domain.timetable import Timetable, WallInterval
from vipdesk.policies import policy_for, shipped_policy_text

POLICY: Policy = policy_for(shipped_policy_text())
HOURS = POLICY.hours
MONDAY = at("Mon 2026-11-23 10:42")
HOUR = 60 * 60 * 1_000_000


def row(
    due: datetime | None, *, business: bool = True, hours: int = 40, paused: int = 0
) -> QueueLine:
    """A row that is due then, `paused` hours of it later; None where we owe nothing."""
    story = Story(POLICY)
    story.mail()
    stamp = None if due is None else microseconds(due)
    length = None if due is None else hours * HOUR
    return story.line()._replace(due=stamp, length=length, business=business, paused=paused * HOUR)


def slack(lines: Sequence[QueueLine], now: datetime = MONDAY) -> Slack:
    found = Owed(lines, HOURS).slack(now)
    assert found is not None
    return found


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def told(lines: Sequence[QueueLine], now: datetime = MONDAY) -> tuple[int, datetime, timedelta]:
    """How many, by when, in how much time each."""
    crowd = slack(lines, now).tightest
    assert crowd is not None
    return crowd.count, crowd.by, crowd.each


def test_nothing_is_told_where_nothing_is_promised() -> None:
    assert Owed((), HOURS).slack(MONDAY) is None
    assert Owed((row(None),), HOURS).slack(MONDAY) is None


@pytest.mark.parametrize(
    ("now", "closing", "left"),
    [
        ("Mon 2026-11-23 10:42", "Mon 2026-11-23 17:00", minutes(378)),
        ("Mon 2026-11-23 10:42:59", "Mon 2026-11-23 17:00", minutes(378)),
        ("Mon 2026-11-23 07:00", "Mon 2026-11-23 17:00", minutes(480)),
        ("Mon 2026-11-23 17:00", "Tue 2026-11-24 17:00", minutes(480)),
        ("Sat 2026-11-21 12:00", "Mon 2026-11-23 17:00", minutes(480)),
    ],
)
def test_the_day_is_today_or_the_next_that_opens(now: str, closing: str, left: timedelta) -> None:
    found = slack([row(at("Tue 2026-11-24 12:00"))], at(now))
    assert (found.closing, found.left) == (at(closing), left)


def test_due_before_closing_are_those_at_closing_and_those_that_are_late_too() -> None:
    late, closing, tomorrow = "Mon 2026-11-23 10:30", "Mon 2026-11-23 17:00", "Tue 2026-11-24 09:01"
    assert slack([row(at(due)) for due in (late, closing, tomorrow)]).due == 2


def test_alone_a_ticket_has_what_its_row_has_left() -> None:
    due = at("Tue 2026-11-24 10:00")
    assert told([row(due)]) == (1, due, minutes(438))
    assert told([row(due, business=False)]) == (1, due, due - MONDAY)


def test_a_crowd_later_can_be_tighter_than_what_is_due_first() -> None:
    first, then = at("Mon 2026-11-23 11:12"), at("Mon 2026-11-23 11:46")
    assert told([row(first)]) == (1, first, minutes(30))
    assert told([row(first), row(then), row(then)]) == (3, then, minutes(64) / 3)


def test_what_is_late_takes_its_share_of_the_time() -> None:
    late, due = at("Mon 2026-11-23 10:30"), at("Mon 2026-11-23 11:42")
    assert told([row(late), row(due)]) == (2, due, minutes(30))
    assert slack([row(late)]).tightest is None


def test_what_is_used_up_exactly_at_closing_is_not_late_in_the_evening() -> None:
    closing = at("Mon 2026-11-23 17:00")
    assert told([row(closing)], at("Mon 2026-11-23 20:00")) == (1, closing, minutes(0))


def test_what_is_due_beyond_all_calendars_crowds_nobody() -> None:
    far = datetime(8000, 1, 1, tzinfo=UTC)
    assert Owed([row(far)], HOURS).slack(MONDAY) is None
    assert told([row(far), row(at("Mon 2026-11-23 14:42"))])[0] == 1


def test_a_desk_that_opens_no_more_has_no_day() -> None:
    morning = WallInterval(timedelta(hours=9), timedelta(hours=12))
    special = {date(2026, 11, 20): (morning,)}
    gone = OfficeHours(Timetable(HOURS.zone, ((),) * 7, special=special))
    assert Owed((row(MONDAY),), gone).slack(MONDAY) is None


moments = st.integers(-3000, 12_000).map(lambda count: MONDAY + minutes(count))
one_row = st.builds(
    row,
    moments,
    business=st.booleans(),
    hours=st.sampled_from((4, 40)),
    paused=st.sampled_from((0, 0, 0, 60)),
)
rows = st.lists(one_row, min_size=1, max_size=40)


@given(rows, moments)
def test_each_due_moment_leaves_at_least_as_much_to_each(
    lines: list[QueueLine], now: datetime
) -> None:
    found = slack(lines, now)
    shares = {}
    for line in lines:
        running = line.countdown
        assert running is not None
        left = running.remaining(HOURS, now)
        count = sum(other.due <= line.due for other in lines if other.due and line.due)
        if left >= timedelta(0):
            shares[running.due, left / count] = count
    crowd = found.tightest
    if crowd is None:
        assert not shares
    else:
        assert shares[crowd.by, crowd.each] == crowd.count
        assert crowd.each == min(each for _, each in shares)
        assert crowd.by.tzinfo is UTC


@given(rows, moments, st.integers(0, 59))
def test_it_stands_for_a_minute(lines: list[QueueLine], now: datetime, seconds: int) -> None:
    owed = Owed(lines, HOURS)
    assert owed.slack(now + timedelta(seconds=seconds)) is owed.slack(now)


@given(rows, moments, moments)
def test_one_more_ticket_never_leaves_more_to_each(
    lines: list[QueueLine], due: datetime, now: datetime
) -> None:
    before, after = slack(lines, now).tightest, slack([*lines, row(due)], now).tightest
    assert before is None or (after is not None and after.each <= before.each)
    assert slack([*lines, row(due)], now).due >= slack(lines, now).due
