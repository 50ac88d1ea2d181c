"""Pauses between looks at changes, where somebody waits for the next word of a talk."""

import pytest

from tests.store.kit import add
from tests.store.test_feed import Resting
from vipdesk.store.engine import create_store
from vipdesk.store.feed import HASTY_REST


async def test_a_talk_waits_for_no_long_pause(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_store(where)
    feed = Resting(where, monkeypatch)
    feed.in_haste = True
    for number in range(6):
        add(engine, f"while one looked {number}")
        await feed._rest(10.0)
        feed._has_moved()
    assert max(feed.rests) == HASTY_REST
    feed.in_haste = False
    await feed._rest(10.0)
    assert feed.rests[-1] > HASTY_REST
    feed.close()
    engine.dispose()
