"""A table of so many rows with a cursor, as the library has it; `tick` counts down each second.

python table.py ROWS [tick]
"""

import sys
import time

from textual.app import App, ComposeResult
from textual.widgets import DataTable

ROWS, TICKS = int(sys.argv[1]), "tick" in sys.argv
BEGAN = time.monotonic()


def left(number: int) -> str:
    """Hours, minutes, seconds until it is due."""
    seconds = int(BEGAN + 300 + number * 1111 - time.monotonic())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Table(App[None]):
    """The rows."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        self.columns = table.add_columns("no", "subject", "from", "sev", "left")
        rows = (
            (str(n), f"Matter {n} of the table", "Marta Rossi", "3", left(n)) for n in range(ROWS)
        )
        self.rows = [table.add_row(*row) for row in rows]
        if TICKS:
            self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Every countdown again."""
        table = self.query_one(DataTable)
        for number, key in enumerate(self.rows):
            table.update_cell(key, self.columns[-1], left(number))


Table().run()
