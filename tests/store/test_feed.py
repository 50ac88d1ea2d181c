"""Commits are noticed in other processes, soon, and through whatever happens to the store."""

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.kit import Programs, add, stored
from tests.store.listening import Listener, desk, do, everything, has_heard, holds, listening
from vipdesk.store import feed as module
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.feed import SHORTEST_REST, Feed
from vipdesk.store.inotify import FolderNotice


@pytest.mark.parametrize("poll", [False, True])
async def test_a_commit_elsewhere_is_noticed(where: str, programs: Programs, poll: bool) -> None:
    create_store(where).dispose()
    other = desk(programs, where)
    async with listening(where, poll=poll) as listener:
        for number in range(5):
            do(other, f"commit {number}")
            await listener.until(partial(holds, where, number + 1))


@pytest.mark.parametrize("poll", [False, True])
async def test_the_feed_survives_closing_and_opening(
    where: str, programs: Programs, poll: bool
) -> None:
    create_store(where).dispose()
    other = desk(programs, where)
    async with listening(where, poll=poll) as listener:
        for number in range(3):
            do(other, f"commit {number}")
            await listener.until(partial(holds, where, number + 1))
            do(other, "close")
            do(other, f"open {where}")


async def test_a_store_put_in_the_place_of_another_is_noticed(where: str) -> None:
    create_store(where).dispose()
    other = str(Path(where).with_name("other.db"))
    engine = create_store(other)
    add(engine, "of the other")
    engine.dispose()
    async with listening(where, poll=False) as listener:
        os.replace(other, where)
        await listener.until(lambda: stored(where) == ["of the other"])


async def test_a_store_that_goes_away_and_comes_back_is_noticed(where: str) -> None:
    create_store(where).dispose()
    away = f"{where}.away"
    async with listening(where, poll=False) as listener:
        os.rename(where, away)
        await listener.until(lambda: listener.count >= 1)
        seen = listener.count
        os.rename(away, where)
        await listener.until(lambda: listener.count > seen)


async def test_a_commit_between_making_the_feed_and_listening_is_not_lost(
    where: str, engine: Engine
) -> None:
    feed = Feed(where)
    add(engine, "first")
    async with asyncio.timeout(10):
        await anext(feed.changes())
    feed.close()


async def test_many_commits_at_once_may_be_told_as_few(where: str, engine: Engine) -> None:
    feed, listener = Feed(where), Listener()
    for number in range(50):
        add(engine, str(number))
    task = asyncio.create_task(listener.listen(feed))
    await listener.until(lambda: listener.count > 0)
    assert listener.count < 5
    feed.close()
    await task


async def test_looking_does_not_hold_up_the_loop(where: str, engine: Engine) -> None:
    feed = Feed(where, poll=True)
    longest = 0.0
    async with asyncio.timeout(10):
        changes = feed.changes()
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO policy VALUES ('held', '', 0)")
            waiting = asyncio.ensure_future(anext(changes))
            for _ in range(40):
                began = time.monotonic()
                await asyncio.sleep(0.005)
                longest = max(longest, time.monotonic() - began)
        await waiting
    feed.close()
    assert longest < 0.5, "a writer's open transaction would hold up a careless look for seconds"


async def test_closing_ends_the_listening(where: str, engine: Engine) -> None:
    feed = Feed(where)
    task = asyncio.create_task(Listener().listen(feed))
    await asyncio.sleep(0)
    feed.close()
    feed.close()
    async with asyncio.timeout(10):
        await task


async def test_a_feed_does_not_write(where: str, engine: Engine) -> None:
    engine.dispose()
    before = everything(where)
    assert list(before) == ["desk.db"]
    async with listening(where, poll=True):
        await asyncio.sleep(0)
        assert everything(where) == before


async def test_the_desk_keeps_the_side_files_for_its_watchers(where: str) -> None:
    create_store(where).dispose()
    engine = open_writer(where)
    names = {each.name for each in Path(where).parent.iterdir()}
    assert names == {"desk.db", "desk.db-wal", "desk.db-shm"}
    engine.dispose()


