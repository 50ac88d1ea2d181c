"""The screens are imported late and loaded whole, in an interpreter of their own."""

import subprocess
import sys

SCREENS = """
import sys
from vipdesk.cli.later import USED_LATER
from vipdesk.late import late, load_now
with late(USED_LATER):
    import vipdesk.app, vipdesk.watch
for name in sorted(USED_LATER):
    load_now(name)
for module in [each for name, each in sys.modules.items() if name.startswith("vipdesk")]:
    for name, value in vars(module).items():
        if type(value).__name__ == "_StandIn":
            print(module.__name__, name)
"""


def test_the_screens_can_be_imported_late_and_no_stand_in_is_left() -> None:
    """A class of a late module may be a base, with its kind, of one that is not late."""
    run = subprocess.run(
        [sys.executable, "-c", SCREENS], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
