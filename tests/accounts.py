"""Accounts of the operating system: fresh ones, removed again, where tests run as root.

Where they don't, or where no other account can run this Python, everybody is the one there is.
On a system whose terminals are not of the group `tty` by themselves (`mount` says `devpts` without
`gid=5`), an account that is not root has to be in it, for its SSH server has to give them to it.
"""

import grp
import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import python_is_open_to_others


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the system, and the folder that is home to it here."""

    login: str
    home: Path

    @property
    def uid(self) -> int:
        """Its number."""
        return pwd.getpwnam(self.login).pw_uid

    @property
    def gid(self) -> int:
        """The number of its own group."""
        return pwd.getpwnam(self.login).pw_gid

    def run(self, command: Sequence[str], check: bool = True) -> str:
        """What a program says under this account."""
        with self.start(command) as process:
            said, _ = process.communicate()
        if check and process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, said)
        return said

    def start(self, command: Sequence[str], **environment: str) -> "subprocess.Popen[str]":
        """A program under this account; what it says can be read."""
        other = self.uid != os.getuid()
        told = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        return subprocess.Popen(
            command,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=[] if other else None,
            env=told | environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            text=True,
        )


@dataclass(frozen=True, slots=True)
class Accounts:
    """Whose the store is, and who may read it; both are in `group`, which has its folder.

    Where they are not `apart`, they are one account.
    """

    agent: Account
    watcher: Account
    group: str
    apart: bool


@contextmanager
def accounts(folder: Path) -> Iterator[Accounts]:
    """The accounts, with their homes in `folder`, until they are no longer needed."""
    if os.getuid() or not python_is_open_to_others():
        yield _one(folder)
        return
    made = f"vipdesk-{os.getpid()}"
    agent, watcher, group = f"{made}-desk", f"{made}-ada", f"{made}-sees"
    try:
        _system("groupadd", group)
        for login in (agent, watcher):
            home = ("-d", str(folder / login), "-m", "-k", "/dev/null")
            # a star is no password, and locks nothing
            _system("useradd", "-UG", group, "-s", "/bin/bash", "-p", "*", *home, login)
        yield Accounts(
            Account(agent, folder / agent), Account(watcher, folder / watcher), group, apart=True
        )
    finally:
        for login in (agent, watcher):
            subprocess.run(["userdel", "-f", login], capture_output=True, check=False)
        subprocess.run(["groupdel", group], capture_output=True, check=False)


def _one(folder: Path) -> Accounts:
    home = folder / "home"
    home.mkdir()
    own = Account(pwd.getpwuid(os.getuid()).pw_name, home)
    return Accounts(own, own, grp.getgrgid(os.getgid()).gr_name, apart=False)


def _system(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=True)
