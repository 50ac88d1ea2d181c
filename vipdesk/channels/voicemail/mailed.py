"""A voicemail that comes as a mail with its recording, as telephone systems send it.

Asterisk and FreePBX say who called in header fields or in the first lines, a FRITZ!Box in a list
of German labels, its times without a zone. What a person forwards begins otherwise and stays a
mail.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct

from vipdesk.channels.mail.header import Fields, read_fields, words
from vipdesk.channels.mail.message import MailAttachment, MailMessage
from vipdesk.channels.voicemail.note import (
    EARLIEST,
    LONGEST_CALL,
    LONGEST_VALUE,
    identity_of,
    read_caller,
)
from vipdesk.channels.voicemail.recording import media_type
from vipdesk.domain.text import clean_line

MOST_HEADER = 256 * 1024
LATEST_AFTER = timedelta(days=14)
"""A date in the text that lies further from the mail's own is not believed."""

_FREEPBX = re.compile(
    r"(?:[^\n]{0,200}\n\s*)?There is a new voicemail in mailbox (?P<mailbox>[^\s:]{1,80}):\s+"
    r"From:\s*(?P<caller>[^\n]{1,200})\n\s*Length:\s*(?P<length>[0-9:]{1,8})"
)
_ASTERISK = re.compile(
    r"Dear [^\n]{0,200}\s+Just wanted to let you know you were just left a (?P<length>[0-9:]{1,8})"
    r" long message \(number [0-9]{1,6}\)\s+in mailbox (?P<mailbox>\S{1,80}) from"
    r" (?P<caller>.{1,200}?), on ",
    re.DOTALL,
)
_SAID = re.compile(
    r"^[^\S\n]*Transcri(?:pt|ption)\s*:\s*(.+?)(?:\n\s*\n|\Z)", re.DOTALL | re.MULTILINE
)
_FRITZ = b"==AVM_Fritz_Box=="
_FRITZ_LABELS = {
    "caller": "Anruf von:",
    "mailbox": "Für die Rufnummer:",
    "day": "Datum:",
    "time": "Uhrzeit:",
    "length": "Aufnahmelänge:",
}


class MailedVoicemail(Struct, frozen=True):
    """A call as a mail tells of it; `received` is aware UTC, `identity` may be empty."""

    identity: str
    name: str
    number: str
    received: datetime
    length: timedelta | None
    mailbox: str
    transcript: str
    recording: MailAttachment


def voicemail_in(mail: MailMessage, zone: tzinfo) -> MailedVoicemail | None:
    """The voicemail that a mail brings; None for any other mail. `zone` is the office's."""
    recording = next((a for a in mail.attachments if _is_audio(a)), None)
    if recording is None:
        return None
    if _FRITZ in mail.raw:
        return _from_fritz(mail, recording, zone)
    fields, _ = read_fields(mail.raw, 0, min(len(mail.raw), MOST_HEADER))
    return _from_header(mail, fields, recording) or _from_text(mail, recording)


def _is_audio(attachment: MailAttachment) -> bool:
    return attachment.media_type.startswith("audio/") or media_type(attachment.name) is not None


def _from_header(
    mail: MailMessage, fields: Fields, recording: MailAttachment
) -> MailedVoicemail | None:
    if "x-asterisk-callerid" not in fields:
        return None
    number = clean_line(fields.first("x-asterisk-callerid"), 60)
    at = _instant(fields.first("x-asterisk-vm-orig-time"))
    told = _from_text(mail, recording)
    length = _seconds(fields.first("x-asterisk-vm-duration")) or (told.length if told else None)
    return MailedVoicemail(
        identity=_identity(fields, at, number),
        name=clean_line(words(fields.first("x-asterisk-calleridname")), 200),
        number=number,
        received=at or mail.received,
        length=length,
        mailbox=told.mailbox if told else "",
        transcript=_transcript(mail),
        recording=recording,
    )


def _identity(fields: Fields, at: datetime | None, number: str) -> str:
    """The one that the message has in its spool; nothing where the mail does not tell it."""
    message_id = clean_line(fields.first("x-asterisk-vm-message-id"), LONGEST_VALUE)
    if not message_id or at is None:
        return ""
    return identity_of(message_id, int(at.timestamp()), number)


def _from_text(mail: MailMessage, recording: MailAttachment) -> MailedVoicemail | None:
    text = mail.text.lstrip()
    found = _FREEPBX.match(text) or _ASTERISK.match(text)
    if found is None:
        return None
    name, number = read_caller(found["caller"])
    return MailedVoicemail(
        identity="",
        name=name,
        number=number,
        received=mail.received,
        length=_seconds(found["length"]),
        mailbox=clean_line(found["mailbox"], 80),
        transcript=_transcript(mail),
        recording=recording,
    )


def _from_fritz(
    mail: MailMessage, recording: MailAttachment, zone: tzinfo
) -> MailedVoicemail | None:
    said = {what: _after(label, mail.text) for what, label in _FRITZ_LABELS.items()}
    if not said["caller"]:
        return None
    name, number = read_caller(said["caller"])
    return MailedVoicemail(
        identity="",
        name=name,
        number=number,
        received=_local(said["day"], said["time"], zone, mail.received) or mail.received,
        length=_seconds(said["length"]),
        mailbox=said["mailbox"],
        transcript="",
        recording=recording,
    )


def _after(label: str, text: str) -> str:
    """What follows a label, on its line or the next."""
    _, found, rest = text.partition(label)
    lines = [line.strip() for line in rest[:400].strip().split("\n")]
    return clean_line(lines[0], 80) if found and lines else ""


def _local(day: str, time: str, zone: tzinfo, near: datetime) -> datetime | None:
    """A German date and time on the wall clock of `zone`, if it can belong to a mail of `near`."""
    for form in ("%d.%m.%Y %H:%M", "%d.%m.%y %H:%M"):
        said = f"{day} {time.removesuffix('Uhr').strip()}"
        try:
            at = datetime.strptime(said, form).replace(tzinfo=zone).astimezone(UTC)
        except ValueError:
            continue
        return at if abs(at - near) <= LATEST_AFTER else None
    return None


def _instant(said: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{9,12}", said) or int(said) < EARLIEST:
        return None
    return datetime.fromtimestamp(int(said), UTC)


def _seconds(said: str) -> timedelta | None:
    """`72`, `1:12` or `0:01:12`."""
    if not re.fullmatch(r"[0-9]{1,5}(:[0-9]{1,2}){0,2}", said):
        return None
    total = 0
    for part in said.split(":"):
        total = total * 60 + int(part)
    return timedelta(seconds=total) if 0 < total <= LONGEST_CALL else None


def _transcript(mail: MailMessage) -> str:
    found = _SAID.search(mail.text)
    return found[1].strip() if found else ""
