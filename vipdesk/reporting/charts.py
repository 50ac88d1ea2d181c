"""Charts as SVG inside a page: no script, no style from elsewhere, each value written beside."""

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

WIDE, LEFT, ROW, BAR = 640, 190, 24, 14
COLUMN_HIGH, COLUMN_WIDE, FOOT, HEAD = 90, 26, 18, 16
SHORTEST = 2


class Bar(Struct, frozen=True):
    """A bar of `met` and, hatched, what is missing to `of`; `told` stands beside it."""

    name: str
    met: int
    of: int
    told: str


HATCH = (
    '<svg width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="missed" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" class="ground"/>'
    '<rect width="3" height="6" class="stripe"/></pattern></defs></svg>'
)
"""Once on a page: what was missed is striped, so that its colour is not all that tells it."""


def bars(label: str, rows: Sequence[Bar]) -> str:
    """Bars below each other, each as long as its share of the most."""
    most = max((row.of for row in rows), default=0) or 1
    high = ROW * len(rows)
    parts = [part for place, row in enumerate(rows) for part in _bar(row, place, most)]
    return _chart(label, WIDE, high, parts)


def columns(label: str, counts: Sequence[tuple[str, int]]) -> str:
    """Columns beside each other, the count above and the name below each."""
    most = max((count for _, count in counts), default=0) or 1
    parts = [part for place, one in enumerate(counts) for part in _column(*one, place, most)]
    return _chart(label, COLUMN_WIDE * len(counts), HEAD + COLUMN_HIGH + FOOT, parts)


def _bar(row: Bar, place: int, most: int) -> Iterable[str]:
    room, y = WIDE - LEFT - 90, place * ROW
    met, whole = room * row.met // most, room * row.of // most
    top, text = y + (ROW - BAR) // 2, y + ROW - 7
    yield f'<text x="{LEFT - 8}" y="{text}" text-anchor="end">{escape(row.name)}</text>'
    yield f'<rect x="{LEFT}" y="{top}" width="{met}" height="{BAR}" class="met"/>'
    if whole > met:
        missed = max(whole - met, SHORTEST)
        yield (
            f'<rect x="{LEFT + met}" y="{top}" width="{missed}" height="{BAR}"'
            ' fill="url(#missed)"/>'
        )
    yield f'<text x="{LEFT + whole + 8}" y="{text}">{escape(row.told)}</text>'


def _column(name: str, count: int, place: int, most: int) -> Iterable[str]:
    high = COLUMN_HIGH * count // most
    high = max(high, SHORTEST) if count else 0
    middle, foot = place * COLUMN_WIDE + COLUMN_WIDE // 2, HEAD + COLUMN_HIGH
    if count:
        yield (
            f'<rect x="{middle - 9}" y="{foot - high}" width="18" height="{high}" class="came"/>'
            f'<text x="{middle}" y="{foot - high - 4}" text-anchor="middle">{count}</text>'
        )
    yield f'<text x="{middle}" y="{foot + 14}" text-anchor="middle">{escape(name)}</text>'


def _chart(label: str, wide: int, high: int, parts: Sequence[str]) -> str:
    said = escape(label, quote=True)
    return (
        f'<svg viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img"'
        f' aria-label="{said}">{"".join(parts)}</svg>'
    )
