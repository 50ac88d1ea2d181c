"""What a mail server reports of a mail of ours (RFC 3464), and whether it proves that it had it.

Anybody can write a report. One counts against an answer only where it names what nobody else could
know: the answer's Message-ID, or the token of its ticket. What merely guesses, by the recipient,
is shown to the agent and moves nothing.
"""

import re
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.message import Message
from vipdesk.domain.token import ticket_named

_ESCAPED = re.compile(r"\+([0-9A-F]{2})")


class Fate(StrEnum):
    """What became of the mail."""

    FAILED = "not delivered"
    DELAYED = "delayed"
    ARRIVED = "delivered"


class DeliveryReport(Struct, frozen=True, kw_only=True):
    """A report; its text is cleaned, `why` is one line.

    `message_id`, `subject` and `automatic` (no person wrote it) are those of the mail that it
    hands back, `envelope_id` what the mail was sent under, `recipients` whom it did not reach.
    """

    fate: Fate
    message_id: str = ""
    envelope_id: str = ""
    subject: str = ""
    automatic: bool = False
    recipients: tuple[str, ...] = ()
    why: str = ""

    @property
    def names_a_mail(self) -> bool:
        """Whether it says which mail it is about: then it is about that one or none."""
        return bool(self.message_id or self.envelope_id)


def envelope_id(message_id: str) -> str:
    """What an answer is sent under (ENVID, RFC 3461, as xtext), so that reports can name it."""
    plain = (c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in message_id)
    return "".join(plain)


def message_id_of(envelope: str) -> str:
    """The Message-ID that stands in such an envelope's name."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), envelope).strip("<> ")


def names(report: DeliveryReport, answer: Message) -> bool:
    """Whether it names this very answer."""
    return bool(answer.message_id) and answer.message_id in (
        report.message_id,
        message_id_of(report.envelope_id),
    )


def ticket_returned(report: DeliveryReport, secret: bytes) -> int | None:
    """The ticket by the genuine token in what came back, where no mail is named, and it was no
    automatic one."""
    if report.names_a_mail or report.automatic:
        return None
    return ticket_named(secret, report.subject)


def proves(report: DeliveryReport, answer: Message, secret: bytes) -> bool:
    """Whether it can only come from a server that had the answer, or from whom it was sent to."""
    return names(report, answer) or ticket_returned(report, secret) is not None
