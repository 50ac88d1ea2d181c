"""A board that stands as it did is the very same one, and so is each row that has not changed."""

from tests.desk.conftest import RealDesk
from vipdesk.domain.commands import Note, SetSeverity


def test_what_the_board_does_not_tell_leaves_it_the_very_same(real: RealDesk) -> None:
    number = real.mail().change.tickets[0].number
    real.mail(subject="Another")
    before = real.board()
    real.do(SetSeverity(number, 2, "it is urgent"))
    after = real.board()
    assert after is not before
    changed = {line.number for line in after.lines if line not in before.lines}
    assert changed == {number}
    assert all(line in before.lines for line in after.lines if line.number not in changed)
    assert real.board() is after


def test_rows_that_have_not_changed_are_the_very_same(real: RealDesk) -> None:
    first = real.mail().change.tickets[0].number
    second = real.mail(subject="Another").change.tickets[0].number
    kept = real.board().line(first)
    real.do(SetSeverity(second, 2, "it is urgent"))
    assert real.board().line(first) is kept
    assert real.board().line(second) is not None


def test_a_row_that_changes_back_is_as_it_was(real: RealDesk) -> None:
    number = real.mail().change.tickets[0].number
    before = real.board().line(number)
    real.do(SetSeverity(number, 1, "it is urgent"))
    assert real.board().line(number) != before
    real.do(Note(number, "Seen"))
    assert real.board().line(number) == real.ticket(number).line
