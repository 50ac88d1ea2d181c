"""What is written to a terminal for the desktop around it holds no sequence but its own."""

import pytest

from vipdesk.terminal.notice import osc9, osc777


@pytest.mark.parametrize("text", ["plain", "a;b", "x\x1b]0;owned\x07y", "two\nlines", "\x9b31m"])
def test_nothing_ends_it_early(text: str) -> None:
    for written in (osc9(text), osc777("title;x", text)):
        assert written.startswith("\x1b]")
        assert written.endswith("\a")
        inner = written[2:-1]
        assert inner.isprintable()
    assert osc777("t", text).count(";") == 3
    assert osc9(text).count(";") == 1
