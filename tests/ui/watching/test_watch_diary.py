"""Rows, days and weeks of the calendar, without a screen."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.kit import ACME, BRATISLAVA, JANA, MARTA, PAOLO, at
from tests.ui.watching.stage import NOW, POLICY
from vipdesk.domain.agenda import Entry
from vipdesk.domain.board import Board
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.people import Person
from vipdesk.screens.calendar_days import Look, Stretch
from vipdesk.widgets.diary import agenda_rows, beside, entry_row, times, told_entry, up_next
from vipdesk.widgets.diary_grid import Grid, day_view, shown_days, week_heads, week_view

MONDAY = date(2026, 11, 23)
BOARD = Board(client=ACME, agent=JANA, policy=POLICY, lines=())
NEW_YORK = ZoneInfo("America/New_York")
HOURS = POLICY.hours


def call(start: str, minutes: int = 60, number: int = 1) -> Entry:
    """A booked training."""
    begins = at(start)
    end = begins + timedelta(minutes=minutes)
    booking = Booking(
        number=number,
        kind="training",
        start=begins,
        end=end,
        buffer=timedelta(0),
        guest=MARTA,
        subject="Rules",
    )
    return Entry(begins, end, booking)


def busy(start: str, end: str, title: str = "Dentist", *, away: bool = False) -> Entry:
    """Time of the agent's own."""
    begins, ends = at(start), at(end)
    is_days = begins.hour == ends.hour == 0
    rule = Busy(
        number=7,
        title=title,
        begins=begins.replace(tzinfo=None),
        ends=ends.replace(tzinfo=None),
        zone="Europe/Bratislava",
        all_day=is_days,
        away=away,
    )
    return Entry(begins, ends, rule)


def day(*entries: Entry, day: date = MONDAY, room: int = 30) -> list[str]:
    """A day as lines."""
    return day_view(Grid(HOURS, entries, [day], NOW, room=room)).plain.split("\n")


def week(*entries: Entry, width: int = 110, room: int = 30) -> list[str]:
    """A week as lines."""
    days = shown_days(HOURS, entries, MONDAY)
    grid = Grid(HOURS, entries, days, NOW, room=room)
    return [week_heads(grid, width).plain, *week_view(grid, width).plain.split("\n")]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (call("Mon 2026-11-23 10:00"), "10:00-11:00"),
        (busy("Mon 2026-11-23 00:00", "Tue 2026-11-24 00:00"), "all day"),
        (busy("Mon 2026-11-23 14:00", "Wed 2026-11-25 09:00"), "14:00-Wed 25"),
        (busy("Sun 2026-11-22 14:00", "Mon 2026-11-23 09:00"), "00:00-09:00"),
        (busy("Mon 2026-11-23 00:00", "Sat 2026-11-28 00:00"), "to Fri 27 Nov"),
        (busy("Mon 2026-11-23 22:00", "Tue 2026-11-24 00:00"), "22:00-24:00"),
    ],
)
def test_times_are_told_as_short_as_they_can_be(entry: Entry, said: str) -> None:
    assert times(entry, MONDAY, BRATISLAVA) == said


def test_each_kind_of_entry_has_a_sign_of_its_own() -> None:
    rows = [
        entry_row(entry, MONDAY, NOW, BRATISLAVA).plain
        for entry in (
            call("Mon 2026-11-23 11:00"),
            busy("Mon 2026-11-23 13:00", "Mon 2026-11-23 14:00"),
            busy("Mon 2026-11-23 13:00", "Mon 2026-11-23 14:00", "Off", away=True),
        )
    ]
    assert rows == [
        "11:00-12:00 ◷ training · Marta Rossi · Rules",
        "13:00-14:00 ▒ Dentist",
        "13:00-14:00 ⌂ Off",
    ]


def test_what_nobody_has_spoken_of_says_so_first() -> None:
    over = call("Mon 2026-11-23 09:00")
    assert "◷ over: what came of it? · training" in entry_row(over, MONDAY, NOW, BRATISLAVA).plain
    assert isinstance(over.what, Booking)
    held = replace(over, what=replace(over.what, status=BookingStatus.HELD))
    assert "◷ held · training" in entry_row(held, MONDAY, NOW, BRATISLAVA).plain


def test_a_day_is_named_once() -> None:
    entries = [call("Mon 2026-11-23 11:00"), call("Mon 2026-11-23 13:00", number=2)]
    rows = [row.plain for row in agenda_rows(entries, NOW, NOW, BRATISLAVA)]
    assert rows[0].startswith("Mon 23 Nov ▸ 11:00")
    assert rows[1].startswith(" " * 13 + "13:00")


def test_a_call_that_runs_comes_before_time_of_ones_own() -> None:
    own = busy("Mon 2026-11-23 10:00", "Mon 2026-11-23 12:00")
    running = call("Mon 2026-11-23 10:30", number=2)
    assert up_next([own, running], NOW) is running
    assert up_next([call("Mon 2026-11-23 08:00")], NOW) is None


def test_the_viewers_zone_is_told_where_its_offset_differs() -> None:
    assert beside(at("Mon 2026-11-23 10:00"), BRATISLAVA, NEW_YORK) == "04:00 EST"
    assert beside(at("Mon 2026-11-23 03:00"), BRATISLAVA, NEW_YORK) == "Sun 21:00 EST"
    assert beside(at("Mon 2026-11-23 10:00"), BRATISLAVA, ZoneInfo("Europe/Rome")) == ""
    told = told_entry(call("Mon 2026-11-23 11:00"), BOARD, NOW, NEW_YORK).plain
    assert told.split("\n") == [
        "Mon 23 Nov 2026 11:00-12:00 CET · 05:00 EST where you are",
        "training with Marta Rossi <marta.rossi@acme.example.com>",
        "about Rules · booked",
    ]


