"""Not accepted in time: the agent is told once and the next senior is asked, never while closed."""

import pytest

from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.desk.test_escalations import as_senior, escalated, events, mails
from tests.desk.test_reminders import occasions, standing, swept
from tests.kit import at
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import OpenTicket, SetStatus
from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import About, Occasion, Reminder
from vipdesk.domain.reminder_commands import PutOff, SeeTo, Sweep


@pytest.fixture
def asked(real: RealDesk) -> RealDesk:
    """Two seniors; #101 is escalated to Pavel on Monday at half past nine."""
    for name, skill in ((PAVEL, "proxy"), (EVA, "search")):
        real.do(SetColleague(name, Role.SENIOR, skills=(skill,)))
    real.mail()
    real.do(Escalate(101, "the proxy"))
    return real


def told(real: RealDesk) -> list[Reminder]:
    """What stands of escalations."""
    return [one for one in standing(real) if one.key.about is About.ESCALATION]


def unmet(real: RealDesk) -> list[Reminder]:
    """What of it still wants a senior."""
    return [one for one in told(real) if one.key.occasion is not Occasion.ACCEPTED]


def test_the_next_is_asked_in_time_and_the_agent_is_told_once(asked: RealDesk) -> None:
    assert occasions(asked, "Mon 2026-11-23 09:44") == []
    assert occasions(asked, "Mon 2026-11-23 09:45") == ["escalation not accepted"]
    (reminder,) = told(asked)
    assert reminder.text == (
        f"#101 New mail is not fetched: escalation not accepted by {PAVEL}; {EVA} is asked"
    )
    assert reminder.key.subject == 101
    found = escalated(asked)
    assert (found.with_whom, found.asked[0].answer.value) == (EVA, "no answer")
    assert [mail.to.name for mail in mails(asked)] == [PAVEL, EVA]
    assert occasions(asked, "Mon 2026-11-23 09:46") == []


def test_where_nobody_is_left_it_says_so(asked: RealDesk) -> None:
    swept(asked, "Mon 2026-11-23 09:45")
    assert occasions(asked, "Mon 2026-11-23 10:00") == ["escalation not accepted"]
    (reminder,) = told(asked)
    assert reminder.text.endswith(f"not accepted by {EVA}; nobody is left to ask")
    assert escalated(asked).status is EscalationStatus.UNTAKEN
    assert events(asked)[-1] == "no senior left to ask: the agent decides"
    assert "escalation not accepted" not in occasions(asked, "Mon 2026-11-23 10:20")
    as_senior(asked, PAVEL, AcceptEscalation(1))
    swept(asked, "Mon 2026-11-23 10:21")
    assert unmet(asked) == []


def test_a_machine_that_slept_asks_one_after_the_other(asked: RealDesk) -> None:
    assert occasions(asked, "Mon 2026-11-23 12:00").count("escalation not accepted") == 1
    found = escalated(asked)
    assert found.current is not None
    assert (found.with_whom, found.current.accept_by) == (EVA, at("Mon 2026-11-23 12:15"))


def test_the_next_look_is_due_when_the_time_is_up(asked: RealDesk) -> None:
    assert asked.do(Sweep()).change.next_sweep == at("Mon 2026-11-23 09:45")


def test_nothing_is_told_or_asked_while_the_desk_is_closed(asked: RealDesk) -> None:
    asked.at("Mon 2026-11-23 16:50").mail(subject="Another")
    asked.do(AcceptEscalation(1, by=PAVEL))
    asked.do(Escalate(102, "the proxy"))
    swept(asked, "Mon 2026-11-23 16:59")
    change = asked.at("Mon 2026-11-23 20:00").do(Sweep()).change
    assert (change.reminders, change.escalations) == ((), ())
    assert change.next_sweep == at("Tue 2026-11-24 09:00")
    assert "escalation not accepted" in occasions(asked, "Tue 2026-11-24 09:00")
    assert escalated(asked, 102).asked[0].answer.value == "no answer"


