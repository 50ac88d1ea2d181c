"""What is in the calendar, as rows and screens show it; days and times are those of the desk."""

from collections.abc import Container, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from textual.content import Content

from vipdesk.domain.agenda import Entry, agenda, day_bounds, is_ended
from vipdesk.domain.board import Board
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.people import Client, Person
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.widgets.countdown import full_moment
from vipdesk.widgets.signs import AWAY, BOOKED, BUSY, NEXT, OTHERWISE

ALL_DAY = "all day"
TIMES_WIDE, DAY_WIDE = 11, 10
MOST_SIGNS = 4_000
WHAT_CAME = "over: what came of it?"
ELSEWHERE = f"{OTHERWISE} elsewhere"
STEPS = {
    Repeat.DAILY: "day",
    Repeat.WEEKLY: "week",
    Repeat.MONTHLY: "month",
    Repeat.YEARLY: "year",
}


def key_of(entry: Entry) -> tuple[int, int, datetime]:
    """What tells an entry from all others, also when a call is moved."""
    if isinstance(entry.what, Booking):
        return 0, entry.what.number, datetime.min.replace(tzinfo=UTC)
    return 1, entry.what.number, entry.start


def sign_of(entry: Entry) -> str:
    """A sign of its own for a booked call, for busy time and for time off."""
    if isinstance(entry.what, Booking):
        return BOOKED
    return AWAY if entry.what.away else BUSY


def words_of(entry: Entry) -> str:
    """`training · Marta Rossi · Rules`, or the title of busy time."""
    what = entry.what
    if isinstance(what, Busy):
        cover = f"{clean_line(what.cover, 60)} stands in" if what.cover else ""
        return " · ".join(filter(None, (clean_line(what.title, 120), cover)))
    parts = (clean_line(what.kind, 40), clean_line(what.guest.called, 60))
    return " · ".join(filter(None, (*parts, clean_line(what.subject, 120))))


def standing(entry: Entry, now: datetime) -> str:
    """What came of a call, or that it is still to be said."""
    if isinstance(entry.what, Busy):
        return ""
    if is_ended(entry.what, now):
        return WHAT_CAME
    if entry.conflict is not None:
        return ELSEWHERE
    return "" if entry.what.status is BookingStatus.BOOKED else entry.what.status.value


def told_of(entry: Entry, now: datetime) -> str:
    """What came of it, before its words."""
    return " · ".join(filter(None, (standing(entry, now), words_of(entry))))


def times(entry: Entry, day: date, zone: tzinfo) -> str:
    """`10:00-11:00`, `all day`, or `10:00-Fri 27` where it goes on past that day."""
    begins, ends = entry.start.astimezone(zone), entry.end.astimezone(zone)
    opens = f"{begins:%H:%M}" if begins.date() == day else "00:00"
    last = (ends - timedelta(microseconds=1)).date()
    if last == day:
        closes = "24:00" if ends.date() != day else f"{ends:%H:%M}"
        return ALL_DAY if (opens, closes) == ("00:00", "24:00") else f"{opens}-{closes}"
    return f"to {day_name(last)}" if opens == "00:00" else f"{opens}-{last:%a} {last.day}"


def day_name(day: date) -> str:
    """`Mon 23 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def first_day(entry: Entry, since: datetime, zone: tzinfo) -> date:
    """The day an entry is listed under where the list begins with the day of `since`."""
    return max(entry.start, since).astimezone(zone).date()


def entry_row(entry: Entry, day: date, now: datetime, zone: tzinfo) -> Content:
    """One line without its day; what is over is dim, what is to be said of it comes first."""
    said = standing(entry, now)
    is_to_be_said = said in (WHAT_CAME, ELSEWHERE)
    row = Content.assemble(
        f"{times(entry, day, zone):{TIMES_WIDE}} {sign_of(entry)} ",
        (f"{said} · " if said else "", "bold $warning" if is_to_be_said else ""),
        (words_of(entry), "bold" if isinstance(entry.what, Booking) else ""),
    )
    return row.stylize("dim") if entry.end <= now and not is_to_be_said else row


def agenda_rows(
    entries: Sequence[Entry], since: datetime, now: datetime, zone: tzinfo
) -> list[Content]:
    """A row for each, with its day before the first of a day."""
    rows: list[Content] = []
    before: date | None = None
    for entry in entries:
        day = first_day(entry, since, zone)
        named = day_name(day) if day != before else ""
        rows.append(
            Content.assemble(
                (f"{named:{DAY_WIDE}} ", "bold $accent"),
                f"{NEXT if entry is up_next(entries, now) else ' '} ",
                entry_row(entry, day, now, zone),
            )
        )
        before = day
    return rows


def up_next(entries: Sequence[Entry], now: datetime) -> Entry | None:
    """What runs now, or is next; a call before time of one's own that runs beside it."""
    left = [entry for entry in entries if entry.end > now]
    running = [entry for entry in left if entry.start <= now]
    calls = [entry for entry in running if isinstance(entry.what, Booking)]
    return next(iter([*calls, *running, *left]), None)


def today_rows(board: Board, now: datetime, most: int) -> list[Content]:
    """Today for a pane: what runs or comes next first, then calls that nobody has spoken of."""
    policy = board.policy
    start, end = day_bounds(policy, now)
    entries = agenda(board.calendar, start, end, board.conflicts)
    left = [entry for entry in entries if entry.end > now]
    left.sort(key=lambda entry: entry is not up_next(entries, now))
    told = [*left, *(entry for entry in entries if standing(entry, now) == WHAT_CAME)]
    room = most if len(told) <= most else most - 1
    zone, day = policy.hours.zone, start.date()
    rows = [
        Content(f"{NEXT if entry is up_next(entries, now) else ' '} ")
        + entry_row(entry, day, now, zone)
        for entry in told[:room]
    ]
    more = len(told) - room
    rows += [Content(f"  … {more} more")] if more > 0 else []
    return [*rows, *_conflicts_later(board, {entry.what for entry in entries})]


