"""Letters as the tests of the writer write them, and how other programs read them."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from typing import Any

from msgspec.structs import replace

from vipdesk.channels.mail.letter import Letter
from vipdesk.channels.mail.writing import written
from vipdesk.domain.people import Person

JANA = Person("Jana Nováková", "support@vipdesk.example.org")
MARTA = Person("Marta Rossi", "marta.rossi@acme.example.com")
LETTER = Letter(
    sender=JANA,
    to=(MARTA,),
    subject="Re: New mail is not fetched [#101 k3x5q2ab]",
    text="We are on it.",
    at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    message_id="answer-1@vipdesk.example.org",
    references=("mail-1@acme.example.com",),
)


def sent(**more: Any) -> bytes:
    """The usual letter, in which something is otherwise."""
    return written(replace(LETTER, **more))


def elsewhere(raw: bytes) -> EmailMessage:
    """The mail as another program opens it."""
    opened = message_from_bytes(raw, policy=policy.default)
    assert isinstance(opened, EmailMessage)
    assert not [part.defects for part in opened.walk() if part.defects]
    return opened


def text_of(mail: "Message[Any, Any]", kind: str = "plain") -> str:
    """The words of its first part of this kind."""
    for part in mail.walk():
        if part.get_content_type() == f"text/{kind}":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content.decode().replace("\r\n", "\n")
    raise AssertionError(f"there is no text/{kind}")


def shown(raw: bytes, name: str) -> str:
    """A field as an old program shows it."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    return str(make_header(decode_header(str(mail[name]).replace("\r\n", ""))))
