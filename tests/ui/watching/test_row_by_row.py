"""Rows that a view draws by itself are what the library would have painted."""

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.ui.watching.stage import a_watch, monday, morning_of, ready
from vipdesk.appearance import Appearance
from vipdesk.widgets.row_by_row import RowByRow

Cell = tuple[str, Style | None]


def painted(strips: list[Strip]) -> list[list[Cell]]:
    """What is in each cell, and how it looks."""
    return [
        [(sign, style) for text, style, _ in strip for sign in text if cell_len(sign)]
        for strip in strips
    ]


@pytest.mark.parametrize("appearance", Appearance)
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_a_view_paints_what_the_library_would(
    appearance: Appearance, size: tuple[int, int]
) -> None:
    app = a_watch(morning_of(monday()))
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        app.wear(appearance)
        for keys in ("", "j", "tab", "enter"):
            await pilot.press(*filter(None, [keys]))
            await pilot.pause()
            views = [view for view in app.screen.query(RowByRow) if view.outer_size.area]
            assert views
            for view in views:
                whole = Region(0, 0, *view.outer_size)
                view._styles_cache.clear()
                library = Widget.render_lines(view, whole)
                for crop in (whole, Region(1, 0, view.outer_size.width - 2, 3)):
                    ours = view.render_lines(crop)
                    theirs = [row.crop(*crop.column_span) for row in library[: crop.height]]
                    assert painted(ours) == painted(theirs), (view, keys)
