"""Work that waits for a lull: it goes on when nobody types, or when somebody waits for it."""

import asyncio
import sys
import threading
from pathlib import Path

import pytest

from vipdesk.lull import Lull, beside, load_in_lulls


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