def _conflicts_later(board: Board, shown: Container[Booking | Busy]) -> Iterator[Content]:
    """Calls of other days that stand otherwise elsewhere: they wait for a person, in one line."""
    numbers = {item.booking for item in board.conflicts}
    calls = [one for one in board.calendar.bookings if one.number in numbers and one not in shown]
    if calls:
        first, more = calls[0], f" and {len(calls) - 1} more" if len(calls) > 1 else ""
        day = day_name(board.policy.hours.local(first.start).date())
        guest = clean_line(first.guest.called, 60)
        words = f"{ELSEWHERE} · {day} · {clean_line(first.kind, 40)} · {guest}{more}"
        yield Content.styled(f"  {words}", "$warning")


def beside(at: datetime, zone: tzinfo, own: tzinfo | None) -> str:
    """`at` in the viewer's own zone where its offset differs then: `04:00 EST`, `Sun 22:00 EST`."""
    if own is None:
        return ""
    there, here = at.astimezone(zone), at.astimezone(own)
    if there.utcoffset() == here.utcoffset():
        return ""
    other_day = "" if there.date() == here.date() else f"{here:%a} "
    return f"{other_day}{here:%H:%M %Z}"


def also_at(
    at: datetime, zone: tzinfo, own: tzinfo | None, guest: Person | None, client: Client
) -> str:
    """` · 09:00 GMT for Marta Rossi · 04:00 EST where you are`, where their clocks differ."""
    found = []
    if guest is not None and (there := client.zones.get(guest.address)):
        theirs = beside(at, zone, ZoneInfo(there))
        found.append(f"{theirs} for {clean_line(guest.called, 60)}" if theirs else "")
    yours = beside(at, zone, own)
    found.append(f"{yours} where you are" if yours else "")
    return "".join(f" · {words}" for words in found if words)


def told_entry(entry: Entry, board: Board, now: datetime, own: tzinfo | None) -> Content:
    """All that is known of it, below one another, what matters most first."""
    what, zone = entry.what, board.policy.hours.zone
    lines = _call(what, now) if isinstance(what, Booking) else _busy(what)
    there = [] if entry.conflict is None else [_told_conflict(entry.conflict, zone)]
    moments = Content.styled(_moments(entry, board, own), "bold")
    return Content("\n").join([moments, *there, *lines])


def _told_conflict(conflict: Item, zone: tzinfo) -> Content:
    at = conflict.start_there
    what = f"it begins {full_moment(at, zone)}" if at else "it was removed"
    return Content.styled(f"{OTHERWISE} in the calendar elsewhere {what}", "bold $warning")


def _moments(entry: Entry, board: Board, own: tzinfo | None) -> str:
    zone = board.policy.hours.zone
    begins = entry.start.astimezone(zone)
    if isinstance(entry.what, Busy) and entry.what.all_day:
        last = (entry.end - timedelta(microseconds=1)).astimezone(zone).date()
        until = f" to {day_name(last)}" if last != begins.date() else f", {ALL_DAY}"
        return f"{day_name(begins.date())} {begins:%Y}{until}"
    guest = entry.what.guest if isinstance(entry.what, Booking) else None
    also = also_at(entry.start, zone, own, guest, board.client)
    return f"{stretch(entry.start, entry.end, zone)}{also}"


def stretch(start: datetime, end: datetime, zone: tzinfo) -> str:
    """`Mon 23 Nov 2026 10:00-11:00 CET`."""
    begins, ends = start.astimezone(zone), end.astimezone(zone)
    if begins.date() != ends.date() and ends.time() != time():
        return f"{full_moment(start, zone)} to {full_moment(end, zone)}"
    return f"{day_name(begins.date())} {begins:%Y %H:%M}-{ends:%H:%M} {begins:%Z}"


def _call(booking: Booking, now: datetime) -> Iterator[Content]:
    guest = clean_line(booking.guest.called, 120)
    address = clean_line(booking.guest.address, 254)
    shown = f"{guest} <{address}>" if address and address != guest else guest
    yield Content.assemble(f"{clean_line(booking.kind, 60)} with ", (shown, "bold"))
    about = f"about {clean_line(booking.subject, 300)} · " if booking.subject else ""
    ticket = f" · ticket #{booking.ticket}" if booking.ticket else ""
    if is_ended(booking, now):
        yield Content.assemble(about, (WHAT_CAME, "bold $warning"), ticket)
    else:
        running = booking.status is BookingStatus.BOOKED and booking.start <= now
        yield Content(f"{about}{'running now' if running else booking.status.value}{ticket}")
    if booking.outcome:
        yield Content(clean_block(booking.outcome[:MOST_SIGNS]))


def _busy(busy: Busy) -> Iterator[Content]:
    what, title = "time off" if busy.away else "busy", clean_line(busy.title, 200)
    yield Content.assemble((title, "bold"), "" if title == what else f" · {what}")
    if busy.cover:
        yield Content(f"{clean_line(busy.cover, 200)} stands in")
    if busy.repeat is not Repeat.ONCE:
        step = STEPS[busy.repeat]
        each = f"every {step}" if busy.every == 1 else f"every {busy.every} {step}s"
        until = f", until {day_name(busy.until)} {busy.until.year}" if busy.until else ""
        yield Content(f"{each}{until}")
