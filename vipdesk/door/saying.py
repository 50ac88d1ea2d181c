"""A visitor's word, from their browser into the store."""

import re
from datetime import datetime

from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from vipdesk.desk import Executed
from vipdesk.domain.door_commands import Chat
from vipdesk.domain.errors import DeskError
from vipdesk.domain.inbound import FLOOD, Inbound
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.text import clean_block
from vipdesk.domain.visitor import door_identity
from vipdesk.door.at_once import Work
from vipdesk.door.door import Door
from vipdesk.door.faults import KeptApart, Malformed, TooLong, fault_of
from vipdesk.door.limits import What
from vipdesk.door.uploads import MOST_FILES
from vipdesk.door.visits import Guest

IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_SAID = 10_000


async def say(request: Request) -> Response:
    """Take a word, with its files; the same one sent again is taken once."""
    door: Door = request.app.state.door
    guest = await door.acting_guest(request)
    door.take(What.SAY, guest.address)
    with door.at_once.one(Work.WORD, guest.address):
        async with request.form(
            max_files=MOST_FILES + 1, max_fields=10, max_part_size=60 * 1024
        ) as form:
            identity, ticket = _identity(form), number_in(form, "ticket")
            text, uploads = _text(form), _files(form)
            if not text.strip() and not uploads:
                raise Malformed
            files = await _kept(door, guest, uploads) if uploads else ()
    return JSONResponse(await _taken(door, guest, text, identity, ticket, files))


async def _kept(door: Door, guest: Guest, uploads: list[UploadFile]) -> tuple[Attachment, ...]:
    """The files; TooLong where a contact has sent more of them than we keep in some hours."""
    door.take(What.UPLOAD, guest.address)
    share = sum(each.size or 0 for each in uploads) / door.keeper.largest
    if share > 1 or door.limits.wait(What.SPACE, guest.address, share):
        raise TooLong
    return await door.keeper.keep(uploads)


async def _taken(
    door: Door,
    guest: Guest,
    text: str,
    identity: str,
    ticket: int | None,
    files: tuple[Attachment, ...],
) -> dict[str, object]:
    command = Chat(_inbound(guest, text, identity, files, door.clock()), ticket)
    try:
        executed = await door.act(guest, command)
    except DeskError as error:
        raise fault_of(error) from None
    number, its = await taken(door, guest, executed, identity)
    return {"number": number, "ticket": its}


async def taken(
    door: Door, guest: Guest, executed: Executed, identity: str
) -> tuple[int, int | None]:
    """The number and the ticket of what a visitor said; KeptApart where it was one of too many."""
    if executed.duplicate:
        word = await door.reading(lambda reader: reader.word(guest.address, identity))
        if word is None:
            raise KeptApart
        return word.number, word.ticket
    message = executed.change.messages[0]
    if message.ticket is None and message.why == FLOOD:
        raise KeptApart
    return message.number, message.ticket


def _inbound(
    guest: Guest, text: str, identity: str, files: tuple[Attachment, ...], now: datetime
) -> Inbound:
    return Inbound(
        channel=Channel.CHAT,
        external_id=door_identity(guest.address, identity),
        sender=Person(guest.visit.name, guest.address),
        received=now,
        text=text,
        attachments=files,
        live=True,
    )


def _identity(form: FormData) -> str:
    said = form.get("id")
    if not isinstance(said, str) or not IDENTITY.fullmatch(said):
        raise Malformed
    return said


def _text(form: FormData) -> str:
    """What was written, with nothing in it that a terminal would obey."""
    said = form.get("text", "")
    if not isinstance(said, str):
        raise Malformed
    if len(said) > LONGEST_SAID:
        raise TooLong
    return clean_block(said).rstrip()


def _files(form: FormData) -> list[UploadFile]:
    """A form sends one without a name where none was chosen."""
    files = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
    return [each for each in files if each.filename]


def number_in(form: FormData | QueryParams, name: str) -> int | None:
    """The number in a field; None where it is empty, Malformed where it is none."""
    said = form.get(name, "")
    if said == "":
        return None
    if not isinstance(said, str) or not said.isdecimal() or not said.isascii() or len(said) > 12:
        raise Malformed
    return int(said)
