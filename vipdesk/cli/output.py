"""Data on standard output: one JSON document, or a table for people."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vipdesk.domain.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

LONGEST_CELL = 500

Json = dict[str, Any]


def instant(at: datetime | None, zone: ZoneInfo) -> str | None:
    """An instant as ISO 8601 with the desk's offset."""
    return None if at is None else at.astimezone(zone).isoformat()


def seconds(length: timedelta | None) -> int | None:
    """A length in whole seconds; a started second of an overrun is one."""
    return None if length is None else length // timedelta(seconds=1)


def print_json(value: Any) -> None:
    """One JSON document; what is not ASCII is escaped, so that nothing reaches a terminal raw."""
    sys.stdout.write(json.dumps(value, indent=2) + "\n")
    sys.stdout.flush()


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int] = ()
) -> None:
    """A table of clean one-line cells, as wide as the terminal, with no word broken.

    Where there is no room for all columns, each row is told line by line. Tables with the same
    `widths`, the least of each column, stand below each other as one.
    """
    from vipdesk.cli.fitting import widths as fitting  # it loads what paints

    told, room = [[_shown(cell) for cell in row] for row in rows], _console().width
    columns = list(_columns(headings, told, len(widths)))
    wide = fitting(columns, room, widths)
    if wide is not None:
        print_parts([_table(columns, wide)])
    else:
        print_parts(_told_apart(headings, told, room))


def _columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], least: int
) -> Iterator[tuple[str, ...]]:
    """Each heading with the cells below it, as many as there are of either."""
    for place in range(max(len(headings), least, *map(len, rows), 0)):
        yield tuple(row[place] if place < len(row) else "" for row in (headings, *rows))


def _table(columns: Sequence[Sequence[str]], wide: Sequence[int]) -> "RenderableType":
    """Cells broken into rows of so many signs; the first of a column is its heading."""
    from rich.table import Table
    from rich.text import Text

    from vipdesk.cli.fitting import wrapped

    shows = any(cells[0] for cells in columns)
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=shows)
    broken = []
    for cells, width in zip(columns, wide, strict=True):
        head, *below = (Text("\n".join(wrapped(cell, width))) for cell in cells)
        table.add_column(head, width=width, no_wrap=True)
        broken.append(below)
    for row in zip(*broken, strict=True):
        table.add_row(*row)
    return table


def _told_apart(
    headings: Sequence[str], rows: Sequence[Sequence[str]], room: int
) -> "Iterator[RenderableType]":
    """Each row as lines of a heading and its cell, without those that are empty."""
    from vipdesk.cli.fitting import widths as fitting

    named = max(map(len, headings), default=0)
    for number, row in enumerate(rows):
        if number:
            yield ""
        told = [(name, cell) for name, cell in zip_longest(headings, row, fillvalue="") if cell]
        names, cells = (tuple(column) for column in zip(("", ""), *told, strict=True))
        columns = (names, cells)
        halves = max(room // 3, 1), max(room // 2, 1)
        yield _table(columns, fitting(columns, room, (named,)) or halves)


def has_room(columns: int) -> bool:
    """Whether what is printed for people may be as wide as that."""
    from rich.console import Console

    return Console(file=sys.stdout).width >= columns


def print_parts(parts: "Iterable[RenderableType]") -> None:
    """What is to be read by people, one part below the other, as wide as the terminal."""
    console = _console()
    with console.capture() as painted:
        for part in parts:
            console.print(part)
    # Written here: a console that finds its reader gone would end the program with an error.
    sys.stdout.write(painted.get())
    sys.stdout.flush()


def _console() -> "Console":
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def print_line(words: str) -> None:
    """A clean sentence, as wide as the terminal."""
    print_table(("",), [(words,)])


def print_fields(record: Json) -> None:
    """A record for people: a line a field."""
    print_table(("", ""), [(key.replace("_", " "), value) for key, value in record.items()])


def print_either(value: Json, *, as_json: bool) -> None:
    """A record as one JSON document or for people."""
    if as_json:
        print_json(value)
    else:
        print_fields(value)


def _shown(cell: object) -> str:
    return "" if cell is None else clean_line(str(cell), LONGEST_CELL)
