"""What a reminder tells: it is kept in the original, and shown in the language spoken."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vipdesk.domain.language import N_, _
from vipdesk.domain.reminder import Occasion, Reminder
from vipdesk.domain.text import clean_line

LONGEST = 200
UNKNOWN = N_("unknown caller")
TOLD: dict[Occasion, tuple[str, ...]] = {
    Occasion.WARN: (N_("{ticket}: half of its time is used"),),
    Occasion.URGENT: (N_("{ticket}: most of its time is used"),),
    Occasion.BREACHED: (N_("{ticket}: breached"),),
    Occasion.AIM: (N_("call {caller} back now"),),
    Occasion.NEXT_TRY: (N_("call {caller} again now"),),
    Occasion.CALL_SOON: (N_("in 10 minutes: {kind} with {guest}"),),
    Occasion.OPENING: (
        N_("the desk is open: nothing came in while it was closed"),
        N_("the desk is open: {tickets} and {count} more came in while it was closed"),
        N_("the desk is open: {tickets} came in while it was closed"),
    ),
    Occasion.CLOSING: (
        N_("the desk closes soon: nothing runs overnight"),
        N_("the desk closes soon: {tickets} run overnight; {early} due right after opening"),
        N_("the desk closes soon: {tickets} run overnight"),
        N_("the desk closes soon: {early} due right after opening"),
    ),
    Occasion.NOT_ACCEPTED: (
        N_("{ticket}: escalation not accepted by {name}; nobody is left to ask"),
        N_("{ticket}: escalation not accepted by {name}; {senior} is asked"),
    ),
    Occasion.DECLINED: (
        N_("{ticket}: escalation declined by {name}: {why}; nobody is left to ask"),
        N_("{ticket}: escalation declined by {name}: {why}; {senior} is asked"),
    ),
    Occasion.HANDED_BACK: (N_("{ticket}: handed back by {name}"),),
}
"""What we write for each occasion; what stands in its places is anybody's."""


def reminder_said(reminder: Reminder) -> str:
    """One line; as it is kept where we would not write it so."""
    text = clean_line(reminder.text, LONGEST)
    return next(_said(reminder.key.occasion, text), text)


def _said(occasion: Occasion, text: str) -> Iterator[str]:
    for template in TOLD[occasion]:
        if (found := _pattern(template).fullmatch(text)) is not None:
            places = {
                name: _(what) if what == UNKNOWN else what
                for name, what in found.groupdict().items()
            }
            yield _(template).format(**places)


@lru_cache(maxsize=32)
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template)))
