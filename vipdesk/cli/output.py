"""Data on standard output: one JSON document, or a table for people."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vipdesk.domain.text import clean_line

if TYPE_CHECKING:
    from rich.console import RenderableType

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
    """A table of clean one-line cells, as wide as the terminal.

    Tables with the same `widths`, the least of each column, stand below each other as one.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", show_header=any(headings))
    for heading, least in zip_longest(headings, widths):
        table.add_column(Text(heading or ""), overflow="fold", min_width=least or None)
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    print_parts([table])


def has_room(columns: int) -> bool:
    """Whether what is printed for people may be as wide as that."""
    from rich.console import Console

    return Console(file=sys.stdout).width >= columns


def print_parts(parts: "Iterable[RenderableType]") -> None:
    """What is to be read by people, one part below the other, as wide as the terminal."""
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    with console.capture() as painted:
        for part in parts:
            console.print(part)
    # Written here: a console that finds its reader gone would end the program with an error.
    sys.stdout.write(painted.get())
    sys.stdout.flush()


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
