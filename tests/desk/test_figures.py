"""The figures of a month: from verdicts as they are kept, and from what is open and late."""

from datetime import timedelta

import pytest

from tests.desk.conftest import RealDesk
from tests.kit import BRATISLAVA, MARTA, hours
from vipdesk.domain.attainment import Attainment
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import OpenTicket, Reply, SetSeverity, SetStatus
from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.figures import Figures
from vipdesk.domain.month import Month, month_of, parse_month
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import Merge
from vipdesk.domain.target import TargetKind
from vipdesk.domain.verdict import Outcome

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
INITIAL, FOLLOW_UP = TargetKind.INITIAL, TargetKind.FOLLOW_UP


def of(real: RealDesk, month: Month = NOVEMBER) -> Figures:
    """The figures as they stand."""
    return real.reader.figures(month, real.now)


def counts(real: RealDesk, month: Month = NOVEMBER) -> dict[tuple[int, str], tuple[int, int]]:
    """Met of judged, by severity and target."""
    found = of(real, month).attainment
    return {(one.severity, one.kind.value): (one.met, one.judged) for one in found}


def test_what_was_kept_and_missed_is_counted_with_the_median_and_the_worst(real: RealDesk) -> None:
    for number, (answered, cause) in enumerate(
        [("10:00", ""), ("10:30", ""), ("12:00", "power cut")], start=101
    ):
        real.at("Mon 2026-11-23 09:30").mail(subject=f"Matter {number}")
        real.at(f"Mon 2026-11-23 {answered}").do(Reply(number, "Yes.", Status.WAITING))
        if cause:
            real.do(GiveCause(number, INITIAL, cause))
    (attained,) = of(real).attainment
    assert attained == Attainment(
        severity=3,
        kind=INITIAL,
        business=True,
        met=2,
        judged=3,
        median=hours(1),
        worst=hours(2.5),
    )
    (missed,) = of(real).breaches
    assert (missed.ticket, missed.late, missed.cause) == (103, hours(0.5), "power cut")
    assert not missed.is_open


def test_of_an_even_number_the_median_is_one_that_was_taken(real: RealDesk) -> None:
    for number, answered in ((101, "10:00"), (102, "11:00")):
        real.at("Mon 2026-11-23 09:30").mail()
        real.at(f"Mon 2026-11-23 {answered}").do(Reply(number, "Yes."))
    (attained,) = of(real).attainment
    assert (attained.median, attained.worst) == (hours(0.5), hours(1.5))


def test_what_is_open_and_late_counts_as_missed_with_the_time_until_now(real: RealDesk) -> None:
    real.mail()
    assert counts(real.at("Mon 2026-11-23 11:30")) == {}, "used up is not late"
    assert counts(real.at("Mon 2026-11-23 12:30")) == {(3, "initial"): (0, 1)}
    (missed,) = of(real).breaches
    assert (missed.is_open, missed.used, missed.late) == (True, hours(3), hours(1))


def test_what_runs_was_stopped_merged_or_undone_does_not_count(real: RealDesk) -> None:
    real.mail()
    real.mail()
    real.mail()
    real.do(SetStatus(103, Status.RESOLVED))
    answered = real.at("Mon 2026-11-23 12:00").do(Reply(101, "Yes.", Status.WAITING))
    assert counts(real) == {(3, "initial"): (0, 2)}
    (back,) = answered.change.back
    real.do(back)
    assert counts(real) == {(3, "initial"): (0, 2)}, "open and late again"
    real.do(Merge(101, 102))
    assert counts(real) == {(3, "initial"): (0, 1)}
    real.do(Reply(102, "Yes."))
    assert counts(real) == {(3, "initial"): (0, 1)}


def test_a_late_follow_up_counts_while_we_wait_for_the_client(real: RealDesk) -> None:
    real.mail()
    real.do(Reply(101, "We are on it."))
    real.at("Thu 2026-11-26 09:00").do(SetStatus(101, Status.WAITING))
    assert counts(real)[3, "follow-up"] == (0, 1)
    (missed,) = of(real).breaches
    assert missed.late == of(real.at("Fri 2026-11-27 12:00")).breaches[0].late, "it stands still"


