"""A watcher for tests to run on a real pty: `on_a_terminal.py LOG` writes down how it ends."""

import os
import sys
from pathlib import Path

from tests.ui.watching.stage import Pulled, Wall, monday, morning_of
from vipdesk.cli.person import viewer
from vipdesk.config import settings_from
from vipdesk.domain.errors import DeskError
from vipdesk.running import complain
from vipdesk.watch import WatchApp, run_watch


class Logged(WatchApp):
    """Writes down that it was left in order."""

    def on_unmount(self) -> None:
        super().on_unmount()
        Path(sys.argv[1]).write_text("left in order", encoding="utf-8")


def main() -> int:
    """The exit code as `vipdesk watch` would give it."""
    try:
        mine = viewer(settings_from(os.environ))
        return run_watch(Logged(morning_of(monday()), Pulled(), Wall(), personal=mine))
    except DeskError as error:
        return complain(str(error), error.exit_code)


if __name__ == "__main__":
    sys.exit(main())
