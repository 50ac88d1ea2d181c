"""Work that waits for a lull: it goes on when nobody types, or when somebody waits for it."""

import asyncio
import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from vipdesk.lull import OLD, PAINTED, Lull, beside, clear_by_hand, clear_in, load_in_lulls


async def test_who_does_not_type_waits_for_nothing() -> None:
    lull = Lull()
    await lull.come()
    assert not lull.left


async def test_whoever_types_is_waited_for_but_not_for_ever() -> None:
    lull = Lull()

    async def type_on() -> None:
        while True:
            lull.stirred()
            await asyncio.sleep(0.01)

    typing = asyncio.create_task(type_on())
    await lull.come(within=0.1)
    assert lull.left
    typing.cancel()


def test_haste_ends_the_waiting_of_another_thread() -> None:
    lull, typing, waited = Lull(), threading.Event(), threading.Event()

    def wait() -> None:
        lull.wait()
        waited.set()

    def type_on() -> None:
        while not typing.wait(0.01):
            lull.stirred()

    threads = [threading.Thread(target=work) for work in (type_on, wait)]
    lull.stirred()
    for thread in threads:
        thread.start()
    lull.hurry()
    assert waited.wait(20)
    assert lull.left
    typing.set()
    for thread in threads:
        thread.join()


def test_modules_are_loaded_and_the_way_to_load_them_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_heavy_thing.py").write_text("VALUE = 7\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = [*sys.meta_path]
    load_in_lulls(["a_heavy_thing"], frozenset({"a_heavy_thing"}), Lull())
    assert sys.modules.pop("a_heavy_thing").VALUE == 7
    assert sys.meta_path == before


async def test_work_beside_the_loop_is_waited_for() -> None:
    done: list[int] = []
    await beside(lambda: done.append(threading.get_ident()))
    assert done
    assert done != [threading.get_ident()]


async def test_work_that_fails_is_waited_for_no_longer() -> None:
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(beside(lambda: 1 / 0), 5)


class Ring:
    """Refers to itself: it goes only when it is looked for."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def cleared_by_hand() -> Iterator[None]:
    """As in a desk whose first picture stands."""
    thresholds = gc.get_threshold()
    gc.collect()
    clear_by_hand()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def grown_old() -> weakref.ref[Ring]:
    """Garbage that was young once and is no more, and was followed by much."""
    ring = Ring()
    old = weakref.ref(ring)
    for _ in range(OLD + 1):
        gc.collect(1)
    return old


@pytest.mark.usefixtures("cleared_by_hand")
def test_no_key_waits_for_all_garbage_to_be_looked_for() -> None:
    lull, old = Lull(), grown_old()
    kept = [[number] for number in range(1_000_000)]
    lull.stirred()
    clear_in(lull)
    assert old() is not None
    assert len(kept) == 1_000_000


@pytest.mark.usefixtures("cleared_by_hand")
def test_garbage_is_cleared_in_a_lull_and_at_last_whoever_types(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = grown_old()
    monkeypatch.setattr("vipdesk.lull.LULL", 0.0)
    clear_in(Lull())
    assert old() is None
    monkeypatch.undo()
    old, lull = grown_old(), Lull()
    monkeypatch.setattr("vipdesk.lull.FULL", OLD)
    clear_in(lull)
    assert lull.left
    assert old() is None


def test_work_beside_keys_waits_until_the_last_is_painted() -> None:
    lull = Lull()
    lull.stirred()
    began = time.monotonic()
    lull.breathe()
    assert time.monotonic() - began > PAINTED / 2
    began = time.monotonic()
    lull.breathe()
    assert time.monotonic() - began < PAINTED / 2
