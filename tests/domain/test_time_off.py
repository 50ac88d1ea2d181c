"""The agent's next time off, and who of our side may take the desk then."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.kit import ACME, JANA, at
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.colleagues import Colleague, DaysAway, Role
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover, Sheet, SheetStatus, away_since, cover_of
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.sheet_making import takers
from vipdesk.domain.time_off import Absences

NOW = at("Mon 2026-11-23 09:30")
PETRA, OTTO = "Petra Nová", "Otto Weiss"


def off(first: str, after: str, cover: str = "", *, away: bool = True) -> Busy:
    """Whole days, until just before the second."""
    return Busy(
        number=1,
        title="Holiday",
        begins=datetime.fromisoformat(first),
        ends=datetime.fromisoformat(after),
        zone="Europe/Bratislava",
        all_day=True,
        away=away,
        cover=cover,
    )


def absences(*busy: Busy, people: tuple[Colleague, ...] = ()) -> Absences:
    """The agent's calendar, and our people."""
    return Absences(JANA.name, busy, people, ZoneInfo("Europe/Bratislava"))


def test_the_first_that_is_not_over_counts() -> None:
    over, later = off("2026-11-16", "2026-11-21"), off("2026-12-21", "2027-01-01", OTTO)
    begun = off("2026-11-23", "2026-11-25", PETRA)
    known = absences(later, over, begun)
    found = known.first(NOW)
    assert found is not None
    assert (found.begins, found.cover) == (at("Mon 2026-11-23 00:00"), PETRA)
    theirs = known.first_for("otto  weiss", NOW)
    assert theirs is not None
    assert theirs.begins == at("Mon 2026-12-21 00:00")


def test_time_off_that_names_another_is_not_somebodys() -> None:
    begun, nobodys = off("2026-11-23", "2026-11-25", PETRA), off("2026-12-01", "2026-12-03")
    assert absences(begun).first_for(OTTO, NOW) is None
    assert absences(begun).first_for(PETRA, NOW) is not None
    free = absences(begun, nobodys).first_for(OTTO, NOW)
    assert free is not None
    assert free.begins == at("Tue 2026-12-01 00:00")


@pytest.mark.parametrize(
    ("more", "ends"),
    [
        ((), "Fri 2026-12-25 00:00"),
        ((off("2026-12-24", "2027-01-02"),), "Sat 2027-01-02 00:00"),
        ((off("2026-12-25", "2026-12-29", OTTO),), "Tue 2026-12-29 00:00"),
        (
            (off("2026-12-25", "2026-12-26"), off("2026-12-28", "2026-12-29")),
            "Tue 2026-12-29 00:00",
        ),
        ((off("2026-12-28", "2026-12-29"),), "Fri 2026-12-25 00:00"),
        ((off("2026-12-22", "2026-12-23"),), "Fri 2026-12-25 00:00"),
        ((off("2026-12-25", "2027-01-30", away=False),), "Fri 2026-12-25 00:00"),
    ],
    ids=("alone", "overlaps", "adjoins", "over a weekend", "days between", "within", "busy"),
)
def test_time_off_goes_on_until_the_agent_is_back(
    policy: Policy, more: tuple[Busy, ...], ends: str
) -> None:
    known = absences(*more, off("2026-12-21", "2026-12-25", PETRA))
    found = known.stretch_for(PETRA, policy.hours, NOW)
    assert found is not None
    assert (found.begins, found.ends) == (at("Mon 2026-12-21 00:00"), at(ends))


def test_days_that_are_noted_among_our_people_are_time_off_too() -> None:
    """Of others there is no calendar."""
    noted = (DaysAway(date(2026, 11, 24), date(2026, 11, 25)),)
    agent = Colleague(number=1, person=Person(JANA.name), role=Role.DEDICATED, away=noted)
    cover = Colleague(number=2, person=Person(PETRA), role=Role.COVER, away=noted)
    known = absences(off("2026-11-24", "2026-11-26", OTTO), people=(agent, cover))
    days = at("Tue 2026-11-24 00:00"), at("Thu 2026-11-26 00:00")
    assert [(o.begins, o.ends, o.cover) for o in known.of(JANA.name, NOW)] == [
        (*days, OTTO),
        (*days, ""),
    ]
    assert [(o.begins, o.ends, o.cover) for o in known.of("petra nová", NOW)] == [(*days, "")]
    assert known.of("Nobody", NOW) == ()
    assert known.now(PETRA, NOW) == ()
    assert len(known.now(PETRA, at("Wed 2026-11-25 23:59"))) == 1
    assert known.of(PETRA, at("Thu 2026-11-26 00:00")) == ()


def test_what_is_merely_busy_or_far_ahead_is_none() -> None:
    busy, far = off("2026-11-24", "2026-11-25", away=False), off("2027-06-01", "2027-06-15")
    assert absences(busy, far).first(NOW) is None


def test_time_off_may_come_again() -> None:
    fridays = Busy(
        number=1,
        title="Fridays",
        begins=datetime.fromisoformat("2026-01-02"),
        ends=datetime.fromisoformat("2026-01-03"),
        zone="Europe/Bratislava",
        all_day=True,
        repeat=Repeat.WEEKLY,
        away=True,
    )
    found = absences(fridays).first(NOW)
    assert found is not None
    assert found.begins == at("Fri 2026-11-27 00:00")


def signed(number: int, taker: str, day: int, *, back: bool = False) -> Handover:
    return Handover(
        number=number,
        giver=JANA.name,
        taker=taker,
        back=back,
        at=NOW,
        who=JANA.name,
        sheet=Sheet(),
        status=SheetStatus.SIGNED,
        signed=at(f"{['Mon', 'Tue', 'Wed', 'Thu'][day]} 2026-11-{23 + day} 09:00"),
    )


def test_the_agent_is_away_until_they_sign() -> None:
    first, second = signed(1, PETRA, 0), signed(2, OTTO, 1)
    assert away_since([first, second]) == first.signed
    assert cover_of([first, second]) == second
    back = signed(3, JANA.name, 2, back=True)
    assert away_since([first, second, back]) is None
    assert cover_of([first, second, back]) is None
    assert away_since([first, back, signed(4, OTTO, 3)]) == signed(4, OTTO, 3).signed


@pytest.mark.parametrize(
    ("made", "cover", "names"),
    [
        ((), "", (OTTO, PETRA)),
        ((), "petra nová", (PETRA, OTTO)),
        ((), "Nobody Known", ("Nobody Known", OTTO, PETRA)),
        ((signed(1, PETRA, 0),), "", (JANA.name, OTTO)),
    ],
)
def test_who_may_take_the_desk(
    policy: Policy, made: tuple[Handover, ...], cover: str, names: tuple[str, ...]
) -> None:
    people = (
        Colleague(number=1, person=Person(OTTO), role=Role.COVER),
        Colleague(number=2, person=Person(PETRA), role=Role.COVER),
        Colleague(number=3, person=Person("Pavel Horák"), role=Role.SENIOR),
        Colleague(number=4, person=Person("Ida Left"), role=Role.COVER, active=False),
    )
    desk = Handing(
        client=ACME,
        agent=JANA,
        policy=policy,
        busy=(off("2026-11-24", "2026-11-27", cover),),
        people=people,
        handovers=made,
    )
    assert takers(desk, NOW) == names
