"""A visitor's calls for their own calendar: one as a file, all of them to subscribe to."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vipdesk.channels.ical.export import calendar_file
from vipdesk.channels.mail.wording import call_title
from vipdesk.domain.calendar import Booking
from vipdesk.domain.door_commands import RenewFeed
from vipdesk.domain.errors import DeskError
from vipdesk.door.door import Door
from vipdesk.door.faults import NotThere, fault_of
from vipdesk.door.limits import What
from vipdesk.door.visits import whence

CALENDAR = "text/calendar"


async def call(request: Request) -> Response:
    """One of them."""
    door: Door = request.app.state.door
    guest = await door.guest(request)
    number = request.path_params["number"]
    found = await door.reading(lambda reader: reader.bookings(guest.address))
    booking = next((one for one in found if one.number == number), None)
    if booking is None:
        raise NotThere
    return await _written(door, guest.address, (booking,), f"call-{number}.ics")


async def calendar(request: Request) -> Response:
    """All of them, for who has the address: calendar programs sign in nowhere."""
    door: Door = request.app.state.door
    door.take(What.ASK, whence(request))
    proof = request.path_params["proof"][:400]
    address = await door.reading(lambda reader: reader.feed_of(proof))
    if address is None:
        door.take(What.ENTER, whence(request))
        raise NotThere
    found = await door.reading(lambda reader: reader.bookings(address))
    return await _written(door, address, found, "calls.ics")


async def renew(request: Request) -> Response:
    """Give it another address: whoever has the old one sees nothing more."""
    door: Door = request.app.state.door
    async with request.form(max_files=0, max_fields=5) as form:
        word = form.get("own_page", "")
    guest = await door.acting_guest(request, word if isinstance(word, str) else "")
    door.take(What.BOOK, guest.address)
    try:
        await door.act(guest, RenewFeed(guest.address))
    except DeskError as error:
        raise fault_of(error) from None
    return RedirectResponse("/book?said=renewed", 303)


async def feed_address(door: Door, address: str) -> str:
    """Where a contact's own calendar is."""
    proof = await door.reading(lambda reader: reader.feed_proof(address))
    return f"{door.guard.address}/calendar/{proof}.ics"


async def _written(door: Door, address: str, bookings: tuple[Booking, ...], name: str) -> Response:
    """As their own calendar shows them: a call with who answers, in the contact's language."""
    agent, visitor = await door.reading(lambda reader: (reader.agent(), reader.visitor(address)))
    language = visitor.language if visitor is not None else ""

    def title(booking: Booking) -> str:
        return call_title(booking, agent.name, language)

    content = calendar_file(bookings, agent, door.clock(), title=title)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=CALENDAR, headers=headers)
