"""When both sides are reminded of a hand-over: the time comes, and nobody has signed a sheet."""

from collections.abc import Iterator
from datetime import timedelta

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.escalation_notice import desk_moment
from vipdesk.domain.handover import WHOLE
from vipdesk.domain.occasions import Due, before
from vipdesk.domain.reminder import About, Key, Occasion
from vipdesk.domain.text import clean_line
from vipdesk.domain.time_off import TimeOff

LEAD = timedelta(hours=4)
"""So much office time before whoever has the desk is off, the sheet is missed."""

NO_SHEET = "no hand-over sheet is made"


def of_handover(here: Circumstances) -> Iterator[Due]:
    """Before a time off of who has the desk, as it begins, and as that of the agent is over.

    A time off in which the desk is never open needs nobody.
    """
    yield from _taken(here)
    yield from _unsigned(here)
    yield from _not_given_back(here)
    hours = here.policy.hours
    for off in here.absences.of(here.holder, here.now):
        if hours.elapsed(off.begins, off.ends):
            yield from _goes(off, here)


def _taken(here: Circumstances) -> Iterator[Due]:
    """Whoever had the desk is to know who takes it, or has taken it, without being given it."""
    for one in (here.unsigned, here.cover):
        if one is not None and one.taking is not None:
            at, giver, taker = one.taking.at, clean_line(one.giver, 60), clean_line(one.taker, 60)
            text = f"{taker} takes the desk from {giver}: {clean_line(one.taking.reason, 200)}"
            yield Due(at, Key(About.HANDOVER, one.number, Occasion.TAKEN, at), text)


def _unsigned(here: Circumstances) -> Iterator[Due]:
    """The moment that the sheet is for; none where nobody knows when."""
    unsigned = here.unsigned
    if unsigned is None:
        return
    ended = here.cover.until if here.cover is not None else None
    at = ended if unsigned.back else unsigned.begins
    if at is not None:
        key = Key(About.HANDOVER, unsigned.number, Occasion.NOT_SIGNED, at)
        yield Due(at, key, f"{clean_line(unsigned.giver, 60)} goes: {_missing(here)}")


def _not_given_back(here: Circumstances) -> Iterator[Due]:
    at = here.cover.until if here.cover is not None else None
    if at is not None and here.unsigned is None:
        key = Key(About.HANDOVER, WHOLE, Occasion.NOT_HANDED_OVER, at)
        yield Due(at, key, f"{clean_line(here.agent.name, 60)} is back: {NO_SHEET}")


def _goes(off: TimeOff, here: Circumstances) -> Iterator[Due]:
    who, at = clean_line(here.holder, 60), off.begins
    number = WHOLE if here.unsigned is None else here.unsigned.number
    occasion, goes = Occasion.NOT_HANDED_OVER, "is away"
    if here.unsigned is not None:
        occasion, goes = Occasion.NOT_SIGNED, "goes"
    yield Due(at, Key(About.HANDOVER, number, occasion, at), f"{who} {goes}: {_missing(here)}")
    if at > here.now:
        text = f"{who} goes {desk_moment(at, here.policy)}: {_missing(here)}"
        soon = Key(About.HANDOVER, number, Occasion.AWAY_SOON, at)
        yield Due(before(here.policy.hours, at, LEAD, business=True), soon, text)


def _missing(here: Circumstances) -> str:
    unsigned = here.unsigned
    if unsigned is None:
        return NO_SHEET
    return f"{clean_line(unsigned.taker, 60)} has not signed sheet {unsigned.number}"
