"""What tests of the domain speak of: policies, shipped and changed, and moments in desk time."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_file import parse_policy
from vipdesk.domain.policy_hours import Holidays
from vipdesk.policies import policy_for, shipped_policy_text

At = Callable[[str], datetime]
Read = Callable[[str], Policy]
Refusal = Callable[[str], str]


class Changed(Protocol):
    """The shipped policy's text with pieces of it replaced."""

    def __call__(self, *changes: tuple[str, str]) -> str:
        """Each `(old, new)` in turn, where `old` stands first; `old` must be there."""


DESK_ZONE = ZoneInfo("Europe/Bratislava")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The shipped policy."""
    return policy_for(shipped_policy_text())


@pytest.fixture(scope="session")
def at() -> At:
    """`at("Fri 2026-11-20 16:00")` is that moment in desk time, first pass where it comes twice."""

    def moment(words: str) -> datetime:
        weekday, _, day_and_time = words.partition(" ")
        wall = datetime.fromisoformat(day_and_time).replace(tzinfo=DESK_ZONE)
        assert weekday == _WEEKDAYS[wall.weekday()], f"{words} is a {_WEEKDAYS[wall.weekday()]}"
        return wall

    return moment


def invented_holidays(region: str) -> Holidays | None:
    """A land of one holiday, the second of May."""
    return (lambda year: frozenset({date(year, 5, 2)})) if region in ("SK", "DE-BY") else None


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a policy from its text."""
    return lambda text: parse_policy(text, "house.toml", invented_holidays)


@pytest.fixture(scope="session")
def changed() -> Changed:
    """Changes the shipped policy's text."""

    def change(*changes: tuple[str, str]) -> str:
        text = shipped_policy_text()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return change


@pytest.fixture(scope="session")
def refusal(read: Read) -> Refusal:
    """What is said against a policy's text: one short harmless line that names the file."""

    def said_against(text: str) -> str:
        with pytest.raises(BadInput) as refused:
            read(text)
        said = str(refused.value)
        assert said.startswith("house.toml: ")
        assert said.isprintable()
        assert len(said) < 400
        return said

    return said_against
