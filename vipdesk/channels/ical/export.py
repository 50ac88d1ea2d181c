"""Bookings and busy time as a calendar file, and an invitation for one booking."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vRecur, vText
from msgspec.structs import replace

from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus, Method
from vipdesk.domain.people import Agent, Person

PRODUCT = "-//vipdesk//vipdesk//EN"
ALARM_BEFORE = timedelta(minutes=15)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_file(
    bookings: Iterable[Booking],
    agent: Agent,
    at: datetime,
    *,
    busy: Iterable[Busy] = (),
    title: Callable[[Booking], str] | None = None,
) -> bytes:
    """All of them in one file; `at` (aware) is when it was written. Cancelled calls say so.

    `title` is what their reader calls each, where that is not the agent.
    """
    calendar = _calendar()
    for booking in bookings:
        event = _booked(booking, agent, at)
        if title is not None:
            event["summary"] = vText(title(booking))
        calendar.add_component(event)
    for one in busy:
        calendar.add_component(_busy(one, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def copied(booking: Booking, agent: Agent, at: datetime) -> bytes:
    """A booking as it is kept in the agent's calendar elsewhere, whose server invites nobody."""
    calendar = _calendar()
    event = _booked(booking, agent, at)
    for guest in _guests(event):
        guest.params["SCHEDULE-AGENT"] = "CLIENT"
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation(
    booking: Booking, method: Method, agent: Agent, at: datetime, *, title: str = ""
) -> bytes:
    """What the guest's calendar understands: the same UID each time, a rising SEQUENCE.

    `title` is what the guest calls it.
    """
    calendar = _calendar()
    calendar.add("method", method.value.upper())
    event = _booked(booking, agent, at, asks=method is Method.REQUEST)
    if title:
        event["summary"] = vText(title)
    if method is Method.REQUEST:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(event["summary"]))
        alarm.add("trigger", -ALARM_BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def busy_uid(busy: Busy) -> str:
    """Tells busy time apart from all that is another; the same set anew is the same."""
    words = repr(replace(busy, number=0, except_on=frozenset(), weekdays=frozenset()))
    digest = sha256(f"{words} {sorted(busy.except_on)} {sorted(busy.weekdays)}".encode())
    return f"busy-{digest.hexdigest()[:24]}@vipdesk.invalid"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _booked(booking: Booking, agent: Agent, at: datetime, *, asks: bool = False) -> Event:
    event = Event()
    cancelled = booking.status is BookingStatus.CANCELLED
    about = f": {booking.subject}" if booking.subject else ""
    event.add("uid", booking.uid)
    event.add("sequence", booking.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", booking.start.astimezone(UTC))
    event.add("dtend", booking.end.astimezone(UTC))
    event.add("summary", f"{booking.kind.capitalize()} with {booking.guest.called}{about}")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if agent.address:
        event.add("organizer", _address(Person(agent.name, agent.address)))
    for person in booking.invited:
        if not person.address:
            continue
        guest = _address(person)
        guest.params["ROLE"] = "REQ-PARTICIPANT"
        guest.params["PARTSTAT"] = "NEEDS-ACTION" if asks else "ACCEPTED"
        guest.params["RSVP"] = "TRUE" if asks else "FALSE"
        event.add("attendee", guest)
    return event


def _guests(event: Event) -> list[vCalAddress]:
    """One stands there by itself, several in a list."""
    there = event.get("attendee", [])
    return there if isinstance(there, list) else [there]


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["CN"] = person.name
    return address


def _busy(busy: Busy, at: datetime) -> Event:
    event = Event()
    zone = ZoneInfo(busy.zone)
    event.add("uid", busy_uid(busy))
    event.add("dtstamp", at.astimezone(UTC))
    if busy.all_day:
        event.add("dtstart", busy.begins.date())
        event.add("dtend", busy.ends.date())
    else:
        event.add("dtstart", busy.begins.replace(tzinfo=zone))
        event.add("dtend", busy.ends.replace(tzinfo=zone))
    event.add("summary", busy.title)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    if busy.repeat is not Repeat.ONCE:
        event.add("rrule", _rule(busy, zone))
        if busy.except_on:
            event.add("exdate", [_day(busy, day, zone) for day in sorted(busy.except_on)])
    return event


def _rule(busy: Busy, zone: ZoneInfo) -> vRecur:
    rule: dict[str, object] = {"freq": busy.repeat.value.upper(), "interval": busy.every}
    if busy.weekdays:
        rule["byday"] = [WEEKDAYS[day] for day in sorted(busy.weekdays)]
    if busy.until is not None:
        rule["until"] = _day(busy, busy.until, zone)
    return vRecur(rule)


def _day(busy: Busy, day: date, zone: ZoneInfo) -> date:
    """A day of the rule as its start is written: a date, or an instant in UTC."""
    if busy.all_day:
        return day
    return datetime.combine(day, busy.begins.time(), zone).astimezone(UTC)
