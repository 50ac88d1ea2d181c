"""What is loaded late leaves the screens whole that are loaded at once."""

import subprocess
import sys

OPENS = """
from vipdesk.cli.later import USED_LATER
from vipdesk.late import late
with late(USED_LATER):
    from vipdesk.app import DeskApp
from vipdesk.late import load_now
for name in sorted(USED_LATER):
    load_now(name)
print("it stands")
"""


def test_the_desk_is_there_while_what_keys_open_is_not() -> None:
    ran = subprocess.run([sys.executable, "-c", OPENS], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("it stands\n", "")
