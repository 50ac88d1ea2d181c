"""What the store does not take until the end is not lost without a word."""

import os
import signal
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal

WORDS = "Dear Marta, the proxy is mended."


def rescued(environment: dict[str, str]) -> list[Path]:
    """The files with what could not be stored."""
    return list(Path(environment["HOME"], ".local", "state", "vipdesk").glob("draft-101-*.txt"))


@pytest.mark.parametrize("told_to_end", [False, True])
def test_a_draft_that_a_locked_store_does_not_take_is_in_a_file(
    environment: dict[str, str], told_to_end: bool
) -> None:
    vipdesk(environment, "init", "--client", "Acme", "--agent", "Jana", "--domain", "acme.example")
    opened = ("ticket", "new", "--subject", "Login page", "--severity", "1")
    vipdesk(environment, *opened, "--from", "marta@acme.example", "--body", "Nobody can log in.")
    with Terminal(environment=environment) as agent:
        agent.see("Nobody can log in.")
        agent.press("a")
        agent.see("Re: Login page")
        with closing(sqlite3.connect(environment["VIPDESK_STORE"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            agent.press(WORDS)
            agent.see("your draft is not kept")
            if told_to_end:
                os.kill(agent.pid, signal.SIGTERM)
            else:
                agent.press("\x1b")
                agent.see("esc again leaves without it")
                agent.press("\x1b")
                agent.wait(lambda: "^s send" not in agent.shown, "the desk again")
                agent.press("q")
            assert agent.exit_code() == (128 + signal.SIGTERM if told_to_end else 5)
    (kept,) = rescued(environment)
    assert kept.read_text("utf-8") == WORDS
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    painted = agent.painted.decode().replace("\r\n", "")
    assert "your text for #101 could not be stored" in painted
    assert kept.name in painted


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_the_first_questions_end_in_order_when_told_to(
    environment: dict[str, str], number: signal.Signals
) -> None:
    with Terminal(environment=environment) as agent:
        agent.see("A new desk: whose is it?")
        os.kill(agent.pid, number)
        assert agent.exit_code() == 128 + number
        assert agent.painted.count(b"\x1b[?1049l") == 1, "the terminal is given back"
    assert not Path(environment["VIPDESK_STORE"]).exists()
