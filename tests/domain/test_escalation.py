"""What each act makes of an escalation, state by state, and by when a senior has to accept."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from msgspec.structs import replace

from tests.kit import ACME, JANA, Story, at
from vipdesk.domain.circumstances import Circumstances, Escalating
from vipdesk.domain.colleagues import Colleague, Role
from vipdesk.domain.commands import Command, SetStatus
from vipdesk.domain.decide import decide
from vipdesk.domain.duration import parse_duration
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SeniorNote,
    WithdrawEscalation,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy

NOW = at("Mon 2026-11-23 10:00")
PAVEL, EVA = (
    Colleague(number=n, person=Person(name), role=Role.SENIOR)
    for n, name in ((1, "Pavel"), (2, "Eva"))
)
ASK = Escalate(101, "why", to="Pavel")
PAVEL_ACCEPTS, EVA_ACCEPTS = AcceptEscalation(1, by="Pavel"), AcceptEscalation(1, by="Eva")
PAVEL_DECLINES, EVA_DECLINES = (DeclineEscalation(1, "busy", by=n) for n in ("Pavel", "Eva"))
BACK, NOTE = HandBack(1, "done", by="Pavel"), SeniorNote(1, "look", by="Pavel")
WITHDRAW, UNDO = WithdrawEscalation(1), WithdrawEscalation(1, unaccepted=True)

NONE: Sequence[Command] = ()
ASKED = (ASK,)
ACCEPTED = (ASK, PAVEL_ACCEPTS)
UNTAKEN = (ASK, PAVEL_DECLINES, EVA_DECLINES)
OVER = (ASK, PAVEL_ACCEPTS, BACK)
CALLED_OFF = (ASK, WITHDRAW)


def played(
    policy: Policy, commands: Sequence[Command], now: datetime = NOW
) -> tuple[Escalation | None, Story]:
    """A ticket's escalation after these acts, each decided on the state as it is then."""
    story, escalation = Story(policy).at("Mon 2026-11-23 09:30"), None
    story.mail()
    for command in commands:
        stands = escalation is not None and escalation.stands
        fresh = isinstance(command, Escalate) and not stands
        known = (escalation,) if escalation is not None else ()
        here = Circumstances(
            now=now,
            who=JANA.name,
            policy=policy,
            client=ACME,
            agent=JANA,
            secret=b"key",
            next_ticket=102,
            next_message=9,
            ticket=story.tickets[101],
            escalating=Escalating(
                escalation=None if fresh else escalation,
                escalations=known,
                people=(PAVEL, EVA),
                next_escalation=len(known) + 1,
            ),
        )
        change = decide(command, here)
        story.tickets.update({ticket.number: ticket for ticket in change.tickets})
        escalation = next(iter(change.escalations), escalation)
    return escalation, story


@pytest.mark.parametrize(
    ("before", "command", "status", "with_whom"),
    [
        (NONE, ASK, "not accepted yet", "Pavel"),
        (NONE, Escalate(101, "why"), "not accepted yet", "Eva"),
        (ASKED, PAVEL_ACCEPTS, "accepted", "Pavel"),
        (ASKED, EVA_ACCEPTS, "accepted", "Eva"),
        (ASKED, PAVEL_DECLINES, "not accepted yet", "Eva"),
        (ASKED, NOTE, "not accepted yet", "Pavel"),
        (ASKED, WITHDRAW, "withdrawn", "Pavel"),
        (ASKED, UNDO, "withdrawn", "Pavel"),
        (ASKED, SetStatus(101, Status.RESOLVED), "withdrawn", "Pavel"),
        (ACCEPTED, BACK, "handed back", "Pavel"),
        (ACCEPTED, NOTE, "accepted", "Pavel"),
        (ACCEPTED, WITHDRAW, "withdrawn", "Pavel"),
        (ACCEPTED, SetStatus(101, Status.RESOLVED), "withdrawn", "Pavel"),
        (UNTAKEN, PAVEL_ACCEPTS, "accepted", "Pavel"),
        (UNTAKEN, ASK, "not accepted yet", "Pavel"),
        (UNTAKEN, WITHDRAW, "withdrawn", "Eva"),
        (OVER, ASK, "not accepted yet", "Pavel"),
        (CALLED_OFF, ASK, "not accepted yet", "Pavel"),
    ],
)
def test_what_an_act_makes_of_it(
    policy: Policy, before: Sequence[Command], command: Command, status: str, with_whom: str
) -> None:
    after, _ = played(policy, [*before, command])
    assert after is not None
    assert (after.status.value, after.with_whom) == (status, with_whom)
    assert after.stands is (after.ended is None)


@pytest.mark.parametrize(
    ("before", "command", "why"),
    [
        (ASKED, ASK, "is escalated to Pavel already"),
        (ASKED, BACK, "nobody has it, not Pavel"),
        (ASKED, EVA_DECLINES, "Pavel is asked, not Eva"),
        (ASKED, SetStatus(101, Status.WAITING), "is escalated to Pavel, so its clock runs"),
        (ACCEPTED, ASK, "is escalated to Pavel already"),
        (ACCEPTED, EVA_ACCEPTS, "is with Pavel already, since 10:00"),
        (ACCEPTED, PAVEL_ACCEPTS, "is with Pavel already, since 10:00"),
        (ACCEPTED, PAVEL_DECLINES, "nobody is asked, not Pavel"),
        (ACCEPTED, HandBack(1, "done", by="Eva"), "Pavel has it, not Eva"),
        (ACCEPTED, UNDO, "Pavel has accepted it meanwhile"),
        (UNTAKEN, PAVEL_DECLINES, "nobody is asked, not Pavel"),
        (UNTAKEN, SetStatus(101, Status.WAITING), "so its clock runs"),
        (OVER, PAVEL_ACCEPTS, "is over: handed back"),
        (OVER, WITHDRAW, "is over: handed back"),
        (CALLED_OFF, BACK, "is over: withdrawn"),
        (ASKED, AcceptEscalation(1), "Jana Nováková is no senior"),
    ],
)
def test_what_is_refused_and_why(
    policy: Policy, before: Sequence[Command], command: Command, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        played(policy, [*before, command])


@pytest.mark.parametrize(
    ("within", "asked", "by"),
    [
        ("15 minutes", "Mon 2026-11-23 16:55", "Mon 2026-11-23 17:10"),
        ("15 business minutes", "Mon 2026-11-23 16:55", "Tue 2026-11-24 09:10"),
        ("15 business minutes", "Mon 2026-11-23 16:45", "Mon 2026-11-23 17:00"),
        ("15 business minutes", "Sat 2026-11-28 12:00", "Mon 2026-11-30 09:15"),
        ("1 business day", "Fri 2026-11-27 12:00", "Mon 2026-11-30 12:00"),
    ],
)
def test_the_policy_says_by_when_it_is_to_be_accepted(
    policy: Policy, within: str, asked: str, by: str
) -> None:
    policy = replace(policy, accept_within=parse_duration(within))
    after, _ = played(policy, ASKED, at(asked))
    assert after is not None
    assert after.asked[0].accept_by == at(by)


def test_it_moves_no_clock_and_answers_nothing(policy: Policy) -> None:
    _, before = played(policy, NONE)
    _, after = played(policy, OVER)
    assert after.due() == before.due() == at("Mon 2026-11-23 11:30")
    assert after.outcomes() == []
