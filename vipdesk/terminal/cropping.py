"""Of what changes on the screen nothing is drawn or sent but what changed (design: speed, 7.3).

The library cuts a changed stretch on its right only and begins at the left edge of its widget: a
digit at the end of a row would send the row. And for one changed row it draws every row of every
widget. Where it is not the library that this was written for, it goes on as it does.
"""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.color import Color
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from vipdesk.terminal.pieces import Piece, written

WRITTEN_FOR = ("8", "2")
"""The releases of the library whose updates look like this, by the parts of their number."""


def crop_updates() -> bool:
    """Paint no more than what changed from now on; False where the library is another one."""
    if tuple(version("textual").split(".")[: len(WRITTEN_FOR)]) != WRITTEN_FOR:
        return False
    type.__setattr__(ChopsUpdate, "render_segments", cropped)
    type.__setattr__(Compositor, "_render_chops", drawn)
    type.__setattr__(Screen, "_compositor_refresh", refresh_through)
    return True


_refresh = Screen._compositor_refresh


def refresh_through(screen: Screen[Any]) -> None:
    """Below another screen only what changed is painted; the library would paint that one whole."""
    top, below = screen.app.screen, screen.app._background_screens
    if screen is top or screen not in below or screen.app.is_inline:
        _refresh(screen)
        return
    dirty = screen._compositor._dirty_regions
    if seen := [region for region in dirty if not is_covered(region, top)]:
        top._set_dirty(*seen)
        top._dirty_widgets.add(top)  # its refresh would forget what else is to be painted by then
        top.check_idle()
    dirty.clear()
    screen._dirty_widgets.clear()


def is_covered(region: Region, top: Screen[Any]) -> bool:
    """Whether a part of a screen below is behind something that stands on this one."""
    over = top._compositor.visible_widgets.items()
    return any(
        place.intersection(clip).contains_region(region)
        for widget, (place, clip) in over
        if widget is not top
    )


Chops = list[dict[int, Strip | None]]
"""What is seen in each row, by the column where each piece begins; nothing where none changed."""


def drawn(compositor: Compositor, crop: Region, is_changed: Callable[[int], bool]) -> Chops:
    """The rows of `crop` that changed, from the widgets that are seen there and no other.

    A screen that is seen through another takes a new size after it: it may have fewer rows yet.
    """
    cuts = compositor.cuts
    chops: Chops = [{} for _ in cuts]
    for y in filter(is_changed, range(crop.y, min(crop.bottom, len(cuts)))):
        chops[y] = dict.fromkeys(cuts[y][:-1])
    for part, strips in _parts(compositor, crop, is_changed):
        begin, end = part.column_span
        for y, strip in zip(part.line_range, strips, strict=False):
            if chops[y]:
                inside = [cut for cut in cuts[y] if begin <= cut <= end]
                pieces = strip.divide([cut - begin for cut in inside[1:]])
                for cut, piece in zip(inside, pieces, strict=False):
                    if chops[y][cut] is None:
                        chops[y][cut] = piece
    return chops


def _parts(
    compositor: Compositor, crop: Region, is_changed: Callable[[int], bool]
) -> Iterator[tuple[Region, list[Strip]]]:
    """Where each widget is seen, front to back, with its rows."""
    rows = Region(0, crop.y, compositor.size.width, crop.height)
    for widget, (region, clip) in compositor.visible_widgets.items():
        part = region.intersection(clip).intersection(rows)
        if part and part.overlaps(crop):
            below = seen_through(widget)
            if below is None:
                yield part, widget.render_lines(part.translate(-region.offset))
            else:
                ground = widget.styles.background
                yield part, [tinted(row, ground) for row in rows_of(below, part, is_changed)]
            if part.contains_region(crop):
                return  # what stands behind is out of sight


def seen_through(widget: Widget) -> Screen[Any] | None:
    """The screen that is seen through this one; None where it is no screen, or an opaque one."""
    if not isinstance(widget, Screen) or widget.styles.background.a == 1:
        return None
    stack = widget.app.screen_stack
    place = stack.index(widget) if widget in stack else 0
    return stack[place - 1] if place else None


def rows_of(screen: Screen[Any], part: Region, is_changed: Callable[[int], bool]) -> list[Strip]:
    """The changed rows of a part of the screen, those between them empty."""
    chops = drawn(screen._compositor, part, is_changed)
    rows = (Strip.join(chops[y].values()) if y < len(chops) else Strip([]) for y in part.line_range)
    return [row.crop(part.x, part.right).adjust_cell_length(part.width) for row in rows]


def tinted(row: Strip, ground: Color) -> Strip:
    """A row as it shines through; it can't be clicked on there."""
    return Strip(BackgroundScreen.process_segments(row, ground), row.cell_length)


def cropped(update: ChopsUpdate, console: Console) -> str:
    """The changed stretches as a terminal takes them."""
    return written(_pieces(update), console._color_system or ColorSystem.TRUECOLOR)


def _pieces(update: ChopsUpdate) -> Iterator[Piece]:
    for y, begin, end in update.spans:
        for last, (first, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or first >= end or last <= begin:
                continue
            left = whole(strip, begin - first) if begin > first else 0
            x = first + left
            right = min(end, last) - first
            if end < last and whole(strip, right) < right:
                right += 1
            for text, style, _ in strip.crop(left, right) if left or end < last else strip:
                yield Piece(x, y, text, style)
                x += len(text) if text.isascii() else cell_len(text)


def whole(strip: Strip, cells: int) -> int:
    """As many cells, or one less where the cut would go through a wide character."""
    at = 0
    for segment in strip:
        text = segment.text
        if at >= cells or text.isascii():
            at += len(text)
            continue
        for letter in text:
            wide = cell_len(letter)
            if at < cells < at + wide:
                return at
            at += wide
    return cells