async def test_whoever_makes_a_pause_misses_nothing(
    where: str, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.store.feed.AT_ONCE", 0.0)
    monkeypatch.setattr("vipdesk.store.feed.SHARE", 0.1)
    create_store(where).dispose()
    other = desk(programs, where)
    async with listening(where, poll=False) as listener:
        for number in range(5):
            do(other, f"commit {number}")
        await listener.until(partial(holds, where, 5))
        do(other, "commit last")
        await listener.until(partial(holds, where, 6))


async def test_in_a_pause_nothing_is_closed_for_the_system_takes_long_over_it(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.store.feed.AT_ONCE", -1.0)
    engine = create_store(where)
    async with asyncio.timeout(20), listening(where, poll=False) as listener:
        with monkeypatch.context() as pausing:
            pausing.setattr(FolderNotice, "close", lambda _: pytest.fail("closed"))
            for name in ("one", "two", "three"):
                before = listener.count
                add(engine, name)
                await listener.until(partial(has_heard, listener, before + 1))
    engine.dispose()


class Resting(Feed):
    """Notes how long it would rest, on a machine where looks wait so long for a processor."""

    def __init__(self, where: str, monkeypatch: pytest.MonkeyPatch, *, eager: bool = False) -> None:
        self.rests: list[float] = []
        self.waited = 0.0
        self.meanwhile: Callable[[], None] = lambda: None
        monkeypatch.setattr(module, "waited_for_processor", lambda: self.waited)
        super().__init__(where, eager=eager)

    async def _stirs_within(self, seconds: float) -> bool:
        self.rests.append(seconds)
        self.meanwhile()
        return False


async def test_where_changes_have_no_end_the_pauses_grow_and_then_go(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_store(where)
    feed = Resting(where, monkeypatch)
    for number in range(8):
        add(engine, f"while one looked {number}")
        await feed._rest(0.0)
        feed._has_moved()
    assert feed.rests == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    for _ in range(20):
        await feed._rest(0.0)
    shorter = feed.rests[8:]
    assert all(after < before for before, after in pairwise(shorter))
    assert SHORTEST_REST <= shorter[-1] < 2 * SHORTEST_REST
    assert len(shorter) < 20, "nothing comes any more: the next change is looked at at once"
    feed.close()
    engine.dispose()


async def test_where_too_many_look_each_makes_pauses(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_store(where)
    feed = Resting(where, monkeypatch)
    for _ in range(7):
        feed.waited += 0.03
        await feed._rest(0.0)
    assert feed.rests == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]
    for _ in range(20):
        await feed._rest(0.0)
    assert len(feed.rests) < 27, "they have gone: the next change is looked at at once"
    feed.close()
    with closing(Resting(where, monkeypatch, eager=True)) as eager:
        for _ in range(3):
            eager.waited += 0.03
            await eager._rest(10.0)
        assert eager.rests == [SHORTEST_REST] * 3, "who is waited for does not wait so long"
    engine.dispose()


async def test_what_comes_at_a_persons_pace_is_never_waited_for(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_store(where)
    feed = Resting(where, monkeypatch)
    feed.meanwhile = lambda: add(engine, f"in a pause {len(feed.rests)}")
    add(engine, "while one looked")
    await feed._rest(0.0)
    for number in range(8):
        feed._has_moved()
        await feed._rest(0.0)
        add(engine, f"between two looks {number}")
    assert feed.rests == [0.05]
    feed.close()
    engine.dispose()


async def test_closing_ends_a_pause(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vipdesk.store.feed.AT_ONCE", -1.0)
    monkeypatch.setattr("vipdesk.store.feed.LONGEST_REST", 3600.0)
    monkeypatch.setattr("vipdesk.store.feed.SHARE", 0.0001)
    engine = create_store(where)
    async with asyncio.timeout(20), listening(where, poll=False) as listener:
        add(engine, "one")
        await listener.until(lambda: listener.count == 1)
