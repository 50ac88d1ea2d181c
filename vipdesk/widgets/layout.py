"""A ticket's entries as lines of a given width, no more of them than a screen can bear."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from vipdesk.domain.language import _, counted
from vipdesk.widgets.lines import Entry, Line, line
from vipdesk.widgets.wrapping import wrap

MOST_LINES, MOST_SIGNS = 2_000, 64_000
INDENT = "  "


class Page(Struct, frozen=True):
    """The lines of a timeline, where each entry begins, and what was left out."""

    lines: tuple[Line, ...]
    begins: tuple[int, ...]
    left_out: int
    folded: int


class Hints(NamedTuple):
    """The keys that unfold what is quoted, and show more of what is long."""

    unfold: str = "o"
    more: str = "m"


def laid_out(
    entries: Sequence[Entry],
    width: int,
    *,
    unfolded: bool = False,
    portions: int = 1,
    keys: Hints = Hints(),  # noqa: B008 it is immutable
) -> Page:
    """Entries under each other, each as far as it fits in so many portions of text.

    The latest come first when room is short: they are what is worked on.
    """
    blocks: list[list[Line]] = []
    room, left_out = Room(MOST_LINES * portions, MOST_SIGNS * portions), 0
    for entry in reversed(entries):
        body, cut = room.take(entry.text, entry.look, width)
        if entry.folded and unfolded:
            folded, also_cut = room.take(entry.folded, "muted", width)
            body, cut = [*body, (), *folded], cut or also_cut
        left_out += cut
        below = _below(entry, width, unfolded, cut, keys)
        blocks.append([*wrapped(entry.heading, width), *body, *below])
    blocks.reverse()
    return _page(blocks, left_out, sum(1 for entry in entries if entry.folded))


class Room(Struct):
    """How many lines and signs may still be shown."""

    lines: int
    signs: int

    def take(self, text: str, look: str, width: int) -> tuple[list[Line], bool]:
        """The lines of as much of `text` as there is room for, and whether some is left out."""
        shown = text[: self.signs]
        broken = wrap(shown, width - len(INDENT)) if shown else iter(())
        lines = [line(INDENT + piece, look) for piece in islice(broken, self.lines + 1)]
        cut = len(shown) < len(text) or len(lines) > self.lines
        del lines[self.lines :]
        self.signs, self.lines = self.signs - len(shown), self.lines - len(lines)
        return lines, cut


def _page(blocks: list[list[Line]], left_out: int, folded: int) -> Page:
    lines: list[Line] = []
    begins: list[int] = []
    for block in blocks:
        if lines and (len(block) > 1 or len(lines) - begins[-1] > 1):
            lines.append(())
        begins.append(len(lines))
        lines += block
    return Page(tuple(lines), tuple(begins), left_out, folded)


def _below(entry: Entry, width: int, unfolded: bool, cut: bool, keys: Hints) -> Iterator[Line]:
    if cut:
        yield line(INDENT + _("… there is more: {key} shows it").format(key=keys.more), "urgent")
    if entry.folded and not unfolded:
        count = entry.folded.count("\n") + 1
        said = counted(
            "… {count} quoted line: {key} unfolds",
            "… {count} quoted lines: {key} unfolds",
            count,
            key=keys.unfold,
        )
        yield line(INDENT + said, "muted")
    for each in entry.below:
        yield from wrapped(((INDENT, "plain"), *each), width)


def wrapped(one: Line, width: int) -> Iterator[Line]:
    """A line of several looks, broken where it is too long."""
    text = "".join(piece for piece, _ in one)
    broken = list(wrap(text, width))
    if len(broken) == 1:
        yield one
        return
    looks = [look for piece, look in one for _ in piece]
    at = 0
    for number, piece in enumerate(broken):
        at = text.find(piece.strip(" "), at)
        indented = f"{INDENT if number else ''}{piece.strip(' ')}"
        yield line(indented, looks[at] if 0 <= at < len(looks) else "plain")
