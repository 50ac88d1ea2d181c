"""A letter's words as plain text that may be wrapped anew (RFC 3676), and as simple HTML."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from vipdesk.channels.mail.letter import Letter

WIDTH = 72
MARK = "-- "
"""The line above a signature (RFC 3676, 4.3)."""

DEEPEST = 5
"""Quotations in quotations that are set off; what is deeper keeps its marks."""

_LINK = re.compile(
    r"(?P<url>https?://[^\s<>\"'|\\^`{}]+)|(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)", re.I
)
_AFTER = ".,;:!?)]*_"
_WORD = re.compile(r"^ +|[^ ]+ *")
_QUOTE = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"


def plain(letter: Letter) -> str:
    """The whole text, soft line ends where a line is long; lines end with a line feed."""
    lines = _lines(letter.text)
    if letter.signature.strip():
        lines += ["", MARK, *_lines(letter.signature)]
    if letter.quoted is not None:
        lines += ["", letter.quoted.head, *(f"> {one}" for one in _lines(letter.quoted.text))]
    return "".join(f"{one}\n" for line in lines for one in _flowed(line))


def rich(letter: Letter) -> str:
    """The same as HTML, without a style of its own, so that it looks as the reader likes it."""
    parts = [_block(_lines(letter.text))]
    if letter.signature.strip():
        said = _said(_lines(letter.signature))
        parts.append(f'<div class="gmail_signature"><br>{MARK}<br>\n{said}</div>')
    if letter.quoted is not None:
        head, text = _html(letter.quoted.head), _block(_lines(letter.quoted.text))
        parts.append(
            f'<br>\n<div class="gmail_quote"><div class="gmail_attr">{head}<br></div>\n'
            f'<blockquote class="gmail_quote" type="cite" style="{_QUOTE}">{text}'
            "</blockquote></div>"
        )
    body, language = "\n".join(parts), escape(letter.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _lines(text: str) -> list[str]:
    """A space at a line's end would join it with the next."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [line.rstrip() for line in text.split("\n")]


def _flowed(line: str) -> Iterator[str]:
    """One line as the lines it is sent as; a space before any is taken away by who reads it."""
    if line == MARK:
        yield line
        return
    rest = line.lstrip(">")
    marks = ">" * (len(line) - len(rest))
    pieces = _wrapped(rest.removeprefix(" ") if marks else rest)
    for piece in pieces:
        stuffed = piece and (marks or piece.startswith((" ", ">", "From ")))
        yield f"{marks}{' ' if stuffed else ''}{piece}"


def _wrapped(line: str) -> list[str]:
    """Broken after spaces, which stay; a word that is longer stays whole."""
    pieces = [""]
    for word in _WORD.findall(line):
        if pieces[-1] and len(pieces[-1]) + len(word.rstrip(" ")) > WIDTH:
            pieces.append(word)
        else:
            pieces[-1] += word
    # a line of its own is no signature's
    return pieces if MARK not in pieces else [line]


def _block(lines: Iterable[str], depth: int = 0) -> str:
    """Lines as they stand; those behind `>` are quotations."""
    found = []
    for is_quoted, some in groupby(lines, key=lambda line: line.startswith(">")):
        if is_quoted and depth < DEEPEST:
            inner = _block([line[1:].removeprefix(" ") for line in some], depth + 1)
            found.append(f'<blockquote type="cite" style="{_QUOTE}">{inner}</blockquote>')
        else:
            found.append(f"<div>{_said(some)}</div>")
    return "\n".join(found)


def _said(lines: Iterable[str]) -> str:
    return "<br>\n".join(map(_html, lines))


def _html(line: str) -> str:
    """Escaped, with what can be followed made a link, and with its spaces."""
    out, at = [], 0
    for found in _LINK.finditer(line):
        shown = found[0].rstrip(_AFTER)
        target = shown if found["url"] else f"mailto:{shown}"
        out.append(_escaped(line[at : found.start()]))
        out.append(f'<a href="{escape(target)}">{escape(shown)}</a>')
        at = found.start() + len(shown)
    return "".join([*out, _escaped(line[at:])])


def _escaped(text: str) -> str:
    return re.sub(r"^ |  ", lambda space: "&nbsp;" * len(space[0]), escape(text))
