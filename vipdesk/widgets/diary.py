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
from vipdesk.domain.language import N_, _, counted, day_said, month_said
from vipdesk.domain.people import Client, Person
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.widgets.countdown import full_moment
from vipdesk.widgets.signs import AWAY, BOOKED, BUSY, NEXT, OTHERWISE

ALL_DAY = N_("all day")
TIMES_WIDE, DAY_WIDE = 11, 10
MOST_SIGNS = 4_000
WHAT_CAME = N_("over: what came of it?")
ELSEWHERE = N_("≠ elsewhere")
CAME_TO = {
    BookingStatus.CANCELLED: N_("cancelled"),
    BookingStatus.HELD: N_("held"),
    BookingStatus.NO_SHOW: N_("no-show"),
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
        cover = _stands_in(what, 60) if what.cover else ""
        return " · ".join(filter(None, (clean_line(what.title, 120), cover)))
    more = f" +{len(what.others)}" if what.others else ""
    parts = (clean_line(what.kind, 40), f"{clean_line(what.guest.spoken, 60)}{more}")
    return " · ".join(filter(None, (*parts, clean_line(what.subject, 120))))


def standing(entry: Entry, now: datetime) -> str:
    """What came of a call, or that it is still to be said; in the original, to be told apart."""
    if isinstance(entry.what, Busy):
        return ""
    if is_ended(entry.what, now):
        return WHAT_CAME
    if entry.conflict is not None:
        return ELSEWHERE
    return CAME_TO.get(entry.what.status, "")


def told_of(entry: Entry, now: datetime) -> str:
    """What came of it, before its words."""
    return " · ".join(filter(None, (_(standing(entry, now)), words_of(entry))))


def times(entry: Entry, day: date, zone: tzinfo) -> str:
    """`10:00-11:00`, `all day`, or `10:00-Fri 27` where it goes on past that day."""
    begins, ends = entry.start.astimezone(zone), entry.end.astimezone(zone)
    opens = f"{begins:%H:%M}" if begins.date() == day else "00:00"
    last = (ends - timedelta(microseconds=1)).date()
    if last == day:
        closes = "24:00" if ends.date() != day else f"{ends:%H:%M}"
        return _(ALL_DAY) if (opens, closes) == ("00:00", "24:00") else f"{opens}-{closes}"
    if opens == "00:00":
        return _("to {day}").format(day=day_name(last))
    return f"{opens}-{day_said(last.weekday())} {last.day}"


def day_name(day: date) -> str:
    """`Mon 23 Nov`."""
    return f"{day_said(day.weekday())} {day.day} {month_said(day.month)}"


def first_day(entry: Entry, since: datetime, zone: tzinfo) -> date:
    """The day an entry is listed under where the list begins with the day of `since`."""
    return max(entry.start, since).astimezone(zone).date()


def entry_row(entry: Entry, day: date, now: datetime, zone: tzinfo) -> Content:
    """One line without its day; what is over is dim, what is to be said of it comes first."""
    said = standing(entry, now)
    is_to_be_said = said in (WHAT_CAME, ELSEWHERE)
    row = Content.assemble(
        f"{times(entry, day, zone):{TIMES_WIDE}} {sign_of(entry)} ",
        (f"{_(said)} · " if said else "", "bold $warning" if is_to_be_said else ""),
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
    rows += [Content("  " + _("… {count} more").format(count=more))] if more > 0 else []
    return [*rows, *_conflicts_later(board, {entry.what for entry in entries})]


def _conflicts_later(board: Board, shown: Container[Booking | Busy]) -> Iterator[Content]:
    """Calls of other days that stand otherwise elsewhere: they wait for a person, in one line."""
    numbers = {item.booking for item in board.conflicts}
    calls = [one for one in board.calendar.bookings if one.number in numbers and one not in shown]
    if calls:
        first, left = calls[0], len(calls) - 1
        more = _(" and {count} more").format(count=left) if left else ""
        day = day_name(board.policy.hours.local(first.start).date())
        guest = clean_line(first.guest.spoken, 60)
        words = f"{_(ELSEWHERE)} · {day} · {clean_line(first.kind, 40)} · {guest}{more}"
        yield Content.styled(f"  {words}", "$warning")


def beside(at: datetime, zone: tzinfo, own: tzinfo | None) -> str:
    """`at` in the viewer's own zone where its offset differs then: `04:00 EST`, `Sun 22:00 EST`."""
    if own is None:
        return ""
    there, here = at.astimezone(zone), at.astimezone(own)
    if there.utcoffset() == here.utcoffset():
        return ""
    other_day = "" if there.date() == here.date() else f"{day_said(here.weekday())} "
    return f"{other_day}{here:%H:%M %Z}"


def also_at(
    at: datetime, zone: tzinfo, own: tzinfo | None, guest: Person | None, client: Client
) -> str:
    """` · 09:00 GMT for Marta Rossi · 04:00 EST where you are`, where their clocks differ."""
    found = []
    if guest is not None and (there := client.zones.get(guest.address)):
        theirs = beside(at, zone, ZoneInfo(there))
        who = clean_line(guest.spoken, 60)
        found.append(_("{time} for {guest}").format(time=theirs, guest=who) if theirs else "")
    yours = beside(at, zone, own)
    found.append(_("{time} where you are").format(time=yours) if yours else "")
    return "".join(f" · {words}" for words in found if words)


def told_entry(entry: Entry, board: Board, now: datetime, own: tzinfo | None) -> Content:
    """All that is known of it, below one another, what matters most first."""
    what, zone = entry.what, board.policy.hours.zone
    lines = _call(what, now) if isinstance(what, Booking) else _busy(what)
    there = [] if entry.conflict is None else [_told_conflict(entry.conflict, zone)]
    moments = Content.styled(_moments(entry, board, own), "bold")
    return Content("\n").join([moments, *there, *lines])


def _told_conflict(conflict: Item, zone: tzinfo) -> Content:
    if (at := conflict.start_there) is None:
        said = _("in the calendar elsewhere it was removed")
    else:
        begins = full_moment(at, zone)
        said = _("in the calendar elsewhere it begins {moment}").format(moment=begins)
    return Content.styled(f"{OTHERWISE} {said}", "bold $warning")


def _moments(entry: Entry, board: Board, own: tzinfo | None) -> str:
    zone = board.policy.hours.zone
    begins = entry.start.astimezone(zone)
    if isinstance(entry.what, Busy) and entry.what.all_day:
        last = (entry.end - timedelta(microseconds=1)).astimezone(zone).date()
        first = f"{day_name(begins.date())} {begins:%Y}"
        if last == begins.date():
            return f"{first}, {_(ALL_DAY)}"
        return _("{first} to {last}").format(first=first, last=day_name(last))
    guest = entry.what.guest if isinstance(entry.what, Booking) else None
    also = also_at(entry.start, zone, own, guest, board.client)
    return f"{stretch(entry.start, entry.end, zone)}{also}"


def stretch(start: datetime, end: datetime, zone: tzinfo) -> str:
    """`Mon 23 Nov 2026 10:00-11:00 CET`."""
    begins, ends = start.astimezone(zone), end.astimezone(zone)
    if begins.date() != ends.date() and ends.time() != time():
        first, last = full_moment(start, zone), full_moment(end, zone)
        return _("{first} to {last}").format(first=first, last=last)
    return f"{day_name(begins.date())} {begins:%Y %H:%M}-{ends:%H:%M} {begins:%Z}"


def _call(booking: Booking, now: datetime) -> Iterator[Content]:
    kind = _("{kind} with ").format(kind=clean_line(booking.kind, 60))
    yield Content.assemble(kind, (_shown(booking.guest), "bold"))
    if booking.others:
        others = ", ".join(map(_shown, booking.others))
        yield Content(_("and {guests}").format(guests=others))
    subject = clean_line(booking.subject, 300)
    about = _("about {subject} · ").format(subject=subject) if booking.subject else ""
    ticket = f" · ticket #{booking.ticket}" if booking.ticket else ""
    if is_ended(booking, now):
        yield Content.assemble(about, (_(WHAT_CAME), "bold $warning"), ticket)
    else:
        running = booking.status is BookingStatus.BOOKED and booking.start <= now
        stands = _("running now") if running else _booking_said(booking.status)
        yield Content(f"{about}{stands}{ticket}")
    if booking.outcome:
        yield Content(clean_block(booking.outcome[:MOST_SIGNS]))


def _shown(person: Person) -> str:
    name, address = clean_line(person.spoken, 120), clean_line(person.address, 254)
    return f"{name} <{address}>" if address and address != name else name


def _busy(busy: Busy) -> Iterator[Content]:
    what, title = _("time off") if busy.away else _("busy"), clean_line(busy.title, 200)
    yield Content.assemble((title, "bold"), "" if title == what else f" · {what}")
    if busy.cover:
        yield Content(_stands_in(busy, 200))
    if busy.repeat is not Repeat.ONCE:
        until = f"{day_name(busy.until)} {busy.until.year}" if busy.until else ""
        ends = _(", until {day}").format(day=until) if until else ""
        yield Content(f"{_each(busy.repeat, busy.every)}{ends}")


def _each(repeat: Repeat, every: int) -> str:
    match repeat:
        case Repeat.DAILY:
            return counted("every day", "every {count} days", every)
        case Repeat.WEEKLY:
            return counted("every week", "every {count} weeks", every)
        case Repeat.MONTHLY:
            return counted("every month", "every {count} months", every)
    return counted("every year", "every {count} years", every)


def _stands_in(busy: Busy, longest: int) -> str:
    return _("{name} stands in").format(name=clean_line(busy.cover, longest))


def _booking_said(status: BookingStatus) -> str:
    return _("booked") if status is BookingStatus.BOOKED else _(CAME_TO[status])
