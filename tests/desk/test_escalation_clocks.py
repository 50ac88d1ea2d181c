"""Escalations by machines whose clocks are apart: no act goes back, and none makes another late."""

from datetime import timedelta

import pytest

from tests.desk.conftest import PAVEL, RealDesk
from tests.kit import at
from vipdesk.domain.audit import Wanted
from vipdesk.domain.commands import Command, Reply
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    WithdrawEscalation,
)
from vipdesk.domain.facts import Answered


@pytest.mark.parametrize(
    "command",
    [AcceptEscalation(1, by=PAVEL), DeclineEscalation(1, "no", by=PAVEL), WithdrawEscalation(1)],
)
def test_a_clock_that_is_behind_takes_no_act_back_in_time(
    manned: RealDesk, command: Command
) -> None:
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    asked = manned.now
    manned.at("Mon 2026-11-23 09:10").do(command)
    (one,) = manned.reader.escalations()
    assert one.asked[0].answered == asked
    assert one.ended in (None, asked)
    assert all(each.at >= asked for each in one.asked)
    assert [event.at for event in manned.ticket().events][-1] == asked
    assert manned.reader.audit(Wanted(most=1))[0].at == manned.now


def test_a_seniors_clock_that_is_ahead_makes_no_answer_late(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    asked = manned.now
    manned.now += timedelta(hours=6)
    manned.do(AcceptEscalation(1, by=PAVEL))
    manned.now = asked + timedelta(minutes=1)
    manned.do(Reply(101, "We are on it."))
    answered = [each for each in manned.ticket().ticket.facts if isinstance(each, Answered)]
    assert [each.at for each in answered] == [manned.now]


def test_a_clock_that_is_behind_is_told_by_how_much(manned: RealDesk) -> None:
    manned.at("Mon 2026-11-23 09:55").do(Escalate(101, "the proxy", to=PAVEL))
    board = manned.board()
    assert board.behind(at("Mon 2026-11-23 09:55")) is None
    assert board.behind(at("Mon 2026-11-23 09:50:01")) is None
    assert board.behind(at("Mon 2026-11-23 09:50")) == timedelta(minutes=5)