@pytest.mark.parametrize("answered", ["Mon 2026-11-30 16:50", "Tue 2026-12-01 10:00"])
def test_a_target_is_of_the_month_in_which_it_fell_due(real: RealDesk, answered: str) -> None:
    real.at("Mon 2026-11-30 16:30").mail()
    real.at(answered).do(Reply(101, "Yes.", Status.WAITING))
    assert counts(real, NOVEMBER) == {}
    assert counts(real, DECEMBER) == {(3, "initial"): (1, 1)}


def test_a_month_that_is_over_stays_as_it_was(real: RealDesk) -> None:
    real.at("Mon 2026-11-30 14:00").mail()
    real.at("Tue 2026-12-01 09:00")
    before = counts(real, NOVEMBER)
    assert before == {(3, "initial"): (0, 1)}
    real.at("Wed 2026-12-02 09:00").do(Reply(101, "Yes.", Status.WAITING))
    assert counts(real, NOVEMBER) == before
    assert counts(real, DECEMBER) == {}


def test_late_by_a_change_of_severity_is_of_the_month_of_the_change(real: RealDesk) -> None:
    real.at("Mon 2026-11-30 10:00").do(OpenTicket("Printer", 5, Channel.CHAT, MARTA.address))
    real.at("Tue 2026-12-01 09:10").do(SetSeverity(101, 1, "down"))
    assert counts(real, NOVEMBER) == {}
    (missed,) = of(real, DECEMBER).breaches
    assert missed.outcome is Outcome.LATE_AT_REGRADING
    real.do(Reply(101, "Yes.", Status.WAITING))
    assert counts(real, NOVEMBER) == {}
    assert counts(real, DECEMBER) == {(1, "initial"): (0, 1)}


def test_a_breach_that_was_lowered_since_says_nothing_of_how_late_it_was(real: RealDesk) -> None:
    real.do(OpenTicket("Printer", 1, Channel.CHAT, MARTA.address))
    real.at("Mon 2026-11-23 11:00").do(SetSeverity(101, 4, "one printer"))
    (missed,) = of(real).breaches
    assert missed.late is None
    real.do(Reply(101, "Yes."))
    (missed,) = of(real).breaches
    assert (missed.late, missed.due) == (None, real.now - hours(0.5))


def test_weeks_and_hours_hold_what_came_and_what_fell_due(real: RealDesk) -> None:
    real.at("Mon 2026-11-16 09:30").mail()
    real.do(Reply(101, "Yes.", Status.WAITING))
    real.at("Wed 2026-11-25 14:30").mail()
    real.at("Thu 2026-11-26 12:00")
    load = of(real).load
    weeks = [(len(week.came), week.met, len(week.judged)) for week in load.weeks]
    assert weeks[-2:] == [(1, 1, 1), (1, 0, 1)]
    assert {hour: len(one.came) for hour, one in enumerate(load.hours) if one.came} == {9: 1, 14: 1}
    due = {hour: len(one.judged) for hour, one in enumerate(load.hours) if one.judged}
    assert due == {11: 1, 16: 1}


def test_a_month_is_one_of_desk_time() -> None:
    span = NOVEMBER.span(BRATISLAVA)
    assert span.start.isoformat() == "2026-10-31T23:00:00+00:00"
    assert month_of(span.start, BRATISLAVA) == NOVEMBER
    assert month_of(span.start - timedelta(microseconds=1), BRATISLAVA) == Month(2026, 10)
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).on(-1) == Month(2025, 12)
    assert parse_month(" 2026-11 ") == NOVEMBER
    for wrong in ("2026-13", "2026-1", "", "november", "2026-11-01", "0000-01"):
        with pytest.raises(BadInput, match="is no month: write it as 2026-11"):
            parse_month(wrong)
