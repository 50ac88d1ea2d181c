"""The first time: whose desk it is, asked until it can be right."""

from datetime import date, datetime

import pytest
from textual.widgets import Input

from tests.ui.acting.stage import SIZES, in_one_burst, text_of, type_text, until
from vipdesk.domain.errors import BadInput
from vipdesk.domain.founding import Told, founded
from vipdesk.domain.people import Agent, Person
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.first_use import FirstUseApp

TODAY = date(2026, 11, 23)


def asking() -> FirstUseApp:
    policy = policy_for(shipped_policy_text())
    return FirstUseApp(policy, lambda: datetime.fromisoformat("2026-11-23T10:42:00+01:00"))


def told(**changed: str) -> Told:
    said = {
        "client": "Acme S.p.A.",
        "plan": "All-inclusive",
        "vip_from": "2026-04-01",
        "vip_until": "",
        "agent": "Jana Nováková",
        "agent_address": "jana@vipdesk.example.org",
        "contacts": "Marta Rossi <marta.rossi@acme.example.com>\n@acme.example.org",
    }
    return Told(**(said | changed))


async def test_a_client_and_an_agent_are_enough() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_text(pilot, "Acme")
        await pilot.press(*["tab"] * 4)
        await type_text(pilot, "Jana")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.return_value is not None)
    made = app.return_value
    assert made is not None
    assert (made.client.name, made.agent) == ("Acme", Agent("Jana"))
    assert made.client.entitled(TODAY, "All-inclusive"), "from today, on the policy's plan"


async def test_what_can_not_be_right_is_told_and_all_stays() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "client is empty: give a name" in text_of(app))
        await type_text(pilot, "Acme")
        await pilot.press("tab", "tab", "tab")
        await type_text(pilot, "Friday")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "until: Friday is no day" in text_of(app))
        assert app.screen.query_one("#client", Input).value == "Acme"


def typed(app: FirstUseApp) -> dict[str | None, str]:
    """What stands in the lines."""
    return {line.id: line.value for line in app.screen.query(Input)}


@pytest.mark.parametrize("on", ["tab", "enter"])
async def test_keys_in_one_burst_with_those_between_fields_are_typed_where_they_belong(
    on: str,
) -> None:
    app = asking()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.focused is not None)
        in_one_burst(app, "M", on, on, on, on, *"Jana", on, "x", "shift+tab", "n")
        await until(pilot, lambda: typed(app)["agent_address"] == "x")
        await until(pilot, lambda: typed(app)["agent"] in ("Janan", "n"))
        assert typed(app)["client"] == "M"
        assert typed(app)["vip_until"] == ""


async def test_the_field_that_is_wrong_is_the_one_that_is_typed_in_next() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_text(pilot, "Acme")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "agent is empty" in text_of(app))
        await type_text(pilot, "Jana")
        await until(pilot, lambda: typed(app)["agent"] == "Jana")


async def test_leaving_makes_nothing() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running or app.return_code == 0)
    assert app.return_value is None


async def test_what_is_typed_is_let_go_of_when_asked_twice() -> None:
    app = asking()
    async with app.run_test() as pilot:
        await type_text(pilot, "Acme")
        await pilot.press("escape")
        await until(pilot, lambda: "esc again leaves, and what you typed is gone" in text_of(app))
        await type_text(pilot, " Ltd")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#client", Input).value == "Acme Ltd"
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running or app.return_code == 0)
    assert app.return_value is None


@pytest.mark.parametrize("size", SIZES)
async def test_every_field_can_be_reached_and_seen(size: tuple[int, int]) -> None:
    app = asking()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.focused is not None)
        for field in app.screen.focus_chain:
            assert app.screen.focused is field
            await pilot.pause()
            assert app.screen.find_widget(field).visible_region.height >= 1
            await pilot.press("tab")
        assert "^s save" in text_of(app)


def test_contacts_are_people_and_whole_domains() -> None:
    client = founded(told(), TODAY).client
    assert client.contacts == (Person("Marta Rossi", "marta.rossi@acme.example.com"),)
    assert client.contact("anybody@acme.example.org") == Person("", "anybody@acme.example.org")
    assert client.contact("anybody@acme.example.com") is None


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"client": " \t"}, "client is empty"),
        ({"agent": ""}, "agent is empty"),
        ({"agent_address": "jana"}, "e-mail: jana is no mail address"),
        ({"agent_address": "jana@x.example.org\x1b[2J"}, "is no mail address"),
        ({"contacts": "Marta Rossi"}, "contacts: Marta Rossi is no mail address"),
        ({"contacts": "a <b@c.example.com>, d@e.example.com"}, "is no mail address"),
        ({"contacts": "@"}, "contacts: @ is no domain"),
        ({"vip_from": "1.4.2026"}, "add-on from: 1.4.2026 is no day"),
        ({"vip_until": "2026-03-31"}, "2026-03-31 is before 2026-04-01: swap them"),
    ],
)
def test_each_thing_that_can_not_be_right_is_named(changed: dict[str, str], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        founded(told(**changed), TODAY)


def test_what_is_typed_can_not_drive_a_terminal() -> None:
    client = founded(told(client="Ac\x1b]0;x\x07me"), TODAY).client
    assert client.name.isprintable()
