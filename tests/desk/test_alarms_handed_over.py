"""What waits to be told goes with the desk: to who has it as it leaves, once each."""

from datetime import datetime

from tests.desk.alarm_kit import kept, standing, sweep
from tests.desk.conftest import EVA, PAVEL, PETRA, RealDesk
from tests.desk.leaving import handed_over, made
from tests.desk.test_alarms import ASKED, IN_VAIN, WAITS, opened
from tests.kit import JANA
from vipdesk.domain.alarm import AlarmAgain
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import (
    DeclineEscalation,
    Escalate,
    SetColleague,
)
from vipdesk.domain.handover_commands import SignSheet


def test_the_desks_alarms_go_with_the_desk_and_back_each_kept_once(leaving: RealDesk) -> None:
    """Also by day, when no new ones are made."""
    sweep(opened(leaving, "Mon 2026-11-23 08:59"))
    handed_over(leaving.at("Mon 2026-11-23 09:35"))
    assert sweep(leaving) == [(PETRA, WAITS)]
    assert standing(leaving) == ["over", "queued"]
    first, second = kept(leaving)
    assert (second.subject, second.text, second.at) == (first.subject, first.text, first.at)
    leaving.do(AlarmAgain(2))
    made(leaving)
    leaving.do(SignSheet(2, JANA.name))
    assert sweep(leaving) == []
    assert standing(leaving) == ["queued", "failed"]
    leaving.do(AlarmAgain(1, told=True))
    handed_over_again(leaving)
    assert sweep(leaving) == []
    assert standing(leaving) == ["sent", "queued"], "some address had taken it"
    assert (kept(leaving)[1].tries, kept(leaving)[1].next_try) == (0, None)


def test_what_is_a_seniors_stays_theirs_whoever_has_the_desk(leaving: RealDesk) -> None:
    leaving.do(SetColleague(PAVEL, Role.SENIOR))
    leaving.do(Escalate(101, "the proxy"))
    assert sweep(leaving) == [(PAVEL, ASKED)]
    handed_over(leaving)
    assert sweep(leaving) == []
    assert standing(leaving) == ["queued"]


def test_an_escalation_in_vain_is_told_to_who_has_the_desk_when_it_leaves(
    leaving: RealDesk,
) -> None:
    """Not to who noted it down themselves."""
    leaving.do(SetColleague(PAVEL, Role.SENIOR))
    leaving.do(Escalate(101, "the proxy"))
    leaving.do(DeclineEscalation(1, "no time", by=PAVEL))
    leaving.do(SetColleague(EVA, Role.COVER))
    handed_over(leaving)
    assert sweep(leaving) == [(PETRA, IN_VAIN)]
    made(leaving, EVA)
    leaving.do(SignSheet(2, EVA))
    assert sweep(leaving) == [(EVA, IN_VAIN)]
    assert standing(leaving) == ["over", "queued"]
    made(leaving)
    leaving.do(SignSheet(3, JANA.name))
    assert sweep(leaving) == []
    assert standing(leaving) == ["over", "over"], "the agent noted it down herself"


def test_what_waited_too_long_for_the_heir_is_not_theirs_again_and_sweeps_go_on(
    real: RealDesk,
) -> None:
    """It goes over twelve hours as a younger one for somebody else is passed to them."""
    begins, ends = datetime(2026, 11, 24), datetime(2026, 11, 24, 10)  # noqa: DTZ001 wall times
    off = Busy(
        number=0,
        title="off",
        begins=begins,
        ends=ends,
        zone="Europe/Bratislava",
        all_day=False,
        away=True,
        cover=EVA,
    )
    real.do(SetColleague(EVA, Role.COVER))
    real.do(AddBusy(off))
    assert sweep(opened(real)) == [(JANA.name, WAITS)]
    assert sweep(real, "Tue 2026-11-24 00:01") == [(EVA, WAITS)]
    assert sweep(real, "Tue 2026-11-24 10:01") == []
    assert standing(real) == ["over", "over"]


def handed_over_again(real: RealDesk) -> None:
    """The cover has the desk once more."""
    made(real)
    real.do(SignSheet(3, PETRA))
