"""Titles in the frame of a widget, of which only what differs is painted again."""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from vipdesk.widgets.changed import stretch_of_text

AROUND = 3
"""Cells of a frame on each side of its title: the corner, a stroke, a space."""


def set_title(widget: Widget, title: Content) -> None:
    """Put `title` (one line) into the upper frame; the library would paint the whole widget."""
    before, widget._border_title = widget._border_title or Content(), title
    if before.plain == title.plain:
        return
    wide, cells = widget.outer_size.width, (before.cell_length, title.cell_length)
    begin, end = stretch_of_text(title.plain, before.plain)
    if not all(cells) or max(cells) > wide - 2 * AROUND:
        _paint(widget, Region(0, 0, wide, 1))
    elif begin < end:
        end += 0 if cells[0] == cells[1] else AROUND
        _paint(widget, Region(AROUND + begin, 0, end - begin, 1))


def set_subtitle(widget: Widget, subtitle: Content) -> None:
    """Put `subtitle` (one line) into the lower frame, where it stands on the right."""
    before, widget._border_subtitle = widget._border_subtitle or Content(), subtitle
    if before.plain == subtitle.plain:
        return
    wide, row = widget.outer_size.width, widget.outer_size.height - 1
    begin, end = stretch_of_text(subtitle.plain, before.plain)
    left = wide - AROUND - subtitle.cell_length
    if subtitle.cell_length != before.cell_length or left < AROUND:
        _paint(widget, Region(0, row, wide, 1))
    elif begin < end:
        _paint(widget, Region(left + begin, row, end - begin, 1))


def room(widget: Widget) -> int:
    """How many cells of a title find room in a frame."""
    return widget.outer_size.width - 2 * AROUND


def _paint(widget: Widget, region: Region) -> None:
    if region:
        widget.refresh(region.translate(-widget.content_offset))
    else:
        widget.refresh()
