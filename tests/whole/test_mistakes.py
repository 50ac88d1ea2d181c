"""A mistake of ours ends the screens in one line: no traceback, and nothing of the client's."""

import sys

from tests.whole.terminal import Terminal

MISTAKEN = """
import sys
import vipdesk.running as program
from vipdesk.clock import system_clock
from vipdesk.watch import WatchApp, run_watch

class Boards:
    def beginning(self):
        secret = "the words of Marta Rossi"
        raise RuntimeError("a row has no number")

class Feed:
    async def changes(self):
        yield
    def close(self):
        pass

class Command:
    command = None
    store = policy = None

program.command_line = lambda: type("Parser", (), {"parse_args": lambda self, argv: Command})()
program.import_module = lambda name: type(
    "Module", (), {"run": lambda self, *_: run_watch(WatchApp(Boards(), Feed(), system_clock))}
)()
sys.exit(program.run([]))
"""


def test_the_screens_end_in_one_line() -> None:
    with Terminal(environment={}, program=(sys.executable, "-c", MISTAKEN)) as terminal:
        assert terminal.exit_code() == 1
        painted = terminal.painted.decode(errors="replace")
        assert "a mistake in vipdesk itself" in painted
        assert "a row has no number" in painted
        assert "Traceback" not in painted
        assert "Marta" not in painted
        assert painted.count("\x1b[?1049l") == 1, "the terminal is given back"
