"""Where a notice can stand on a screen and cover nothing that somebody needs."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rich.cells import cell_len
from textual.geometry import Offset, Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

LEAST = 24
"""Cells below which a notice says nothing."""

MOST = 76
"""Cells that are looked for; what says more ends in an ellipsis where there are fewer."""

TYPED = 1
"""Rows around the cursor that are typed in next."""

STROKES = frozenset("─━═▁▔")
TAKEN, STROKE, BLANK = "x", "-", " "


def place(screen: Screen[Any], words: str, now_at: Region) -> Region:
    """The row and its stretch: where most can be said, in the lowest frame rather than in between.

    `now_at` is kept while nothing else comes to stand there.
    """
    rows = _rows(screen)
    if _is_free(rows, now_at):
        return now_at
    width = screen.size.width
    wanted = min(cell_len(words) + 2, MOST, max(width - 4, 1))
    free = [stretch for y, row in enumerate(rows) for stretch in _free(row, y)]
    fits = [each for each in free if each.width >= min(LEAST, wanted)]
    if fits:
        best = max(
            fits, key=lambda at: (min(at.width, wanted), rows[at.y][at.x] == STROKE, at.y, at.x)
        )
        cells = min(wanted, best.width)
        return Region(best.right - cells, best.y, cells, 1)
    return Region(max(width - LEAST, 0), max(screen.size.height - 2, 0), min(LEAST, width), 1)


def _is_free(rows: list[str], at: Region) -> bool:
    there = rows[at.y][at.x : at.right] if at.y < len(rows) else ""
    return bool(there) and len(there) == at.width and TAKEN not in there


def _free(row: str, y: int) -> Iterator[Region]:
    """Stretches of one kind, without the cells at their ends: a corner keeps a stroke."""
    x = 0
    for kind, cells in groupby(row):
        wide = len(list(cells))
        if kind != TAKEN and wide > 2:
            yield Region(x + 1, y, wide - 2, 1)
        x += wide


def _rows(screen: Screen[Any]) -> list[str]:
    """What each cell of the screen holds; what lies below a dialog is not its to cover."""
    width, height = screen.size
    cells = [[""] * width for _ in range(height)]
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        if not _is_notice(widget) and not (widget is screen and isinstance(screen, ModalScreen)):
            _fill(cells, widget, region, clip)
    for y in _typed_in(screen):
        cells[y] = [TAKEN] * width
    return ["".join(cell or TAKEN for cell in row) for row in cells]


def _fill(cells: list[list[str]], widget: Widget, region: Region, clip: Region) -> None:
    """Note what the widget shows, where nothing lies above it."""
    seen, above = region.intersection(clip), _lies_above_notices(widget)
    strips = widget.render_lines(seen.translate(-region.offset)) if seen else []
    for y, strip in enumerate(strips, seen.y):
        x = seen.x
        for character in strip.text:
            for _ in range(cell_len(character)):
                if y < len(cells) and x < len(cells[y]) and not cells[y][x]:
                    cells[y][x] = TAKEN if above else _kind(character)
                x += 1


def _kind(character: str) -> str:
    return STROKE if character in STROKES else BLANK if character.isspace() else TAKEN


def _lies_above_notices(widget: Widget) -> bool:
    """As the list of a command palette does."""
    return any(each.styles.overlay == "screen" for each in widget.ancestors_with_self)


def _is_notice(widget: Widget) -> bool:
    return any(isinstance(each, ToastRack) for each in widget.ancestors_with_self)


def _typed_in(screen: Screen[Any]) -> range:
    """Rows that somebody types in."""
    cursor = getattr(screen.focused, "cursor_screen_offset", None)  # of all that can be typed in
    if not isinstance(cursor, Offset):
        return range(0)
    return range(max(cursor.y - TYPED, 0), min(cursor.y + TYPED + 1, screen.size.height))
