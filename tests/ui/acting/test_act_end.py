"""The end of the screens: what is under way is finished, and nothing is said about it."""

import asyncio
import gc
import threading
from datetime import datetime
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import WorkerFailed

from tests.ui.acting.stage import Scene, sitting
from vipdesk.desk import Desk
from vipdesk.domain.audit import Entry, Wanted
from vipdesk.domain.board import Board, KeptApart, TicketView
from vipdesk.domain.calendar import CalendarView
from vipdesk.domain.commands import Note
from vipdesk.domain.errors import StoreError
from vipdesk.domain.figures import Figures
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.hindsight import Hindsight
from vipdesk.domain.month import Month
from vipdesk.domain.ticket import Ticket
from vipdesk.pen import Pen
from vipdesk.pictures import Pictures
from vipdesk.widgets.find_bar import FindBar


class Gate:
    """Boards, and a desk, that are there once the gate is open."""

    def __init__(self, scene: Scene) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()
        self.passed = 0
        self._reader = scene.reader

    def _pass(self) -> None:
        self.entered.set()
        assert self.open.wait(20)
        self.passed += 1

    def board(self) -> Board:
        self._pass()
        return self._reader.board()

    def beginning(self) -> Board:
        return self.board()

    def ticket(self, number: int) -> TicketView | None:
        return self._reader.ticket(number)

    def search(self, wanted: Filter, most: int) -> Found:
        return self._reader.search(wanted, most)

    def hindsight(self, at: datetime) -> Hindsight:
        return self._reader.hindsight(at)

    def audit(self, wanted: Wanted) -> tuple[Entry, ...]:
        return self._reader.audit(wanted)

    def open_tickets(self) -> tuple[Ticket, ...]:
        return self._reader.open_tickets()

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        return self._reader.calendar(start, end)

    def kept_apart(self) -> KeptApart:
        return self._reader.kept_apart()

    def figures(self, month: Month, now: datetime) -> Figures:
        return self._reader.figures(month, now)

    def desk(self) -> Desk:
        self._pass()
        raise StoreError("the store is locked")


async def test_the_answer_under_way_is_waited_for_before_the_store_is_closed(scene: Scene) -> None:
    gate = Gate(scene)
    pictures = Pictures(gate)
    asked = asyncio.create_task(pictures.board())
    await asyncio.to_thread(gate.entered.wait, 20)
    pictures.close()
    asyncio.get_running_loop().call_later(0.1, gate.open.set)
    await asyncio.to_thread(pictures.wait)
    assert gate.passed == 1
    assert (await asked).client.name == "Acme S.p.A."


async def test_who_still_asks_once_all_is_closed_is_cancelled(scene: Scene) -> None:
    pictures = Pictures(scene.reader)
    pictures.close()
    with pytest.raises(asyncio.CancelledError):
        await pictures.board()


async def test_nobody_hears_of_an_act_that_failed_after_they_left(scene: Scene) -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, said: complaints.append(said))
    gate = Gate(scene)
    pen = Pen(gate.desk)
    act = asyncio.create_task(pen.execute(Note(1, "too late")))
    await asyncio.to_thread(gate.entered.wait, 20)
    act.cancel()
    await asyncio.wait({act})
    gate.open.set()
    assert await asyncio.to_thread(pen.close, 20)
    await asyncio.sleep(0)
    del act
    gc.collect()
    assert complaints == []


async def test_an_act_that_comes_to_its_end_with_the_screens_is_no_mistake(scene: Scene) -> None:
    under_way = asyncio.Event()
    async with sitting(scene) as here:

        async def act() -> None:
            under_way.set()
            try:
                await asyncio.Event().wait()
            finally:
                here.app.board_screen.query_one("#gone")

        here.app.run_worker(act())
        await asyncio.wait_for(under_way.wait(), 20)
    assert here.app.mistake is None


class Lasting(Static):
    """Takes its screen away slowly: what is under way for the screen comes back before it."""

    def __init__(self) -> None:
        super().__init__()
        self.goes, self.come_back = asyncio.Event(), asyncio.Event()

    async def on_unmount(self) -> None:
        self.goes.set()
        await asyncio.wait_for(self.come_back.wait(), 20)


class Asking(ModalScreen[None]):
    """Looks for what it does not have, once it is said to."""

    def __init__(self, at: asyncio.Event, lasting: Lasting) -> None:
        super().__init__()
        self._at, self._lasting = at, lasting

    def compose(self) -> ComposeResult:
        yield self._lasting

    def on_mount(self) -> None:
        self.run_worker(self._ask())

    async def _ask(self) -> None:
        await self._at.wait()
        try:
            self.query_one("#gone")
        finally:
            self._lasting.come_back.set()


async def test_a_screen_that_is_left_while_it_reads_takes_nothing_with_it(scene: Scene) -> None:
    async with sitting(scene) as here:
        lasting = Lasting()
        screen = Asking(lasting.goes, lasting)
        await here.app.push_screen(screen)
        screen.dismiss()
        await asyncio.wait_for(lasting.come_back.wait(), 20)
        await here.keys("n")
        assert here.app.mistake is None


async def _lacks_something(scene: Scene) -> None:
    asked = asyncio.Event()
    async with sitting(scene) as here:
        lasting = Lasting()
        await here.app.push_screen(Asking(asked, lasting))
        asked.set()
        await asyncio.wait_for(lasting.come_back.wait(), 20)


async def test_a_screen_that_stands_and_lacks_something_is_a_mistake(scene: Scene) -> None:
    with pytest.raises(WorkerFailed, match="#gone"):
        await _lacks_something(scene)


async def test_a_search_that_comes_back_as_the_screens_go_is_no_mistake(scene: Scene) -> None:
    left = asyncio.Event()
    async with sitting(scene) as here:

        def sit() -> None:
            here.app.exit()
            left.set()
            FindBar().show("waiting")

        here.app.call_later(sit)
        await asyncio.wait_for(left.wait(), 20)
    assert here.app.mistake is None


async def test_a_tick_that_finds_the_screens_half_gone_is_no_mistake(scene: Scene) -> None:
    left = asyncio.Event()
    async with sitting(scene) as here:

        def leave() -> None:
            here.app.exit(return_code=7)
            left.set()
            here.app.board_screen.query_one("#gone")

        here.app.call_later(leave)
        await asyncio.wait_for(left.wait(), 20)
    assert here.app.mistake is None
    assert here.app.return_code == 7
