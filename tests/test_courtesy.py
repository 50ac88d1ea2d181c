"""Who only looks makes way for whoever works on the machine."""

import subprocess
import sys

SAYS = "import os; from vipdesk.courtesy import make_way; make_way(); print(os.nice(0))"


def test_a_watcher_weighs_less_than_who_works() -> None:
    before = subprocess.run(
        [sys.executable, "-c", "import os; print(os.nice(0))"], capture_output=True, check=True
    )
    after = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, check=True)
    assert int(after.stdout) >= min(int(before.stdout) + 10, 19)
