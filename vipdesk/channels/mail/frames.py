"""What the reader's process and the desk say to each other: plain data in frames of known length.

Nothing that comes from there is executed or rebuilt as it pleases: text is JSON, files are bytes,
and each value is put together here.
"""

import json
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from vipdesk.channels.mail.message import Address, MailAttachment, MailKind, MailMessage
from vipdesk.domain.delivery_report import DeliveryReport, Fate

REQUEST = struct.Struct("!Qqq")
"""Length of the mail that follows, its file's time and now, in microseconds since 1970."""

ANSWER = struct.Struct("!QQ")
"""Length of the text and of the files that follow."""

READY = b"ready\n"
"""What the reader's process says first."""

OUT_OF_MEMORY = 77
"""The exit code of a reader's process that ran out of memory over a mail."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class BadAnswer(Exception):
    """An answer that the reader can't have meant."""


class Failure(Struct, frozen=True):
    """Why a mail could not be read, in one plain line."""

    reason: str


def request(raw: bytes, file_time: datetime, now: datetime) -> bytes:
    """The head of the frame that asks for a mail to be read; `raw` follows it."""
    return REQUEST.pack(len(raw), _microseconds(file_time), _microseconds(now))


def instants(head: bytes) -> tuple[int, datetime, datetime]:
    """How long the mail is, its file's time, and now."""
    length, file_time, now = REQUEST.unpack(head)
    return length, _instant(file_time), _instant(now)


def answer(mail: MailMessage | Failure) -> bytes:
    """The frame that holds a mail without its `raw`, or why there is none."""
    if isinstance(mail, Failure):
        return _framed({"reason": mail.reason}, [])
    said = {
        "id": mail.external_id,
        "message_id": mail.message_id,
        "references": mail.references,
        "sender": _pair(mail.sender),
        "to": [*map(_pair, mail.to)],
        "cc": [*map(_pair, mail.cc)],
        "reply_to": [*map(_pair, mail.reply_to)],
        "subject": mail.subject,
        "received": _microseconds(mail.received),
        "text": mail.text,
        "quoted": mail.quoted,
        "signature": mail.signature,
        "files": [(file.name, file.media_type, len(file.content)) for file in mail.attachments],
        "kind": mail.kind.value,
        "no_note": mail.wants_no_note,
        "loops": mail.loop_marks,
        "report": asdict(mail.report) if mail.report else None,
    }
    return _framed(said, [file.content for file in mail.attachments])


def mail_of(text: bytes, files: memoryview, raw: bytes) -> MailMessage | Failure:
    """The mail that an answer means, with its `raw`; BadAnswer where it means nothing."""
    try:
        said = json.loads(text)
        if "reason" in said:
            return Failure(str(said["reason"]))
        return MailMessage(
            external_id=str(said["id"]),
            message_id=str(said["message_id"]),
            references=tuple(map(str, said["references"])),
            sender=_address(said["sender"]),
            to=tuple(map(_address, said["to"])),
            cc=tuple(map(_address, said["cc"])),
            reply_to=tuple(map(_address, said["reply_to"])),
            subject=str(said["subject"]),
            received=_instant(int(said["received"])),
            text=str(said["text"]),
            quoted=str(said["quoted"]),
            signature=str(said["signature"]),
            attachments=tuple(_attachments(said["files"], files)),
            kind=MailKind(said["kind"]),
            raw=raw,
            wants_no_note=bool(said["no_note"]),
            loop_marks=tuple(map(str, said["loops"])),
            report=_report(said["report"]) if said["report"] else None,
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise BadAnswer from error


def _report(said: Any) -> DeliveryReport:
    return DeliveryReport(
        fate=Fate(said["fate"]),
        message_id=str(said["message_id"]),
        envelope_id=str(said["envelope_id"]),
        subject=str(said["subject"]),
        automatic=bool(said["automatic"]),
        recipients=tuple(map(str, said["recipients"])),
        why=str(said["why"]),
    )


def _framed(said: dict[str, Any], files: list[bytes]) -> bytes:
    text = json.dumps(said, ensure_ascii=False).encode()
    return b"".join([ANSWER.pack(len(text), sum(map(len, files))), text, *files])


def _pair(one: Address) -> tuple[str, str]:
    return one.name, one.address


def _address(said: Any) -> Address:
    name, address = said
    return Address(str(name), str(address))


def _attachments(said: Any, files: memoryview) -> Iterator[MailAttachment]:
    at = 0
    for name, media_type, size in said:
        if not 0 <= size <= len(files) - at:
            raise ValueError
        yield MailAttachment(str(name), str(media_type), bytes(files[at : at + size]))
        at += size


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
