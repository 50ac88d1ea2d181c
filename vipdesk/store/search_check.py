"""Whether the search index can be read to its end, and knows all that is written."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vipdesk.store import driver
from vipdesk.store.faults import kind

Rows = Callable[[str], Sequence[Sequence[Any]]]

KEYS = (
    "SELECT number << 32 FROM ticket UNION ALL"
    " SELECT (ticket << 32) | number FROM message WHERE ticket IS NOT NULL"
)
LACKS = f"SELECT count(*) FROM ({KEYS} EXCEPT SELECT id FROM written_docsize)"
STRAYS = f"SELECT count(*) FROM (SELECT id FROM written_docsize EXCEPT SELECT * FROM ({KEYS}))"
TERMS = "CREATE VIRTUAL TABLE temp.written_terms USING fts5vocab('main', 'written', 'row')"
COUNTED = "SELECT coalesce(sum(cnt), 0) FROM temp.written_terms"
TOTALS = "SELECT block FROM written_data WHERE id = 1"
"""What the index itself believes to hold: texts, then words of each column."""

DAMAGED = "the search index is damaged"


def index_faults(rows: Rows) -> Iterator[str]:
    """What is wrong with it; nothing where all is well.

    Other damage is not looked for here, and errors that are none are the caller's.
    """
    if not _is_whole(rows):
        yield DAMAGED
        return
    try:
        ((lacks,),), ((strays,),) = rows(LACKS), rows(STRAYS)
    except driver.DriverError as error:
        if kind(error) != "CORRUPT":
            raise
    else:
        if lacks or strays:
            yield f"the search index lacks {lacks} texts and holds {strays} that are gone"


def _is_whole(rows: Rows) -> bool:
    """Whether it can be read to its end, and has as many words as it believes."""
    try:
        rows(TERMS)
        ((counted,),), ((totals,),) = rows(COUNTED), rows(TOTALS)
    except driver.DriverError as error:
        if kind(error) != "CORRUPT":
            raise
        return False
    except ValueError:
        return False
    return sum(list(_whole_numbers(totals))[1:]) == int(counted)


def _whole_numbers(block: object) -> Iterator[int]:
    """The numbers in a record of the index, seven bits to a byte."""
    number = 0
    for byte in block if isinstance(block, bytes) else b"":
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
