"""The history and the closing of a mail folded away, without a word being lost."""

import re
from collections.abc import Sequence

from msgspec import Struct

from vipdesk.channels.mail.history import history_start
from vipdesk.channels.mail.signature import signature_start

_NEAR = 4


class Folded(Struct, frozen=True):
    """A mail's text in three: what the writer added, the history, the closing.

    Together they have every line of the mail; where nothing would be left to read, nothing is
    folded.
    """

    text: str
    quoted: str = ""
    signature: str = ""


def fold(text: str) -> Folded:
    """Fold a clean text."""
    lines = text.split("\n")
    start, end = _history(lines)
    own, quoted = [*lines[:start], *lines[end:]], lines[start:end]
    if not any(_has_words(line) for line in own):
        own, quoted = lines, []
    closing = signature_start(own)
    return Folded(_joined(own[:closing]), _joined(quoted), _joined(own[closing:]))


def _history(lines: Sequence[str]) -> tuple[int, int]:
    """From which line to which the history goes; both the end of the text where there is none."""
    whole = len(lines)
    start = history_start(lines)
    if start is None:
        start = _first_mark(lines, 0)
    elif not _is_marked(lines, start):
        return start, whole  # nothing marks its lines, so it goes on to the end
    end = _end_of_marks(lines, start)
    if _first_mark(lines, end) < whole:
        return whole, whole  # answers between the quotations can't be read without them
    return start, end if _says_something(lines[end:]) else whole


def _is_marked(lines: Sequence[str], start: int) -> bool:
    """Whether the lines of the history begin with the mark of quotation."""
    written = [line for line in lines[start : start + 12] if line.strip()]
    return any(line.startswith(">") for line in written[:_NEAR])


def _first_mark(lines: Sequence[str], start: int) -> int:
    for number in range(start, len(lines)):
        if lines[number].startswith(">"):
            return number
    return len(lines)


def _end_of_marks(lines: Sequence[str], start: int) -> int:
    """Where the lines end that are quoted, or blank between quoted ones."""
    end = number = _first_mark(lines, start)
    while number < len(lines) and (not lines[number].strip() or lines[number].startswith(">")):
        number += 1
        if lines[number - 1].strip():
            end = number
    return end


def _says_something(lines: Sequence[str]) -> bool:
    return any(_has_words(line) for line in lines)


def _has_words(line: str) -> bool:
    return re.search(r"\w", line) is not None


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")
