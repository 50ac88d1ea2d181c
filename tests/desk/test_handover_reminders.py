"""Both sides are reminded of a hand-over that nobody has made, or signed, as its time comes."""

from datetime import date

from tests.desk.conftest import PETRA, RealDesk, days_off
from tests.desk.leaving import (
    handed_over,
    made,
)
from tests.desk.test_reminders import standing, swept
from tests.kit import at
from vipdesk.desk import Desk
from vipdesk.domain.calendar_commands import RemoveBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import SetAway, SetColleague
from vipdesk.domain.handover_commands import (
    MakeSheet,
    SignSheet,
)
from vipdesk.domain.reminder import About, Occasion
from vipdesk.domain.reminder_commands import PutOff


def of_handover(real: RealDesk, when: str) -> list[str]:
    """What is told at that moment of handing the desk over."""
    occasions = ("hand-over not signed", "no hand-over made", "time off soon")
    return [told for told in swept(real, when) if told.startswith(occasions)]


def still(real: RealDesk) -> list[Occasion]:
    """What of it stands."""
    told = standing(real)
    return [one.key.occasion for one in told if one.key.about is About.HANDOVER]


def test_a_time_off_without_a_sheet_is_told_before_and_as_it_begins(leaving: RealDesk) -> None:
    """Four office hours before: on Monday at one, for Tuesday."""
    assert of_handover(leaving, "Mon 2026-11-23 12:59") == []
    assert of_handover(leaving, "Mon 2026-11-23 13:00") == [
        "time off soon: Jana Nováková goes Tue 24 Nov 00:00 CET: no hand-over sheet is made"
    ]
    assert of_handover(leaving, "Mon 2026-11-23 23:59") == []
    assert of_handover(leaving, "Tue 2026-11-24 00:00") == [
        "no hand-over made: Jana Nováková is away: no hand-over sheet is made"
    ]
    assert still(leaving) == [Occasion.NOT_HANDED_OVER], "what was said before is over"
    (away,) = (one for one in standing(leaving) if one.key.about is About.HANDOVER)
    leaving.do(PutOff(away.number, at("Tue 2026-11-24 10:00")))
    assert of_handover(leaving, "Tue 2026-11-24 10:00") == [
        "no hand-over made: Jana Nováková is away: no hand-over sheet is made"
    ]
    handed_over(leaving)
    assert of_handover(leaving, "Tue 2026-11-24 10:01") == []
    assert still(leaving) == []


def test_a_time_off_that_is_over_or_called_off_needs_no_sheet(leaving: RealDesk) -> None:
    of_handover(leaving, "Mon 2026-11-23 13:00")
    leaving.do(RemoveBusy(1))
    assert of_handover(leaving, "Mon 2026-11-23 13:01") == []
    assert still(leaving) == []
    leaving.do(days_off("2026-11-28", "2026-11-30"))
    assert of_handover(leaving, "Sat 2026-11-28 12:00") == [], "the desk is closed all the time"
    leaving.do(days_off("2026-11-27", "2026-12-01"))
    assert len(of_handover(leaving, "Mon 2026-11-30 12:00")) == 1
    assert of_handover(leaving, "Tue 2026-12-01 09:00") == []
    assert still(leaving) == []


def test_a_sheet_for_another_time_off_is_missed_all_the_same(leaving: RealDesk) -> None:
    leaving.do(SetColleague("Otto", Role.COVER))
    made(leaving, "Otto")
    assert of_handover(leaving, "Mon 2026-11-23 13:00") == [
        "time off soon: Jana Nováková goes Tue 24 Nov 00:00 CET: Otto has not signed sheet 1"
    ]
    assert of_handover(leaving, "Tue 2026-11-24 00:00") == [
        "hand-over not signed: Jana Nováková goes: Otto has not signed sheet 1"
    ]


def test_a_cover_who_is_off_is_to_hand_over_too_and_the_desk_goes_back(leaving: RealDesk) -> None:
    handed_over(leaving)
    leaving.do(SetAway(PETRA, date(2026, 11, 25)))
    has = "Petra Nová has the desk"
    assert of_handover(leaving, "Tue 2026-11-24 13:00") == [
        f"time off soon: Petra Nová goes Wed 25 Nov 00:00 CET: no hand-over sheet is made · {has}"
    ]
    assert of_handover(leaving, "Thu 2026-11-26 23:59") == []
    assert of_handover(leaving, "Fri 2026-11-27 00:00") == [
        f"no hand-over made: Jana Nováková is back: no hand-over sheet is made · {has}"
    ]
    made(leaving)
    assert of_handover(leaving, "Fri 2026-11-27 00:01") == [
        f"hand-over not signed: Petra Nová goes: Jana Nováková has not signed sheet 2 · {has}"
    ]
    assert still(leaving) == [Occasion.NOT_SIGNED]


def test_both_are_reminded_of_a_sheet_that_nobody_signed(leaving: RealDesk) -> None:
    made(leaving)
    assert of_handover(leaving, "Mon 2026-11-23 12:59") == []
    assert of_handover(leaving, "Mon 2026-11-23 13:00") == [
        "time off soon: Jana Nováková goes Tue 24 Nov 00:00 CET: Petra Nová has not signed sheet 1"
    ]
    assert of_handover(leaving, "Mon 2026-11-23 23:59") == []
    assert "hand-over not signed: Jana Nováková goes: Petra Nová has not signed sheet 1" in swept(
        leaving, "Tue 2026-11-24 00:00"
    )
    leaving.do(SignSheet(1, PETRA))
    swept(leaving, "Tue 2026-11-24 08:00")
    assert Occasion.NOT_SIGNED not in [one.key.occasion for one in standing(leaving)]
    made(leaving)
    told = swept(leaving, "Fri 2026-11-27 00:00")
    assert any("Petra Nová goes: Jana Nováková has not signed sheet 2" in one for one in told)


def test_reminders_say_who_has_the_desk(leaving: RealDesk) -> None:
    handed_over(leaving)
    told = swept(leaving, "Mon 2026-11-23 10:31")
    assert any(
        one.endswith("half of its time is used · Petra Nová has the desk") for one in told
    ), told


def test_whoever_had_the_desk_is_told_who_takes_it_and_why(leaving: RealDesk) -> None:
    theirs = Desk(leaving.writer, leaving.clock, PETRA)
    theirs.execute(MakeSheet(PETRA, "she is ill"))
    said = "desk taken: Petra Nová takes the desk from Jana Nováková: she is ill"
    assert said in swept(leaving, "Mon 2026-11-23 09:31")
    theirs.execute(SignSheet(1))
    swept(leaving, "Mon 2026-11-23 09:32")
    assert still(leaving) == [Occasion.TAKEN], "it stands, whoever has the desk"
