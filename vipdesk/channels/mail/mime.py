"""The parts of a mail, as places in its bytes: nothing is copied, nothing is read twice.

The standard library's parser is not used: on 3.11 it raises on a parameter without a value, its
parameters cost the square of their length, and it can't give a nested mail byte for byte.
"""

import re
from binascii import Error, a2b_base64, a2b_qp

from msgspec import Struct

from vipdesk.channels.mail.bounds import MOST_HEADER_BYTES, MOST_NESTING, MOST_PARTS, TooMuch
from vipdesk.channels.mail.charset import decode
from vipdesk.channels.mail.header import Fields, parameters, read_fields, words

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_LONGEST_BOUNDARY = 200


class Part(Struct, frozen=True):
    """A part of a mail: what it says it is, and where in `data` its header and body stand."""

    data: bytes
    fields: Fields
    start: int
    body: int
    end: int
    media_type: str
    parameters: dict[str, str]
    disposition: str
    filename: str
    children: tuple["Part", ...]

    @property
    def main_type(self) -> str:
        """The part of the media type before the slash."""
        return self.media_type.partition("/")[0]

    @property
    def whole(self) -> bytes:
        """The body as it came, with its transfer encoding."""
        return self.data[self.body : self.end]

    def content(self) -> bytes:
        """The body with its transfer encoding undone as far as it can be."""
        match self.fields.first("content-transfer-encoding").lower().strip(" ;\"'"):
            case "base64":
                return _from_base64(self.whole)
            case "quoted-printable":
                return a2b_qp(self.whole)
            case _:
                return self.whole

    def text(self) -> str:
        """The content as text, in the charset that it declares or seems to have."""
        return decode(self.content(), self.parameters.get("charset", ""))


def leaves(part: Part) -> list[Part]:
    """The parts that hold no others, in their order."""
    found = [part] if not part.children else []
    for child in part.children:
        found += leaves(child)
    return found


def parse(data: bytes) -> Part:
    """The mail in `data` with its parts; TooMuch where it is beyond the bounds."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\n" not in data:  # lines of an old Macintosh
        data = data.replace(b"\r", b"\n")
    return _Splitter(data).part(0, len(data), 0, "text/plain")


class _Splitter:
    """Splits one mail, and counts its parts while doing so."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._count = 0

    def part(self, start: int, end: int, depth: int, default: str) -> Part:
        """The part that stands between `start` and `end`."""
        self._count += 1
        if self._count > MOST_PARTS:
            raise TooMuch(f"it has more than {MOST_PARTS} parts")
        if depth > MOST_NESTING:
            raise TooMuch(f"its parts are nested more than {MOST_NESTING} deep")
        fields, body = read_fields(self._data, start, end)
        if body - start > MOST_HEADER_BYTES:
            raise TooMuch(f"its header is longer than {MOST_HEADER_BYTES // 1024} kB")
        media_type, content = parameters(fields.first("content-type"))
        if not _TYPE.fullmatch(media_type):
            media_type = default
        disposition, more = parameters(fields.first("content-disposition"))
        children = self._children(body, end, depth, media_type, content.get("boundary", ""))
        filename = words(more.get("filename") or content.get("name") or "")
        if media_type.startswith("multipart/") and not children:
            media_type = "text/plain"
        form = (media_type, content, disposition, filename)
        return Part(self._data, fields, start, body, end, *form, children)

    def _children(
        self, body: int, end: int, depth: int, media_type: str, boundary: str
    ) -> tuple[Part, ...]:
        if not media_type.startswith("multipart/") or not 0 < len(boundary) <= _LONGEST_BOUNDARY:
            return ()
        default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        line = b"--" + boundary.encode("utf-8", "replace")
        places = self._between(line, body, end)
        return tuple(self.part(start, stop, depth + 1, default) for start, stop in places)

    def _between(self, line: bytes, body: int, end: int) -> list[tuple[int, int]]:
        """Where the parts stand between the boundary lines; the last may lack its end."""
        data, places, begun, at = self._data, list[tuple[int, int]](), -1, body
        while (at := data.find(line, at, end)) >= 0:
            rest = _AFTER_BOUNDARY.match(data, at + len(line), end)
            if not rest or (at > body and data[at - 1] != 0x0A):
                at += len(line)
                continue
            if begun >= 0:
                places.append((begun, max(begun, _before_break(data, at))))
            if rest[1]:
                return places
            if len(places) > MOST_PARTS:
                break
            begun = at = rest.end()
        if begun >= 0:
            places.append((begun, end))
        return places


def _before_break(data: bytes, at: int) -> int:
    """Where the line ends that stands before the boundary line at `at`."""
    return at - 2 if data[at - 2 : at] == b"\r\n" else at - 1


def _from_base64(data: bytes) -> bytes:
    try:
        return a2b_base64(data)
    except Error:
        letters = _NOT_BASE64.sub(b"", data)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
