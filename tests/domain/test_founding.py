"""Whose desk a new one is, as it was typed (spec: command line, `vipdesk`)."""

from datetime import date

import pytest
from msgspec.structs import replace

from vipdesk.domain.errors import BadInput
from vipdesk.domain.founding import Told, founded
from vipdesk.domain.people import Agent, Person

TODAY = date(2026, 11, 23)
TOLD = Told(
    client="Acme S.p.A.",
    plan="All-inclusive",
    vip_from="",
    vip_until="",
    agent="Jana Nováková",
    agent_address="",
    contacts="Rossi, Marta <Marta@acme.example.com>\n\npaolo@acme.example.com\n@acme.example.org\n",
)


def test_contacts_and_domains_stand_one_to_a_line() -> None:
    client = founded(TOLD, TODAY).client
    assert client.contacts == (
        Person("Rossi, Marta", "marta@acme.example.com"),
        Person("", "paolo@acme.example.com"),
    )
    assert client.domains == {"acme.example.org"}


def test_without_days_it_runs_from_today_open_ended() -> None:
    made = founded(TOLD, TODAY)
    assert (made.client.vip_from, made.client.vip_until) == (TODAY, None)
    assert made.agent == Agent("Jana Nováková", "")


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("client", " ", "client is empty"),
        ("agent", "", "agent is empty"),
        ("agent_address", "jana", "e-mail: jana is no mail address"),
        ("vip_from", "soon", "add-on from: soon is no day"),
        ("vip_until", "2026-11-22", "until: 2026-11-22 is before 2026-11-23"),
        ("contacts", "Marta Rossi", "contacts: Marta Rossi is no mail address"),
        ("contacts", "@a@example.com", "contacts: @a@example.com is no domain"),
    ],
)
def test_what_can_not_be_right_is_named(field: str, typed: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        founded(replace(TOLD, **{field: typed}), TODAY)
    assert why in str(refused.value)
