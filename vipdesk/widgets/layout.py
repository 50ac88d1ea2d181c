"""A ticket's entries as lines of a given width, no more of them than a screen can bear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vipdesk.widgets.lines import Entry, Line, line
from vipdesk.widgets.wrapping import wrap

MOST_LINES, MOST_SIGNS = 2_000, 64_000
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a timeline, where each entry begins, and what was left out."""

    lines: tuple[Line, ...]
    begins: tuple[int, ...]
    left_out: int
    folded: int


def laid_out(
    entries: Sequence[Entry], width: int, *, unfolded: bool = False, portions: int = 1
) -> Page:
    """Entries under each other, each as far as it fits in so many portions of text.

    The latest come first when room is short: they are what is worked on.
    """
    blocks: list[list[Line]] = []
    lines_left, signs_left, left_out = MOST_LINES * portions, MOST_SIGNS * portions, 0
    for entry in reversed(entries):
        text = entry.text + (f"\n{entry.folded}" if unfolded and entry.folded else "")
        shown = text[:signs_left]
        body = list(_body(shown, entry.look, width, lines_left))
        cut = len(shown) < len(text) or len(body) > lines_left
        body = body[:lines_left]
        left_out += cut
        signs_left, lines_left = signs_left - len(shown), lines_left - len(body)
        blocks.append([*wrapped(entry.heading, width), *body, *_below(entry, width, unfolded, cut)])
    blocks.reverse()
    return _page(blocks, left_out, sum(1 for entry in entries if entry.folded))


def _page(blocks: list[list[Line]], left_out: int, folded: int) -> Page:
    lines: list[Line] = []
    begins: list[int] = []
    for block in blocks:
        if lines and (len(block) > 1 or len(lines) - begins[-1] > 1):
            lines.append(())
        begins.append(len(lines))
        lines += block
    return Page(tuple(lines), tuple(begins), left_out, folded)


def _body(text: str, look: str, width: int, most: int) -> Iterator[Line]:
    if text:
        for count, piece in enumerate(wrap(text, width - len(INDENT))):
            if count > most:
                return
            yield line(INDENT + piece, look)


def _below(entry: Entry, width: int, unfolded: bool, cut: bool) -> Iterator[Line]:
    if cut:
        yield line(f"{INDENT}… there is more: m shows it", "urgent")
    if entry.folded and not unfolded:
        count = entry.folded.count("\n") + 1
        what = "quoted line" if count == 1 else "quoted lines"
        yield line(f"{INDENT}… {count} {what}: o unfolds", "muted")
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
