"""Busy time from a calendar file of any program; what can't be taken is named, the rest goes on.

A plain rule stays a rule. What is moved, counted or otherwise odd is laid out day by day for a
year: a later import brings the next.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from msgspec import Struct
from recurring_ical_events import of

from vipdesk.channels.ical.guard import YEARS, check_file, problem
from vipdesk.domain.busy import LONGEST, Busy, Repeat, check
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

BEFORE, AFTER, WINDOW = timedelta(days=31), timedelta(days=366), timedelta(days=62)
MOST_LAID_OUT = 1000
PATIENCE = 10
"""Seconds of work that all the days of a file which are laid out may take."""

LONGEST_TITLE, LONGEST_UID = 200, 300
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLAIN = frozenset({"FREQ", "INTERVAL", "UNTIL", "BYDAY", "WKST"})

_UNREADABLE = (ValueError, KeyError, IndexError, AttributeError, TypeError, ArithmeticError)

Event = Any
"""A component as the library gives it: what its fields hold is known by looking only."""

Series = list[Event]
"""An event, and the days of it that were changed."""


class Read(Struct, frozen=True):
    """The busy time in a file, each under its UID there, and what was left out and why.

    `own` counts what was of this desk already.
    """

    busy: tuple[tuple[str, Busy], ...]
    left_out: tuple[tuple[str, str], ...]
    own: int = 0


def read_busy(
    raw: bytes, zone: ZoneInfo, now: datetime, label: str, own: Container[str] = ()
) -> Read:
    """The busy time in a calendar file; BadInput where it is none.

    All-day events are days of `zone`. What has a UID of `own` is ours coming back.
    """
    check_file(raw, label)
    try:
        calendars = Calendar.from_ical(raw, multiple=True)
        series = _series(calendars)
    except (*_UNREADABLE, OSError, RecursionError):  # a zone is looked up as a file by its name
        raise BadInput(
            _("{label}: it can't be read as a calendar: export it again").format(label=label)
        ) from None
    busy: list[tuple[str, Busy]] = []
    left_out: list[tuple[str, str]] = []
    latest = process_time() + PATIENCE
    ours = {uid for uid in series if uid in own}
    for uid, events in series.items():
        if uid in ours:
            continue
        try:
            busy += [(uid, one) for one in _taken(events, zone, now, latest)]
        except BadInput as why:
            left_out.append((_named(events), str(why)))
        except _UNREADABLE:
            left_out.append((_named(events), _("it can't be read")))
    return Read(tuple(busy), tuple(left_out), len(ours))


def _series(calendars: list[Calendar]) -> dict[str, Series]:
    """The events by their UID; of a doubled one the highest SEQUENCE, then the last."""
    found: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in (e for c in calendars for e in c.walk("VEVENT")):
        uid = clean_line(str(event.get("uid") or ""), LONGEST_UID) or _made_up(event)
        moved = _moved(event)
        before = found[uid].get(moved)
        if before is None or _sequence(event) >= _sequence(before):
            found[uid][moved] = event
    return {uid: [events[key] for key in sorted(events)] for uid, events in found.items()}


def _made_up(event: Event) -> str:
    """A UID for an event without: the same each time, and no other's in another file."""
    start = getattr(event.get("dtstart"), "dt", "")
    return f"without {start} {_title(event)}"


def _moved(event: Event) -> str:
    """Which day of a series it stands for; nothing for the series itself."""
    day = event.get("recurrence-id")
    try:
        return "" if day is None else str(day.dt)
    except (AttributeError, ValueError):
        return str(day)  # several, or no day at all


def _sequence(event: Event) -> int:
    try:
        return int(event.get("sequence") or 0)
    except (TypeError, ValueError):
        return 0


def _named(events: Series) -> str:
    return _title(events[0])[:80] or "(no title)"


def _title(event: Event) -> str:
    said = event.get("summary") or ""
    return clean_line(str(said[0] if isinstance(said, list) else said), LONGEST_TITLE)


def _taken(events: Series, zone: ZoneInfo, now: datetime, latest: float) -> Iterator[Busy]:
    """The busy time of one series; BadInput where it can't be taken."""
    if len(events) == 1 and _is_free(events[0]):
        return
    for event in events:
        if (why := problem(event)) is not None:
            raise BadInput(why)
    first = events[0]
    if "rrule" not in first and "rdate" not in first and len(events) == 1:
        yield _checked(_once(first, zone))
    elif (rule := _plain_rule(events, zone)) is not None:
        yield _checked(rule)
    else:
        yield from _laid_out(events, zone, now, latest)


def _is_free(event: Event) -> bool:
    transparent = str(event.get("transp", "")).upper() == "TRANSPARENT"
    return transparent or str(event.get("status", "")).upper() == "CANCELLED"


