"""Mails as they are written in tests: a header's lines and a text, or parts."""

from datetime import UTC, datetime

from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.mail.read import read

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FILED = datetime(2026, 11, 20, 8, tzinfo=UTC)
HEADER = (
    "From: Marta Rossi <marta@example.com>",
    "To: Desk <desk@example.org>",
    "Subject: Import stopped",
    "Date: Mon, 23 Nov 2026 10:00:00 +0100",
    "Message-ID: <first@example.com>",
)


def letter(*lines: str, body: str | bytes = "Hello\n", end: str = "\n") -> bytes:
    """A mail with the usual header, in which each of `lines` replaces the field it names."""
    given = {line.partition(":")[0].lower() for line in lines}
    usual = [line for line in HEADER if line.partition(":")[0].lower() not in given]
    head = "\n".join([*usual, *lines, "", ""]).encode("utf-8", "surrogateescape")
    whole = head + (body if isinstance(body, bytes) else body.encode())
    return whole if end == "\n" else whole.replace(b"\n", end.encode())


def parts(kind: str, *inner: bytes | str, boundary: str = "=b") -> tuple[str, bytes]:
    """The Content-Type line and the body of a mail in parts."""
    mark = b"--" + boundary.encode()
    raw = [one if isinstance(one, bytes) else one.encode() for one in inner]
    body = b"".join(mark + b"\n" + one + b"\n" for one in raw) + mark + b"--\n"
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"', body


def part(media_type: str, content: str | bytes, *lines: str) -> bytes:
    """One part with its own header."""
    head = "\n".join([f"Content-Type: {media_type}", *lines, "", ""]).encode()
    return head + (content if isinstance(content, bytes) else content.encode())


def in_parts(kind: str, *inner: bytes | str, lines: tuple[str, ...] = ()) -> bytes:
    """A mail in parts with the usual header."""
    content_type, body = parts(kind, *inner)
    return letter(content_type, *lines, body=body)


def opened(raw: bytes) -> MailMessage:
    """The mail as the desk reads it, without the process in between."""
    return read(raw, FILED, NOW)


def words(mail: MailMessage) -> list[str]:
    """Every word of a mail's text, wherever it was folded to, sorted."""
    return sorted(" ".join([mail.text, mail.quoted, mail.signature]).split())
