"""Open time looked up with two bisects, however long the span; tables grow as they are asked.

Instants are timedeltas since the UTC epoch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.open_table import EPOCH, ZERO, OpenTable, OpenTime, new_year, year_of
from vipdesk.domain.timetable import Timetable

FIRST_YEAR = 1900
LAST_YEAR = 2500

_LONGEST_YEAR = timedelta(days=366)
_FOR_EVER = 2 * _LONGEST_YEAR


class Openings:
    """When a timetable is open; BadInput where an answer lies outside 1900 to 2500."""

    __slots__ = ("_table", "_timetable", "_years")

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._years: dict[int, list[OpenTime]] = {}
        self._table = OpenTable(1970, 1969, ())

    def opening(self, at: timedelta) -> timedelta:
        """`at` if open, else the next opening."""
        table, index = self._stretch(at)
        return max(at, table.opens[index])

    def closing(self, at: timedelta) -> timedelta | None:
        """The next closing; None where two years go by without one."""
        table, index = self._stretch(at)
        while table.closes[index] == table.end:
            if table.end - at > _FOR_EVER:
                return None
            table = self._longer(table)
            index = bisect_right(table.closes, at)
        return table.closes[index]

    def is_open(self, at: timedelta) -> bool:
        """Whether `at` is inside an open stretch."""
        table = self._covering(at)
        index = bisect_right(table.closes, at)
        return index < len(table.opens) and table.opens[index] <= at

    def after(self, at: timedelta, length: timedelta) -> timedelta:
        """The moment at which `length` of open time from `at` is used up."""
        table = self._table
        if not table.start <= at < table.end:
            table = self._covering(at)
        index = bisect_right(table.closes, at)
        try:
            opening = table.opens[index]
            used = (at if at > opening else opening) - table.closed[index] + length
            # From `index` on: nothing to use up ends at this opening, not at the closing before.
            return table.closed[bisect_left(table.used_up, used, index)] + used
        except IndexError:
            self._longer(table, length)
            return self.after(at, length)

    def between(self, a: timedelta, b: timedelta) -> timedelta:
        """The open time in [a, b), nothing where `b` is before `a`."""
        if b <= a:
            return ZERO
        table = self._spanning(a, b)
        return table.used(b) - table.used(a)

    def stretches(
        self, a: timedelta, b: timedelta, *, backwards: bool = False
    ) -> Iterator[OpenTime]:
        """The open stretches of [a, b), cut to it, in order or from the last back."""
        if b <= a:
            return
        table = self._spanning(a, b)
        indices = range(bisect_right(table.closes, a), bisect_left(table.opens, b))
        for index in reversed(indices) if backwards else indices:
            yield max(a, table.opens[index]), min(b, table.closes[index])

    def _stretch(self, at: timedelta) -> tuple[OpenTable, int]:
        """The first stretch that ends after `at`, and the table that holds it."""
        table = self._covering(at)
        index = bisect_right(table.closes, at)
        while index == len(table.closes):
            table = self._longer(table)
            index = bisect_right(table.closes, at)
        return table, index

    def _spanning(self, a: timedelta, b: timedelta) -> OpenTable:
        """A table that holds both."""
        table = self._table
        if table.start <= a and b < table.end:
            return table
        self._covering(a)
        return self._covering(b)

    def _covering(self, at: timedelta) -> OpenTable:
        """A table that holds `at`."""
        table = self._table
        if table.start <= at < table.end:
            return table
        if not new_year(FIRST_YEAR) <= at < new_year(LAST_YEAR + 1):
            raise _out_of_reach()
        year = (EPOCH + at).year
        if not self._years:
            return self._tabled(year, year)
        return self._tabled(min(table.first, year), max(table.last, year))

    def _longer(self, table: OpenTable, length: timedelta = ZERO) -> OpenTable:
        """A table that goes on after `table`, by half as much again or as `length` needs."""
        last = self._timetable.last_year or LAST_YEAR
        needed = length // _LONGEST_YEAR
        if table.last >= last or table.last + needed > LAST_YEAR:
            raise _out_of_reach()
        years = max(1, (table.last - table.first) // 2, needed)
        return self._tabled(table.first, min(table.last + years, last))

    def _tabled(self, first: int, last: int) -> OpenTable:
        years = range(first, last + 1)
        for year in years:
            if year not in self._years:
                self._years[year] = year_of(self._timetable, year)
        # Replaced as a whole, so that another thread goes on with the table it holds.
        self._table = OpenTable(first, last, (s for year in years for s in self._years[year]))
        return self._table


def _out_of_reach() -> BadInput:
    return BadInput(
        _(
            "office hours are reckoned from {first} to {last}, and this leads beyond them; "
            "use a nearer date or a shorter duration"
        ).format(first=FIRST_YEAR, last=LAST_YEAR)
    )