def _once(event: Event, zone: ZoneInfo) -> Busy:
    begins, ends, all_day = _bounds(event)
    home = zone if all_day else _zone(begins, zone)
    return Busy(
        number=0,
        title=_title(event) or "busy",
        begins=_wall(begins, home),
        ends=_wall(ends, home),
        zone=home.key,
        all_day=all_day,
    )


def _bounds(event: Event) -> tuple[date, date, bool]:
    """First moment, end, and whether they are whole days; BadInput where there is no end."""
    begins = event["dtstart"].dt
    all_day = not isinstance(begins, datetime)
    if "dtend" in event:
        ends = event["dtend"].dt
    elif "duration" in event:
        ends = begins + event["duration"].dt
    elif all_day:
        ends = begins + timedelta(days=1)
    else:
        raise BadInput(_("it has no end"))
    if isinstance(ends, datetime) is all_day:
        raise BadInput(_("its start and its end are of different kinds"))
    if isinstance(ends, datetime) and ends.tzinfo is None:
        raise BadInput(_("the time zone of its end is not known"))
    return begins, ends, all_day


def _zone(at: date, home: ZoneInfo) -> ZoneInfo:
    """The zone of an event by its IANA name; the office's for a fixed offset."""
    found = at.tzinfo if isinstance(at, datetime) else None
    return found if isinstance(found, ZoneInfo) and found.key else home


def _wall(at: date, zone: ZoneInfo) -> datetime:
    if isinstance(at, datetime):
        return at.astimezone(zone).replace(tzinfo=None, fold=0, microsecond=0)
    return datetime.combine(at, time())


def _plain_rule(events: Series, zone: ZoneInfo) -> Busy | None:
    """The series as one rule; None where it says more than a rule of ours can."""
    (first, *moved), rule = events, events[0].get("rrule")
    if moved or rule is None or "rdate" in first or not set(rule) <= PLAIN:
        return None
    once, frequency = _once(first, zone), str(rule["FREQ"][0]).upper()
    days = [str(day).upper() for day in rule.get("BYDAY", [])]
    weekly = frequency == "WEEKLY"
    if (days and not weekly) or not set(days) <= set(WEEKDAYS) or _week_start(rule) != "MO":
        return None
    home = ZoneInfo(once.zone)
    weekdays = frozenset(map(WEEKDAYS.index, days))
    if weekdays and once.begins.weekday() not in weekdays:
        return None
    return Busy(
        number=0,
        title=once.title,
        begins=once.begins,
        ends=once.ends,
        zone=once.zone,
        all_day=once.all_day,
        repeat=Repeat(frequency.lower()),
        every=int((rule.get("INTERVAL") or [1])[0]),
        weekdays=weekdays,
        until=_until(rule, home),
        except_on=frozenset(_excepted(first, home)),
    )


def _until(rule: Any, zone: ZoneInfo) -> date | None:
    """The last day of a rule; some programs write the year 9999 for none."""
    last = (rule.get("UNTIL") or [None])[0]
    return None if last is None or last.year >= YEARS.stop else _wall(last, zone).date()


def _week_start(rule: Any) -> str:
    """A week that begins on another day counts otherwise where it is not each week."""
    every = int(str((rule.get("INTERVAL") or [1])[0]))
    return str((rule.get("WKST") or ["MO"])[0]).upper() if every > 1 else "MO"


def _excepted(event: Event, zone: ZoneInfo) -> Iterator[date]:
    found = event.get("exdate")
    for one in found if isinstance(found, list) else [found] if found is not None else []:
        for each in one.dts:
            yield _wall(each.dt, zone).date()


def _laid_out(events: Series, zone: ZoneInfo, now: datetime, latest: float) -> Iterator[Busy]:
    """Each day of the series, one by one, from a month ago for a year."""
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    query, count = of(calendar), 0
    start, last = now.astimezone(UTC) - BEFORE, now.astimezone(UTC) + AFTER
    seen: set[tuple[datetime, datetime]] = set()
    while start < last:
        if process_time() >= latest:
            raise BadInput(_("its days take too long to lay out: split the file"))
        for event in query.between(start, min(start + WINDOW, last)):
            if _is_free(event):
                continue
            busy = _checked(_once(event, zone))
            if (busy.begins, busy.ends) in seen:
                continue
            seen.add((busy.begins, busy.ends))
            count += 1
            if count > MOST_LAID_OUT:
                raise BadInput(
                    _("it comes more than {most} times in a year").format(most=MOST_LAID_OUT)
                )
            yield busy
        start += WINDOW


def _checked(busy: Busy) -> Busy:
    if busy.ends <= busy.begins:
        raise BadInput(_("it ends before it begins"))
    if busy.ends - busy.begins > LONGEST:
        raise BadInput(_("it lasts more than a year"))
    check(busy)
    return busy
