"""How wide the columns of a table are, so that as few cells as can be are broken.

A moment, a name or a length stays in one row before a longer text does; a text breaks between its
words; where there is no room for a word, it breaks before its `@` and behind its signs, as an
address does; where even that is not enough, it ends in `…` (the whole of it is in `--json`). What
nobody reads as a word, as a digest, goes on in the next row.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

GAP = 2
SHORT = 16
"""Cells up to which a text is read as one."""

LEAST_CUT = 8
"""Cells that something is cut down to at most."""

NO_WORD = 40
"""Cells from which on something is no word."""

CUT, BROKEN, SHORT_IN_TWO, LONG_IN_TWO = 8, 4, 3, 1
"""How bad it is where a part of a word is cut, a word is broken, a text goes on below."""

_PARTS = re.compile(r"[/.,_-]*@?[^@/.,_-]+[/.,_-]*|[@/.,_-]+")


def widths(
    columns: Sequence[Sequence[str]], room: int, least: Sequence[int] = ()
) -> list[int] | None:
    """The width of each column of cells; None where there is no room for that many columns."""
    lows = [*least, *[0] * (len(columns) - len(least))]
    bads = [_bads(cells) for cells in columns]
    most = [max(bad, default=0) for bad in bads]
    found = [max(low, min(LEAST_CUT, wide)) for low, wide in zip(lows, most, strict=True)]
    left = room - GAP * (len(columns) - 1) - sum(found)
    if left < 0:
        return None
    while gains := [one for one in _gains(found, bads) if one[2] - found[one[1]] <= left]:
        _gain, place, wide = max(gains)
        left -= wide - found[place]
        found[place] = wide
    if found:
        widest = max(range(len(found)), key=lambda place: most[place] - found[place])
        found[widest] += max(min(most[widest] - found[widest], left), 0)
    return found


def wrapped(text: str, wide: int) -> list[str]:
    """The text in rows of so many cells."""
    rows = [""]
    for word in text.split():
        if not _add(rows, word, " ", wide):
            for number, part in enumerate(_fitting(word, wide)):
                if not _add(rows, part, "" if number else " ", wide):
                    rows.append(part)
    return rows


def _add(rows: list[str], word: str, between: str, wide: int) -> bool:
    """Put it behind what stands in the last row, or into one of its own where it is a word."""
    made = f"{rows[-1]}{between if rows[-1] else ''}{word}"
    if cell_len(made) <= wide:
        rows[-1] = made
        return True
    if between and cell_len(word) <= wide:
        rows.append(word)
        return True
    return False


def _fitting(word: str, wide: int) -> Iterator[str]:
    """The parts of a word that is too long, each as much of it as there is room for."""
    for part in _PARTS.findall(word):
        if cell_len(part) <= wide:
            yield part
        elif cell_len(part) >= NO_WORD:
            yield from chop_cells(part, wide)
        else:
            yield set_cell_size(part, max(wide - 1, 0)).rstrip() + "…"


def _bads(cells: Sequence[str]) -> Counter[int]:
    """How much better a column gets, by the widths from which on it does."""
    found: Counter[int] = Counter()
    for cell in filter(None, cells):
        words, whole = cell.split(), cell_len(cell)
        found[_longest([part for word in words for part in _PARTS.findall(word)])] += CUT
        found[_longest(words)] += BROKEN
        found[whole] += SHORT_IN_TWO if whole <= SHORT else LONG_IN_TWO
    return found


def _longest(words: Sequence[str]) -> int:
    return max((min(cell_len(word), NO_WORD) for word in words), default=0)


def _gains(
    found: Sequence[int], bads: Sequence[Mapping[int, int]]
) -> Iterator[tuple[float, int, int]]:
    """What each sign is worth that a column grows by, the column, and how wide it is then."""
    for place, (now, bad) in enumerate(zip(found, bads, strict=True)):
        worth = 0
        for wide in sorted(wide for wide in bad if wide > now):
            worth += bad[wide]
            yield worth / (wide - now), place, wide
