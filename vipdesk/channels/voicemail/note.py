"""The text file beside a recording, `msgNNNN.txt`, as Asterisk writes it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from vipdesk.domain.text import clean_line

EARLIEST = 631_152_000
"""1990 in Unix seconds: no telephone system that writes such files is older."""

LONGEST_CALL = 24 * 3600
LONGEST_VALUE = 200

_CALLER = re.compile(r'(?:"((?:[^"\\]|\\.)*)"\s*|([^<]*))<([^<>]*)>\Z')


class NoVoicemail(Exception):
    """A text file that tells of no voicemail; the text is why, in one plain line."""


class Note(Struct, frozen=True):
    """What the telephone system wrote down of a call; `received` is aware UTC.

    `length` is None where it is not written, or not yet; `older` is its identity without the
    caller, as far as a store of an older program tells.
    """

    identity: str
    older: str
    name: str
    number: str
    received: datetime
    length: timedelta | None
    urgent: bool
    mailbox: str


def read_note(raw: bytes) -> Note:
    """The note in a file's bytes; raises NoVoicemail."""
    said = _values(raw.decode("utf-8", "replace"))
    if not said:
        raise NoVoicemail("it has no line that a telephone system writes")
    at = _whole(said.get("origtime", ""))
    if at is None:
        raise NoVoicemail("its origtime is missing or no number")
    if not EARLIEST <= at <= 253_000_000_000:
        raise NoVoicemail(f"its origtime {at} is no time at which somebody called")
    name, number = read_caller(said.get("callerid", ""))
    mailbox = f"{said.get('origmailbox', '')}@{said.get('context', '')}".strip("@")
    return Note(
        identity=_identity(said, at, number),
        older=f"asterisk:{_message_id(said)}:{at}",
        name=name,
        number=number,
        received=datetime.fromtimestamp(at, UTC),
        length=_length(said.get("duration", "")),
        urgent=said.get("flag", "").casefold() == "urgent",
        mailbox=clean_line(mailbox, LONGEST_VALUE),
    )


def read_caller(said: str) -> tuple[str, str]:
    """Name and number of `"Name" <number>`, of a bare number, or of a bare name."""
    found = _CALLER.match(said.strip())
    if found is None:
        bare = clean_line(said, LONGEST_VALUE)
        return ("", bare) if any(map(str.isdigit, bare)) else (_named(bare), "")
    name = re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2]
    number = clean_line(found[3], LONGEST_VALUE)
    shown = clean_line(name, LONGEST_VALUE)
    return ("" if shown == number else _named(shown)), number


def _named(name: str) -> str:
    return "" if name.casefold() in {"unknown", "anonymous", "unavailable", "private"} else name


def _values(text: str) -> Mapping[str, str]:
    """`key=value` lines; comments and what stands in other sections are passed over."""
    said: dict[str, str] = {}
    section = "message"
    for line in re.split(r"[\r\n]+", text):
        line = line.strip()
        if line.startswith((";", "#")):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip().lower()
            continue
        key, equals, value = line.partition("=")
        if equals and section == "message":
            said[key.strip().lower()] = value.strip()
    return said


def identity_of(message_id: str, at: int, number: str) -> str:
    """What no renumbering changes; systems that start anew give an ID a second time."""
    return f"asterisk:{message_id}:{at}:{number.replace(':', '')}"


def _message_id(said: Mapping[str, str]) -> str:
    return clean_line(said.get("msg_id", ""), LONGEST_VALUE)


def _identity(said: Mapping[str, str], at: int, number: str) -> str:
    """`msg_id` with time and caller, or for files of older systems what no renumbering changes."""
    if message_id := _message_id(said):
        return identity_of(message_id, at, number)
    parts = (said.get("origmailbox", ""), said.get("context", ""), str(at), number)
    channel = said.get("callerchan", "")
    return clean_line(f"spool:{':'.join((*parts, channel))}", 2 * LONGEST_VALUE)


def _length(said: str) -> timedelta | None:
    seconds = _whole(said)
    if seconds is None or not 0 <= seconds <= LONGEST_CALL:
        return None
    return timedelta(seconds=seconds)


def _whole(said: str) -> int | None:
    return int(said) if re.fullmatch(r"[0-9]{1,15}", said) else None
