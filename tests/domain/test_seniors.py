"""Which senior is proposed: in office, then skills in common, then load; as a table."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.kit import at
from vipdesk.domain.colleagues import Colleague, DaysAway, Role, in_office, next_in
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.seniors import candidates
from vipdesk.domain.weekly import parse_week

MONDAY = "Mon 2026-11-23 10:42"


def senior(
    number: int,
    name: str,
    *skills: str,
    hours: str = "",
    away: tuple[DaysAway, ...] = (),
    role: Role = Role.SENIOR,
    active: bool = True,
) -> Colleague:
    """Somebody of our side."""
    return Colleague(
        number=number,
        person=Person(name),
        role=role,
        skills=skills,
        hours=hours,
        away=away,
        active=active,
    )


def taken(by: int, status: EscalationStatus = EscalationStatus.ACCEPTED) -> Escalation:
    """An escalation that the senior of this number has."""
    now = at(MONDAY)
    asked = Asked(senior=by, name="", at=now, accept_by=now, answer=Answer.ACCEPTED)
    return Escalation(
        number=by,
        ticket=101,
        at=now,
        who="Jana",
        reason="it is down",
        tried="",
        status=status,
        asked=(asked,),
    )


EVA = senior(1, "Eva", "search", "mail index")
PAVEL = senior(2, "Pavel", "proxy", "login")
EARLY = senior(3, "Early", "proxy", hours="Mon-Fri 06:00-10:00")
AWAY = senior(4, "Away", "proxy", away=(DaysAway(date(2026, 11, 23), date(2026, 11, 24)),))


@pytest.mark.parametrize(
    ("people", "said", "having", "order"),
    [
        ((EVA, PAVEL), "the proxy answers nothing", (), ["Pavel", "Eva"]),
        ((EVA, PAVEL), "the mail index is gone", (), ["Eva", "Pavel"]),
        ((EVA, PAVEL), "the index is gone", (), ["Eva", "Pavel"]),
        ((EVA, PAVEL), "proxylike", (), ["Eva", "Pavel"]),
        ((EVA, PAVEL), "anything", (1,), ["Pavel", "Eva"]),
        ((EVA, PAVEL), "Search is slow", (1, 1), ["Eva", "Pavel"]),
        ((EARLY, PAVEL, EVA), "the PROXY", (), ["Pavel", "Eva", "Early"]),
        ((AWAY, EARLY), "the proxy", (), ["Early", "Away"]),
        ((AWAY, EVA), "the proxy", (), ["Eva", "Away"]),
        ((senior(5, "Sup", role=Role.SUPERVISOR), EVA), "", (), ["Eva"]),
        ((senior(6, "Left", active=False), EVA), "", (), ["Eva"]),
        ((), "anything", (), []),
    ],
)
def test_the_best_senior_comes_first(
    policy: Policy,
    people: tuple[Colleague, ...],
    said: str,
    having: tuple[int, ...],
    order: list[str],
) -> None:
    found = candidates(people, map(taken, having), said, policy, at(MONDAY))
    assert [one.colleague.name for one in found] == order


def test_what_is_over_is_no_load(policy: Policy) -> None:
    over = taken(1, EscalationStatus.HANDED_BACK)
    (found,) = candidates((EVA,), (over, taken(1)), "", policy, at(MONDAY))
    assert found.load == 1


def test_skills_in_common_are_named_as_they_were_given(policy: Policy) -> None:
    (found,) = candidates((PAVEL,), (), "Login, then the proxy.", policy, at(MONDAY))
    assert found.common == ("proxy", "login")


@pytest.mark.parametrize(
    ("one", "when", "there", "then"),
    [
        (EVA, "Mon 2026-11-23 16:59", True, "Mon 2026-11-23 16:59"),
        (EVA, "Mon 2026-11-23 17:00", False, "Tue 2026-11-24 09:00"),
        (EVA, "Sat 2026-11-21 12:00", False, "Mon 2026-11-23 09:00"),
        (EARLY, "Mon 2026-11-23 06:00", True, "Mon 2026-11-23 06:00"),
        (EARLY, "Mon 2026-11-23 10:00", False, "Tue 2026-11-24 06:00"),
        (AWAY, "Mon 2026-11-23 10:00", False, "Wed 2026-11-25 09:00"),
        (AWAY, "Wed 2026-11-25 10:00", True, "Wed 2026-11-25 10:00"),
        (senior(7, "Night", hours="Sat,Sun 00:00-24:00"), "Sun 2026-11-22 03:00", True, None),
        (senior(7, "Spring", hours="Sun 01:00-04:00"), "Sun 2027-03-28 03:30", True, None),
    ],
)
def test_when_they_are_in(
    policy: Policy, one: Colleague, when: str, there: bool, then: str | None
) -> None:
    now = at(when)
    assert in_office(one, policy.hours, now) is there
    assert next_in(one, policy.hours, now) == at(then or when)


@pytest.mark.parametrize(
    ("said", "open_on"),
    [
        ("Mon-Fri 09:00-17:00", [0, 1, 2, 3, 4]),
        ("mon,wed 08:00-12:00 13:00-16:00; fri 09:00-13:00", [0, 2, 4]),
        ("Sat-Sun 00:00-24:00", [5, 6]),
        ("Mon 09:00-10:00;Mon 10:00-11:00", [0]),
    ],
)
def test_a_week_is_read(said: str, open_on: list[int]) -> None:
    assert [day for day, hours in enumerate(parse_week(said)) if hours] == open_on


@pytest.mark.parametrize(
    "said",
    [
        "",
        "always",
        "Mon",
        "Mon 9-17",
        "Mon 17:00-09:00",
        "Mon 09:00-25:00",
        "Mon 09:60-10:00",
        "Fri-Mon 09:00-17:00",
        "Mon-Tue-Wed 09:00-17:00",
        "Mon 09:00-12:00 11:00-13:00",
        "Mon 09:00-17:00;",
        "\x1b[2J",
    ],
)
def test_a_week_that_can_not_be_says_what_is_right(said: str) -> None:
    with pytest.raises(BadInput, match='write them as "Mon-Fri 09:00-17:00"'):
        parse_week(said)


def declined(by: int) -> Escalation:
    """An escalation that the senior of this number has declined."""
    one = taken(by, EscalationStatus.ASKED)
    said_no = replace(one.asked[0], answer=Answer.DECLINED, answered=at(MONDAY))
    return replace(one, asked=(said_no,))


def test_who_declined_the_same_escalation_comes_last(policy: Policy) -> None:
    people = (EVA, PAVEL, EARLY)
    found = candidates(people, (), "the proxy", policy, at(MONDAY), declined(2))
    assert [one.colleague.name for one in found] == ["Eva", "Early", "Pavel"]
    assert [one.declined for one in found] == [None, None, at(MONDAY)]
