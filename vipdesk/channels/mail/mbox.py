"""The mails of an mbox file, whatever its dialect, in memory that one mail fits into."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES, MOST_HEADER_BYTES, TOO_LARGE
from vipdesk.channels.mail.message import Unreadable

_CHUNK = 256 * 1024
_SIGHT = 4096  # so much of a separator and of the line after it is looked at
_SEPARATOR = re.compile(
    rb"From [^\n]{0,500}?(?:[0-9]{1,2}:[0-9]{2}[^\n]{0,100}(?:19|20)[0-9]{2}"
    rb"|(?:19|20)[0-9]{2}[^\n]{0,100}[0-9]{1,2}:[0-9]{2})[^\n]{0,100}(?:\n|\Z)"
)
_FIELD = re.compile(rb">?[!-9;-~]{1,100}[ \t]*:|>From ")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*([0-9]{1,12})[ \t]*\r?$", re.MULTILINE | re.I)
_BREAKS = re.compile(rb"(?:\r?\n){0,2}")


def is_mbox(head: bytes, may_be: bool) -> bool:
    """Whether a file that begins with `head` is an mbox file; `may_be` if its name allows it."""
    if not head.startswith(b"From "):
        return False
    first = head.find(b"\n") + 1
    return bool(first and _FIELD.match(head, first)) or (may_be and bool(_SEPARATOR.match(head)))


def mails(file: BinaryIO) -> Iterator[tuple[bytes | Unreadable, int]]:
    """Each mail of the file as it was before it was filed, and how many bytes of it that took."""
    return _Splitter(file).mails()


class _Splitter:
    """Goes through a file; `_held` begins where the present mail does, or what is kept of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = bytearray()
        self._dropped = 0  # of a mail that is too large
        self._ended = False

    def mails(self) -> Iterator[tuple[bytes | Unreadable, int]]:
        """The mails up to the end of the file."""
        while self._fill(_SIGHT):
            self._dropped = 0
            end = self._end()
            yield self._mail(end), end + self._dropped
            del self._held[:end]

    def _fill(self, size: int) -> bool:
        """Hold at least so many bytes if the file has them; False where nothing is left."""
        while len(self._held) < size and not self._ended:
            chunk = self._file.read(_CHUNK)
            self._ended = not chunk
            self._held += chunk
        return bool(self._held)

    def _end(self) -> int:
        """Where in what is held the present mail ends."""
        scanned = self._skipped()
        while True:
            at = self._held.find(b"\nFrom ", scanned) + 1
            if at > 0:
                self._fill(at + _SIGHT)
                if self._is_separator(at):
                    return at
                scanned = at
                continue
            if self._ended:
                return len(self._held)
            scanned = max(scanned, len(self._held) - 8)
            scanned -= self._drop(scanned)
            self._fill(len(self._held) + _CHUNK)

    def _drop(self, scanned: int) -> int:
        """Let go of the middle of a mail that is too large to be read; how much that was."""
        if not self._dropped and scanned <= MOST_BYTES + _CHUNK:
            return 0
        excess = max(0, scanned - KEPT_OF_TOO_LARGE)
        del self._held[KEPT_OF_TOO_LARGE:scanned]
        self._dropped += excess
        return excess

    def _is_separator(self, at: int) -> bool:
        """Whether a mail begins here: a date, and a blank line before or a field after it."""
        line = _SEPARATOR.match(self._held, at, at + _SIGHT)
        if not line:
            return False
        blank = bytes(self._held[max(0, at - 3) : at]).replace(b"\r", b"").endswith(b"\n\n")
        return blank or _FIELD.match(self._held, line.end()) is not None

    def _skipped(self) -> int:
        """Where to look for the next mail: past the body where its stated length fits."""
        self._fill(MOST_HEADER_BYTES)
        end = _HEADER_END.search(self._held, 0, MOST_HEADER_BYTES)
        stated = _LENGTH.search(self._held, 0, end.start() + 1) if end else None
        if not end or not stated or int(stated[1]) > MOST_BYTES:
            return 0
        body_end = end.end() + int(stated[1])
        self._fill(body_end + _SIGHT)
        after = _BREAKS.match(self._held, body_end)
        if after is None or body_end > len(self._held):
            return 0
        at = after.end()
        if at == len(self._held) or (at > body_end and self._is_separator(at)):
            return max(at - 1, 0)
        return body_end - 1 if self._is_separator(body_end) else 0

    def _mail(self, end: int) -> bytes | Unreadable:
        """The mail that ends there, without its separator and the blank line after it."""
        start = self._held.find(b"\n", 0, end) + 1 or end
        raw = bytes(self._held[start:end])
        if self._dropped or len(raw) > MOST_BYTES:
            return Unreadable(TOO_LARGE, raw[:KEPT_OF_TOO_LARGE])
        if raw.endswith((b"\n\n", b"\r\n\r\n", b"\n\r\n")):
            raw = raw[:-2] if raw.endswith(b"\r\n") else raw[:-1]
        if not raw.strip():
            return Unreadable("it is empty", raw)
        return _ESCAPED.sub(rb"\1", raw) if b">From " in raw else raw
