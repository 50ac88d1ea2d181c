"""What a delivery report says: which mail, whom it did not reach, and why (RFC 3464)."""

import re
from collections.abc import Iterator

from vipdesk.channels.mail.addresses import valid
from vipdesk.channels.mail.header import Fields, read_fields, words
from vipdesk.channels.mail.identity import message_id
from vipdesk.channels.mail.message import MailKind
from vipdesk.channels.mail.mime import Part, leaves
from vipdesk.domain.delivery_report import DeliveryReport, Fate
from vipdesk.domain.text import clean_line

STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
)
MOST_GROUPS = 50
MOST_TEXT = 64 * 1024
LONGEST_WHY, LONGEST_ID, LONGEST_SUBJECT = 300, 500, 500

_TYPED = re.compile(r"\s*(?:rfc822|utf-8)\s*;\s*<?([^<>\s]+)>?", re.IGNORECASE)
_DIAGNOSIS = re.compile(r"\s*[\w-]{1,20}\s*;\s*(.*)", re.DOTALL)
_NAMED = re.compile(r"^[> \t]*message-id:\s*<\s*([^<>\s]{1,500})\s*>", re.IGNORECASE | re.MULTILINE)
_REFUSED = re.compile(r"^.*\b[45]\d\d[ -].*$|^.*\b5\.\d{1,3}\.\d{1,3}\b.*$", re.MULTILINE)


def delivery_report(mail: Part, written_by: MailKind) -> DeliveryReport | None:
    """What the mail reports; None for one that is no report of a machine's."""
    if written_by not in (MailKind.BOUNCE, MailKind.AUTO_REPLY):
        return None
    status = next((part for part in leaves(mail) if part.media_type in STATUS), None)
    if status is None and written_by is not MailKind.BOUNCE:
        return None
    groups = list(_groups(status)) if status else []
    fate = Fate.FAILED if written_by is MailKind.BOUNCE else _fate(groups[1:])
    returned = _returned(mail)
    text = _text(mail) if returned is None else ""
    return DeliveryReport(
        fate=fate,
        message_id=message_id(returned) if returned else _named_in(text),
        envelope_id=_one_line(groups[0].first("original-envelope-id")) if groups else "",
        subject=clean_line(words(returned.first("subject")), LONGEST_SUBJECT) if returned else "",
        automatic=returned is not None and _is_automatic(returned),
        recipients=_recipients(groups[1:], fate) or _failed_recipients(mail.fields),
        why=_why(groups[1:], fate) or _refusal(text),
    )


def _groups(status: Part) -> Iterator[Fields]:
    """The fields about the mail, then those about each recipient."""
    content = status.content()[:MOST_TEXT].lstrip(b"\r\n")
    at = 0
    for _ in range(MOST_GROUPS):
        fields, after = read_fields(content, at, len(content))
        if not fields or after <= at:
            return
        yield fields
        at = after
        while content[at : at + 1] in (b"\r", b"\n"):
            at += 1


def _action(group: Fields) -> str:
    return group.first("action").strip().lower()


def _fate(groups: list[Fields]) -> Fate:
    """Of a report that nothing failed by."""
    return Fate.DELAYED if any(_action(group) == "delayed" for group in groups) else Fate.ARRIVED


def _told(groups: list[Fields], fate: Fate) -> list[Fields]:
    """The recipients that the report is about: of a failure, those that did not get it."""
    if fate is not Fate.FAILED:
        return groups
    return [group for group in groups if _action(group) in ("failed", "")]


def _recipients(groups: list[Fields], fate: Fate) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for group in _told(groups, fate):
        for name in ("original-recipient", "final-recipient"):
            typed = _TYPED.fullmatch(group.first(name))
            if typed and valid(typed[1]):
                found[valid(typed[1])] = None
    return tuple(found)


def _failed_recipients(fields: Fields) -> tuple[str, ...]:
    """As Exim and others name them in the header."""
    listed = ",".join(fields.all("x-failed-recipients")).split(",")[:MOST_GROUPS]
    return tuple(dict.fromkeys(valid(one) for one in listed if valid(one)))


def _why(groups: list[Fields], fate: Fate) -> str:
    """The status and what the server said, as one line."""
    for group in _told(groups, fate):
        status = _one_line(group.first("status")).partition(" ")[0]
        said = group.first("diagnostic-code") or group.first("status")
        typed = _DIAGNOSIS.fullmatch(said)
        told = _one_line(words(typed[1] if typed else said))
        if status or told:
            return clean_line(told if status in told else f"{status} {told}", LONGEST_WHY)
    return ""


def _returned(mail: Part) -> Fields | None:
    """The header of the mail that is handed back."""
    for part in leaves(mail):
        if part.media_type in RETURNED:
            content = part.content().lstrip(b"\r\n")
            return read_fields(content, 0, len(content))[0]
    return None


def _is_automatic(fields: Fields) -> bool:
    said = fields.first("auto-submitted").strip().lower()
    return bool(said) and not said.startswith("no")


def _text(mail: Part) -> str:
    """What a report says that has no form."""
    parts = (part for part in leaves(mail) if part.main_type == "text")
    return "\n".join(part.text()[:MOST_TEXT] for part in list(parts)[:3])


def _named_in(text: str) -> str:
    found = _NAMED.search(text)
    return clean_line(found[1], LONGEST_ID) if found else ""


def _refusal(text: str) -> str:
    """The line in which a server's refusal stands, else nothing."""
    found = _REFUSED.search(text)
    return clean_line(found[0], LONGEST_WHY) if found else ""


def _one_line(value: str) -> str:
    return clean_line(value, LONGEST_ID)
