"""What tests of the domain speak of: the shipped policy, and moments in desk time."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from vipdesk.domain.policy import Policy
from vipdesk.policies import policy_for, shipped_policy_text

At = Callable[[str], datetime]

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
