"""A letter as the bytes of a mail (RFC 5322): the same letter always gives the same bytes."""

import quopri
import re
from base64 import encodebytes
from collections.abc import Iterator
from hashlib import sha256

from vipdesk.channels.mail.field_writing import (
    chain,
    date_field,
    field,
    file_fields,
    ids_field,
    people_field,
    text_field,
)
from vipdesk.channels.mail.letter import Enclosed, Letter, Sort
from vipdesk.channels.mail.text_writing import plain, rich

LONGEST_LINE = 900
"""Bytes of one line that is sent as it is."""

INVITE = "invite.ics"

_BEGINS = re.compile(rb"^From ", re.MULTILINE)


def written(letter: Letter) -> bytes:
    """The mail, its lines ended as on the way; in ASCII unless an address is not."""
    content = _content(letter)
    return b"".join(_header(letter)) + content.replace(b"\n", b"\r\n")


def _header(letter: Letter) -> Iterator[bytes]:
    references = chain(letter.references)
    yield date_field(letter.at)
    yield people_field("From", [letter.sender])
    yield people_field("To", letter.to)
    yield text_field("Subject", letter.subject)
    yield ids_field("Message-ID", [letter.message_id])
    yield ids_field("In-Reply-To", references[-1:])
    yield ids_field("References", references)
    if letter.sort is not Sort.PERSON:
        yield field("Auto-Submitted", letter.sort.value)
        yield field("X-Auto-Response-Suppress", "All")
    if letter.sort is Sort.REPLIED:
        yield field("Precedence", "bulk")
    yield field("MIME-Version", "1.0")


def _content(letter: Letter) -> bytes:
    """Fields and body of what the mail holds, lines ended by a line feed."""
    forms = [_text("plain; format=flowed", plain(letter))]
    if letter.sort is Sort.PERSON:
        forms.append(_text("html", rich(letter)))
    if letter.called is not None:
        asks = f"text/calendar; charset=utf-8; method={letter.called.method.value.upper()}"
        forms.append(_bytes(field("Content-Type", asks), letter.called.calendar))
    enclosed = [_enclosed(one) for one in _files(letter)]
    text = forms[0] if len(forms) == 1 else _together("alternative", forms, letter)
    return _together("mixed", [text, *enclosed], letter) if enclosed else text


def _files(letter: Letter) -> Iterator[Enclosed]:
    """What is enclosed; a call too: some programs look for a file only."""
    if letter.called is not None:
        yield Enclosed(INVITE, "application/ics", letter.called.calendar)
    yield from letter.enclosed


def _text(subtype: str, text: str) -> bytes:
    """Words, as they are where they are plain ASCII in short lines."""
    kind, _, more = subtype.partition("; ")
    content_type = f"text/{kind}; charset=utf-8{'; ' if more else ''}{more}"
    raw, head = text.encode("utf-8", "replace"), field("Content-Type", content_type)
    # `=_` could be the edge of a part, and to old mailboxes `From ` is where the next mail begins
    as_it_is = raw.isascii() and b"=_" not in raw and not _BEGINS.search(raw)
    if as_it_is and max(map(len, raw.split(b"\n"))) <= LONGEST_LINE:
        return _part(head, "7bit", raw)
    return _part(head, "quoted-printable", _BEGINS.sub(b"=46rom ", quopri.encodestring(raw)))


def _enclosed(file: Enclosed) -> bytes:
    return _bytes(file_fields(file.name, file.media_type), file.content)


def _bytes(head: bytes, content: bytes) -> bytes:
    return _part(head, "base64", encodebytes(content))


def _part(head: bytes, encoding: str, body: bytes) -> bytes:
    fields = head + field("Content-Transfer-Encoding", encoding)
    return fields.replace(b"\r\n", b"\n") + b"\n" + body


def _together(subtype: str, parts: list[bytes], letter: Letter) -> bytes:
    """Parts with an edge between them that none of them can hold: no encoding makes `=_`."""
    told = f"{subtype} {letter.message_id}".encode("utf-8", "replace")
    edge = b"=_" + sha256(told).hexdigest()[:32].encode()
    head = field("Content-Type", f'multipart/{subtype}; boundary="{edge.decode()}"')
    body = b"".join(b"--" + edge + b"\n" + part + b"\n" for part in parts)
    return head.replace(b"\r\n", b"\n") + b"\n" + body + b"--" + edge + b"--\n"
