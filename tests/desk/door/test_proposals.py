"""A visitor thinks their matter graver: the agent is told, and decides."""

import pytest

from tests.desk.door.kit import Door
from tests.kit import MARTA, PAOLO
from vipdesk.domain.commands import SetSeverity, SetStatus
from vipdesk.domain.door_commands import ProposeSeverity
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.people import Person
from vipdesk.domain.reminder import About, Occasion
from vipdesk.domain.reminder_commands import Sweep


def propose(level: int = 2, reason: str = "all wait", who: Person = MARTA) -> ProposeSeverity:
    """A proposal on the first ticket."""
    return ProposeSeverity(101, level, reason, who, "proposal-1")


def test_a_proposal_is_a_word_and_a_reminder_and_changes_nothing(door: Door) -> None:
    door.says("Hello")
    door.as_(MARTA, propose())
    (line,) = door.real.board().lines
    assert (line.severity, line.triaged) == (3, False)
    assert door.texts() == ["Hello", "proposes severity 2: all wait"]
    events = [event for event in door.real.ticket().events if event.what is What.SEVERITY_PROPOSED]
    assert [(one.who, one.detail) for one in events] == [("Marta Rossi", "2: all wait")]
    (told,) = door.real.board().reminders
    assert (told.key.about, told.key.subject, told.key.occasion) == (
        About.TICKET,
        101,
        Occasion.PROPOSED,
    )
    assert told.text == "#101 Hello: Marta Rossi proposes severity 2"
    assert door.as_(MARTA, propose()).duplicate
    door.real.do(Sweep())
    assert told.number in [one.number for one in door.real.board().reminders]
    door.real.do(SetStatus(101, Status.RESOLVED))
    door.real.do(Sweep())
    assert told.number not in [one.number for one in door.real.board().reminders]


@pytest.mark.parametrize(
    ("level", "reason", "why"),
    [
        (9, "all wait", "severity 9 is not in the policy"),
        (2, " ", "say why"),
        (3, "all wait", "severity 3 already"),
    ],
)
def test_proposals_that_say_nothing_are_refused(
    door: Door, level: int, reason: str, why: str
) -> None:
    door.says("Hello")
    with pytest.raises((Refusal, BadInput), match=why):
        door.as_(MARTA, propose(level, reason))


def test_nothing_is_proposed_on_anothers_ticket_or_in_their_name(door: Door) -> None:
    door.says("Hello")
    with pytest.raises(Refusal, match="no such ticket"):
        door.as_(PAOLO, propose(who=PAOLO))
    with pytest.raises(Refusal, match="can't be done here"):
        door.as_(PAOLO, propose(who=MARTA))


@pytest.mark.parametrize("level", [2, 3])
def test_who_sets_the_severity_has_seen_to_the_proposal(door: Door, level: int) -> None:
    door.says("Hello")
    door.as_(MARTA, propose())
    assert len(door.real.board().reminders) == 1
    door.real.do(SetSeverity(101, level, "as the client says"))
    assert door.real.board().reminders == ()
