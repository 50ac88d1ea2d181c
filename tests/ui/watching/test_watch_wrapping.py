"""Long texts: broken into lines that fit, and cut where a screen can bear no more of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.ui.watching.stage import NOW
from vipdesk.widgets.layout import MOST_LINES, laid_out
from vipdesk.widgets.lines import Entry, line, plain
from vipdesk.widgets.wrapping import wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("  - an item of a list", 12, ["  - an item", "  of a list"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("see https://example.org/abc now", 12, ["see", "https://exam", "ple.org/abc", "now"]),
        ("日本語テキスト", 6, ["日本語", "テキス", "ト"]),
        ("a\n\nb", 10, ["a", "", "b"]),
    ],
)
def test_words_are_kept_whole_where_they_fit(text: str, width: int, lines: list[str]) -> None:
    assert list(wrap(text, width)) == lines


@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs", "So"]), max_size=300), st.integers(2, 40)
)
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cell_len(piece) <= width for piece in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


def entries_of(*texts: str) -> list[Entry]:
    return [Entry(NOW, (0, n), line(f"entry {n}"), text) for n, text in enumerate(texts)]


def test_the_latest_is_shown_whole_where_there_is_too_much() -> None:
    page = laid_out(entries_of("old\n" * 1500, "new\n" * 1500), 60)
    text = [plain(each) for each in page.lines]
    assert text.count("  new") == 1500
    assert 0 < text.count("  old") < 1500
    assert (page.left_out, "  … there is more: m shows it" in text) == (1, True)


def test_each_portion_shows_more_until_nothing_is_left_out() -> None:
    entries = entries_of("line\n" * (2 * MOST_LINES))
    assert laid_out(entries, 60).left_out == 1
    assert laid_out(entries, 60, portions=3).left_out == 0
