"""Reminders that an act has seen to: an answer, a try, a call moved; none is told twice."""

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.test_callbacks import rang
from tests.desk.test_reminders import occasions, of_tickets, standing, swept
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.callback import Outcome
from vipdesk.domain.commands import (
    Command,
    LogAttempt,
    LogCall,
    Promise,
    Reply,
    SetStatus,
    WithdrawPromise,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.reminder import Occasion
from vipdesk.domain.reminder_commands import PutOff

MONDAY = "Mon 2026-11-23 "


@pytest.mark.parametrize(
    "answer", [Reply(101, "On it."), Reply(101, "Well?", Status.WAITING), LogCall(101, True)]
)
def test_an_answer_has_seen_to_what_was_told_of_its_target(real: RealDesk, answer: Command) -> None:
    real.mail()
    swept(real, MONDAY + "10:30")
    assert len(of_tickets(real)) == 1
    real.do(answer)
    assert swept(real, MONDAY + "10:31") == []
    assert of_tickets(real) == []


def test_what_is_no_answer_leaves_the_reminder_standing(real: RealDesk) -> None:
    real.mail()
    swept(real, MONDAY + "10:30")
    real.do(LogCall(101, reached=False))
    real.do(SetStatus(101, Status.WAITING))
    swept(real, MONDAY + "10:31")
    assert len(of_tickets(real)) == 1, "the first answer is owed all the same"


def test_what_was_put_off_is_told_no_more_once_it_is_answered(real: RealDesk) -> None:
    real.mail()
    swept(real, MONDAY + "10:30")
    (reminder,) = of_tickets(real)
    real.do(PutOff(reminder.number, at(MONDAY + "10:45")))
    real.do(Reply(101, "On it."))
    assert occasions(real, MONDAY + "10:46") == []
    assert of_tickets(real) == []


def test_what_was_put_off_and_told_again_stands_until_it_is_answered(real: RealDesk) -> None:
    real.mail()
    swept(real, MONDAY + "10:30")
    (reminder,) = of_tickets(real)
    real.do(PutOff(reminder.number, at(MONDAY + "10:45")))
    assert occasions(real, MONDAY + "10:46") == ["warn"]
    assert occasions(real, MONDAY + "10:47") == []
    assert [one.key.occasion for one in of_tickets(real)] == [Occasion.WARN]
    real.do(Reply(101, "On it."))
    swept(real, MONDAY + "10:48")
    assert of_tickets(real) == []


def test_a_promise_before_the_target_leaves_what_was_told_of_that(real: RealDesk) -> None:
    real.mail()
    swept(real, MONDAY + "10:30")
    real.do(Promise(101, at(MONDAY + "11:00")))
    swept(real, MONDAY + "10:31")
    real.do(WithdrawPromise(101))
    assert occasions(real, MONDAY + "10:32") == []
    assert [one.key.occasion for one in of_tickets(real)] == [Occasion.WARN]


@pytest.mark.parametrize("paused", [Status.WAITING, Status.RESOLVED])
def test_what_was_told_before_a_pause_is_not_told_again(real: RealDesk, paused: Status) -> None:
    real.mail()
    real.do(Reply(101, "On it."))
    assert occasions(real, "Tue 2026-11-24 09:31") == ["warn"]
    real.do(SetStatus(101, paused))
    assert occasions(real, "Tue 2026-11-24 11:00") == []
    real.do(SetStatus(101, Status.OPEN))
    assert occasions(real, "Tue 2026-11-24 11:01") == []
    real.do(Reply(101, "Still on it."))
    assert occasions(real, "Wed 2026-11-25 11:02") == ["warn"], "the next target is another"


def test_a_callback_that_was_tried_has_been_seen_to(real: RealDesk) -> None:
    rang(real)
    assert occasions(real, MONDAY + "10:00") == ["callback aim"]
    real.do(LogAttempt(1, Outcome.NO_ANSWER))
    assert occasions(real, MONDAY + "11:00") == ["next try"]
    assert len(standing(real)) == 2, "the opening of the day, and the try"
    real.do(LogAttempt(1, Outcome.LEFT_MESSAGE))
    swept(real, MONDAY + "11:01")
    assert len(standing(real)) == 1


@pytest.mark.parametrize("act", [MoveBooking(1, at(MONDAY + "14:00")), CancelBooking(1)])
def test_a_call_that_is_not_then_is_not_reminded_of(real: RealDesk, act: Command) -> None:
    real.do(Book("training", at(MONDAY + "11:00"), MARTA.address))
    assert occasions(real, MONDAY + "10:50") == ["call in 10 minutes"]
    real.do(act)
    swept(real, MONDAY + "10:51")
    assert [one.key.occasion for one in standing(real)] == [Occasion.OPENING]
