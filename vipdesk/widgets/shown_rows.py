"""The rows of a queue as they stand at one instant: each worked out once, however often drawn.

A row is kept by its ticket: one that comes or goes above leaves it as it was.
"""

from collections.abc import Callable, Iterable
from datetime import tzinfo

from msgspec import Struct, field
from textual.strip import Strip

from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Cell, Columns, Stand, Under, columns_for

NONE_YET = columns_for(0, 1)
MOST_KEPT = 1024


class Kept(Struct):
    """A row that was worked out, what from, and how it looks: by whether it is selected, and has
    the focus. `under` is what it was looked at under last.
    """

    line: QueueLine
    stand: Stand
    cells: tuple[Cell, ...]
    under: Under
    strips: dict[tuple[bool, bool], Strip] = field(default_factory=dict)


class ShownRows(Struct):
    """The lines, what they are shown under, and the columns that found room.

    `fitting` gives these for a width, and so many digits of the numbers.
    """

    lines: tuple[QueueLine, ...] = ()
    under: Under | None = None
    places: dict[int, int] = field(default_factory=dict)
    columns: Columns = NONE_YET
    fitting: Callable[[int, int], Columns] = columns_for
    _width: int = 0
    _digits: int = 1
    _kept: dict[int, Kept] = field(default_factory=dict)
    _made_under: tuple[Policy, tzinfo | None] | None = None

    def take(self, lines: tuple[QueueLine, ...]) -> None:
        """Other lines; `places` says where each ticket stands."""
        self.lines = lines
        self.places = {line.number: index for index, line in enumerate(lines)}
        digits = len(str(max(self.places, default=0)))
        if digits != self._digits:
            self._digits = digits
            self._fit_anew()

    def show(self, under: Under) -> None:
        """At another instant."""
        self.under = under
        made_under = under.policy, under.zone
        if made_under != self._made_under:
            self._made_under = made_under
            self.forget()

    def fit(self, width: int) -> None:
        """Into so many cells."""
        if width != self._width:
            self._width = width
            self._fit_anew()

    def among(self, numbers: Iterable[int]) -> tuple[QueueLine, ...]:
        """The lines of those tickets that are here, in the order they stand in."""
        places = self.places
        return tuple(self.lines[at] for at in sorted(places[n] for n in numbers if n in places))

    def row(self, index: int) -> Kept | None:
        """A row as it stands now; None where there is none."""
        if self.under is None or not 0 <= index < len(self.lines):
            return None
        line, under = self.lines[index], self.under
        known = self._kept.get(line.number)
        if known is not None and known.under is under and known.line is line:
            return known
        stand = self.columns.stand(line, under)
        if known is None or known.stand != stand or known.line != line:
            if len(self._kept) >= MOST_KEPT:
                self.forget()
            cells = self.columns.row(line, stand, under.zone)
            known = self._kept[line.number] = Kept(line, stand, cells, under)
        known.line, known.under = line, under
        return known

    def _fit_anew(self) -> None:
        self.columns = self.fitting(self._width, self._digits)
        self.forget()

    def forget(self) -> None:
        """Work every row out anew."""
        self._kept.clear()
