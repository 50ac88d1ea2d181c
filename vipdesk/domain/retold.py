"""What the store keeps, said again in the language spoken at this screen.

A record is in one language for ever, and a screen that speaks it says it as it is kept.
"""

from typing import TYPE_CHECKING

from vipdesk.domain.language import Original, spoken

if TYPE_CHECKING:
    from vipdesk.domain.event import Event

RECORD, REMINDER, ARITHMETIC = "a record", "a reminder", "arithmetic"


def retold(kept: str) -> str:
    """What an act left behind it, as this screen says it."""
    return _said(kept, RECORD)


def detail_said(event: "Event") -> str:
    """The detail of an event, as this screen says it."""
    return _said(event.detail, event.what)


def reminder_said(kept: str) -> str:
    """What a reminder tells, as this screen says it."""
    return _said(kept, REMINDER)


def arithmetic_said(kept: str) -> str:
    """A line of how a due moment or a verdict came about, as this screen says it."""
    return _said(kept, ARITHMETIC)


def _said(kept: str, kind: str) -> str:
    if isinstance(spoken(), Original):
        return kept
    from vipdesk.domain.retelling import said  # all the forms there are, for other languages only

    return said(kept, kind)
