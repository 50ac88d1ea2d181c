"""Whether a person wrote a mail, or a machine (RFC 3834, RFC 3464, RFC 2919, RFC 8058).

To take a person for a machine would stop the client's clock, so a mark that people's mail carries,
too, proves nothing by itself.
"""

import re

from vipdesk.channels.mail.header import Fields
from vipdesk.channels.mail.message import Address, MailKind
from vipdesk.channels.mail.mime import Part, leaves
from vipdesk.channels.mail.report import STATUS
from vipdesk.domain.text import clean_line

_ROBOT = re.compile(r"(mailer-daemon|postmaster|mail-daemon|double-bounce)@.*")
_ANSWERED_FOR = re.compile(
    r"\s*(automatic reply|automatische antwort"
    r"|risposta automatica|réponse automatique|respuesta automática|automatick[áa] odpove[ďd]"
    r"|automatick[áa] odpověď|odpowiedź automatyczna)\s*:",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\s*(auto[ -]?(reply|response|antwort)|automat\w* (reply|response|antwort|odpove\w*"
    r"|odpově\w*)|out of (the )?office|abwesen|risposta automatica|fuori (sede|ufficio)"
    r"|réponse auto|absence|respuesta automática|mimo kancel|nepřítomn|neprítomn|autoodpowied)",
    re.IGNORECASE,
)
_ACTION = re.compile(rb"^action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_AUTO_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from")
_BULK = frozenset({"bulk", "junk"})
_MANY = _BULK | {"list", "auto_reply"}
_NO_REPLY = re.compile(r"(no|do-?not)[-._]?reply\b", re.IGNORECASE)
_NO_NOTE = (
    *("x-loop", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponder"),
    *("list-id", "list-unsubscribe", "list-post", "feedback-id"),
)
_MOST_MARKS = 20


def kind(mail: Part, sender: Address, subject: str) -> MailKind:
    """Who wrote the mail, by its header and its form."""
    if _is_bounce(mail, sender):
        return MailKind.BOUNCE
    if _is_automatic(mail.fields, subject) or mail.media_type == "multipart/report":
        return MailKind.AUTO_REPLY
    return MailKind.LIST if _is_bulk(mail.fields) else MailKind.PERSON


def wants_no_note(fields: Fields, sender: Address) -> bool:
    """Whether no automatic answer may go to it, whoever wrote it (RFC 3834; design: safety, P5)."""
    said = fields.first("auto-submitted").strip().lower()
    if (said and not said.startswith("no")) or _precedence(fields) in _MANY:
        return True
    marks = any(name in fields for name in _NO_NOTE) or _from_nobody(fields)
    return marks or bool(_ROBOT.fullmatch(sender.address) or _NO_REPLY.match(sender.address))


def loop_marks(fields: Fields) -> tuple[str, ...]:
    """Whose hands it went through already, as far as they have marked it (X-Loop)."""
    return tuple(clean_line(value.lower(), 254) for value in fields.all("x-loop")[:_MOST_MARKS])


def _is_bounce(mail: Part, sender: Address) -> bool:
    """Whether it says that a mail was not delivered; a mere delay is none.

    A person may pass on such a report, so it counts only as the mail itself or from a robot.
    """
    if "x-failed-recipients" in mail.fields:
        return True
    robot = bool(_ROBOT.fullmatch(sender.address)) or sender.name.lower() == "mailer-daemon"
    reports = mail.media_type == "multipart/report" or robot or _from_nobody(mail.fields)
    for part in leaves(mail) if reports else ():
        if part.media_type in STATUS:
            actions = {action.lower() for action in _ACTION.findall(part.content())}
            return not actions or b"failed" in actions
    if mail.media_type == "multipart/report":
        return mail.parameters.get("report-type", "").lower() == "delivery-status"
    return robot and (_from_nobody(mail.fields) or not sender.address.startswith("postmaster"))


def _is_automatic(fields: Fields, subject: str) -> bool:
    """Whether it says itself that no person sent it; loose words count only beside a mark."""
    said = re.split(r"[;\s(]", fields.first("auto-submitted").strip().lower(), maxsplit=1)[0]
    precedence = _precedence(fields)
    if said not in ("", "no") or precedence == "auto_reply" or _from_nobody(fields):
        return True
    if any(name in fields for name in _AUTO_FIELDS):
        return fields.first("x-autoreply").strip().lower() not in ("no", "false")
    # to ask for no automatic answer is not to be one: people's mail may ask for it
    marked = "x-auto-response-suppress" in fields or precedence in _BULK or "x-loop" in fields
    return bool((_AWAY if marked else _ANSWERED_FOR).match(subject))


def _is_bulk(fields: Fields) -> bool:
    """Whether it went to many at once."""
    precedence = _precedence(fields)
    if precedence in _BULK:
        return True
    if precedence == "list":
        return "list-id" in fields or "list-unsubscribe" in fields
    if "list-post" in fields and fields.first("list-post").strip().upper() != "NO":
        return False  # people write to it
    return "list-unsubscribe-post" in fields or (
        "list-unsubscribe" in fields and "in-reply-to" not in fields
    )


def _precedence(fields: Fields) -> str:
    return fields.first("precedence").strip().lower()


def _from_nobody(fields: Fields) -> bool:
    """An empty Return-Path: the sender wants no answer whatever happens (RFC 5321, 4.5.5)."""
    return fields.first("return-path").strip() == "<>"
