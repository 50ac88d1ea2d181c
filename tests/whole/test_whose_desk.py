"""`vipdesk` opens what is for whoever it acts for, and ends when that is so no more."""

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal

EVA, ADA, KARL = "Eva Marková", "Ada Ward", "Karl Vogel"


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
        vipdesk(desk, "people", "add", KARL, "--role", "supervisor")
        karl.see("vipdesk: Karl Vogel is a supervisor now: open vipdesk again")
        assert karl.exit_code() == 4
    with Terminal("--as", KARL, environment=desk) as karl:
        karl.see("READ-ONLY", "Queue · ")


def test_a_name_that_nobody_has_opens_nothing(desk: dict[str, str]) -> None:
    with Terminal("--as", "Nobody", environment=desk) as nobody:
        nobody.see("vipdesk: nobody here is called Nobody: there is", EVA)
        assert nobody.exit_code() == 3
