"""Booking a call: free times by the visitor's clock, moving and cancelling one of their own."""

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.errors import DeskError
from vipdesk.domain.guests import BadGuest
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import Slot
from vipdesk.domain.text import clean_line
from vipdesk.door.door import Door
from vipdesk.door.faults import Again, Fault, Malformed, ManyCalls, NotThere
from vipdesk.door.feeds import feed_address
from vipdesk.door.guests import MOST_FIELDS, Row, people, room_for, typed
from vipdesk.door.guests import shown as guests_shown
from vipdesk.door.limits import What
from vipdesk.door.pages import Look
from vipdesk.door.refusals import refused
from vipdesk.door.saying import number_in
from vipdesk.door.scene import Scene, known_zone, scene, scene_of
from vipdesk.door.scene import zones as all_zones
from vipdesk.door.texts import T_
from vipdesk.door.topics import Calendar
from vipdesk.door.visits import Guest

DAYS_SHOWN = 7
LONGEST_SUBJECT = 200
MOST_COMING = 20
"""Calls of one contact's that may be ahead."""

DONE = {
    "booked": T_("Your call is booked."),
    "moved": T_("Your call is moved."),
    "cancelled": T_("Your call is cancelled."),
    "renewed": T_("Your calendar has a new address. The old one is dead."),
}


class Asked(Struct, frozen=True):
    """What is looked at: a kind of call from a day on, in a zone; `move` is the call to move.

    `subject`, `guests` and `start` are what was chosen for it, `done` is what has just been done.
    """

    kind: str = ""
    first: date | None = None
    zone: ZoneInfo | None = None
    move: int | None = None
    subject: str = ""
    guests: tuple[Row, ...] = ()
    start: datetime | None = None
    done: str = ""

    @classmethod
    def of(cls, said: FormData | dict[str, str]) -> "Asked":
        """By a form or an address; what makes no sense is as if it had not been said."""
        words = {key: value for key, value in said.items() if isinstance(value, str)}
        move = words.get("move", "")
        return cls(
            kind=words.get("kind", "")[:60],
            first=_day(words.get("from", "")),
            zone=known_zone(words.get("zone", "")),
            move=int(move) if move.isdecimal() and len(move) < 12 else None,
            subject=clean_line(words.get("subject", ""), LONGEST_SUBJECT),
            done=words.get("said", ""),
        )


async def page(request: Request) -> Response:
    """The free times, and the calls that are booked."""
    door, here, look = await scene(request)
    return await _shown(door, here, look, Asked.of(dict(request.query_params)))


async def book(request: Request) -> Response:
    """Book one, or move one to this time; who comes second is shown what is still free."""
    door: Door = request.app.state.door
    async with request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=10_000) as form:
        word, move = form.get("own_page", ""), number_in(form, "move")
        start = _instant(form.get("start", ""))
        asked = replace(Asked.of(form), guests=typed(form), start=start)
    guest = await door.acting_guest(request, word if isinstance(word, str) else "")
    try:
        await _book(door, guest, asked, move, start)
    except (Again, ManyCalls, DeskError) as error:
        return await _not_done(door, request, guest, asked, error)
    zone = {"zone": asked.zone.key} if asked.zone else {}
    query = urlencode({"said": "moved" if move is not None else "booked", **zone})
    return RedirectResponse(f"/book?{query}", 303)


async def _book(door: Door, guest: Guest, asked: Asked, move: int | None, start: datetime) -> None:
    door.take(What.BOOK, guest.address)
    command: Book | MoveBooking
    if move is not None:
        others = await _guests_of(door, guest.address, move)
        command = MoveBooking(move, start, by_client=True)
    else:
        await _check_few(door, guest)
        about, others = asked.subject, people(asked.guests)
        command = Book(asked.kind, start, guest.address, about, by_client=True, others=others)
    with room_for(door, guest.address, others):
        await door.act(guest, command)


async def _not_done(
    door: Door, request: Request, guest: Guest, asked: Asked, error: DeskError | Fault
) -> Response:
    """The page again, with all that was chosen, and what is wrong."""
    here, look = await scene_of(door, request, guest)
    if isinstance(error, BadGuest):
        return await _shown(door, here, look, asked, bad=error, status=422)
    policy = await door.reading(lambda reader: reader.policy())
    notice = look.duration(policy.bookings.notice)
    fault, words = refused(error, look, notice=notice, name=here.answering.name)
    shown = await _shown(door, here, look, asked, wrong=words, status=fault.status)
    shown.headers.update(fault.headers)
    return shown


async def _check_few(door: Door, guest: Guest) -> None:
    """Refused, where one contact would take the calendar from all the others."""
    now = door.clock()
    booked = await door.reading(lambda reader: reader.bookings(guest.address))
    if len(_coming(booked, now)) >= MOST_COMING:
        raise ManyCalls


