"""Instants as people and programs write them: ISO 8601, with an offset or in desk time."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

FORM = N_("write it as 2026-11-22T03:00, with or without an offset as in +01:00 or Z")

_WRITTEN = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
    r"(?:[Tt ]([0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?)"
    r" ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)


def parse_instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant in `zone`; without an offset it is wall time there, BadInput if it is none.

    A date alone is its midnight. A wall time that a time change skips or repeats is resolved
    with fold=0 (spec: clock, office hours and durations).
    """
    if not text.strip():
        raise BadInput(_("no instant is given: {form}").format(form=_(FORM)))
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise _no_instant(text, _(FORM))
    day, time, offset = written.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{(offset or '').upper()}")
        aware = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
        return aware.astimezone(UTC).astimezone(zone)
    except ValueError:
        raise _no_instant(
            text, _("no clock shows that; use a day, time and offset that exist")
        ) from None
    except OverflowError:
        raise _no_instant(text, _("no calendar goes that far; use a nearer date")) from None


def _no_instant(text: str, why: str) -> BadInput:
    return BadInput(_('"{text}" is no instant: {why}').format(text=clean_line(text, 60), why=why))
