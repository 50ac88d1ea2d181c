"""Another policy: what it would do to the open tickets, told before it is put in force."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from vipdesk.domain.course import follow
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import tightest
from vipdesk.domain.target import Band
from vipdesk.domain.ticket import Ticket


class PutPolicy(Struct, frozen=True):
    """Put a policy in force: what is judged stays, what is open is reckoned anew."""

    policy: Policy


class Moved(Struct, frozen=True):
    """A ticket that would be due at another moment; None where nothing is due."""

    number: int
    subject: str
    before: datetime | None
    after: datetime | None
    overdue: bool


class PolicyPreview(Struct, frozen=True):
    """Of so many `open` tickets these would move, what is due first coming first.

    `overdue` are those whose target would be missed at once, and is not now.
    """

    open: int
    moved: tuple[Moved, ...]

    @property
    def overdue(self) -> tuple[Moved, ...]:
        """Those that would be overdue by it."""
        return tuple(each for each in self.moved if each.overdue)

    @property
    def earliest(self) -> Moved | None:
        """What would be due first of what moves; None where nothing would be due."""
        return next((each for each in self.moved if each.after is not None), None)


def preview_policy(
    tickets: Iterable[Ticket], before: Policy, after: Policy, now: datetime
) -> PolicyPreview:
    """What `after`, put in force at `now` (aware), would make of open tickets.

    Raises Refusal where a ticket has a severity that it does not know.
    """
    there = tuple(tickets)
    check_severities(there, after)
    moved = [
        Moved(ticket.number, ticket.subject, _at(old), _at(new), _over(new) and not _over(old))
        for ticket in there
        for old, new in [(_stands(ticket, before, now), _stands(ticket, after, now))]
        if _at(old) != _at(new)
    ]
    return PolicyPreview(len(there), tuple(sorted(moved, key=_first_due)))


def check_severities(tickets: Iterable[Ticket], policy: Policy) -> None:
    """Raise Refusal where an open ticket has a severity that the policy does not know."""
    for ticket in tickets:
        course = follow(ticket, policy)
        if course.severity not in policy.severities and course.status is not Status.RESOLVED:
            level = course.severity
            raise Refusal(
                _(
                    "#{ticket} is of severity {level}, which this policy does not have:"
                    " keep [severity.{level}], or give the ticket another severity first"
                ).format(ticket=ticket.number, level=level)
            )


Stands = tuple[datetime, bool] | None
"""When the running target is due, and whether it is missed."""


def _stands(ticket: Ticket, policy: Policy, now: datetime) -> Stands:
    running = tightest(follow(ticket, policy))[1]
    return (running.due, running.band(policy, now) is Band.BREACHED) if running else None


def _at(stands: Stands) -> datetime | None:
    return stands[0] if stands else None


def _over(stands: Stands) -> bool:
    return bool(stands and stands[1])


def _first_due(moved: Moved) -> tuple[bool, float, int]:
    due = moved.after
    return due is None, due.timestamp() if due else 0, moved.number


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """What reads differently, in the order of the policy: `severity 1: 1 hour → 30 minutes`."""
    names = dict.fromkeys([*before, *after])
    nothing = _("nothing")
    told = ((name, before.get(name, nothing), after.get(name, nothing)) for name in names)
    return tuple(f"{name}: {was} → {now}" for name, was, now in told if was != now)
