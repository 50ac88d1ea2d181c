"""Reminders on a real store: each told once, in its moment, and never while business is closed."""

from datetime import datetime, timedelta

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.test_callbacks import rang
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.callback import Outcome
from vipdesk.domain.commands import (
    LogAttempt,
    OpenTicket,
    Promise,
    ReceiveCall,
    Reply,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import About, Occasion, Reminder
from vipdesk.domain.reminder_commands import PutOff, SeeTo, Sweep

BREACHED = ["breached", "cause of a breach"]
"""A breach is told, and its cause asked for."""


def swept(real: RealDesk, when: str) -> list[str]:
    """What is told at that moment, and only then: looking again tells nothing."""
    told = real.at(when).do(Sweep()).change.reminders
    assert real.do(Sweep()).change.reminders == ()
    return [f"{one.key.occasion.value}: {one.text}" for one in told if one.done is None]


def occasions(real: RealDesk, when: str) -> list[str]:
    """The occasions of what is told at that moment, but for the day's summaries."""
    words = [said.partition(":")[0] for said in swept(real, when)]
    return [word for word in words if word not in ("opening", "closing")]


def standing(real: RealDesk) -> tuple[Reminder, ...]:
    """What was told and not seen to."""
    return real.board().reminders


def test_each_band_is_told_once_when_it_begins(real: RealDesk) -> None:
    real.mail()
    assert occasions(real, "Mon 2026-11-23 09:30") == []
    assert occasions(real, "Mon 2026-11-23 10:29") == []
    assert occasions(real, "Mon 2026-11-23 10:30") == ["warn"]
    assert occasions(real, "Mon 2026-11-23 10:31") == []
    assert occasions(real, "Mon 2026-11-23 11:06") == ["urgent"]
    assert occasions(real, "Mon 2026-11-23 11:30") == []
    assert occasions(real, "Mon 2026-11-23 11:31") == BREACHED


def test_the_next_look_is_due_when_something_comes_due(real: RealDesk) -> None:
    real.mail()
    for now, following in (
        ("Mon 2026-11-23 09:30", "Mon 2026-11-23 10:30"),
        ("Mon 2026-11-23 10:30", "Mon 2026-11-23 11:06"),
    ):
        assert real.at(now).do(Sweep()).change.next_sweep == at(following)
    last = real.at("Mon 2026-11-23 11:06").do(Sweep()).change.next_sweep
    assert last == at("Mon 2026-11-23 11:30") + timedelta(microseconds=1)


def test_a_machine_that_slept_is_told_the_worst_and_nothing_twice(real: RealDesk) -> None:
    real.mail()
    assert occasions(real, "Mon 2026-11-23 15:00") == BREACHED
    assert occasions(real, "Mon 2026-11-23 09:45") == [], "the clock was set back"
    assert occasions(real, "Mon 2026-11-23 15:01") == []


def test_what_is_used_up_at_closing_is_told_after_the_next_opening(real: RealDesk) -> None:
    real.at("Mon 2026-11-23 15:00").mail()
    assert occasions(real, "Mon 2026-11-23 16:59") == ["urgent"]
    change = real.at("Mon 2026-11-23 20:00").do(Sweep()).change
    assert change.reminders == ()
    assert change.next_sweep == at("Tue 2026-11-24 09:00"), "no look in between is needed"
    assert occasions(real, "Tue 2026-11-24 09:01") == BREACHED


def test_severity_1_is_told_at_night_and_a_promise_of_3_is_not(real: RealDesk) -> None:
    real.at("Mon 2026-11-23 22:00")
    real.do(OpenTicket("Down", 1, Channel.CHAT))
    assert occasions(real, "Mon 2026-11-23 22:30") == ["warn"]
    real.do(Reply(101, "We are on it."))
    real.mail()
    real.do(Promise(102, real.now + timedelta(hours=1)))
    assert occasions(real, "Mon 2026-11-23 23:10") == []
    assert "breached" in occasions(real, "Tue 2026-11-24 09:00")


def test_another_severity_is_another_moment(real: RealDesk) -> None:
    real.mail()
    assert occasions(real, "Mon 2026-11-23 10:30") == ["warn"]
    real.do(SetSeverity(101, 1, "down"))
    assert occasions(real, "Mon 2026-11-23 10:31") == BREACHED


def test_a_call_a_callback_and_its_next_try(real: RealDesk) -> None:
    rang(real)
    real.do(Book("training", at("Mon 2026-11-23 11:00"), MARTA.address))
    assert occasions(real, "Mon 2026-11-23 09:59") == []
    assert occasions(real, "Mon 2026-11-23 10:00") == ["callback aim"]
    real.do(LogAttempt(1, Outcome.NO_ANSWER))
    assert occasions(real, "Mon 2026-11-23 10:50") == ["call in 10 minutes"]
    assert occasions(real, "Mon 2026-11-23 11:00") == ["next try"]


def test_the_day_opens_with_what_came_in_and_closes_with_what_runs_on(real: RealDesk) -> None:
    real.at("Sun 2026-11-22 20:00").mail()
    (opening,) = swept(real, "Mon 2026-11-23 09:00")
    assert opening == "opening: the desk is open: #101 came in while it was closed"
    real.do(Reply(101, "Thanks."))
    real.at("Mon 2026-11-23 16:30").mail()
    real.do(OpenTicket("Down", 1, Channel.CHAT))
    told = swept(real, "Mon 2026-11-23 16:45")
    closing = next(one for one in told if one.startswith("closing"))
    assert closing == "closing: the desk closes soon: #103 run overnight"


def test_nothing_is_told_of_the_day_at_the_weekend(real: RealDesk) -> None:
    assert swept(real, "Sat 2026-11-21 12:00") == []
    assert real.do(Sweep()).change.next_sweep == at("Mon 2026-11-23 09:00")


def test_a_later_band_takes_the_place_of_the_one_before(real: RealDesk) -> None:
    real.mail()
    for when in ("10:30", "11:06", "11:31"):
        swept(real, f"Mon 2026-11-23 {when}")
    assert [one.key.occasion.value for one in of_tickets(real)] == ["breached"]


def test_what_is_settled_needs_nobody_any_more(real: RealDesk) -> None:
    real.mail()
    swept(real, "Mon 2026-11-23 10:30")
    assert len(of_tickets(real)) == 1
    real.do(SetStatus(101, Status.RESOLVED))
    assert swept(real, "Mon 2026-11-23 10:31") == []
    assert of_tickets(real) == []


def test_a_callback_whose_aim_is_long_past_waits_for_the_opening(real: RealDesk) -> None:
    real.at("Mon 2026-11-23 20:00")
    real.do(ReceiveCall(missed(at("Fri 2026-11-20 10:00"))))
    assert occasions(real, "Mon 2026-11-23 20:01") == []
    assert occasions(real, "Tue 2026-11-24 09:00") == ["callback aim"]


def of_tickets(real: RealDesk) -> list[Reminder]:
    """What stands about tickets."""
    return [one for one in standing(real) if one.key.about is About.TICKET]


def missed(received: datetime) -> InboundCall:
    """A call that nobody took then."""
    return InboundCall(
        channel=Channel.PHONE,
        external_id="phone:1",
        name="Marta",
        phone="+390255501234",
        shown="+39 02 5550 1234",
        received=received,
    )


def test_seen_to_and_put_off(real: RealDesk) -> None:
    real.mail()
    swept(real, "Mon 2026-11-23 10:30")
    (reminder,) = (one for one in standing(real) if one.key.occasion is Occasion.WARN)
    real.do(PutOff(reminder.number, at("Mon 2026-11-23 10:45")))
    assert reminder.number not in [one.number for one in standing(real)]
    assert occasions(real, "Mon 2026-11-23 10:44") == []
    assert occasions(real, "Mon 2026-11-23 10:45") == ["warn"]
    for one in standing(real):
        real.do(SeeTo(one.number))
    assert standing(real) == ()
    assert occasions(real, "Mon 2026-11-23 10:46") == []


@pytest.mark.parametrize("when", ["Mon 2026-11-23 09:00", "Wed 2027-12-01 09:00"])
def test_it_is_put_off_to_a_moment_to_come(real: RealDesk, when: str) -> None:
    real.mail()
    swept(real, "Mon 2026-11-23 10:30")
    with pytest.raises(BadInput, match="a moment to come"):
        real.do(PutOff(standing(real)[0].number, at(when)))
    with pytest.raises(BadInput, match="no such reminder"):
        real.do(SeeTo(99))


def test_a_time_change_moves_nothing(real: RealDesk) -> None:
    real.at("Sun 2027-03-28 01:30").do(OpenTicket("Down", 2, Channel.CHAT))
    assert occasions(real, "Sun 2027-03-28 03:00") == ["warn"], "half an hour later"
