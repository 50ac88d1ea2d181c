"""Programs that tests start: in a forked child, or under another operating-system account."""

import functools
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

NOBODY, WATCHERS = 65534, 54300
_REACH = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")
_IMPORT = (sys.executable, "-c", "import vipdesk")


def as_watcher(command: Sequence[str], *, group: int = WATCHERS) -> list[str]:
    """This command under an account of the group that owns nothing; as oneself without root.

    Where Python or the checkout lies in a folder that is closed to other accounts, the account
    may also look into closed folders; it can write no more for that.
    """
    if os.getuid():
        return list(command)
    return [*_setpriv(group), *(() if python_is_open_to_others() else _REACH), *command]


def become(command: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Be this program from here on, in a fresh child; a child that can't is no second test run."""
    try:
        os.execvpe(command[0], command, environment)
    finally:
        os._exit(127)


def _setpriv(group: int) -> list[str]:
    return ["setpriv", "--reuid", str(NOBODY), "--regid", str(group), "--clear-groups"]


@functools.cache
def python_is_open_to_others() -> bool:
    """Whether accounts other than this one can run this Python and this checkout."""
    tried = subprocess.run([*_setpriv(WATCHERS), *_IMPORT], capture_output=True, cwd="/")
    return tried.returncode == 0
