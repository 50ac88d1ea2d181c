"""What goes wrong for one stays with that one; pages go on, and who runs the server is told."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from vipdesk.domain.errors import StoreError
from vipdesk.door.app import for_ever
from vipdesk.door.hub import Hub, Listener
from vipdesk.door.telling import AGAIN, Seldom
from vipdesk.door.threads import OneThread
from vipdesk.door.topics import Standings
from vipdesk.store.door_news import Listened, Looked, News
from vipdesk.store.door_reader import DoorReader

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Damaged:
    """Reads where things stand, and can't for some."""

    def __init__(self, states: Iterable[str], broken: str = "") -> None:
        self._states, self._broken = iter(states), broken

    def standings_state(self, address: str) -> str:
        """Another one each time; for one it is never there, for another there is a gap."""
        state = next(self._states)
        if address == self._broken or state == "gone":
            raise StoreError("a row that no vipdesk wrote")
        return state

    def news(self, before: Looked, listened: Listened) -> News:
        """All are concerned by the first change, and nobody by another."""
        return News(Looked(opened=1), everything=before.opened < 0)

    def good_visits(self, digests: Iterable[str], now: datetime) -> frozenset[str]:
        """Everybody is signed in still."""
        return frozenset(digests)


def hub_on(reader: Any) -> Hub:
    opened = OneThread[DoorReader]("reads", lambda: reader, lambda _: None)
    return Hub(opened, lambda: NOW)


async def looks(hub: Hub, *addresses: str) -> list[str]:
    """Which of these are told to look after one change."""

    async def changes() -> AsyncIterator[None]:
        yield

    listeners = [Listener(address, address) for address in addresses]
    for listener in listeners:
        listener.after = "long ago"
        hub._listeners[listener] = Standings(listener.address)
    hub.again = 0.001
    await hub.follow(changes())
    return [each.address for each in listeners if await each.next(0.001) is not None]


def test_what_can_not_be_read_for_one_is_told_to_the_others() -> None:
    hub = hub_on(Damaged("1234", broken="b"))
    assert asyncio.run(looks(hub, "a", "b", "c")) == ["a", "c"]


def test_what_could_not_be_read_is_read_with_the_next_change() -> None:
    hub = hub_on(Damaged(["1", "gone", "2"]))
    assert asyncio.run(looks(hub, "a", "b")) == ["a"]
    assert asyncio.run(looks(hub)) == []
    assert [each.behind for each in hub._listeners] == [False, False]


def test_the_last_change_is_looked_at_again_where_the_store_was_not_to_be_read() -> None:
    hub = hub_on(Damaged(["gone", "gone", "1"]))
    assert asyncio.run(looks(hub, "a")) == ["a"]


def test_what_never_can_be_read_stops_nobody_for_ever() -> None:
    hub = hub_on(Damaged(["gone"] * 100))
    assert asyncio.run(looks(hub, "a")) == []


def test_a_mistake_is_told_in_clean_words_and_gone_on_after() -> None:
    told: list[str] = []
    mistakes = iter([ValueError("\x1b[2J\nforged"), None])

    async def work() -> None:
        if (mistake := next(mistakes)) is not None:
            raise mistake

    asyncio.run(for_ever(work, told.append, again=0.001))
    (line,) = told
    assert "ValueError" in line
    assert line.isprintable()


def test_trouble_with_the_store_is_told_to_who_runs_the_server() -> None:
    told: list[str] = []

    def fails(_: object) -> None:
        raise StoreError("desk.db is locked")

    async def asks() -> None:
        thread = OneThread("reads", object, lambda _: None, told.append)
        with pytest.raises(StoreError):
            await thread(fails)
        thread.close()

    asyncio.run(asks())
    assert told == ["desk.db is locked"]


def test_the_same_is_told_once_in_a_while() -> None:
    told: list[str] = []
    now = 0.0
    tell = Seldom(told.append, lambda: now)
    for what in ("a", "b", "a"):
        tell(what)
    now += AGAIN
    tell("a")
    for number in range(1_000):
        tell(str(number))
    assert told[:3] == ["a", "b", "a"]
    assert len(tell._said) <= 100
