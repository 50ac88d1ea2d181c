"""Who only looks makes way for whoever works on the machine."""

import subprocess
import sys
from pathlib import Path

import pytest

SAYS = "import os; from vipdesk.courtesy import make_way; make_way(); print(os.nice(0))"


def test_a_watcher_weighs_less_than_who_works() -> None:
    before = subprocess.run(
        [sys.executable, "-c", "import os; print(os.nice(0))"], capture_output=True, check=True
    )
    after = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, check=True)
    assert int(after.stdout) >= min(int(before.stdout) + 10, 19)


AUTOGROUP = Path("/proc/self/autogroup")
WEIGHS = "import time; from vipdesk.courtesy import make_way; make_way()"
UNTIL_IT_DOES = """
while "nice 10" not in (says := open("/proc/self/autogroup").read()):
    time.sleep(0.01)
print(says)
"""


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this system knows no weight of sessions")
def test_the_session_of_one_who_came_by_ssh_weighs_less_too() -> None:
    """Several at once: the system takes ten in a second."""
    command = [sys.executable, "-c", WEIGHS + UNTIL_IT_DOES]
    there = [subprocess.Popen(command, start_new_session=True) for _ in range(4)]
    assert [each.wait(60) for each in there] == [0] * 4


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this system knows no weight of sessions")
def test_the_session_of_a_shell_is_left_as_it_is() -> None:
    before = AUTOGROUP.read_text()
    command = [sys.executable, "-c", f"{WEIGHS}; print(open('/proc/self/autogroup').read())"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.strip() == before.strip()
