"""Words inside Markdown are read by its readers as they were written, and plainly by people."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vipdesk.domain.markdown import escaped
from vipdesk.domain.text import clean_line

READER = MarkdownIt("gfm-like", {"html": True, "linkify": True})

PLACES = [
    *("{}", "# {}", "### {}: follow-up", "- {}", "- Cause: {}", "  - {}", "> {}", "*{}*"),
    "| a | b |\n| --- | --- |\n| {} | x |",
    "Some words before.\n{}\nsome words behind.",
]
PIECES = [
    *("\\", "`", "```", "*", "**", "_", "a_b", "[", "]", "](", "(", ")", "!", "![", "<", ">", "|"),
    *("#", "##", "+", "-", "--", "---", "=", "===", "~", "~~", "~~~", "&", "&amp;", "&#33;", ":"),
    *("1.", "2)", "12", ".", "www.x.org", "WWW.a.b", "http://x.org", "//evil.com", "a@b.org"),
    *("mailto:a@b.org", "<b>", "<!--", "</a>", "<http://x>", "[x]: /y", "[ ]", "evil.com", "x-"),
    *("word", "é", "\N{COMBINING ACUTE ACCENT}", "\N{EM DASH}", " ", " ", " ", ":smile:", "@eva"),
    *("$", "$x$", "http:", "/", "ftp://x.org", "{#id}", "\N{IDEOGRAPHIC SPACE}", "中国", "z.B."),
]
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=8).map(
    lambda pieces: clean_line("".join(pieces))
)


@pytest.mark.parametrize("place", PLACES)
@given(line=LINES.filter(bool))
@example(line="--")
@example(line="\\|")
@example(line="foo \\")
@example(line="foo ##")
def test_a_reader_shows_the_words_as_they_are(place: str, line: str) -> None:
    read, plain = READER.parse(place.format(escaped(line))), READER.parse(place.format("word"))
    assert [one.type for one in read] == [one.type for one in plain]
    assert [_shape(one) for one in read] == [_shape(one) for one in plain]
    found, expected = ("".join(map(_text, tokens)) for tokens in (read, plain))
    assert found == expected.replace("word", line, 1) if place != PLACES[-1] else line in found


@pytest.mark.parametrize(
    "line",
    [
        *("#118 Login page returns 502", "Late by: 1 h 20 min", "Mon 23 Nov, 10:42 CET", "a-b (c)"),
        *(
            "11 of 12",
            "sheet 3: Jana to Petra",
            "2.5 h + 10 min = 160 min!",
            "3 < 5 > 2",
            "a_b",
            "-5",
        ),
        *("R&D, +39 02 5550", "10:42:31", "1.5 { }", "2 * 3", "Re: a", "e.g. z.B. so", "a\\b ?"),
    ],
)
def test_what_marks_nothing_up_there_is_left_as_it_is(line: str) -> None:
    assert escaped(line) == line


def _shape(token: Token) -> list[str]:
    marked = [one.type for one in token.children or ()]
    return [kind for kind in marked if kind not in ("text", "text_special")]


def _text(token: Token) -> str:
    told = (one.content if one.type != "softbreak" else "\n" for one in token.children or ())
    return "".join(told)
