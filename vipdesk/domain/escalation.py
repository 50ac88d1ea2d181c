"""Escalations: a ticket taken to a senior agent, who is asked, accepts, and hands back.

The ticket stays the dedicated agent's: nothing here moves its clock. Instants are aware UTC.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_
from vipdesk.domain.people import Person
from vipdesk.domain.term import ESCALATED, WITH_SENIOR, Known


class EscalationStatus(StrEnum):
    """How an escalation stands; `UNTAKEN` is one that nobody took and nobody is left to ask."""

    ASKED = N_("not accepted yet")
    ACCEPTED = N_("accepted")
    UNTAKEN = N_("nobody left to ask")
    HANDED_BACK = N_("handed back")
    WITHDRAWN = N_("withdrawn")


class Answer(StrEnum):
    """What a senior who was asked said; `CALLED_OFF` needs no answer any more."""

    WAITING = N_("waiting")
    ACCEPTED = N_("accepted")
    DECLINED = N_("declined")
    NONE = N_("no answer")
    CALLED_OFF = N_("called off")


STANDING = (EscalationStatus.ASKED, EscalationStatus.ACCEPTED, EscalationStatus.UNTAKEN)
"""Those that are not over."""


class Asked(Struct, frozen=True, kw_only=True):
    """One senior asked, by the number and the name they are known under.

    The answer is wanted by `accept_by`; `who` noted it down at `answered`, for the reason `why`.
    """

    senior: int
    name: str
    at: datetime
    accept_by: datetime
    answer: Answer = Answer.WAITING
    answered: datetime | None = None
    who: str = ""
    why: str = ""


class Escalation(Struct, frozen=True, kw_only=True):
    """A ticket taken to senior agents by `who`; `asked` are those asked, in that order.

    `result` is what came of it, or why it was withdrawn, `ended_by` who said so.
    """

    number: int
    ticket: int
    at: datetime
    who: str
    reason: str
    tried: str
    status: EscalationStatus
    asked: tuple[Asked, ...]
    result: str = ""
    ended: datetime | None = None
    ended_by: str = ""

    @property
    def stands(self) -> bool:
        """Whether it is not over."""
        return self.status in STANDING

    @property
    def current(self) -> Asked | None:
        """Who is asked now, or has accepted; None where nobody is."""
        held = (Answer.WAITING, Answer.ACCEPTED)
        return next((one for one in reversed(self.asked) if one.answer in held), None)

    @property
    def declines(self) -> dict[int, datetime]:
        """When each senior who declined it did, by their number."""
        said_no = (one for one in self.asked if one.answer is Answer.DECLINED)
        return {one.senior: one.answered or one.at for one in said_no}

    @property
    def with_whom(self) -> str:
        """The name of who is asked now or has accepted; else of who was asked last."""
        return (self.current or self.asked[-1]).name

    @property
    def to_accept(self) -> timedelta | None:
        """How long it took until a senior accepted it, from the first asking on."""
        accepted = self._accepted
        return accepted - self.at if accepted else None

    @property
    def to_hand_back(self) -> timedelta | None:
        """How long it took from then until it came back."""
        accepted, back = self._accepted, self.ended
        came_back = self.status is EscalationStatus.HANDED_BACK
        return back - accepted if back and accepted and came_back else None

    @property
    def _accepted(self) -> datetime | None:
        took = next((one for one in self.asked if one.answer is Answer.ACCEPTED), None)
        return took.answered if took else None

    @property
    def told_at(self) -> list[datetime]:
        """All moments at which anything was asked or said."""
        said = (one.answered for one in self.asked)
        told = (self.at, *(one.at for one in self.asked), *said, self.ended)
        return [each for each in told if each is not None]

    @property
    def since(self) -> datetime:
        """When who has it was asked."""
        return (self.current or self.asked[-1]).at


class Notice(Struct, frozen=True, kw_only=True):
    """A mail for a senior about an escalation: queued until it is sent."""

    escalation: int
    to: Person
    subject: str
    text: str
    at: datetime


def latest(escalations: tuple[Escalation, ...]) -> dict[int, Escalation]:
    """The latest escalation of each ticket, by the ticket's number."""
    return {one.ticket: one for one in sorted(escalations, key=lambda one: one.number)}


def known_of(escalations: Iterable[Escalation]) -> Known:
    """What a filter has to know: whose escalation stands, and for whom a senior is found."""
    standing = [one for one in escalations if one.stands]
    return {
        ESCALATED: frozenset(one.ticket for one in standing),
        WITH_SENIOR: frozenset(one.ticket for one in standing if one.current is not None),
    }
