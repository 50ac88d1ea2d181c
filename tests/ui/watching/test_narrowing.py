"""What is typed letter by letter finds what it finds when it is typed at once."""

from dataclasses import replace

import pytest

from tests.ui.watching.stage import NOW, monday, morning_of
from vipdesk.domain.filter import typed_filter
from vipdesk.screens.titles import Narrowing

TYPED = ("rossi", "rossi inbox", "-inbox", "sev:1", "mail sev:3", "band:urgent", 'login "page re"')


@pytest.mark.parametrize("text", TYPED)
def test_each_letter_and_each_letter_taken_back(text: str) -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    prefixes = [text[:length] for length in range(len(text) + 1)]
    for typed in [*prefixes, *reversed(prefixes), text]:
        wanted = typed_filter(typed).filter
        rows = tuple(line for line in board.lines if wanted.meets(line, board.policy, NOW))
        assert narrowing.rows(board, typed, NOW) == rows, typed


def test_another_board_is_looked_through_anew() -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    assert narrowing.rows(board, "login", NOW)
    assert narrowing.rows(replace(board, lines=board.lines[:0]), "login p", NOW) == ()


def test_rows_that_stay_are_the_very_same() -> None:
    board = morning_of(monday()).board_now
    narrowing = Narrowing()
    first = narrowing.rows(board, "login", NOW)
    assert narrowing.rows(replace(board), "login", NOW) is first
