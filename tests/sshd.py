"""A real SSH server on loopback, Debian's, that lets in whom `vipdesk ssh-setup` says."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.accounts import Account
from tests.mail.dovecot import answers, free_port

SSHD, LISTENS = "/usr/sbin/sshd", "Server listening on"
# As Debian has it, but for what only a server of the tests' own needs; and an admin who lets
# through more of the environment than Debian does.
_CONFIG = """
Include {folder}/sshd_config.d/*.conf
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized_keys/%u
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
AllowUsers {users}
X11Forwarding yes
PrintMotd no
PrintLastLog no
AcceptEnv LANG LC_* COLORTERM VIPDESK_* XDG_*
Subsystem sftp internal-sftp
MaxStartups 100
"""


class Sshd:
    """Has a key for each of `people`, by name; `homes` are the accounts that may come in."""

    def __init__(self, folder: Path, people: tuple[str, ...], homes: tuple[Account, ...]) -> None:
        self.folder, self.port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._keys = {name: folder / f"key-{number}" for number, name in enumerate(people)}
        for each in ("sshd_config.d", "authorized_keys"):
            (folder / each).mkdir()
        for key in (folder / "host", *self._keys.values()):
            command = [
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                key.name,
                "-f",
                str(key),
            ]
            subprocess.run(command, check=True)
        public = (folder / "host.pub").read_text()
        (folder / "known_hosts").write_text(f"vipdesk-test {public}")
        users = " ".join({each.login for each in homes})
        said = _CONFIG.format(folder=folder, port=self.port, users=users)
        if os.getuid():  # whose home is otherwise that of whoever runs the tests
            said += f"SetEnv HOME={homes[0].home}\n"
        (folder / "sshd_config").write_text(said)

    def let_in(self, login: str, lines: Mapping[str, str]) -> None:
        """The account's authorized_keys: what stands before each person's key, by name."""
        file = self.folder / "authorized_keys" / login
        with file.open("a") as keys:
            keys.writelines(f"{before}{self.public(name)}\n" for name, before in lines.items())
        file.chmod(0o644)

    def obey(self, sample: str) -> None:
        """Have these lines in sshd_config.d."""
        self._sample.write_text(sample)

    @property
    def obeyed(self) -> str:
        """The lines there."""
        return self._sample.read_text()

    @property
    def _sample(self) -> Path:
        return self.folder / "sshd_config.d" / "vipdesk.conf"

    def public(self, name: str) -> str:
        """A person's own public key."""
        return self._keys[name].with_suffix(".pub").read_text().strip()

    def client(self, name: str, *, port: int = 0) -> list[str]:
        """The options of a client that has this person's key and nothing else."""
        told = {
            "IdentityFile": self._keys[name],
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / "known_hosts",
            "HostKeyAlias": "vipdesk-test",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "Port": port or self.port,
        }
        return ["-F", "/dev/null", *(f"-o{key}={value}" for key, value in told.items())]

    def start(self) -> None:
        """Start it, and wait until it takes calls."""
        if not os.getuid():
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        with (self.folder / "log").open("wb") as log:
            config = str(self.folder / "sshd_config")
            self._process = subprocess.Popen([SSHD, "-D", "-e", "-f", config], stderr=log)
        give_up = time.monotonic() + 20
        while not answers(self.port):
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < give_up, self.log()
            time.sleep(0.05)

    def read_anew(self) -> None:
        """Obey what is written by now, for whoever comes from now on."""
        assert self._process is not None
        times = self.log().count(LISTENS)
        self._process.send_signal(signal.SIGHUP)
        give_up = time.monotonic() + 20
        while self.log().count(LISTENS) == times:
            assert time.monotonic() < give_up, self.log()
            time.sleep(0.02)

    def stop(self) -> None:
        """Take no more calls, and end those that are."""
        if self._process is not None:
            for each in self.sessions():
                os.kill(each, 9)
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def sessions(self) -> dict[int, str]:
        """All processes below the server: those of its sessions, by their numbers."""
        below, found = _processes(), dict[int, str]()
        waits = [self._process.pid] if self._process else []
        while waits:
            parent = waits.pop()
            children = {pid: name for pid, (above, name) in below.items() if above == parent}
            found |= children
            waits += children
        return found

    def log(self) -> str:
        """What it says."""
        return (self.folder / "log").read_text()


@contextmanager
def sshd(folder: Path, people: tuple[str, ...], homes: tuple[Account, ...]) -> Iterator[Sshd]:
    """The server, not yet started, until it is no longer needed."""
    made = Sshd(folder, people, homes)
    try:
        yield made
    finally:
        made.stop()


def running(what: str) -> list[str]:
    """Whatever runs with these words in its command line."""
    return [name for _, name in _processes().values() if what in name]


def environment_of(pid: int) -> str:
    """All variables of a process, one in a line."""
    return Path(f"/proc/{pid}/environ").read_bytes().replace(b"\0", b"\n").decode()


def _processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process; one that has ended is none."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status = (place / "stat").read_text().rpartition(")")[2].split()
            name = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if status[0] != "Z":
            found[int(place.name)] = int(status[1]), name
    return found
