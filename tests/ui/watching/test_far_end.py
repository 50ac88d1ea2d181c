"""A terminal that answers no more, on an SSH line that nobody has cut."""

import sys
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import Any, cast

import pytest
from textual.app import App
from textual.events import Key

from vipdesk.terminal.far_end import ANSWER, ASK, ASKS_EACH, GIVES_UP_AFTER, FarEnd
from vipdesk.terminal.keyboard import Alt, Keyboard

SSH = {"SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22"}


class Painted:
    """What takes the place of an app with its driver: keeps what it is to write."""

    def __init__(self) -> None:
        self._driver, self.written = self, list[str]()

    def write(self, text: str) -> None:
        """Keep it."""
        self.written.append(text)

    def flush(self) -> None:
        """Nothing is held back."""


def far_end(environment: dict[str, str]) -> tuple[FarEnd, list[str]]:
    painted = Painted()
    return FarEnd(cast("App[Any]", painted), environment), painted.written


def looks(there: FarEnd, count: int) -> list[bool]:
    return [there.silent() for _ in range(count)]


def test_one_that_answered_and_falls_silent_is_given_up() -> None:
    there, _ = far_end(SSH)
    there.answered()
    there.heard()
    assert looks(there, GIVES_UP_AFTER) == [*[False] * (GIVES_UP_AFTER - 1), True]


def test_it_is_asked_at_first_and_then_only_when_nothing_comes() -> None:
    there, asked = far_end(SSH)
    there.silent()
    assert asked == [ASK]
    for _ in range(10):
        there.heard()
        looks(there, ASKS_EACH - 1)
    assert asked == [ASK]
    there.silent()
    assert asked == [ASK, ASK]


@pytest.mark.parametrize("environment", [SSH, {}])
def test_one_that_never_answers_is_never_given_up(environment: dict[str, str]) -> None:
    there, _ = far_end(environment)
    there.heard()
    assert not any(looks(there, 10 * GIVES_UP_AFTER))


def test_nobody_is_asked_on_a_line_that_the_system_cuts() -> None:
    there, asked = far_end({})
    there.answered()
    assert not any(looks(there, 10 * GIVES_UP_AFTER))
    assert asked == []


def test_an_answer_is_no_key_and_whatever_comes_counts() -> None:
    there, _ = far_end(SSH)
    keyboard = Keyboard(Alt(lambda key: False, lambda: True), there)
    came = [*keyboard.feed(f"a{ANSWER}b")]
    assert [each.key for each in came if isinstance(each, Key)] == ["a", "b"]
    looks(there, GIVES_UP_AFTER - 1)
    assert [*keyboard.feed("c")]
    assert not there.silent()
    assert any(looks(there, GIVES_UP_AFTER))


def look_and_hear(there: FarEnd, step: int) -> bool:
    """Look once; another thread hears something when so many steps of that are done."""
    steps = count()

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        frame.f_trace_opcodes = True
        if event == "opcode" and frame.f_code is FarEnd.silent.__code__ and next(steps) == step:
            there.heard()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        gone = there.silent()
    finally:
        sys.settrace(before)
    assert next(steps) > step
    return gone


@pytest.mark.parametrize("step", range(20))
def test_what_comes_in_the_midst_of_a_look_is_not_lost(step: int) -> None:
    there, _ = far_end(SSH)
    there.answered()
    there.heard()
    looks(there, GIVES_UP_AFTER - 2)
    assert not look_and_hear(there, step)
    assert not there.silent()