def test_who_else_is_invited_is_told() -> None:
    entry = call("Mon 2026-11-23 11:00")
    assert isinstance(entry.what, Booking)
    others = (PAOLO, Person("", "anna@acme.example.com"))
    more = replace(entry, what=replace(entry.what, others=others))
    assert "training · Marta Rossi +2 · Rules" in entry_row(more, NOW.date(), NOW, BRATISLAVA).plain
    assert told_entry(more, BOARD, NOW, None).plain.split("\n")[1:3] == [
        "training with Marta Rossi <marta.rossi@acme.example.com>",
        "and Paolo Bianchi <paolo.bianchi@acme.example.com>, anna@acme.example.com",
    ]


def test_the_time_of_a_guest_in_another_zone_is_told_too() -> None:
    abroad = replace(ACME, zones={MARTA.address: "Europe/Lisbon"})
    board, entry = replace(BOARD, client=abroad), call("Mon 2026-11-23 11:00")
    first = told_entry(entry, board, NOW, NEW_YORK).plain.split("\n")[0]
    also = "10:00 WET for Marta Rossi · 05:00 EST where you are"
    assert first == f"Mon 23 Nov 2026 11:00-12:00 CET · {also}"


def test_a_day_has_a_line_for_each_half_hour_and_points_at_now() -> None:
    lines = day(call("Mon 2026-11-23 11:00"))
    assert len(lines) == 16
    assert lines[0].startswith("09:00  ··")
    assert lines[3].startswith("10:30◂ ··")
    assert lines[4] == "11:00  ██ 11:00-12:00 training · Marta Rossi · Rules"
    assert lines[5] == "11:30  ██"
    assert lines[6] == "12:00  ··"


def test_what_lies_outside_the_hours_stands_above_and_below() -> None:
    lines = day(
        busy("Mon 2026-11-23 07:00", "Mon 2026-11-23 08:00", "Early"),
        busy("Mon 2026-11-23 20:00", "Mon 2026-11-23 21:00", "Late"),
    )
    assert (lines[0], lines[-1]) == ("07:00-08:00 ▒ Early", "20:00-21:00 ▒ Late")
    assert len(lines) == 18


def test_hours_are_the_rows_where_half_hours_find_no_room() -> None:
    assert len(day(room=12)) == 8


def test_a_closed_day_says_so() -> None:
    saturday = date(2026, 11, 28)
    assert day(day=saturday) == ["closed"]
    own = busy("Sat 2026-11-28 10:00", "Sat 2026-11-28 11:00")
    assert day(own, day=saturday) == ["closed", "10:00-11:00 ▒ Dentist"]
    shut = OfficeHours(replace(HOURS.timetable, holidays=lambda _: frozenset({MONDAY})))
    assert day_view(Grid(shut, [], [MONDAY], NOW, room=30)).plain == "closed: public holiday"


def test_a_week_has_its_days_beside_one_another() -> None:
    lines = week(call("Thu 2026-11-26 14:00"), call("Tue 2026-11-24 09:00", number=2))
    assert lines[0].split() == ["Mon", "23◂", "Tue", "24", "Wed", "25", "Thu", "26", "Fri", "27"]
    column = lines[0].index("Thu")
    assert lines[11][column:].startswith("██ training")
    assert lines[12][column:].startswith("██  ")
    assert lines[1][lines[0].index("Tue") :].startswith("██ training")
    assert len({len(line) for line in lines}) == 1


def test_the_weekend_is_shown_for_a_call_and_not_for_busy_time() -> None:
    assert len(shown_days(HOURS, [call("Sat 2026-11-28 10:00")], MONDAY)) == 7
    own = busy("Sat 2026-11-28 10:00", "Sat 2026-11-28 11:00")
    assert len(shown_days(HOURS, [own], MONDAY)) == 5


def test_two_at_once_are_told() -> None:
    both = (call("Mon 2026-11-23 11:00"), busy("Mon 2026-11-23 11:00", "Mon 2026-11-23 11:30"))
    assert day(*both)[4].endswith("Rules + 11:00-11:30 Dentist")
    assert "+" in week(*both)[5]


def test_a_grid_knows_which_line_is_marked() -> None:
    early = busy("Mon 2026-11-23 07:00", "Mon 2026-11-23 08:00", "Early")
    late = busy("Mon 2026-11-23 20:00", "Mon 2026-11-23 21:00", "Late")
    late = replace(late, what=replace(late.what, number=8))
    noon = call("Mon 2026-11-23 11:00")
    for marked in (early, noon, late):
        grid = Grid(HOURS, [early, noon, late], [MONDAY], NOW, room=30, marked=marked)
        line = grid.marked_line()
        assert line is not None
        shown = day_view(grid).plain.split("\n")[line]
        assert times(marked, MONDAY, BRATISLAVA) in shown
        assert grid.present_line() == 4


def test_stretches_go_on_and_back_and_never_leave_the_calendar() -> None:
    week = Stretch(Look.WEEK, date(2026, 11, 26))
    assert (week.first, week.moved(1).first) == (MONDAY, date(2026, 11, 30))
    assert week.moved(-1).named() == "Mon 16 Nov - Sun 22 Nov 2026"
    for far in (date.max, date.min):
        for by in (-1, 1):
            assert isinstance(Stretch(Look.AGENDA, far).moved(by), Stretch)
    start, end = Stretch(Look.DAY, date(2026, 10, 25)).bounds(BRATISLAVA)
    assert isinstance(start, datetime)
    assert (end.astimezone(ZoneInfo("UTC")) - start.astimezone(ZoneInfo("UTC"))).seconds == 3600
