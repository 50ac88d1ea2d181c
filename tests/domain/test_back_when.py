"""A moment that is over, as people say it."""

from datetime import timedelta

import pytest

from tests.kit import BRATISLAVA, at
from vipdesk.domain.back_when import back_when
from vipdesk.domain.errors import BadInput

NOW = at("Mon 2026-11-23 10:42")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("10:42", "Mon 2026-11-23 10:42"),
        ("9:05", "Mon 2026-11-23 09:05"),
        ("16:30", "Sun 2026-11-22 16:30"),
        ("today 10:00", "Mon 2026-11-23 10:00"),
        ("Yesterday 16:30", "Sun 2026-11-22 16:30"),
        ("ieri 16:30", "Sun 2026-11-22 16:30"),
        ("fri 16:30", "Fri 2026-11-20 16:30"),
        ("monday 10:42", "Mon 2026-11-23 10:42"),
        ("mon 10:43", "Mon 2026-11-16 10:43"),
        ("lunedì 10:43", "Mon 2026-11-16 10:43"),
        ("30m", "Mon 2026-11-23 10:12"),
        ("-2h", "Mon 2026-11-23 08:42"),
        ("3d ago", "Fri 2026-11-20 10:42"),
        ("2026-11-20T09:00", "Fri 2026-11-20 09:00"),
        ("2026-11-20T08:00Z", "Fri 2026-11-20 09:00"),
    ],
)
def test_the_last_such_moment_is_meant(said: str, meant: str) -> None:
    assert back_when(said, NOW, BRATISLAVA) == at(meant)


@pytest.mark.parametrize("said", ["today 10:43", "2026-11-24", "2026-11-23T10:43"])
def test_what_has_yet_to_come_is_refused(said: str) -> None:
    with pytest.raises(BadInput, match="that has yet to come"):
        back_when(said, NOW, BRATISLAVA)


@pytest.mark.parametrize("said", ["", "soon", "25:00", "fri 9", "9999999d"])
def test_what_is_no_moment_is_refused(said: str) -> None:
    with pytest.raises(BadInput, match="is no moment that is over"):
        back_when(said, NOW, BRATISLAVA)


def test_so_long_ago_is_so_long_across_a_time_change() -> None:
    after = at("Sun 2026-10-25 12:00")
    assert after - back_when("12h", after, BRATISLAVA) == timedelta(hours=12)