async def cancel(request: Request) -> Response:
    """Cancel one."""
    door: Door = request.app.state.door
    async with request.form(max_files=0, max_fields=5) as form:
        word = form.get("own_page", "")
    guest = await door.acting_guest(request, word if isinstance(word, str) else "")
    try:
        door.take(What.BOOK, guest.address)
        await door.act(guest, CancelBooking(request.path_params["number"]))
    except (Again, DeskError) as error:
        return await _not_done(door, request, guest, Asked(), error)
    return RedirectResponse("/book?said=cancelled", 303)


async def _shown(
    door: Door,
    here: Scene,
    look: Look,
    asked: Asked,
    *,
    status: int = 200,
    bad: BadGuest | None = None,
    wrong: str = "",
) -> Response:
    """The page; what was `wrong` with it all, or `bad` with a guest, is told there."""
    look, now = replace(look, zone=asked.zone or look.zone), door.clock()
    address, state = here.guest.address, await door.first_look(Calendar())
    policy, bookings = await _policy_and_calls(door, address, now)
    moving = _moved(bookings, asked.move)
    kind = moving.kind if moving else _kind(policy, asked.kind)
    today = now.astimezone(here.answering.zone).date()
    first = max(asked.first or today, today)
    slots = await door.reading(lambda reader: reader.slots(kind, first, DAYS_SHOWN, now))
    return door.pages.page(
        "book.html",
        look,
        status=status,
        scene=here,
        here="book",
        kind=kind,
        kinds=_kinds(policy),
        zones=_zones(look, here),
        first=first.isoformat(),
        days=_by_day(look, slots),
        bookings=bookings,
        moving=moving,
        guests=guests_shown(asked.guests, policy.bookings.guests, look, bad),
        notice=look.duration(policy.bookings.notice),
        after=state.after,
        feed=await feed_address(door, address),
        wrong=wrong,
        **_chosen(asked, look),
        **_turns(asked, look, kind, first, today),
    )


def _chosen(asked: Asked, look: Look) -> dict[str, Any]:
    said = look.say(DONE.get(asked.done, ""))
    return {"subject": asked.subject, "start": asked.start, "done": asked.done, "said": said}


async def _policy_and_calls(
    door: Door, address: str, now: datetime
) -> tuple[Policy, list[Booking]]:
    return await door.reading(
        lambda reader: (reader.policy(), _coming(reader.bookings(address), now))
    )


async def _guests_of(door: Door, address: str, number: int) -> tuple[Person, ...]:
    """Who is told when a call of theirs is moved, besides themselves."""
    found = await door.reading(lambda reader: reader.bookings(address))
    return next((one.others for one in found if one.number == number), ())


def _coming(bookings: tuple[Booking, ...], now: datetime) -> list[Booking]:
    return [one for one in bookings if one.status is BookingStatus.BOOKED and one.end > now]


def _moved(bookings: list[Booking], number: int | None) -> Booking | None:
    """The call that is to be moved, among their own that are still to come."""
    if number is None:
        return None
    for one in bookings:
        if one.number == number:
            return one
    raise NotThere


def _kind(policy: Policy, wanted: str) -> str:
    kinds = list(policy.bookings.kinds)
    return wanted if wanted in kinds else kinds[0]


def _kinds(policy: Policy) -> list[tuple[str, int]]:
    return [(name, _minutes(policy, name)) for name in policy.bookings.kinds]


def _minutes(policy: Policy, kind: str) -> int:
    return round(policy.hours.length(policy.bookings.kinds[kind]).total_seconds() / 60)


def _by_day(look: Look, slots: list[Slot]) -> list[tuple[str, list[Slot]]]:
    """By the days of the visitor's zone, which need not be the desk's."""
    return [(day, list(group)) for day, group in groupby(slots, lambda slot: look.day(slot.start))]


def _zones(look: Look, here: Scene) -> list[str]:
    """Places by name, the zone that is shown and the desk's own first."""
    places = sorted(each for each in all_zones() if _is_place(each))
    return list(dict.fromkeys([look.zone.key, here.answering.zone.key, "UTC", *places]))


def _is_place(name: str) -> bool:
    return name.partition("/")[0] in (
        *("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe"),
        *("Indian", "Pacific"),
    )


def _turns(asked: Asked, look: Look, kind: str, first: date, today: date) -> dict[str, Any]:
    """Where the weeks before and after are."""
    also = {"move": str(asked.move)} if asked.move is not None else {"kind": kind}

    def week(day: date) -> str:
        return "/book?" + urlencode({**also, "zone": look.zone.key, "from": day.isoformat()})

    days = timedelta(DAYS_SHOWN)
    earlier = week(max(first - days, today)) if first > today else ""
    return {"earlier": earlier, "later": week(first + days)}


def _day(said: str) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def _instant(said: object) -> datetime:
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 2000 <= at.year <= 2200:
        raise Malformed
    return at.astimezone(UTC)
