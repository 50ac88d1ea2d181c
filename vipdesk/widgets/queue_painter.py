"""Draws the rows of a queue, and has painted of them only what looks otherwise than before."""

from collections.abc import Callable, Iterator

from textual.geometry import Region
from textual.strip import Strip

from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Cell, Columns, columns_for
from vipdesk.widgets.row_painter import Row, RowPainter, changed
from vipdesk.widgets.rows import Rows
from vipdesk.widgets.shown_rows import Kept, ShownRows
from vipdesk.widgets.wrapping import wrap

HEADING = 1


class QueuePainter(RowPainter):
    """The rows as they stand, one of them selected, below a heading."""

    def __init__(
        self, *, id: str | None = None, fitting: Callable[[int, int], Columns] = columns_for
    ) -> None:
        super().__init__(id=id)
        self._empty = ""
        self._stand = Rows()
        self._index = 0
        self._shown = ShownRows(fitting=fitting)
        self._painted: dict[int, Row] = {}

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        """The tickets, those below the rule too."""
        return self._shown.lines

    @property
    def empty(self) -> str:
        """What is said where there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, words: str) -> None:
        """Say this from now on."""
        if words != self._empty:
            self._empty = words
            self._repaint_empty()

    def notify_style_update(self) -> None:
        """Looks changed: nothing kept is right any more."""
        super().notify_style_update()
        self._shown.forget()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if y < HEADING:
            return self.strip((self._columns.heading(), False))
        index, focused = self._index_at(y), self.has_focus
        kept = self._shown_row(index)
        if index is None or kept is None:
            return self._strip_of_no_ticket(y)
        selected = index == self._index
        self._painted[y] = kept.cells, selected
        strip = kept.strips.get((selected, focused))
        if strip is None:
            strip = kept.strips[selected, focused] = self.strip((kept.cells, selected))
        return strip

    def _strip_of_no_ticket(self, y: int) -> Strip:
        """The rule, or a row below the last."""
        rule = self._rule_at(y)
        if rule is not None:
            self._painted[y] = rule
            return self.strip(rule)
        self._painted.pop(y, None)
        said = self._said if not self.lines else ()
        at = y - HEADING - 1
        words = said[at] if 0 <= at < len(said) else ""
        return self.strip(((Cell(2, words, "muted"),), False))

    @property
    def _said(self) -> tuple[str, ...]:
        """What is said where there are no rows, in lines that find room."""
        wide = max(self.size.width - 2, 1)
        return tuple(wrap(self.empty, wide))

    @property
    def _rows(self) -> int:
        return max(self.size.height - HEADING, 0)

    @property
    def _width(self) -> int:
        """What rows take beside the scrollbar, wanted or not."""
        return self.size.width - self.scrollbar_size_vertical

    @property
    def _painted_width(self) -> int:
        """How far a row is painted: below the scrollbar, where there is none."""
        return self._width if self.show_vertical_scrollbar else self.size.width

    @property
    def _columns(self) -> Columns:
        self._shown.fit(self._width)
        return self._shown.columns

    def _index_at(self, y: int) -> int | None:
        return self._stand.index(y - HEADING + self.scroll_offset.y) if y >= HEADING else None

    def _shown_row(self, index: int | None) -> Kept | None:
        self._shown.fit(self._width)
        return None if index is None else self._shown.row(index)

    def _rows_at(self, rows: range) -> Iterator[tuple[int, Row | None]]:
        """What should stand in these rows of the screen."""
        self._shown.fit(self._width)
        top, selected = self.scroll_offset.y - HEADING, self._index
        for y in rows:
            index = self._stand.index(y + top)
            kept = None if index is None else self._shown.row(index)
            yield y, self._rule_at(y) if kept is None else (kept.cells, index == selected)

    def _rule_at(self, y: int) -> Row | None:
        past = self._stand.past
        if past is None or not self._stand.is_rule(y - HEADING + self.scroll_offset.y):
            return None
        return (Cell(0, f"── {past.rule} ".ljust(self.size.width, "─"), "heading"),), False

    def _repaint(self, rows: range) -> None:
        """Have those cells painted that are not on screen as they should be."""
        width, painted = self._painted_width, self._painted
        dirty = [
            region
            for y, row in self._rows_at(rows)
            for region in changed(row, painted.get(y), y, width)
        ]
        if dirty:
            self.refresh(*dirty)

    def _repaint_empty(self) -> None:
        self.refresh(Region(0, HEADING + 1, self.size.width, max(self._rows - 1, 1)))
