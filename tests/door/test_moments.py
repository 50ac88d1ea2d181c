"""What is so for a moment: who types, and who is on the page, told to the other side at once."""

import json
import time
from collections.abc import Callable

import pytest

from tests.door.kit import Browser, Doorway
from tests.door.test_chat import heard
from tests.kit import MARTA
from vipdesk.domain.on_pages import OnPages
from vipdesk.store.moment import DeskMoments


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


def soon(true: Callable[[], bool]) -> bool:
    """Whether it becomes true while one looks, for a few seconds at the most."""
    until = time.monotonic() + 8
    while time.monotonic() < until:
        if true():
            return True
    return False


def test_each_side_sees_the_other_type(doorway: Doorway, marta: Browser) -> None:
    number = marta.say("Hello?").json()["ticket"]
    desk = DeskMoments(doorway.desk.where)
    try:
        with marta.line() as line:
            heard(line, "talk")
            line.send(json.dumps({"type": "here", "how": "looks"}))
            line.send(json.dumps({"type": "types", "ticket": number}))
            both = OnPages({MARTA.address: True}, {MARTA.address: number})
            assert soon(lambda: desk.pages() == both)
            line.send(json.dumps({"type": "types", "ticket": number, "on": False}))
            line.send(json.dumps({"type": "here", "how": "away"}))
            assert soon(lambda: desk.pages() == OnPages({MARTA.address: False}))
            desk.keep(number, time.time() + 5)
            assert heard(line, "types")["on"] is True
            with marta.line() as other:
                assert heard(other, "types")["on"] is True
            desk.keep(None)
            assert heard(line, "types")["on"] is False
        assert soon(lambda: desk.pages() == OnPages())
    finally:
        desk.close()
