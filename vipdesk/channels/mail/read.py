"""One mail from its bytes to values: bounded, clean, and never more than the bytes say."""

from datetime import datetime

from vipdesk.channels.mail.addresses import addresses, sender
from vipdesk.channels.mail.body import read_body
from vipdesk.channels.mail.bounds import (
    MOST_BYTES,
    MOST_SUBJECT_CHARS,
    TOO_LARGE,
    NoMail,
    TooMuch,
)
from vipdesk.channels.mail.dates import received
from vipdesk.channels.mail.filenames import attachment_name
from vipdesk.channels.mail.fold import fold
from vipdesk.channels.mail.header import Fields, read_fields, words
from vipdesk.channels.mail.identity import external_id, message_id, references
from vipdesk.channels.mail.kind import kind, loop_marks, wants_no_note
from vipdesk.channels.mail.message import MailAttachment, MailKind, MailMessage
from vipdesk.channels.mail.mime import Part, parse
from vipdesk.channels.mail.report import delivery_report
from vipdesk.domain.delivery_report import DeliveryReport
from vipdesk.domain.text import clean_line

_TELLING = ("from", "to", "subject", "date", "message-id", "received", "return-path", "sender")
_LONGEST_TYPE = 100


def read(data: bytes, file_time: datetime, now: datetime) -> MailMessage:
    """The mail in `data`; NoMail or TooMuch where it can't be read (both instants aware).

    A field that is missing or broken is an empty one, and `raw` is left empty for the caller.
    """
    _check(data)
    mail = parse(data)
    if not any(name in mail.fields for name in _TELLING):
        raise NoMail("it has no header that says who wrote, to whom, when or about what")
    writer, subject = sender(mail.fields), _subject(mail.fields)
    written_by = kind(mail, writer, subject)
    report = delivery_report(mail, written_by)
    body = read_body(mail)
    folded = fold(body.text)
    return MailMessage(
        external_id=external_id(mail, written_by),
        message_id=message_id(mail.fields),
        references=_references(mail, written_by, report),
        sender=writer,
        to=addresses(mail.fields, "to"),
        cc=addresses(mail.fields, "cc"),
        reply_to=addresses(mail.fields, "reply-to"),
        subject=subject,
        received=received(mail.fields, file_time, now),
        text=folded.text,
        quoted=folded.quoted,
        signature=folded.signature,
        attachments=tuple(_attachment(part, n) for n, part in enumerate(body.files, 1)),
        kind=written_by,
        raw=b"",
        wants_no_note=wants_no_note(mail, writer, subject),
        loop_marks=loop_marks(mail.fields),
        report=report,
    )


def _check(data: bytes) -> None:
    """Refuse what need not be looked at."""
    if len(data) > MOST_BYTES:
        raise TooMuch(TOO_LARGE)
    if not data or data.isspace():
        raise NoMail("it is empty")


def _subject(fields: Fields) -> str:
    return clean_line(words(fields.first("subject")), MOST_SUBJECT_CHARS)


def _references(mail: Part, written_by: MailKind, report: DeliveryReport | None) -> tuple[str, ...]:
    """What the mail answers; of a bounce the mail that failed, too."""
    found = references(mail.fields)
    failed = report.message_id if report and written_by is MailKind.BOUNCE else ""
    return found if not failed or failed in found else (*found, failed)


def _attachment(part: Part, number: int) -> MailAttachment:
    content = part.content()
    about = ""
    if part.media_type == "message/rfc822" and not part.filename:
        about = _subject(read_fields(content, 0, len(content))[0])
    media_type = clean_line(part.media_type, _LONGEST_TYPE)
    return MailAttachment(attachment_name(part, about, number), media_type, content)
