"""A desk on a real store, at 10:42 on a Monday."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.acting.stage import JANA, MARTA, PAOLO, Scene, Wall
from vipdesk.desk import Desk
from vipdesk.domain.board import TicketView
from vipdesk.domain.people import Client
from vipdesk.pen import Pen
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.composer import Hand
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """Monday 23 November 2026, 10:42 on the desk's wall; nothing has come in yet."""
    clock = Wall(datetime.fromisoformat("2026-11-23T10:42:00+01:00"))
    where = str(tmp_path / "data" / "desk.db")
    client = Client(
        name="Acme S.p.A.",
        plan="All-inclusive",
        vip_from=clock.at.date() - timedelta(days=200),
        contacts=(MARTA, PAOLO),
    )
    policy = policy_for(shipped_policy_text())
    create_store(where, lambda engine: register(engine, client, JANA, policy, clock.at)).dispose()
    desk = Desk(Writer(open_writer(where), policy_for), clock)
    reader = Reader(open_reader(where), policy_for)
    scene = Scene(where, clock, desk, reader)
    yield scene
    reader.close()
    desk.close()
    for opened in scene.opened:
        opened.close()


@pytest.fixture
def pen(scene: Scene) -> Iterator[Pen]:
    """A pen on the scene's store."""
    pen = Pen(scene.open_desk)
    yield pen
    assert pen.close(10)


@pytest.fixture
def hand(scene: Scene, pen: Pen) -> Hand:
    """What a composer can have done on the scene's store."""

    async def look(number: int) -> TicketView | None:
        return scene.reader.ticket(number)

    return Hand(
        pen.execute,
        pen.submit,
        look,
        lambda words: None,
        JANA.name,
        lambda: ((), ()),
        scene.clock,
        scene.satchel,
        {},
    )
