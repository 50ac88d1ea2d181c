"""Header fields as they leave: folded, in ASCII, and never more than the one field they are.

The library's own folding loses spaces and quotation marks of names that are not ASCII, and lets
line ends through where a name is encoded (python/cpython #92081, #100884, #121650).
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from vipdesk.domain.people import Person

LINE = 76
LONGEST_LINE = 900
"""Of one word that can't be folded; a mail's line has 998 bytes at most (RFC 5322, 2.1.1)."""

MOST_REFERENCES = 20
"""The first, where the conversation began, and the latest (RFC 5322, 3.6.4; RFC 5537, 3.4.4)."""

LONGEST_ID = 240

_CHUNK = 42
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_ID = re.compile(r"[!-;=?-~]{1,240}")
_BOUND = re.compile(r"[A-Za-z0-9_.+-]{1,60}/[A-Za-z0-9_.+-]{1,60}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 _.,()+-]{1,60}")


def field(name: str, value: str) -> bytes:
    """A field whose value is ASCII already, or UTF-8 where an address is; folded at its spaces."""
    return b"\r\n".join(line.encode() for line in _folded(f"{name}: {value}")) + b"\r\n"


def text_field(name: str, value: str) -> bytes:
    """A field of free text, whatever it is."""
    return field(name, encoded(value))


def people_field(name: str, people: Iterable[Person]) -> bytes:
    """A field of mailboxes."""
    return field(name, ", ".join(map(mailbox, people)))


def date_field(at: datetime) -> bytes:
    """When it was written."""
    return field("Date", format_datetime(at))


def ids_field(name: str, ids: Iterable[str]) -> bytes:
    """Message-IDs; without any, no field."""
    written = " ".join(f"<{one}>" for one in ids)
    return field(name, written) if written else b""


def one_line(value: str) -> str:
    """No line end and no control character is left of it."""
    return _CONTROL.sub(" ", value).strip()


def encoded(value: str) -> str:
    """Text as it may stand in a field: as it is where it is plain, else in encoded words."""
    value = one_line(value)
    longest = max(map(len, value.split(" ")), default=0)
    if value.isascii() and "=?" not in value and longest <= LONGEST_LINE:
        return value
    return " ".join(_words(value))


def mailbox(person: Person) -> str:
    """A name and an address as they stand in a field."""
    address, name = spelled(person.address), one_line(person.name)
    if not name:
        return f"<{address}>"
    if not name.isascii() or "=?" in name or len(name) > LINE:
        return f"{' '.join(_words(name))} <{address}>"
    if _ATOMS.fullmatch(name) and "  " not in name:
        return f"{name} <{address}>"
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{escaped}" <{address}>'


def spelled(address: str) -> str:
    """An address with its domain in ASCII (IDNA), where that can be; the rest as it is."""
    user, at, domain = one_line(address).replace(" ", "").rpartition("@")
    try:
        return f"{user}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f"{user}{at}{domain}"


def spellings(address: str) -> tuple[str, ...]:
    """How mails may show this address, in lower case; nothing for a name that is none."""
    both = (one_line(address).strip().lower(), spelled(address).lower())
    return tuple(dict.fromkeys(both)) if "@" in address else ()


def chain(references: Iterable[str]) -> tuple[str, ...]:
    """The Message-IDs of a conversation that are fit to be told on: the first and the latest."""
    fit = tuple(dict.fromkeys(one for one in references if _ID.fullmatch(one)))
    return fit if len(fit) <= MOST_REFERENCES else (fit[0], *fit[1 - MOST_REFERENCES :])


def media(media_type: str) -> str:
    """The type of a file; what is none, or would be taken apart again, is just bytes."""
    kind = media_type.lower()
    apart = kind.startswith(("message/", "multipart/"))
    return kind if _BOUND.fullmatch(kind) and not apart else "application/octet-stream"


def file_fields(name: str, media_type: str) -> bytes:
    """Type and name of an enclosed file, in the ways that old and new programs read them."""
    name = one_line(name) or "file"
    kind = media(media_type)
    if _PLAIN_NAME.fullmatch(name):
        return field("Content-Type", f'{kind}; name="{name}"') + field(
            "Content-Disposition", f'attachment; filename="{name}"'
        )
    words = " ".join(_words(name))
    pieces = "; ".join(_pieces("filename", name))
    return field("Content-Type", f'{kind}; name="{words}"') + field(
        "Content-Disposition", f"attachment; {pieces}"
    )


def _words(value: str) -> Iterator[str]:
    """Encoded words (RFC 2047), none of them with half a character."""
    piece = b""
    for character in value:
        more = character.encode("utf-8", "replace")
        if len(piece) + len(more) > _CHUNK:
            yield _word(piece)
            piece = b""
        piece += more
    if piece:
        yield _word(piece)


def _word(piece: bytes) -> str:
    return f"=?utf-8?B?{b64encode(piece).decode('ascii')}?="


def _pieces(name: str, value: str) -> Iterator[str]:
    """A parameter in pieces (RFC 2231)."""
    left = quote(value.encode("utf-8", "replace"), safe="")
    number, mark = 0, "utf-8''"
    while left:
        # a code is never cut: the three characters of one stay together
        cut = next(n for n in range(48, 51) if not {"%"} & set(left[n - 2 : n]))
        yield f"{name}*{number}*={mark}{left[:cut]}"
        left, mark = left[cut:], ""
        number += 1


def _folded(line: str) -> Iterator[str]:
    """A field's lines: broken before a space that a word comes after, its name never alone."""
    begun, words = "", re.findall(r" *[^ ]+ *$| *[^ ]+", line)
    for place, word in enumerate(words):
        if place > 1 and len(begun) + len(word) > LINE:
            yield begun
            begun = word
        else:
            begun += word
    yield begun
