"""Titles in the frame of a widget, of which only what differs is painted again."""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

CORNERS = 6
"""Cells of a frame around its title."""


def set_title(widget: Widget, title: Content) -> None:
    """Put `title` (one line) into the upper frame; the library would paint the whole widget."""
    before, widget._border_title = widget._border_title, title
    wide = max(title.cell_length, before.cell_length if before else 0) + CORNERS
    _paint(widget, Region(0, 0, min(wide, widget.outer_size.width), 1))


def set_subtitle(widget: Widget, subtitle: Content) -> None:
    """Put `subtitle` (one line) into the lower frame."""
    widget._border_subtitle = subtitle
    _paint(widget, Region(0, widget.outer_size.height - 1, widget.outer_size.width, 1))


def _paint(widget: Widget, region: Region) -> None:
    if region:
        widget.refresh(region.translate(-widget.content_offset))
    else:
        widget.refresh()
