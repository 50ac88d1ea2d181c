"""A mail, between whom it goes, and what it needs of a server that is to take it."""

import re

from msgspec import Struct

from vipdesk.channels.secure import shown
from vipdesk.channels.smtp.line import Line, understood
from vipdesk.domain.errors import ChannelError

FIT = re.compile(r"[^\s<>\x00-\x1f\x7f]{1,64}@[^\s<>@\x00-\x1f\x7f]{1,253}")

UTF8 = ("SMTPUTF8", "BODY=8BITMIME")
"""What an address or a mail needs that is more than ASCII."""


class Rejected(ChannelError):
    """Not taken, and never will be."""


class Envelope(Struct, frozen=True):
    """A mail, and between whom it goes; `name` is what a report calls it by (RFC 3461)."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    name: str = ""


def begin(line: Line, mail: Envelope) -> tuple[int, bytes]:
    """Say from whom it is, and what it needs of the server; raises Rejected."""
    options, size = [], len(mail.raw)
    if line.has_extn("size"):
        most = line.esmtp_features.get("size", "").strip()
        if most.isdigit() and 0 < int(most) < size:
            raise Rejected(_too_large(size, int(most)))
        options.append(f"SIZE={size}")
    if mail.name and line.has_extn("dsn"):
        options += ["RET=HDRS", f"ENVID={_escaped(mail.name)}"]
    if not (mail.raw.isascii() and "".join((mail.sender, *mail.recipients)).isascii()):
        if not line.has_extn("smtputf8"):
            raise Rejected("the mail server knows no addresses with such letters (SMTPUTF8)")
        options += UTF8
    return line.mail(mail.sender, options)


def try_sender(line: Line, sender: str) -> None:
    """Whether the server takes mails from this address; nothing is sent. Raises ChannelError."""
    with understood(line.server):
        code, said = line.mail(sender, () if sender.isascii() else UTF8)
        line.rset()
    if not is_yes(code):
        told = line.words(code, said)
        raise ChannelError(f"{shown(line.server)} takes nothing from {sender}: {told}")


def is_yes(code: int) -> bool:
    """Whatever else the digits tell, the first is what counts (RFC 5321, 4.2.1)."""
    return code // 100 == 2


def _escaped(name: str) -> str:
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in name)


def _too_large(size: int, most: int) -> str:
    return f"it has {size / 1e6:.1f} MB, and the mail server takes {most / 1e6:.1f} MB at most"
