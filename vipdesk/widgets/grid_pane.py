"""A day or a week of the calendar on screen: its heads stay in sight, its rows scroll."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from vipdesk.widgets.diary_grid import Grid, day_view, week_heads, week_view


class GridPane(Vertical):
    """Shows a grid, scrolled to the marked entry, else to the present."""

    DEFAULT_CSS = """
    GridPane { height: auto; padding: 0 1; }
    GridPane #heads { height: 1; display: none; }
    GridPane.-week #heads { display: block; }
    GridPane VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    GridPane #cells { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def compose(self) -> ComposeResult:
        """The heads above the rows."""
        yield Static("", id="heads", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", id="cells", markup=False)

    def show(self, grid: Grid, width: int, rows: int) -> None:
        """Show the grid in so many columns, and rows at the most."""
        week, box = len(grid.days) > 1, self.query_one(VerticalScroll)
        box.styles.max_height = rows
        self.set_class(week, "-week")
        self.query_one("#heads", Static).update(week_heads(grid, width) if week else "")
        self.query_one("#cells", Static).update(week_view(grid, width) if week else day_view(grid))
        marked = grid.marked_line()
        line = grid.present_line() if marked is None else marked
        if line is not None:
            box.scroll_to(y=max(0, line + 1 - rows // 2), animate=False)
