"""What a calendar file may ask of us: read by pieces, and nothing that never ends."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime

from icalendar import Event, vRecur

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _

MOST_BYTES = 5 * 1024 * 1024
MOST_COMPONENTS = 20_000
MOST_DEPTH = 8
LONGEST_LINE = 64 * 1024
LEAP = 2024
YEARS = range(1970, 2101)
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
FINER = ("BYSECOND", "BYMINUTE", "BYHOUR", "BYSETPOS", "BYYEARDAY", "BYWEEKNO")


def check_file(raw: bytes, label: str) -> None:
    """BadInput for what is no calendar, or more of one than anybody keeps."""
    for told, count, most in _complaints(raw):
        raise BadInput(told.format(label=label, count=count, most=most))


def _complaints(raw: bytes) -> Iterator[tuple[str, int, int]]:
    """What is wrong, with how many there are of it, and how many may be."""
    if len(raw) > MOST_BYTES:
        told = _("{label}: it has more than {most:,} bytes, which are the most: split it")
        yield told, len(raw), MOST_BYTES
    if b"BEGIN:VCALENDAR" not in raw[:4096].upper():
        yield _("{label}: it does not begin as a calendar file does: give an .ics file"), 0, 0
    depth = count = 0
    for line in raw.split(b"\n"):
        if len(line) > LONGEST_LINE:
            told = _("{label}: a line has {count:,} bytes: export the calendar again")
            yield told, len(line), LONGEST_LINE
        start = line[:6].upper()
        depth += (start == b"BEGIN:") - (start[:4] == b"END:")
        count += start == b"BEGIN:"
        if depth > MOST_DEPTH:
            told = _("{label}: its parts are nested too deep: export the calendar again")
            yield told, depth, MOST_DEPTH
    if count > MOST_COMPONENTS:
        told = _("{label}: it has {count:,} parts, {most:,} are the most: split it")
        yield told, count, MOST_COMPONENTS
    if depth > 0:
        yield _("{label}: it is cut off before its end: export the calendar again"), depth, 0


def problem(event: Event) -> str | None:
    """Why an event can't be taken, in a few words; None where it can."""
    return next(_problems(event), None)


def _problems(event: Event) -> Iterator[str]:
    start = event.get("dtstart")
    if start is None or isinstance(start, list):
        yield _("it has no start")
        return
    if not isinstance(start.dt, date):
        yield _("its start is no day")
        return
    if isinstance(start.dt, datetime) and start.dt.tzinfo is None:
        said = start.params.get("TZID")
        yield _("its time zone is not known") if said else _("it has no time zone")
    if start.dt.year not in YEARS:
        yield _("it is in the year {year}").format(year=start.dt.year)
    rule = event.get("rrule")
    if isinstance(rule, list):
        yield _("it has more than one rule")
    elif rule is not None:
        yield from _rule_problems(rule)


def _rule_problems(rule: vRecur) -> Iterator[str]:
    frequency = str((rule.get("FREQ") or ["?"])[0]).upper()
    if frequency not in FREQUENCIES:
        yield _("it comes again {frequency}").format(frequency=frequency.lower())
    if any(part in rule for part in FINER):
        yield _("its rule is finer than days")
    if any(int(every) < 1 for every in rule.get("INTERVAL", [])):
        yield _("its rule goes backwards")
    if not _can_come(rule):
        yield _("its rule names days that no month has")


def _can_come(rule: vRecur) -> bool:
    """Whether some month has a day that is named: a rule without any is searched for ever."""
    months = [int(month) for month in rule.get("BYMONTH") or range(1, 13)]
    days = [abs(int(day)) for day in rule.get("BYMONTHDAY") or (1,)]
    longest = [monthrange(LEAP, month)[1] for month in months if 1 <= month <= 12]
    return any(1 <= day <= most for day in days for most in longest)