@pytest.mark.parametrize("severity", [1, 2])
def test_severe_ones_are_told_at_night_and_others_than_those_in_are_asked(
    asked: RealDesk, severity: int
) -> None:
    asked.at("Mon 2026-11-23 22:00").do(OpenTicket("Down", severity, Channel.CHAT))
    asked.do(AcceptEscalation(1, by=PAVEL))
    asked.do(Escalate(102, "the proxy"))
    assert escalated(asked, 102).with_whom == PAVEL
    assert occasions(asked, "Mon 2026-11-23 22:15") == ["escalation not accepted"]
    assert escalated(asked, 102).with_whom == EVA


def test_who_is_not_in_is_not_asked_for_lesser_ones(asked: RealDesk) -> None:
    asked.do(SetColleague(EVA, hours="Mon-Fri 14:00-17:00"))
    swept(asked, "Mon 2026-11-23 09:45")
    assert escalated(asked).status is EscalationStatus.UNTAKEN


@pytest.mark.parametrize("how", ["accepted", "withdrawn", "resolved"])
def test_what_is_settled_in_time_is_never_told(asked: RealDesk, how: str) -> None:
    match how:
        case "accepted":
            as_senior(asked, PAVEL, AcceptEscalation(1))
        case "withdrawn":
            asked.do(WithdrawEscalation(1))
        case _:
            asked.do(SetStatus(101, Status.RESOLVED))
    assert "escalation not accepted" not in occasions(asked, "Mon 2026-11-23 10:00")
    assert unmet(asked) == []


@pytest.mark.parametrize("how", ["accepted", "withdrawn", "resolved"])
def test_what_was_told_and_is_settled_then_needs_nobody(asked: RealDesk, how: str) -> None:
    swept(asked, "Mon 2026-11-23 09:45")
    assert len(told(asked)) == 1
    match how:
        case "accepted":
            as_senior(asked, EVA, AcceptEscalation(1))
        case "withdrawn":
            asked.do(WithdrawEscalation(1))
        case _:
            asked.do(SetStatus(101, Status.RESOLVED))
    swept(asked, "Mon 2026-11-23 09:46")
    assert unmet(asked) == []


def test_what_seniors_answer_and_hand_back_is_told(asked: RealDesk) -> None:
    as_senior(asked, PAVEL, DeclineEscalation(1, "on a call"))
    assert occasions(asked, "Mon 2026-11-23 09:31") == ["escalation declined"]
    (reminder,) = told(asked)
    assert reminder.text.endswith(f"declined by {PAVEL}: on a call; {EVA} is asked")
    as_senior(asked, EVA, AcceptEscalation(1))
    assert occasions(asked, "Mon 2026-11-23 09:31") == ["escalation accepted"]
    (reminder,) = told(asked)
    assert reminder.text == f"#101 New mail is not fetched: accepted by {EVA}"
    assert occasions(asked, "Mon 2026-11-23 09:32") == []
    as_senior(asked, EVA, HandBack(1, "mended"))
    assert occasions(asked, "Mon 2026-11-23 09:32") == ["escalation handed back"]
    (reminder,) = told(asked)
    assert reminder.text.endswith(f"handed back by {EVA}")
    asked.do(SeeTo(reminder.number))
    assert occasions(asked, "Mon 2026-11-23 09:33") == []


def test_what_the_agent_noted_down_is_not_told_to_them(asked: RealDesk) -> None:
    asked.do(DeclineEscalation(1, "on a call", by=PAVEL))
    asked.do(AcceptEscalation(1, by=EVA))
    asked.do(HandBack(1, "mended", by=EVA))
    assert occasions(asked, "Mon 2026-11-23 09:31") == []


def test_what_was_accepted_is_no_news_once_it_is_taken_back(asked: RealDesk) -> None:
    as_senior(asked, PAVEL, AcceptEscalation(1))
    swept(asked, "Mon 2026-11-23 09:31")
    assert len(told(asked)) == 1
    asked.do(WithdrawEscalation(1))
    swept(asked, "Mon 2026-11-23 09:32")
    assert told(asked) == []


def test_it_is_put_off(asked: RealDesk) -> None:
    swept(asked, "Mon 2026-11-23 09:45")
    (reminder,) = told(asked)
    asked.do(PutOff(reminder.number, at("Mon 2026-11-23 09:55")))
    assert occasions(asked, "Mon 2026-11-23 09:54") == []
    assert occasions(asked, "Mon 2026-11-23 09:55") == ["escalation not accepted"]
