"""What makes a mail the same mail, wherever it is found again.

A Message-ID alone can be copied by anyone, so the writer's own fields and the body count, too;
what servers and mail programs add on the way does not, nor do line ends and the signs that an mbox
file puts before lines that begin with From. Only where a machine wrote neither Message-ID nor Date
does the line count that the last server put on top: two alerts in the same words are two.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from vipdesk.channels.mail.bounds import MOST_REFERENCES
from vipdesk.channels.mail.header import Fields
from vipdesk.channels.mail.message import MailKind
from vipdesk.channels.mail.mime import Part
from vipdesk.domain.text import clean_line

_WRITERS = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "in-reply-to",
    "content-type",
    "content-transfer-encoding",
)
_SPACE = re.compile(rb"[ \t\r\n]+")
_ESCAPED = re.compile(rb"^>+From ", re.MULTILINE)
_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_LONGEST = 500


def external_id(mail: Part, written_by: MailKind) -> str:
    """The Message-ID together with a hash of what the writer wrote, and of who that is.

    The copy that a mailing list sends on, or one that claims to be automatic, must not stand for
    the mail that a person sent.
    """
    digest = sha256(b"" if written_by is MailKind.PERSON else written_by.value.encode())
    named = message_id(mail.fields)
    for name, value in _telling(mail.fields, named):
        digest.update(name.encode() + b":" + _SPACE.sub(b" ", value.strip()) + b"\n")
    body = mail.whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")
    if b">From " in body:
        body = _ESCAPED.sub(b"From ", body)
    digest.update(b"\n" + body)
    return f"{named} sha256:{digest.hexdigest()}".strip()


def _telling(fields: Fields, named: str) -> Iterator[tuple[str, bytes]]:
    """The fields by which a mail is told from another."""
    for name in _WRITERS:
        yield from ((name, value) for value in fields.raw(name))
    if not named and not fields.first("date").strip():
        yield from (("received", value) for value in fields.raw("received")[:1])


def message_id(fields: Fields) -> str:
    """The Message-ID without its angle brackets, or nothing."""
    written = fields.first("message-id")
    ids = _ids(written)
    return ids[0] if ids else clean_line(written, _LONGEST).strip("<> ").replace(" ", "")


def references(fields: Fields) -> tuple[str, ...]:
    """The Message-IDs that the mail answers, oldest first, each once."""
    found: dict[str, None] = {}
    for name in ("references", "in-reply-to"):
        for value in fields.all(name):
            found.update(dict.fromkeys(_ids(value)))
    ids = tuple(found)
    return ids if len(ids) <= MOST_REFERENCES else (ids[0], *ids[1 - MOST_REFERENCES :])


def _ids(value: str) -> list[str]:
    """The Message-IDs in a field; some programs leave the brackets out."""
    found = _ID.findall(value) or [word for word in value.split() if "@" in word]
    return [clean_line(one[:_LONGEST]) for one in found]
