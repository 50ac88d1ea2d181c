"""Files that visitors send, and files that they are given: never as a page of our own."""

from urllib.parse import quote

from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from vipdesk.channels.mail.filenames import safe_name
from vipdesk.domain.errors import StoreError
from vipdesk.domain.message import Attachment
from vipdesk.door.faults import NotThere, TooLong
from vipdesk.door.kinds import ANYTHING, SHOWN, kind_of
from vipdesk.door.threads import OneThread
from vipdesk.store.files import Files

MOST_FILES = 5
CLOSED = "default-src 'none'; sandbox"
"""What a browser may do with a file of a stranger's, should it ever show one: nothing."""


class Keeper(Struct, frozen=True):
    """Keeps the bytes beside the store; at most `largest` of one message."""

    files: OneThread[Files]
    largest: int

    async def keep(self, uploads: list[UploadFile]) -> tuple[Attachment, ...]:
        """All of them, durable on return."""
        if len(uploads) > MOST_FILES:
            raise TooLong
        contents = [(await each.read(self.largest + 1), each.filename or "") for each in uploads]
        if sum(len(content) for content, _ in contents) > self.largest:
            raise TooLong
        named = [(content, name) for content, name in contents if content]
        return await self.files(lambda files: _kept(files, named)) if named else ()

    async def content(self, attachment: Attachment) -> bytes:
        """The bytes; StoreError where they are gone."""
        return await self.files(lambda files: files.get(attachment.digest))


def _kept(files: Files, contents: list[tuple[bytes, str]]) -> tuple[Attachment, ...]:
    kept = tuple(
        Attachment(
            name=safe_name(name[:300]) or f"file-{number}",
            media_type=kind_of(content),
            size=len(content),
            digest=files.put(content),
        )
        for number, (content, name) in enumerate(contents, start=1)
    )
    files.sync()
    return kept


async def file(request: Request) -> Response:
    """A file that stands with a word that the visitor may see."""
    door = request.app.state.door
    guest = await door.guest(request)
    ticket, message, place = (request.path_params[name] for name in ("ticket", "message", "place"))
    if max(ticket, message, place) >= 2**53:
        raise NotThere
    attachment = await door.reading(
        lambda reader: reader.attachment(guest.address, ticket, message, place)
    )
    if attachment is None:
        raise NotThere
    try:
        content = await door.keeper.content(attachment)
    except StoreError:
        raise NotThere from None
    kind, name = kind_of(content), quote(attachment.name, safe="")
    return Response(
        content,
        media_type=kind if kind in SHOWN else ANYTHING,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": CLOSED,
            "Cache-Control": "private, no-store",
        },
    )
