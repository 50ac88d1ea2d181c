"""One courier a store: it carries, stands by, takes over, and outlives what fails to begin."""

from pathlib import Path
from threading import Event, Thread

import pytest

from tests.store.kit import until
from vipdesk.courier import Courier
from vipdesk.domain.errors import StoreError
from vipdesk.store.courier_lock import courier_of, take_courier


class Part:
    """Carries nothing, and says when."""

    def __init__(self) -> None:
        self.carries = 0

    def __call__(self, stop: Event) -> None:
        """Until it is stopped."""
        self.carries += 1
        stop.wait(30)
        self.carries -= 1


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A store's place, without a store: the lock needs none."""
    return str(tmp_path / "desk.db")


@pytest.fixture
def told() -> list[str]:
    """What was said to be wrong."""
    return []


@pytest.fixture
def stop() -> Event:
    """Stops the courier."""
    return Event()


def jana() -> str:
    """Under which name it carries."""
    return "Jana"


def started(courier: Courier, stop: Event) -> Thread:
    """The courier, at work."""
    thread = Thread(target=courier.attend, args=(stop,), daemon=True)
    thread.start()
    return thread


def test_each_part_is_carried_while_nobody_else_does(
    where: str, told: list[str], stop: Event
) -> None:
    one, other = Part(), Part()
    thread = started(Courier(where, jana, [one, other], told.append), stop)
    until(lambda: (one.carries, other.carries) == (1, 1))
    assert courier_of(where) == "Jana"
    stop.set()
    thread.join(5)
    assert (one.carries, other.carries, courier_of(where)) == (0, 0, "")
    assert told == []


def test_it_stands_by_until_the_other_lets_go(where: str, told: list[str], stop: Event) -> None:
    held, part = take_courier(where, "worker"), Part()
    assert held is not None
    thread = started(Courier(where, jana, [part], told.append), stop)
    assert (courier_of(where), part.carries) == ("worker", 0)
    held.close()
    until(lambda: part.carries == 1)
    stop.set()
    thread.join(5)


def test_a_part_that_can_not_begin_is_told_and_stops_no_other(
    where: str, told: list[str], stop: Event
) -> None:
    part = Part()

    def broken(_: Event) -> None:
        raise StoreError("desk.db is locked: try again")

    thread = started(Courier(where, jana, [broken, part], told.append), stop)
    until(lambda: told == ["desk.db is locked: try again"])
    until(lambda: part.carries == 1)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_without_a_place_for_the_lock_it_says_so_and_leaves(told: list[str], stop: Event) -> None:
    thread = started(Courier("/nowhere/at/all/desk.db", jana, [Part()], told.append), stop)
    until(lambda: bool(told))
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_mistake_in_one_way_is_told_and_that_way_begun_again(
    where: str, told: list[str], stop: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.courier.BEGIN_AGAIN", 0.05)
    part, begun = Part(), []

    def mistaken(_: Event) -> None:
        begun.append(1)
        raise ZeroDivisionError

    thread = started(Courier(where, jana, [mistaken, part], told.append), stop)
    until(lambda: len(begun) > 2)
    assert told == ["a way of it broke off (ZeroDivisionError): it is begun again"]
    assert part.carries == 1
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_it_carries_under_another_name_once_the_desk_has_gone_on(
    where: str, told: list[str], stop: Event
) -> None:
    name, part = ["Jana"], Part()
    thread = started(Courier(where, lambda: name[0], [part], told.append), stop)
    until(lambda: courier_of(where) == "Jana")
    name[0] = "Petra"
    until(lambda: courier_of(where) == "Petra")
    assert part.carries == 1, "it goes on meanwhile"
    stop.set()
    thread.join(5)
