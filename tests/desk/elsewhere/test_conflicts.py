"""Where a booking stands otherwise on the CalDAV server, it is shown, and neither side is lost."""

from collections.abc import Callable

import pytest

from tests.desk.elsewhere.conftest import TUESDAY, Both
from tests.kit import MARTA, at
from vipdesk.calendar_sync import Looked
from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.calendar_commands import Book, MoveBooking
from vipdesk.domain.elsewhere import SettleBooking
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What

TEN = "T090000Z"


def moved_there(both: Both) -> None:
    """The call begins at three there, at ten here."""
    both.book()
    both.there.change(both.name(), TEN, "T140000Z")
    both.there.change(both.name(), "DTEND:20261124T100000Z", "DTEND:20261124T150000Z")
    both.look()


def removed_there(both: Both) -> None:
    """The call is no longer there."""
    both.book()
    both.there.remove(both.name())
    both.look()


@pytest.mark.parametrize("spoil", [moved_there, removed_there])
def test_a_conflict_is_shown_and_neither_side_is_lost(
    both: Both, spoil: Callable[[Both], None]
) -> None:
    spoil(both)
    (conflict,) = both.real.board().conflicts
    there = at(TUESDAY + "15:00") if spoil is moved_there else None
    assert (conflict.booking, conflict.start_there) == (1, there)
    before = [both.there.read(name) for name in both.there.paths()]
    for _ in range(2):
        assert both.look() == Looked()
    assert [both.there.read(name) for name in both.there.paths()] == before
    assert both.booking().start == at(TUESDAY + "10:00")
    assert both.told(What.CONFLICT) == 1


@pytest.mark.parametrize("spoil", [moved_there, removed_there])
def test_a_person_can_keep_what_is_here(both: Both, spoil: Callable[[Both], None]) -> None:
    spoil(both)
    both.real.do(SettleBooking(1, ours=True))
    assert both.look().written == 1
    assert f"DTSTART:20261124{TEN}" in both.text()
    assert both.real.board().conflicts == ()
    assert both.look() == Looked()


def test_a_person_can_take_the_time_there(both: Both) -> None:
    moved_there(both)
    both.real.do(SettleBooking(1, ours=False))
    assert both.booking().start == at(TUESDAY + "15:00")
    both.look()
    assert both.real.board().conflicts == ()
    assert "SEQUENCE:1" in both.text()


def test_a_person_can_take_that_it_was_removed_there(both: Both) -> None:
    removed_there(both)
    both.real.do(SettleBooking(1, ours=False))
    assert both.booking().status is BookingStatus.CANCELLED
    both.look()
    assert both.there.paths() == []
    assert both.real.board().conflicts == ()


def test_a_conflict_ends_by_itself_where_both_come_to_say_the_same(both: Both) -> None:
    moved_there(both)
    both.real.do(MoveBooking(1, at(TUESDAY + "15:00")))
    both.look()
    assert both.real.board().conflicts == ()


def test_settling_is_refused_where_nothing_is_in_conflict(both: Both) -> None:
    both.book()
    with pytest.raises(Refusal, match="nothing to settle"):
        both.real.do(SettleBooking(1, ours=True))


def test_a_time_that_is_taken_here_is_not_taken_from_there(both: Both) -> None:
    moved_there(both)
    both.real.do(Book("training", at(TUESDAY + "15:00"), MARTA.address))
    with pytest.raises(Refusal, match="taken"):
        both.real.do(SettleBooking(1, ours=False))
    assert len(both.real.board().conflicts) == 1
