"""What may be shown: untrusted text made harmless before it is stored or displayed.

Nothing is cut out as a sequence: the character that would start one is made visible and the rest
stands as it came (design: safety, R1). Cleaning what is clean changes nothing.
"""

import re
import unicodedata
from functools import cache

TAB = " " * 4
RETURN = "↵"
MOST_MARKS = 4

_CONTROL = "\x00-\x08\x0b-\x1f\x7f"
_PLANES = range(0, 0x110000, 0x10000)
_BROKEN = (
    "\x80-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES)
    + "\U000f0000-\U000ffffd\U00100000-\U0010fffd"
)
_TURN = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)

UNSAFE = re.compile(f"[\t{_CONTROL}{_BROKEN}{_TURN}{_INVISIBLE}]")
"""A character that cleaned text never holds; a line feed is safe in a block only."""

_ASCII_CONTROL = re.compile(f"[\t{_CONTROL}]")
_JOINERS = (
    f"(?<![{_EMOJI}])[\ufe0e\ufe0f]"
    f"|(?<![{_EMOJI}])(?<![{_EMOJI}][\ufe0e\ufe0f])\u200d"
    f"|\u200d(?![\u2640-\u2bff\U0001f000-\U0001faff])"
)
_STACK = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]*\n\s*|[ \t]{2,}|\t")


def clean_block(text: str) -> str:
    """Text of several lines, fit to show: lines kept, tabs as spaces, nothing a terminal obeys."""
    if not text.replace("\n", "").isprintable():
        text = _BREAKS.sub("\n", text).replace("\t", TAB)
    return _harmless(text)


def clean_line(text: str, limit: int | None = None) -> str:
    """Text as one line, fit to show; at most `limit` characters, ending in … where it was cut."""
    line = _BREAKS.sub("\n", text).strip()
    line = _harmless(_SPACES.sub(lambda found: f" {RETURN} " if "\n" in found[0] else " ", line))
    # what was removed may have stood between two spaces, or at an end
    line = _SPACES.sub(" ", line).strip()
    return line if limit is None or len(line) <= limit else _cut(line, limit)


def _harmless(text: str) -> str:
    """`text` without unsafe characters, loose joiners and heaps of marks."""
    if text.isascii():
        return _ASCII_CONTROL.sub(_stand_in, text)
    text = UNSAFE.sub(_stand_in, text)
    return _STACK.sub(_thin, _compiled(_JOINERS).sub("", text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern for what is rare: it takes longer to compile than a screen of text to clean."""
    return re.compile(pattern)


def _stand_in(found: re.Match[str]) -> str:
    """What is shown for one unsafe character: a picture of it, a sign of its kind, or nothing."""
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "◊"
    return "" if _compiled(_NOTHING).match(found[0]) else "\ufffd"


_NOTHING = f"[{_INVISIBLE}]"


def _thin(found: re.Match[str]) -> str:
    """A run without the combining marks that are more than a letter can carry."""
    kept: list[str] = []
    marks = 0
    for sign in found[0]:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me", "Mc") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _cut(line: str, limit: int) -> str:
    """The start of a clean line, with … in place of the rest."""
    return line[: max(limit - 1, 0)].rstrip(" \u200d") + "…" if limit > 0 else ""
