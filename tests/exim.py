"""Debian's Exim on loopback, from a configuration made on the spot, with one mailbox file."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.smtp_server import certificate
from vipdesk.mail_account import Entry, MailAccount, Security, Server

USER, PASSWORD = "support@vipdesk.example.org", "correct horse"
NOBODY = 65534
EXIM = "/usr/sbin/exim4"

CONFIG = """
primary_hostname = mail.acme.example.com
exim_user = {uid}
exim_group = {gid}
never_users =
deliver_drop_privilege = true
keep_environment =
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_queue_per_connection = 0
message_size_limit = 2M
dsn_advertise_hosts = *
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = check
acl_smtp_data = take
begin acl
check:
  require authenticated = *
  accept local_parts = marta.rossi
  deny message = no such mailbox
take:
  accept
begin routers
here:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  file = {folder}/mailbox
  create_file = anywhere
  user = {uid}
  group = {gid}
  delivery_date_add
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""


@dataclass(frozen=True, slots=True)
class Exim:
    """A mail server of the client's, and the file that Marta's mail lies in."""

    port: int
    mailbox: Path
    authority: Path
    log: Path

    def account(self) -> MailAccount:
        """How the desk comes here."""
        here = Server("localhost", self.port, Security.STARTTLS)
        return MailAccount(
            user=USER,
            imap=here,
            smtp=here,
            entry=Entry.ENVIRONMENT,
            entry_value="MAIL_PASSWORD",
            authority=self.authority,
        )

    def delivered(self, count: int) -> bytes:
        """The mailbox, once so many mails lie in it."""
        give_up = time.monotonic() + 30
        while self._held().count(b"\nEnvelope-to:") < count:
            assert time.monotonic() < give_up, self._told()
            time.sleep(0.02)
        return self._held()

    def _held(self) -> bytes:
        return self.mailbox.read_bytes() if self.mailbox.exists() else b""

    def _told(self) -> str:
        return "\n".join(path.read_text() for path in self.log.iterdir())


@contextmanager
def exim() -> Iterator[Exim]:
    """A server that runs as nobody where the test is root, else as whoever runs the test."""
    folder = Path(tempfile.mkdtemp(prefix="vipdesk-exim-"))
    uid, gid = os.getuid() or NOBODY, os.getgid() or NOBODY
    made, key = certificate(folder, "localhost")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    config = folder / "exim.conf"
    config.write_text(
        CONFIG.format(
            uid=uid,
            gid=gid,
            folder=folder,
            port=port,
            certificate=made,
            key=key,
            user=USER,
            password=PASSWORD,
        )
    )
    for name in ("spool", "log"):
        (folder / name).mkdir()
    become: list[str] = []
    if not os.getuid():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, uid, gid)
        become = ["setpriv", "--reuid", str(uid), "--regid", str(gid), "--clear-groups"]
    quiet = subprocess.DEVNULL
    command = [*become, EXIM, "-C", str(config), "-bdf", "-q1h"]
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/") as process:
        try:
            _wait_for(port, process)
            yield Exim(port, folder / "mailbox", made, folder / "log")
        finally:
            process.terminate()
            process.wait(10)
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + 20
    while True:
        assert process.poll() is None, f"exim ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < give_up
            time.sleep(0.05)
