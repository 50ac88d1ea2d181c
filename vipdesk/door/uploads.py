"""Files that visitors send, and files that they are given: never as a page of our own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from urllib.parse import quote

from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from vipdesk.channels.mail.filenames import safe_name
from vipdesk.domain.errors import StoreError
from vipdesk.domain.message import Attachment
from vipdesk.door.at_once import Work
from vipdesk.door.faults import NotThere, TooLong
from vipdesk.door.kinds import ANYTHING, SHOWN, kind_of
from vipdesk.door.threads import OneThread
from vipdesk.store.files import Files

MOST_FILES = 5
LEAST_FREE = 500_000_000
"""Bytes that stay free on the disk, for words and mails."""

PIECE = 64 * 1024
"""Of a file, before the next is handed on: who does not read holds no more than this."""

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
        if await self.files(Files.free) < LEAST_FREE:
            raise StoreError("too little room on the disk for files: make some")
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
    attachment = await door.reading(
        lambda reader: reader.attachment(guest.address, ticket, message, place)
    )
    if attachment is None:
        raise NotThere
    with ExitStack() as held:
        held.enter_context(door.at_once.one(Work.FILE, guest.address))
        try:
            content = await door.keeper.content(attachment)
        except StoreError:
            raise NotThere from None
        return _Given(content, attachment.name, held.pop_all())


class _Given(StreamingResponse):
    """A file on its way, one piece after the other; `held` until it has gone, or its reader has."""

    def __init__(self, content: bytes, name: str, held: AbstractContextManager[object]) -> None:
        kind = kind_of(content)
        super().__init__(
            _pieces(content),
            media_type=kind if kind in SHOWN else ANYTHING,
            headers=_headers(len(content), name),
        )
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._held:
            await super().__call__(scope, receive, send)


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), PIECE):
        yield content[at : at + PIECE]


def _headers(size: int, name: str) -> Mapping[str, str]:
    return {
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": CLOSED,
        "Cache-Control": "private, no-store",
    }
