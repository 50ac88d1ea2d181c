"""Header fields: found in the bytes of a mail, unfolded, their words and parameters decoded."""

import re
from base64 import b64decode
from binascii import Error, a2b_qp
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from vipdesk.channels.mail.bounds import MOST_FIELD_CHARS, MOST_PARAMETER_CHARS
from vipdesk.channels.mail.charset import decode

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\n]*\n[ \t])*[^\n]*)(?:\n|\Z)")
_LINE = re.compile(rb"[^\n]*(?:\n|\Z)")
_MBOX_LINE = re.compile(rb">?From [^\n]*(?:\n|\Z)")
_FOLD = re.compile(rb"(?<!\r)\r*\n[ \t]")  # from the first of a run: in linear time
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=(\s+(?==\?))?")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', re.DOTALL)
_PIECE = re.compile(r"([^*]+)(?:\*([0-9]{1,3}))?(\*?)")
_MOST_FIELDS = 5000


class Fields:
    """The header of a mail or of one of its parts; names in lower case."""

    def __init__(self, found: Sequence[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, list[bytes]] = {}
        for name, value in found:
            self._values.setdefault(name.decode("ascii").lower(), []).append(value)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __bool__(self) -> bool:
        return bool(self._values)

    def raw(self, name: str) -> list[bytes]:
        """Every value of the field as it stands in the mail."""
        return self._values.get(name, [])

    def all(self, name: str) -> list[str]:
        """Every value of the field on one line; encoded words are left alone."""
        return [_unfolded(value) for value in self._values.get(name, [])]

    def first(self, name: str) -> str:
        """The first value of the field on one line, or nothing."""
        values = self._values.get(name)
        return _unfolded(values[0]) if values else ""


def read_fields(data: bytes, start: int, end: int) -> tuple[Fields, int]:
    """The header that begins at `start`, and where the body begins."""
    found: list[tuple[bytes, bytes]] = []
    at = start
    while at < end and len(found) < _MOST_FIELDS:
        field = _FIELD.match(data, at, end)
        if field:
            found.append((field[1], field[2]))
            at = field.end()
            continue
        line = _LINE.match(data, at, end)
        after = line.end() if line else end
        if data[at:after].strip(b"\r\n") == b"":
            return Fields(found), after
        # a stray line among fields is passed over; anything else is the body begun too early
        if not (_MBOX_LINE.match(data, at, end) or (found and _FIELD.match(data, after, end))):
            return Fields(found), at
        at = after
    return Fields(found), at


def words(value: str) -> str:
    """A field's value with its encoded words (RFC 2047) read."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending, charset, at = b"", "", 0
    for word in _WORD.finditer(value[:MOST_FIELD_CHARS]):
        between = value[at : word.start()]
        # bytes of one character may be spread over two words
        if pending and (between or word[1].lower() != charset):
            out.append(decode(pending, charset.partition("*")[0]))
            pending = b""
        out.append(between)
        pending += _word_bytes(word[2], word[3])
        charset, at = word[1].lower(), word.end()
    return "".join([*out, decode(pending, charset.partition("*")[0]), value[at:]])


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The word before the first semicolon in lower case, and the parameters (RFC 2045, 2231)."""
    value = value[:MOST_PARAMETER_CHARS]
    main = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, quoted, bare in _PARAMETER.findall(value):
        content = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare.strip()
        piece = _PIECE.fullmatch(name.lower())
        if piece and (piece[2] or piece[3]):
            pieces.setdefault(piece[1], {}).setdefault(
                int(piece[2] or 0), (content, bool(piece[3]))
            )
        else:
            plain.setdefault(name.lower(), content)
    return main, plain | {name: _joined(parts) for name, parts in pieces.items()}


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """A parameter that came in pieces (RFC 2231), as text."""
    data, charset = b"", ""
    for number, (content, extended) in sorted(parts.items()):
        if extended and number == min(parts) and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if extended else content.encode("utf-8", "replace")
    return decode(data, charset)


def _word_bytes(encoding: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    if encoding in "qQ":
        return a2b_qp(data, header=True)
    try:
        return b64decode(data + b"=" * (-len(data) % 4))
    except Error:
        return data


def _unfolded(value: bytes) -> str:
    line = _FOLD.sub(b" ", value[:MOST_FIELD_CHARS]).strip()
    return decode(line)
