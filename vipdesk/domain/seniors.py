"""Which senior agent to ask first: who is in, knows about it, and has least to do.

Who has declined the same escalation comes last.

A skill is in common where all of its words stand in what was said of the matter, as whole words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.colleagues import Colleague, Role, in_office, next_in
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.policy import Policy

_WORD = re.compile(r"\w+")


class Candidate(Struct, frozen=True, kw_only=True):
    """A senior who may be asked; `load` are the escalations they have, or are asked for.

    `declined` is when they declined the same escalation.
    """

    colleague: Colleague
    in_office: bool
    next_in: datetime
    away: bool
    common: tuple[str, ...]
    load: int
    declined: datetime | None = None


def candidates(
    people: Iterable[Colleague],
    escalations: Iterable[Escalation],
    said: str,
    policy: Policy,
    now: datetime,
    latest: Escalation | None = None,
) -> tuple[Candidate, ...]:
    """The seniors, best first, for a matter of which `said` is known, at `now` (aware).

    `latest` is its escalation so far.
    """
    load = Counter(
        one.current.senior for one in escalations if one.stands and one.current is not None
    )
    words, declined = _words(said), latest.declines if latest is not None else {}
    found = [
        replace(
            _candidate(one, load[one.number], words, policy, now),
            declined=declined.get(one.number),
        )
        for one in people
        if one.active and one.role is Role.SENIOR
    ]
    return tuple(sorted(found, key=_place))


def _candidate(
    one: Colleague, load: int, words: frozenset[str], policy: Policy, now: datetime
) -> Candidate:
    hours = policy.hours
    return Candidate(
        colleague=one,
        in_office=in_office(one, hours, now),
        next_in=next_in(one, hours, now),
        away=one.is_away(hours.local(now).date()),
        common=tuple(skill for skill in one.skills if _words(skill) <= words),
        load=load,
    )


def _place(one: Candidate) -> tuple[bool, bool, bool, int, int, datetime, str]:
    name, said_no = one.colleague.name.casefold(), one.declined is not None
    return said_no, not one.in_office, one.away, -len(one.common), one.load, one.next_in, name


def _words(said: str) -> frozenset[str]:
    return frozenset(_WORD.findall(said.casefold()))
