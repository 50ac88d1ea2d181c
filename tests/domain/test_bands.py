"""Bands are counted as if each row had been looked at."""

import random
from collections import Counter
from datetime import timedelta

from tests.kit import Story, at
from vipdesk.domain.bands import PRESSING, Bands
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine, microseconds
from vipdesk.policies import policy_for, shipped_policy_text

POLICY: Policy = policy_for(shipped_policy_text())
MONDAY = at("Mon 2026-11-23 10:42")


def rows(chance: random.Random) -> list[QueueLine]:
    """Targets of every length around the moment, some breached already, some paused after it."""
    story = Story(POLICY)
    story.mail()
    one = story.line()
    found = []
    for number in range(400):
        due = MONDAY + timedelta(minutes=chance.randrange(-4000, 4000))
        found.append(
            one._replace(
                number=number,
                due=microseconds(due),
                length=chance.choice((3_600_000_000, 7_200_000_000, 28_800_000_000)),
                business=chance.random() < 0.7,
                breach="breached" if chance.random() < 0.05 else None,
                paused=chance.choice((0, 0, 0, 0, 5_400_000_000)),
            )
        )
    waiting = one._replace(number=400, due=None, length=None, status=Status.WAITING.value)
    return sorted([*found, waiting], key=lambda line: line.position)


def test_bands_are_counted_as_if_each_row_had_been_looked_at() -> None:
    lines = rows(random.Random(3))
    bands = Bands(lines)
    for minutes in range(-3000, 3000, 97):
        now = MONDAY + timedelta(minutes=minutes)
        each = Counter(line.band(POLICY, now) for line in lines)
        counted = bands.counted(POLICY, now)
        assert [counted[band] for band in PRESSING] == [each[band] for band in PRESSING]


def test_business_targets_are_known() -> None:
    calendar_only = [line._replace(business=False) for line in rows(random.Random(3))]
    assert Bands(rows(random.Random(3))).business
    assert not Bands(calendar_only).business
    assert not Bands(()).business
