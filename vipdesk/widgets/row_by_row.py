"""A long view that draws its own rows; the library draws its frame."""

from rich.style import Style
from textual.color import TRANSPARENT
from textual.geometry import Region
from textual.strip import Strip

from vipdesk.widgets.seen_looks import SeenLooks


class RowByRow(SeenLooks):
    """Gives whole rows; each piece of them has a ground of its own."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sides: tuple[Strip, Strip] | None = None
        self._ground, self._blank = TRANSPARENT, Style()

    def notify_style_update(self) -> None:
        """Looks changed: the frame that was kept is not right any more."""
        super().notify_style_update()
        self._sides = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The library looks, for each row, at all that may be around it: it draws the frame."""
        gutter = self.styles.gutter
        begin = min(max(crop.y, gutter.top), crop.bottom)
        end = max(min(crop.bottom, self.outer_size.height - gutter.bottom), begin)
        return [
            *self._frame(crop, range(crop.y, begin)),
            *self._rows_within(crop, range(begin, end)),
            *self._frame(crop, range(end, crop.bottom)),
        ]

    def _frame(self, crop: Region, rows: range) -> list[Strip]:
        if not rows:
            return []
        return super().render_lines(Region(crop.x, rows.start, crop.width, len(rows)))

    def _rows_within(self, crop: Region, rows: range) -> list[Strip]:
        if not rows:
            return []
        (left, right), top = self._sides_at(rows.start), self.styles.gutter.top
        strips = [self._filled(self.render_line(y - top)) for y in rows]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, self._ground) for strip in strips]
        whole = [Strip.join((left, strip, right)) for strip in strips]
        if crop.column_span == (0, self.outer_size.width):
            return whole
        return [row.crop(*crop.column_span) for row in whole]

    def _sides_at(self, y: int) -> tuple[Strip, Strip]:
        """The frame left and right of a row, as the library draws it: the same for each."""
        if self._sides is None:
            gutter, width = self.styles.gutter, self.outer_size.width
            (row,) = super().render_lines(Region(0, y, width, 1))
            self._sides = row.crop(0, gutter.left), row.crop(width - gutter.right, width)
            _, self._ground = self.background_colors
            self._blank = Style(bgcolor=self._ground.rich_color)
        return self._sides

    def _set_dirty(self, *regions: Region) -> None:
        """Where all of it is to be painted, its frame may look otherwise."""
        if not regions:
            self._sides = None
        super()._set_dirty(*regions)

    def _filled(self, strip: Strip) -> Strip:
        return strip.adjust_cell_length(self.size.width, self._blank)
