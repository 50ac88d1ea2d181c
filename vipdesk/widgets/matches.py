"""Where words stand in a ticket that is laid out, also across the lines they were broken into."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from rich.cells import cell_len

from vipdesk.widgets.layout import Page
from vipdesk.widgets.lines import Entry, plain

LINE_END = "\n"


class Running:
    """The text of a page as it was before it was broken into lines."""

    def __init__(self, page: Page, entries: Sequence[Entry]) -> None:
        self._lines = [plain(line) for line in page.lines]
        self._starts: list[int] = []
        self._skips: list[int] = []
        self._text = self._joined(_glue(page, self._lines, entries))

    def find(self, words: str) -> "Matches":
        """Every place of `words`, whatever case or accents; they never overlap."""
        sought = folded(" ".join(words.split()))
        found: list[int] = []
        at = self._text.find(sought) if sought else -1
        while at >= 0:
            found.append(at)
            at = self._text.find(sought, at + len(sought))
        return Matches(self, found, len(sought))

    def row(self, at: int) -> int:
        """The row that a place of the text is in."""
        return bisect_right(self._starts, at) - 1

    def stretch(self, row: int) -> tuple[int, int]:
        """From where to where in the text a row goes."""
        begins = self._starts[row]
        return begins, begins + len(self._lines[row]) - self._skips[row]

    def cells(self, row: int, begin: int, end: int) -> tuple[int, int]:
        """The cells of its row that a stretch of the text takes."""
        line, offset = self._lines[row], self._skips[row] - self._starts[row]
        first = max(begin + offset, self._skips[row])
        before = cell_len(line[:first])
        return before, before + cell_len(line[first : end + offset])

    def _joined(self, glue: Sequence[str]) -> str:
        parts: list[str] = []
        length = 0
        for line, joint in zip(self._lines, glue, strict=True):
            skip = len(line) - len(line.lstrip(" ")) if joint != LINE_END else 0
            parts += [joint, folded(line[skip:])]
            self._skips.append(skip)
            self._starts.append(length + len(joint))
            length = self._starts[-1] + len(line) - skip
        return "".join(parts)


class Matches:
    """The places of some words, in their order."""

    def __init__(self, running: Running | None, places: Sequence[int], length: int) -> None:
        self._running, self._places, self._length = running, places, length

    def __len__(self) -> int:
        return len(self._places)

    def row(self, match: int) -> int:
        """The row that a match begins in."""
        return self._running.row(self._places[match]) if self._running else 0

    def from_row(self, row: int) -> int:
        """The first match that begins at or below a row, else the first of all."""
        if self._running is None or not self._places:
            return 0
        found = bisect_left(self._places, self._running.stretch(row)[0])
        return found if found < len(self._places) else 0

    def spans(self, row: int) -> Iterator[tuple[int, int, int]]:
        """The matches of a row: which, and from where to where, in cells."""
        if self._running is None:
            return
        begin, end = self._running.stretch(row)
        match = bisect_right(self._places, begin - self._length)
        while match < len(self._places) and self._places[match] < end:
            at = self._places[match]
            yield match, *self._running.cells(row, at, at + self._length)
            match += 1


NONE = Matches(None, (), 0)


def folded(text: str) -> str:
    """Sign for sign without case and accents, so that places stay the same."""
    return text.lower() if text.isascii() else text.translate(_BARE)


class _Bare(dict[int, str]):
    """Finds out about a sign once."""

    def __missing__(self, code: int) -> str:
        sign, *marks = list(normalize("NFD", chr(code)))
        bare = sign if all(map(combining, marks)) else chr(code)
        self[code] = bare.lower()[0]
        return self[code]


_BARE = _Bare()


def _glue(page: Page, lines: Sequence[str], entries: Sequence[Entry]) -> list[str]:
    """What stood before each line where it was broken off: nothing, a space, a line's end."""
    glue = [LINE_END] * len(lines)
    ends = [*page.begins[1:], len(lines)]
    for entry, begin, end in zip(entries, page.begins, ends, strict=True):
        source, at = _source(entry), 0
        for row in range(begin, end):
            said, place = lines[row].strip(" "), at
            while place < len(source) and source[place] in (" ", LINE_END):
                place += 1
            if said and source.startswith(said, place):
                between, at = source[at:place], place + len(said)
                if row > begin and LINE_END not in between:
                    glue[row] = between[:1]
    return glue


def _source(entry: Entry) -> str:
    parts = [plain(entry.heading), entry.text, entry.folded, *map(plain, entry.below)]
    return LINE_END.join(parts)
