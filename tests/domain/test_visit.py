"""Links and visits end; marks only go forward; secrets leave no trace."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.kit import MARTA, at
from vipdesk.domain.visit import Link, Marks, Visit, Way, digest_of

NOW = at("Mon 2026-11-23 09:30")
MOMENT = timedelta(microseconds=1)
LINK = Link(digest="d", address=MARTA.address, by="Jana", made=NOW, ends=NOW + timedelta(days=1))
VISIT = Visit(digest="d", address=MARTA.address, way=Way.LINK, at=NOW, ends=LINK.ends)
numbers = st.integers(0, 50)


@pytest.mark.parametrize(
    ("link", "when", "good"),
    [
        (LINK, NOW, True),
        (LINK, LINK.ends - MOMENT, True),
        (LINK, LINK.ends, False),
        (replace(LINK, used=NOW), NOW, False),
        (replace(LINK, ended=NOW), NOW, False),
    ],
)
def test_a_link_is_good_until_it_is_used_or_over(link: Link, when: datetime, good: bool) -> None:
    assert link.is_good(when) is good


@pytest.mark.parametrize(
    ("visit", "after", "is_open"),
    [
        (VISIT, timedelta(0), True),
        (VISIT, timedelta(days=1) - MOMENT, True),
        (VISIT, timedelta(days=1), False),
        (replace(VISIT, ended=NOW), timedelta(0), False),
    ],
)
def test_a_visit_is_open_until_it_ends(visit: Visit, after: timedelta, is_open: bool) -> None:
    assert visit.is_open(NOW + after) is is_open


@given(st.lists(st.tuples(numbers, numbers)))
def test_marks_only_go_forward_in_whatever_order_they_come(seen: list[tuple[int, int]]) -> None:
    marks = Marks(101, MARTA.address)
    for delivered, read in seen:
        before, marks = marks, marks.further(delivered, read)
        assert marks.delivered >= before.delivered
        assert marks.delivered >= marks.read >= before.read
    assert marks.read == max((read for _, read in seen), default=0)
    assert marks.delivered == max((max(each) for each in seen), default=0)


def test_a_secret_is_known_by_its_digest_whatever_its_signs() -> None:
    assert digest_of("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert len(digest_of("\ud800")) == 64
