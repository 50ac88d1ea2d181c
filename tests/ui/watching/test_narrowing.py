"""What is typed letter by letter finds what it finds when it is typed at once."""

import pytest
from msgspec.structs import replace

from tests.ui.watching.stage import NOW, monday, morning_of
from vipdesk.domain.filter import typed_filter
from vipdesk.screens.finding import Finding
from vipdesk.screens.titles import Narrowing


def typed_in(words: str) -> Finding:
    """These words in the line, and no answer of the store yet."""
    finding = Finding()
    finding.typed = words
    return finding


TYPED = ("rossi", "rossi inbox", "-inbox", "sev:1", "mail sev:3", "band:urgent", 'login "page re"')


@pytest.mark.parametrize("text", TYPED)
def test_each_letter_and_each_letter_taken_back(text: str) -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    prefixes = [text[:length] for length in range(len(text) + 1)]
    for typed in [*prefixes, *reversed(prefixes), text]:
        wanted = typed_filter(typed).filter
        rows = tuple(line for line in board.lines if wanted.meets(line, board.policy, NOW))
        assert narrowing.rows(board, typed_in(typed), NOW) == rows, typed


def test_another_board_is_looked_through_anew() -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    assert narrowing.rows(board, typed_in("login"), NOW)
    assert narrowing.rows(replace(board, lines=board.lines[:0]), typed_in("login p"), NOW) == ()


def test_rows_that_stay_are_the_very_same() -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    finding = typed_in("login")
    first = narrowing.rows(board, finding, NOW)
    assert narrowing.rows(replace(board), finding, NOW) is first
