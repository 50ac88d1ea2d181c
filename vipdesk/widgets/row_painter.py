"""A long view whose rows are cells, each in a look; what was drawn once is not drawn again."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from vipdesk.widgets.columns import Cell, differing
from vipdesk.widgets.row_by_row import RowByRow

MOST_STRIPS = 2048
CURSOR = "▸"
LOOKS = ("heading", "breached", "urgent", "warn", "calm", "paused", "none", "plain", "muted")
DIM = ("heading", "paused", "muted")

Row = tuple[tuple[Cell, ...], bool]
"""The cells of a row, and whether it is selected."""


class RowPainter(RowByRow):
    """Draws rows by the styles of their looks."""

    DEFAULT_CSS = """
    RowPainter .queue--heading, RowPainter .queue--paused, RowPainter .queue--muted {
        text-style: dim;
    }
    RowPainter .queue--breached { color: $error; text-style: bold; }
    RowPainter .queue--urgent { color: $warning; text-style: bold; }
    RowPainter .queue--warn { color: $accent; }
    RowPainter .queue--calm { color: $success; }
    RowPainter .queue--cursor { text-style: bold; }
    RowPainter:focus .queue--cursor { text-style: reverse; }
    """
    COMPONENTS = frozenset(f"queue--{look}" for look in (*LOOKS, "cursor"))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: dict[tuple[Row, bool], Strip] = {}
        self._styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Looks changed: nothing kept is right any more."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def strip(self, row: Row) -> Strip:
        """The row as it is painted, over the whole width."""
        key = row, self.has_focus
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != self.size.width:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = strip = self._drawn(*row)
        return strip

    def _drawn(self, cells: tuple[Cell, ...], selected: bool) -> Strip:
        plain, x = self._style("plain", selected), 0
        segments: list[Segment] = []
        for number, cell in enumerate(cells):
            segments.append(Segment(" " * (cell.x - x), plain))
            text = CURSOR + cell.text[1:] if selected and number == 0 else cell.text
            segments.append(Segment(text, self._style(cell.look, selected)))
            x = cell.x + cell_len(text)
        return Strip(segments).simplify().adjust_cell_length(self.size.width, plain)

    def _style(self, look: str, selected: bool) -> Style:
        key = f"{look}{' selected' if selected else ''}{' focused' if self.has_focus else ''}"
        if key not in self._styles:
            # what is dim would be a patch of grey in the marked row, which is drawn in reverse
            seen = "plain" if selected and look in DIM else look
            style = self.get_component_rich_style(f"queue--{seen}")
            if selected:
                style += self.get_component_rich_style("queue--cursor", partial=True)
            self._styles[key] = style
        return self._styles[key]


def changed(fresh: Row | None, painted: Row | None, y: int, width: int) -> Iterator[Region]:
    """What of row `y` is not on screen as it should be."""
    if fresh == painted:
        return
    if fresh is None or painted is None or _otherwise(fresh, painted):
        yield Region(0, y, width, 1)
        return
    for cell, old in zip(fresh[0], painted[0], strict=False):
        begin, end = differing(cell, old)
        if begin < end:
            yield Region(cell.x + begin, y, end - begin, 1)


def _otherwise(fresh: Row, painted: Row) -> bool:
    """Whether the whole row looks other: the cursor came or went, or a rule did."""
    return fresh[1] is not painted[1] or len(fresh[0]) != len(painted[0])
