"""Of the pieces of a frame each style is said once, and each piece stands where it belongs."""

from itertools import product

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from vipdesk.terminal.pieces import Piece, written

WIDE, HIGH = 12, 4
TRUE = ColorSystem.TRUECOLOR
CALM, LATE = Style.parse("#6ccb7f on #14171c"), Style.parse("bold #ff7b72 on #14171c")
STYLES = (CALM, LATE, Style.parse("default on default"), None, Style.parse("reverse green"))
LETTERS = "ab 12■▲"


def test_a_style_is_said_once_however_many_wear_it() -> None:
    pieces = [Piece(3, y, str(y), (CALM, LATE)[y % 2]) for y in range(8)]
    sent = written(pieces, TRUE)
    assert sent.count("38;2;108;203;127") == sent.count("38;2;255;123;114") == 1
    assert len(sent) < 8 * 10 + 2 * 45


def test_what_goes_on_where_the_last_piece_ended_needs_no_move() -> None:
    assert written([Piece(2, 1, "ab", None), Piece(4, 1, "cd", None)], TRUE) == "\x1b[2;3Habcd"


def test_the_cursor_is_moved_behind_what_a_terminal_may_show_wider() -> None:
    sent = written([Piece(2, 1, "■", None), Piece(3, 1, "x", None)], TRUE)
    assert sent == "\x1b[2;3H■\x1b[2;4Hx"


def test_default_colours_are_left_out_and_nothing_with_a_look_is() -> None:
    assert written([Piece(0, 0, "x", STYLES[2])], TRUE) == "\x1b[1;1Hx"
    bold = written([Piece(0, 0, "x", Style.parse("bold default on default"))], TRUE)
    assert bold == "\x1b[1m\x1b[1;1Hx\x1b[0m"


@given(st.data())
def test_pieces_look_as_if_painted_one_by_one(data: st.DataObject) -> None:
    cells = st.tuples(st.sampled_from(LETTERS), st.sampled_from(STYLES))
    grid = {(x, y): data.draw(cells) for x, y in product(range(WIDE), range(HIGH)) if (x + y) % 5}
    pieces = [Piece(x, y, letter, style) for (x, y), (letter, style) in grid.items()]
    together, alone = pyte.Screen(WIDE, HIGH), pyte.Screen(WIDE, HIGH)
    pyte.Stream(together).feed(written(pieces, TRUE))
    stream = pyte.Stream(alone)
    for piece in pieces:
        stream.feed(written([piece], TRUE))
    assert together.buffer == alone.buffer
