"""Our people on a real store: skills, hours, days off; who left stays in the history."""

import unicodedata
from datetime import date

import pytest

from tests.desk.conftest import EVA, PAVEL, PETRA, RealDesk, days_off
from tests.desk.test_escalations import escalated
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import (
    Escalate,
    RemoveColleague,
    SetAway,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.policy import Channel


def test_people_are_changed_and_left_in_the_history(manned: RealDesk) -> None:
    manned.do(SetColleague("pavel horák", skills=("DNS", " dns ", "--"), hours="Mon 09:00-12:00"))
    (pavel, _) = manned.board().people
    assert (pavel.name, pavel.skills, pavel.hours) == (PAVEL, ("dns",), "Mon 09:00-12:00")
    assert pavel.person.address == "pavel@vipdesk.example.org", "what is not said stays"
    manned.do(Escalate(101, "help", to=EVA))
    with pytest.raises(Refusal, match="#101 is escalated to Eva Marková: withdraw that first"):
        manned.do(RemoveColleague(EVA))
    manned.do(WithdrawEscalation(1))
    manned.do(RemoveColleague(EVA))
    assert [one.name for one in manned.board().people] == [PAVEL]
    assert escalated(manned).with_whom == EVA
    manned.do(SetColleague(EVA))
    assert [one.name for one in manned.board().people] == [PAVEL, EVA]


def test_days_off_are_added_and_cleared(manned: RealDesk) -> None:
    manned.do(SetAway(PAVEL, date(2026, 11, 23)))
    manned.do(SetAway(PAVEL, date(2026, 12, 24), date(2026, 12, 31)))
    assert len(manned.board().people[0].away) == 2
    manned.do(OpenTicket("The proxy", 1, Channel.CHAT))
    manned.do(Escalate(102, "the proxy"))
    assert escalated(manned, 102).with_whom == EVA, "he is away today"
    manned.do(SetAway(PAVEL, None))
    assert manned.board().people[0].away == ()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), "is before"),
        (date(2026, 11, 20), date(2026, 11, 22), "is over"),
        (date(2026, 12, 1), date(2028, 12, 1), "are the most"),
    ],
)
def test_days_off_that_can_not_be(manned: RealDesk, first: date, last: date, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        manned.do(SetAway(PAVEL, first, last))


def test_who_is_not_known_needs_a_role(real: RealDesk) -> None:
    with pytest.raises(BadInput, match="Otto is not known yet: say in which role"):
        real.do(SetColleague("Otto"))
    with pytest.raises(BadInput, match="name is empty"):
        real.do(SetColleague(" ", Role.SENIOR))
    with pytest.raises(BadInput, match="Otto is not known"):
        real.do(SetAway("Otto", None))


NFD = unicodedata.normalize("NFD", EVA)


def test_a_name_is_the_same_however_its_accents_were_typed(manned: RealDesk) -> None:
    manned.do(SetColleague(NFD, skills=("dns",)))
    assert [one.name for one in manned.board().people] == [PAVEL, EVA]
    manned.do(SetColleague(unicodedata.normalize("NFD", "Zdeněk"), Role.COVER))
    assert manned.board().people[-1].name == "Zdeněk"
    with pytest.raises(Refusal, match="is whose desk it is"):
        manned.do(SetColleague(unicodedata.normalize("NFD", "Jana Nováková"), Role.COVER))


@pytest.mark.parametrize(
    ("typed", "meant"), [("Eva Markova", EVA), ("jana  novakova", "Jana Nováková")]
)
def test_a_name_like_one_that_is_known_is_asked_about(
    manned: RealDesk, typed: str, meant: str
) -> None:
    with pytest.raises(Refusal, match=f"is not known: do you mean {meant}?"):
        manned.do(SetColleague(typed, Role.COVER))


def test_who_stands_in_is_a_cover_who_is_known(leaving: RealDesk) -> None:
    leaving.do(SetColleague(PAVEL, Role.SENIOR))
    for typed, error, said in (
        ("Petra Nova", Refusal, "Petra Nova is not known: do you mean Petra Nová?"),
        ("Otto", BadInput, "Otto is not known as a cover"),
        (PAVEL, Refusal, "Pavel Horák is a senior agent, and no cover"),
    ):
        with pytest.raises(error, match=said):
            leaving.do(days_off("2026-12-24", "2026-12-31", typed))
    leaving.do(days_off("2026-12-24", "2026-12-31", "petra nová"))
    assert leaving.board().calendar.busy[-1].cover == PETRA
