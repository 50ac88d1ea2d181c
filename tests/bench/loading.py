"""From 100,000 rows in memory to the first frame that shows them, beside tables of the library."""

import asyncio
import time
from collections.abc import Iterator
from statistics import median

from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.store import NOW, STILL, store_of
from vipdesk.domain.board import Board
from vipdesk.pictures import Pictures
from vipdesk.policies import policy_for
from vipdesk.screens.board import BoardScreen
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader

ROWS, TABLE_ROWS, SIZE = 100_000, 10_000, (120, 36)


class Framed(App[None]):
    """Tells when it has painted a frame."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = asyncio.Event()

    def post_display_hook(self) -> None:
        """A frame is out."""
        self.painted.set()


class Ours(Framed):
    """The board's own screen, without a board yet."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures

    def get_default_screen(self) -> BoardScreen:
        """The panes."""
        return BoardScreen(self._pictures)

    def show(self, board: Board) -> None:
        """Take the rows."""
        screen = self.screen
        assert isinstance(screen, BoardScreen)
        screen.now = NOW
        screen.take(board)


class Table(Framed):
    """The library's table, empty yet."""

    def compose(self) -> ComposeResult:
        """It."""
        yield DataTable(cursor_type="row")

    def fill(self) -> None:
        """Take the rows."""
        table = self.query_one(DataTable)
        table.add_columns("no", "subject", "from", "sev", "left")
        table.add_rows((str(n), f"Matter {n}", "Marta Rossi", "3", "1h") for n in range(TABLE_ROWS))


async def ours(board: Board, reader: Reader) -> float:
    """Milliseconds to the frame that shows the board."""
    app = Ours(Pictures(reader))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        app.painted.clear()
        began = time.perf_counter()
        app.show(board)
        await app.painted.wait()
        return (time.perf_counter() - began) * 1000


async def table() -> float:
    """Milliseconds to the frame that shows the peer's rows."""
    app = Table()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        began = time.perf_counter()
        app.fill()
        await pilot.pause()
        app.painted.clear()
        app.refresh()
        await app.painted.wait()
        return (time.perf_counter() - began) * 1000


def measure(bench: Bench) -> Iterator[Figure]:
    """The whole board's screen, and a tenth of the rows for the peer."""
    reader = Reader(open_reader(str(store_of(STILL, bench.folder))), policy_for)
    small = reader.board()
    rows = small.lines * (ROWS // len(small.lines) + 1)
    lines = tuple(row._replace(number=101 + n) for n, row in enumerate(rows[:ROWS]))
    board = replace(small, lines=lines)
    took = median(asyncio.run(ours(board, reader)) for _ in range(bench.times(7, 3)))
    peer = asyncio.run(table())
    reader.close()
    told = f"DataTable, {TABLE_ROWS:,} rows: {peer:,.0f} ms"
    yield at_most("100,000 rows in memory to the first frame", took, 50, "ms", told)
