"""What the desk loads before its first picture: nothing that only writing needs."""

import subprocess
import sys

from tests.ui.acting.stage import Scene
from vipdesk.pen import Pen

SLOW = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "inscriptis",
    "phonenumbers",
    "vipdesk.desk",
)

PROGRAM = """
import asyncio, sys
from datetime import UTC, datetime
from vipdesk.app import DeskApp
from vipdesk.machine import Machine
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.feed import Feed
from vipdesk.store.reader import Reader
from vipdesk.store.seats import SeatKeeper
from vipdesk.store.unread import UnreadKeeper

def open_desk():
    raise AssertionError("nobody has written anything yet")

async def main(where):
    boards = Reader(open_reader(where, writes_too=True), policy_for)
    clock = lambda: datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
    seats, unread = SeatKeeper(where, "Jana"), UnreadKeeper(where, "Jana", lambda _: (0, ()))
    rest = (open_desk, open_desk, open_desk, seats, open_desk, unread, *[open_desk] * 3)
    machine = Machine(*rest)
    late = {"open_desk": open_desk, "machine": machine}
    app = DeskApp(boards, Feed(where), clock, **late, who="Jana")
    async with app.run_test():
        while app.board_screen.board is None:
            await asyncio.sleep(0)
        print(*sorted(set(sys.argv[2:]) & set(sys.modules)))

asyncio.run(main(sys.argv[1]))
"""


def test_the_first_picture_needs_nothing_that_writes(scene: Scene) -> None:
    scene.mail()
    command = [sys.executable, "-c", PROGRAM, scene.where, *SLOW]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == []


def test_a_desk_that_is_left_at_once_opens_no_store_any_more(scene: Scene) -> None:
    pen = Pen(scene.open_desk)
    assert pen.close(10)
    pen.warm_up()
    assert scene.opened == []
