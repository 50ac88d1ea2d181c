"""Untrusted text is harmless once cleaned, and ordinary writing stays as it was."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vipdesk.domain.text import UNSAFE, clean_block, clean_line

NASTY = (
    "a \n\r\t\x00\x07\x1b\x7f\x85\x9b\u00ad\u0301\u0302\u200b\u200d\u202e\u2028\u2066\ufe0f\ufeff"
)
WRITING = st.text(st.one_of(st.sampled_from(NASTY + "❤👩🏽#1ز\ud800\U000e0041"), st.characters()))


def test_no_code_point_gets_through_that_a_terminal_obeys() -> None:
    for code in range(sys.maxunicode + 1):
        assert not UNSAFE.search(clean_block(f"a{chr(code)}b"))


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0)])
def test_a_line_holds_no_control_character(code: int) -> None:
    shown = clean_line(f"a{chr(code)}b")
    assert shown.isprintable()
    assert shown[0] == "a"
    assert shown[-1] == "b"


@pytest.mark.parametrize(
    "words",
    [
        "Ďakujem, žltý kôň úpel",
        "日本語のメール",
        "مرحبا بالعالم",
        "שלום עולם",
        "हिन्दी क्षेत्र",
        "ภาษาไทยที่นี่",
        "👩‍👩‍👧‍👦 ❤️ 1️⃣ 🏳️‍🌈 👍🏽 👩🏽‍💻 ⛹🏿‍♂️",
        "[INC-1] [/foo] [link=http://example.org]",
    ],
)
def test_ordinary_writing_is_left_alone(words: str) -> None:
    assert clean_line(words) == words
    assert clean_block(words) == words


def test_escape_sequences_are_shown_instead_of_obeyed() -> None:
    assert clean_line("A\x1b]0;PWNED\x07B\u009b31m") == "A␛]0;PWNED␇B�31m"


def test_text_that_turns_the_reading_direction_is_marked() -> None:
    assert clean_line("invoice\u202efdp.exe") == "invoice◊fdp.exe"


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\ufeff", "\u3164", "\u00ad", "\U000e0041"])
def test_invisible_characters_are_taken_out(hidden: str) -> None:
    assert clean_line(f"Marta{hidden} Rossi") == "Marta Rossi"


@pytest.mark.parametrize("between", ["\u200d", "\ufe0f", "\u200d\u200d"])
def test_joiners_outside_an_emoji_are_taken_out(between: str) -> None:
    assert clean_line(f"pay{between}pal") == "paypal"


def test_heaps_of_accents_are_cut_to_what_a_letter_can_carry() -> None:
    assert clean_line("Z" + "\u0301" * 500) == clean_line("Z" + "\u0301" * 4)


def test_lone_surrogates_can_be_stored_afterwards() -> None:
    assert clean_block("a\udc80b").encode() == "a�b".encode()


def test_a_block_keeps_its_lines_and_turns_tabs_into_spaces() -> None:
    assert clean_block("one\r\n\ttwo\rthree\u2028four") == "one\n    two\nthree\nfour"


def test_a_line_shows_where_lines_ended() -> None:
    assert clean_line(" one\r\n\r\n  two\tthree\n") == "one ↵ two three"


def test_a_line_is_cut_with_an_ellipsis() -> None:
    assert clean_line("abcdef", 6) == "abcdef"
    assert clean_line("abcdefg", 6) == "abcde…"
    assert clean_line("abc  defg", 5) == "abc…"


@given(WRITING)
@settings(deadline=None)
def test_cleaning_what_is_clean_changes_nothing(words: str) -> None:
    block, line = clean_block(words), clean_line(words)
    assert clean_block(block) == block
    assert clean_line(line) == line
    assert "\n" not in line
    assert not UNSAFE.search(line + block.replace("\n", ""))


@given(WRITING, st.integers(0, 12))
@settings(deadline=None)
def test_a_cut_line_is_no_longer_than_asked_and_stays_cut(words: str, limit: int) -> None:
    line = clean_line(words, limit)
    assert len(line) <= limit
    assert clean_line(line, limit) == line
