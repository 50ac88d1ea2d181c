"""`vipdesk` opens what is for whoever it acts for, and ends when that is so no more."""

import json

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal
from vipdesk.store.presence import at_the_desk

EVA, ADA, KARL = "Eva Marková", "Ada Ward", "Karl Vogel"
JANA = "Jana Nováková"


@pytest.fixture
def desk(demonstration: dict[str, str]) -> dict[str, str]:
    """The demonstration's Monday, with a supervisor and a cover."""
    vipdesk(demonstration, "people", "add", ADA, "--role", "supervisor")
    vipdesk(demonstration, "people", "add", KARL, "--role", "cover")
    return demonstration


def test_a_senior_works_at_a_desk_of_their_own(desk: dict[str, str]) -> None:
    with Terminal("--as", EVA, environment=desk) as eva:
        eva.see("Escalated to you · 1 to accept", "a accept", EVA)
        assert "Callbacks" not in eva.shown
        eva.press("a")
        eva.see(f"is with {EVA}", "yours since 10:4", "h hand back")
        eva.press("q")
        assert eva.exit_code() == 0


@pytest.mark.parametrize("way", ["option", "environment"])
def test_a_supervisor_watches(desk: dict[str, str], way: str) -> None:
    named = ("--as", ADA) if way == "option" else ()
    with Terminal(*named, environment=desk | {"VIPDESK_AS": ADA}) as ada:
        ada.see("READ-ONLY", "Queue · ")
        assert "answer" not in ada.shown.splitlines()[-1]
        vipdesk(desk, "people", "remove", ADA)
        ada.see("vipdesk: Ada Ward was removed, and may do nothing here")
        assert ada.exit_code() == 4


def test_a_cover_works_until_they_are_that_no_more(desk: dict[str, str]) -> None:
    with Terminal("--as", KARL, environment=desk) as karl:
        karl.see("Queue · ", "a answer", KARL)
        vipdesk(desk, "people", "add", KARL, "--role", "supervisor", "--change-role")
        karl.see("vipdesk: Karl Vogel is a supervisor now: open vipdesk again")
        assert karl.exit_code() == 4
    with Terminal("--as", KARL, environment=desk) as karl:
        karl.see("READ-ONLY", "Queue · ")


def test_a_name_that_nobody_has_opens_nothing(desk: dict[str, str]) -> None:
    with Terminal("--as", "Nobody", environment=desk) as nobody:
        nobody.see("vipdesk: nobody here is called Nobody: there is", EVA)
        assert nobody.exit_code() == 3


def test_a_desk_that_is_open_is_the_covers_once_they_have_signed(desk: dict[str, str]) -> None:
    where = desk["VIPDESK_STORE"]
    with Terminal(environment=desk) as agent, Terminal("--as", EVA, environment=desk) as eva:
        agent.see("Queue · ", JANA)
        eva.see("Escalated to you")
        assert set(at_the_desk(where)) == {JANA}
        vipdesk(desk, "handover", "--to", KARL)
        vipdesk(desk, "handover", "sign", "1", "--by", KARL, "--no-mail")
        agent.see(f"VIP · {KARL}")
        assert agent.shown.splitlines()[0].count(KARL) == 1
        agent.wait(lambda: set(at_the_desk(where)) == {KARL}, "Karl at the desk")
        agent.press("P")
        agent.see("stays on top")
    said = json.loads(vipdesk(desk, "audit", "--json", "--limit", "1"))
    assert (said[0]["who"], said[0]["worked_by"], said[0]["role"]) == (KARL, KARL, "cover")
