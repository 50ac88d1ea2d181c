"""The rows of a queue as they stand at one instant: each worked out once, however often drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Cell, Columns, Under, columns_for

CURSOR = "▸"
NONE_YET = columns_for(0, 1)


@dataclass(slots=True)
class Rows:
    """The lines, what they are shown under, and the columns that found room."""

    lines: tuple[QueueLine, ...] = ()
    under: Under | None = None
    places: dict[int, int] = field(default_factory=dict)
    columns: Columns = NONE_YET
    _width: int = 0
    _digits: int = 1
    _cells: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    _strips: dict[tuple[int, bool, bool], Strip] = field(default_factory=dict)

    def take(self, lines: tuple[QueueLine, ...]) -> None:
        """Other lines; `places` says where each ticket stands."""
        self.lines = lines
        self.places = {line.number: index for index, line in enumerate(lines)}
        self._digits = len(str(max(self.places, default=0)))
        self._fit_anew()

    def show(self, under: Under) -> None:
        """At another instant."""
        self.under = under
        self.forget()

    def fit(self, width: int) -> None:
        """Into so many cells."""
        if width != self._width:
            self._width = width
            self._fit_anew()

    def cells(self, index: int) -> tuple[Cell, ...] | None:
        """The cells of a row; None where there is none."""
        known = self._cells.get(index)
        if known is None and self.under is not None and 0 <= index < len(self.lines):
            known = self._cells[index] = self.columns.row(self.lines[index], self.under)
        return known

    def known(self, index: int, selected: bool, focused: bool) -> Strip | None:
        """What `keep` was given for this row as it stands now."""
        return self._strips.get((index, selected, focused))

    def keep(self, index: int, selected: bool, focused: bool, strip: Strip) -> Strip:
        """Remember how a row looks."""
        self._strips[index, selected, focused] = strip
        return strip

    def _fit_anew(self) -> None:
        self.columns = columns_for(self._width, self._digits)
        self.forget()

    def forget(self) -> None:
        """Work every row out anew."""
        self._cells.clear()
        self._strips.clear()


def drawn(
    cells: tuple[Cell, ...], selected: bool, style: Callable[[str, bool], Style], width: int
) -> Strip:
    """A row as so many cells of the screen; `style` gives that of a look, selected or not."""
    plain, x = style("plain", selected), 0
    segments: list[Segment] = []
    for number, cell in enumerate(cells):
        segments.append(Segment(" " * (cell.x - x), plain))
        text = CURSOR + cell.text[1:] if selected and number == 0 else cell.text
        segments.append(Segment(text, style(cell.look, selected)))
        x = cell.x + cell_len(text)
    return Strip(segments).simplify().adjust_cell_length(width, plain)
