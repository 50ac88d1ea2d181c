"""The agent's next time off, and who of our side may take the desk then."""

from datetime import datetime

import pytest

from tests.kit import ACME, JANA, at
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.colleagues import Colleague, Role
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover, Sheet, SheetStatus, away_since, cover_of
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.sheet_making import takers
from vipdesk.domain.time_off import time_off

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


def test_the_first_that_is_not_over_counts() -> None:
    over, later = off("2026-11-16", "2026-11-21"), off("2026-12-21", "2027-01-01", OTTO)
    begun = off("2026-11-23", "2026-11-25", PETRA)
    found = time_off([later, over, begun], NOW)
    assert found is not None
    assert (found.begins, found.cover) == (at("Mon 2026-11-23 00:00"), PETRA)
    theirs = time_off([later, over, begun], NOW, "otto weiss")
    assert theirs is not None
    assert theirs.begins == at("Mon 2026-12-21 00:00")
    anybodys = time_off([begun], NOW, OTTO)
    assert anybodys is not None
    assert anybodys.cover == PETRA


def test_what_is_merely_busy_or_far_ahead_is_none() -> None:
    busy, far = off("2026-11-24", "2026-11-25", away=False), off("2027-06-01", "2027-06-15")
    assert time_off([busy, far], NOW) is None


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
    found = time_off([fridays], NOW)
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
