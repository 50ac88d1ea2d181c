"""Whose acts a process's are, by who was named and by its system user."""

import pytest

from vipdesk.domain.actor import Actor, acting, why_over
from vipdesk.domain.colleagues import Colleague, Role
from vipdesk.domain.errors import BadInput, DeskError, Refusal
from vipdesk.domain.people import Person

AGENT = "Jana Nováková"
JANA = Actor(AGENT, at_own_desk=True)
JANA_NAMED = Actor(AGENT, at_own_desk=True, in_own_name=True)


def one(number: int, name: str, role: Role, *logins: str, active: bool = True) -> Colleague:
    """Somebody of our side."""
    return Colleague(number=number, person=Person(name), role=role, logins=logins, active=active)


EVA = Actor("Eva Marková", Role.SENIOR, 1)
ADA = Actor("Ada Ward", Role.SUPERVISOR, 2)
KARL = Actor("Karl Vogel", Role.COVER, 3)
PEOPLE = (
    one(1, EVA.name, Role.SENIOR, "eva", "emarkova"),
    one(2, ADA.name, Role.SUPERVISOR),
    one(3, KARL.name, Role.COVER, "karl"),
    one(4, AGENT, Role.DEDICATED, "jana"),
    one(5, "Otto", Role.SENIOR, "otto", "karl", active=False),
)


@pytest.mark.parametrize(
    ("name", "login", "who"),
    [
        ("", "somebody", JANA),
        ("", "", JANA),
        ("", "jana", JANA),
        ("", "eva", EVA),
        ("", "emarkova", EVA),
        ("", "karl", KARL),  # who left has no say in an account that is another's now
        ("eva marková", "somebody", EVA),
        ("jana nováková", "somebody", JANA_NAMED),
        ("Ada Ward", "jana", ADA),
        (EVA.name, "eva", EVA),
        (AGENT, "jana", JANA_NAMED),
    ],
)
def test_whose_acts_they_are(name: str, login: str, who: Actor) -> None:
    assert acting(PEOPLE, AGENT, name, login) == who


@pytest.mark.parametrize(
    ("name", "login", "error", "said"),
    [
        ("Nobody", "jana", BadInput, "Nobody: there is Jana Nováková, Eva Marková, Ada Ward, Karl"),
        (AGENT, "eva", Refusal, "eva is the account of Eva Marková: it can't act as Jana"),
        (ADA.name, "karl", Refusal, "karl is the account of Karl Vogel: it can't act as Ada"),
        ("Otto", "jana", Refusal, "Otto was removed"),
        ("", "otto", Refusal, "Otto was removed"),
        (AGENT, "otto", Refusal, "Otto was removed"),
    ],
)
def test_whose_acts_they_can_not_be(
    name: str, login: str, error: type[DeskError], said: str
) -> None:
    with pytest.raises(error, match=said):
        acting(PEOPLE, AGENT, name, login)


def test_who_was_named_acts_in_their_own_name_and_the_desk_in_its_holders() -> None:
    assert (JANA.who, JANA_NAMED.who, EVA.who) == ("", AGENT, EVA.name)


def test_what_was_opened_for_somebody_ends_when_they_are_that_no_more() -> None:
    assert why_over(EVA, PEOPLE) == ""
    assert why_over(JANA, ()) == ""
    assert why_over(EVA, PEOPLE[1:]) == "Eva Marková was removed, and may do nothing here"
    now_cover = (one(1, EVA.name, Role.COVER),)
    assert why_over(EVA, now_cover) == "Eva Marková is a cover agent now: open vipdesk again"
