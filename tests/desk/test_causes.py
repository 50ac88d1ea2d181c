"""The cause of a breach: asked for as it happens, given in a line, corrected, taken back."""

import pytest

from tests.desk.conftest import RealDesk
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import Reply, SetStatus
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.reminder import About, Reminder
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.target import TargetKind

INITIAL, FOLLOW_UP = TargetKind.INITIAL, TargetKind.FOLLOW_UP


@pytest.fixture
def late(real: RealDesk) -> RealDesk:
    """A ticket that is late since half past eleven, and was told to be."""
    real.mail(subject="Login page returns 502")
    real.at("Mon 2026-11-23 11:45").do(Sweep())
    return real


def asked(real: RealDesk) -> list[Reminder]:
    """What still asks for a cause."""
    return [one for one in real.board().reminders if one.key.about is About.BREACH]


def causes(real: RealDesk) -> list[str]:
    """What stands as causes on the ticket."""
    return [one.text for one in real.ticket().causes]


def test_a_breach_asks_for_its_cause_until_one_is_given(late: RealDesk) -> None:
    assert [one.text for one in asked(late)] == [
        "#101 Login page returns 502: say why it was missed"
    ]
    late.at("Mon 2026-11-23 12:00").do(Reply(101, "We are on it."))
    late.do(Sweep())
    assert len(asked(late)) == 1, "an answer is no cause"
    late.do(GiveCause(101, INITIAL, "  the phones\nwere down "))
    assert asked(late) == []
    assert causes(late) == ["the phones ↵ were down"]
    assert late.do(Sweep()).change.reminders == ()


def test_a_cause_that_is_given_first_is_not_asked_for(real: RealDesk) -> None:
    real.mail()
    real.at("Mon 2026-11-23 11:45").do(GiveCause(101, INITIAL, "power cut"))
    assert real.board().explained == {101}
    real.do(Sweep())
    assert asked(real) == []


def test_it_is_kept_when_the_target_is_judged_and_asked_anew_for_the_next(late: RealDesk) -> None:
    late.do(GiveCause(101, INITIAL, "power cut"))
    late.at("Mon 2026-11-23 12:00").do(Reply(101, "We are on it."))
    (verdict,) = late.ticket().ticket.verdicts.values()
    assert late.ticket().cause_of(verdict) == "power cut"
    assert late.board().explained == frozenset()
    late.at("Fri 2026-11-27 09:00").do(Sweep())
    assert len(asked(late)) == 1
    late.do(GiveCause(101, FOLLOW_UP, "vendor was silent"))
    assert sorted(causes(late)) == ["power cut", "vendor was silent"]
    assert late.board().explained == {101}


def test_it_can_be_corrected_and_each_step_taken_back(late: RealDesk) -> None:
    first = late.do(GiveCause(101, INITIAL, "power cut"))
    second = late.at("Mon 2026-11-23 11:50").do(GiveCause(101, INITIAL, "no power until 11:40"))
    assert causes(late) == ["no power until 11:40"]
    (back,) = second.change.back
    late.do(back)
    assert causes(late) == ["power cut"]
    with pytest.raises(Refusal, match="another cause has been given since"):
        late.do(back)
    (back,) = first.change.back
    late.do(back)
    assert causes(late) == []
    assert len(asked(late)) == 1, "it is asked for again"
    said = [(event.what.value, event.detail) for event in late.ticket().events][-2:]
    assert said == [
        ("undone", "cause given: no power until 11:40"),
        ("undone", "cause given: power cut"),
    ]


def test_only_what_was_missed_has_a_cause(real: RealDesk) -> None:
    real.mail()
    with pytest.raises(Refusal, match="#101: no initial response was missed"):
        real.do(GiveCause(101, INITIAL, "power cut"))
    real.at("Mon 2026-11-23 11:45")
    with pytest.raises(Refusal, match="no follow-up response was missed"):
        real.do(GiveCause(101, FOLLOW_UP, "power cut"))
    with pytest.raises(BadInput, match="a cause is a line of words"):
        real.do(GiveCause(101, INITIAL, " \n "))
    real.do(GiveCause(101, INITIAL, "power cut"))
    with pytest.raises(Refusal, match="that is its cause already"):
        real.do(GiveCause(101, INITIAL, "power cut"))


def test_a_follow_up_that_is_late_while_we_wait_has_one_too(real: RealDesk) -> None:
    real.mail()
    real.do(Reply(101, "We are on it."))
    real.at("Thu 2026-11-26 09:00").do(SetStatus(101, Status.WAITING))
    real.do(GiveCause(101, FOLLOW_UP, "vendor was silent"))
    assert causes(real) == ["vendor was silent"]
