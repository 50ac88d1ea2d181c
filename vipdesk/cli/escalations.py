"""`vipdesk escalations`: what is with the senior agents, who was asked, and what they said."""

import argparse
from collections.abc import Sequence
from datetime import datetime, timedelta

from vipdesk.cli.identity import actor_of
from vipdesk.cli.output import Json, instant, print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.escalation import Asked, Escalation, EscalationStatus
from vipdesk.domain.policy import Policy
from vipdesk.domain.roles import sees
from vipdesk.domain.text import clean_line
from vipdesk.widgets.countdown import moment, two_units

LONGEST_REASON = 80
HEADINGS = ("id", "ticket", "with", "since", "status", "accepted", "back", "reason")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="those that are over too")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    actor = actor_of(settings)
    with reading(settings) as reader:
        found, policy, desk = reader.escalations(), reader.policy(), reader.holder()
    wanted = [one for one in found if (arguments.all or one.stands) and sees(actor, [one])]
    if arguments.json:
        print_json([escalation_json(one, policy) | {"desk": desk} for one in wanted])
    else:
        print_escalations(wanted, policy, settings)
    return 0


def print_escalations(found: Sequence[Escalation], policy: Policy, settings: Settings) -> None:
    """Escalations for people."""
    now = settings.clock()()
    print_table(HEADINGS, (_cells(one, policy, now) for one in found))


def escalation_json(one: Escalation, policy: Policy) -> Json:
    """An escalation; names of keys are a contract (spec: command line)."""
    zone, current = policy.hours.zone, one.current if one.stands else None
    return {
        "id": one.number,
        "ticket": one.ticket,
        "status": one.status.value,
        "with": current.name if current else None,
        "at": instant(one.at, zone),
        "who": one.who,
        "reason": one.reason,
        "tried": one.tried or None,
        "asked": [_asked(asked, policy) for asked in one.asked],
        "result": one.result or None,
        "ended": instant(one.ended, zone),
        "ended_by": one.ended_by or None,
        "to_accept_seconds": _seconds(one.to_accept),
        "to_hand_back_seconds": _seconds(one.to_hand_back),
    }


def _asked(asked: Asked, policy: Policy) -> Json:
    zone = policy.hours.zone
    return {
        "name": asked.name,
        "at": instant(asked.at, zone),
        "accept_by": instant(asked.accept_by, zone),
        "answer": asked.answer.value,
        "answered": instant(asked.answered, zone),
        "why": asked.why or None,
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def _in(length: timedelta | None) -> str:
    return "" if length is None else f"in {two_units(length, seconds=False)}"


def _cells(one: Escalation, policy: Policy, now: datetime) -> Sequence[object]:
    zone, current = policy.hours.zone, one.current
    waits = one.status is EscalationStatus.ASKED and current is not None
    return (
        one.number,
        f"#{one.ticket}",
        one.with_whom,
        moment(one.since, now, zone),
        one.status.value,
        f"by {moment(current.accept_by, now, zone)}" if waits and current else _in(one.to_accept),
        _in(one.to_hand_back),
        clean_line(one.reason, LONGEST_REASON),
    )
