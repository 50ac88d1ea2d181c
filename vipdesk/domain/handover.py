"""Handing the desk over: a sheet is made, read and signed; from then on another has the desk.

A sheet is kept as it was made. Instants are aware UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_
from vipdesk.domain.message import Delivery
from vipdesk.domain.names import same
from vipdesk.domain.people import Person

WHOLE = 0
"""Stands for the number of a ticket where a note is for all of the desk."""


class SheetStatus(StrEnum):
    """How a sheet stands; `REPLACED` is one that was never signed, for a newer one was made."""

    WAITING = N_("not signed yet")
    SIGNED = N_("signed")
    REPLACED = N_("another took its place")
    TAKEN_BACK = N_("taken back")


class TicketLine(Struct, frozen=True, kw_only=True):
    """An open ticket: who `owes` the next word (`us`, `client`, `senior`, `vendor`), and by when.

    `kind` says what is due then, `note` what whoever made the sheet wrote about it.
    """

    ticket: int
    subject: str
    contact: str
    severity: int
    status: str
    owes: str
    due: datetime | None = None
    kind: str = ""
    note: str = ""


class PromiseLine(Struct, frozen=True):
    """A word that was promised by a moment."""

    ticket: int
    subject: str
    until: datetime


class CallbackLine(Struct, frozen=True):
    """Somebody who is to be called back, and when."""

    callback: int
    who: str
    phone: str
    at: datetime
    ticket: int | None = None


class CallLine(Struct, frozen=True):
    """A booked call."""

    booking: int
    start: datetime
    end: datetime
    kind: str
    guest: str
    subject: str = ""


class SeniorLine(Struct, frozen=True):
    """An escalation that stands: who is asked, or has it."""

    escalation: int
    ticket: int
    senior: str
    stands: str
    since: datetime


class Deed(Struct, frozen=True):
    """What happened so often since the desk was taken over, for the last time at `last`."""

    what: str
    count: int
    last: datetime


class DoneLine(Struct, frozen=True):
    """What was done meanwhile on a ticket; beside all tickets where `ticket` is None."""

    ticket: int | None
    subject: str
    deeds: tuple[Deed, ...]


class NoteLine(Struct, frozen=True):
    """What was written about a ticket that is not open any more."""

    ticket: int
    text: str


class Apart(Struct, frozen=True):
    """How much is held or kept apart: answers not sent yet, mail unread, set aside, too much."""

    unsent: int = 0
    unreadable: int = 0
    set_aside: int = 0
    flooded: int = 0


class Sheet(Struct, frozen=True, kw_only=True):
    """The desk as whoever takes it has to know it; `note` is about all of it.

    `others` are notes on tickets that are not open; `reason` says why whoever takes the desk made
    the sheet themselves.
    """

    note: str = ""
    tickets: tuple[TicketLine, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    callbacks: tuple[CallbackLine, ...] = ()
    calls: tuple[CallLine, ...] = ()
    seniors: tuple[SeniorLine, ...] = ()
    apart: Apart = Apart()
    done: tuple[DoneLine, ...] = ()
    others: tuple[NoteLine, ...] = ()
    reason: str = ""


class Taking(Struct, frozen=True):
    """When, and why, somebody began to take the desk without being given it."""

    at: datetime
    reason: str


class Passing(Struct, frozen=True, kw_only=True):
    """From whose hands the desk goes into whose; `back` where it is the dedicated agent's again.

    The time off that it is for `begins` and ends at `until`, where that is known.
    """

    number: int
    giver: str
    taker: str
    back: bool
    begins: datetime | None = None
    until: datetime | None = None
    signed: datetime | None = None
    taking: Taking | None = None


class Handover(Passing, frozen=True, kw_only=True):
    """The same with its sheet, made by `who` at `at`."""

    at: datetime
    who: str
    sheet: Sheet
    status: SheetStatus = SheetStatus.WAITING
    signed_by: str = ""


class SheetNote(Struct, frozen=True):
    """What somebody has written for the next sheet: about a ticket, or (WHOLE) about the desk."""

    ticket: int
    author: str
    text: str
    at: datetime


class Introduction(Struct, frozen=True, kw_only=True):
    """A mail that tells somebody of the client who has the desk, signed by `author`."""

    handover: int
    to: Person
    author: str
    language: str
    subject: str
    text: str
    at: datetime
    delivery: Delivery = Delivery.QUEUED


def is_given(made: Handover) -> bool:
    """Whether who has the desk gives it, or the agent takes it back: nobody has to say why."""
    return same(made.who, made.giver) or (made.back and same(made.who, made.taker))


def waiting(handovers: Iterable[Handover]) -> Handover | None:
    """The sheet that waits to be signed; there is never more than one."""
    return next((one for one in handovers if one.status is SheetStatus.WAITING), None)


def in_force(handovers: Iterable[Handover]) -> Handover | None:
    """The one that was signed last, of those in the order they were made."""
    signed = [one for one in handovers if one.status is SheetStatus.SIGNED]
    return signed[-1] if signed else None


def away_since(handovers: Iterable[Handover]) -> datetime | None:
    """Since when the dedicated agent has not had the desk; None where they have it."""
    since = None
    for one in handovers:
        if one.status is SheetStatus.SIGNED:
            since = None if one.back else since or one.signed
    return since


def cover_of(handovers: Iterable[Handover]) -> Handover | None:
    """The hand-over by which somebody else than the dedicated agent has the desk now."""
    last = in_force(handovers)
    return last if last is not None and not last.back else None
