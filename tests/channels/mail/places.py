"""What is found on disk, and mbox files to find it in."""

from pathlib import Path

from vipdesk.channels.mail.files import MailFile, NotMail, measure, walk
from vipdesk.channels.mail.message import Unreadable

LINE = b"From marta@example.com Mon Nov 23 10:00:00 2026\n"


def found(*paths: Path) -> list[MailFile | NotMail]:
    things = list(walk(paths))
    assert sum(thing.size for thing in things) == measure(paths)
    return things


def mails(*paths: Path) -> list[bytes | str]:
    """The mails under the paths; of one that can't be read the reason."""
    things = [thing for thing in found(*paths) if isinstance(thing, MailFile)]
    return [one.raw.reason if isinstance(one.raw, Unreadable) else one.raw for one in things]


def labels(*paths: Path) -> list[str]:
    return [thing.label for thing in found(*paths) if isinstance(thing, MailFile)]


def reasons(*paths: Path) -> list[str]:
    return [thing.reason for thing in found(*paths) if isinstance(thing, NotMail)]


def mbox(*contents: bytes) -> bytes:
    """An mbox file in the dialect that gives back what was put in."""
    out = b""
    for raw in contents:
        lines = raw.split(b"\n")
        quoted = [b">" + ln if ln.lstrip(b">").startswith(b"From ") else ln for ln in lines]
        out += LINE + b"\n".join(quoted) + b"\n"
    return out
