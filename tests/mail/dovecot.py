"""A real IMAP server on loopback: Debian's Dovecot, as root or as oneself."""

import grp
import hashlib
import hmac
import imaplib
import json
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.mail.certificates import Authority

PASSWORD = 'correct "horse" \\ häuser'
MOST_ACCOUNTS = 3000
KEY = b"a key that only tests know"

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
ssl = required
ssl_cert = <{certificate.certificate}
ssl_key = <{certificate.key}
auth_mechanisms = plain login xoauth2
mail_location = maildir:{mails}/%u
mail_max_userip_connections = 100
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}


passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%n {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={mails}/%u
}}
"""
_QUOTA = """
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota
}}
plugin {{
  quota = maildir:All
  quota_rule = *:bytes={bytes}
}}
"""
_OAUTH2 = """
introspection_mode = local
username_attribute = email
username_format = %u
local_validation_key_dict = fs:posix:prefix={folder}/keys/
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox that nobody else uses, and another program that works in it."""

    user: str
    port: int
    starttls_port: int
    authority: Path
    maildir: Path
    password: str = PASSWORD

    def token(self) -> str:
        """A token that opens this mailbox."""
        now = int(time.time())
        said = {"email": self.user, "sub": self.user, "iat": now, "exp": now + 3600}
        parts = [_b64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, said)]
        signed = hmac.digest(KEY, ".".join(parts).encode(), hashlib.sha256)
        return ".".join((*parts, _b64(signed)))

    @contextmanager
    def program(self) -> Iterator[imaplib.IMAP4_SSL]:
        """Another mail program."""
        context = ssl.create_default_context(cafile=self.authority)
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=context) as other:
            other.authenticate("PLAIN", lambda _: f"\0{self.user}\0{self.password}".encode())
            yield other

    def deliver(self, *mails: bytes, folder: str = "INBOX", at: float | None = None) -> None:
        """Mails arrive, at an instant in seconds since 1970."""
        with self.program() as other:
            other.create(folder)
            for mail in mails:
                taken = imaplib.Time2Internaldate(at or time.time())
                done, said = other.append(folder, "", taken, mail)
                assert done == "OK", said

    def drop(self, number: int, mail: bytes) -> None:
        """A mail is delivered as a server's own program does it, faster than by IMAP."""
        name = f"{int(time.time())}.M{number}P{os.getpid()}.test"
        part = self.maildir / "tmp" / name
        part.write_bytes(mail)
        part.rename(self.maildir / "new" / name)

    def clear(self, folder: str = "INBOX") -> None:
        """Somebody deletes all that is there."""
        with self.program() as other:
            other.select(folder)
            other.store("1:*", "+FLAGS", r"(\Deleted)")
            other.expunge()

    def flags(self, folder: str = "INBOX") -> list[str]:
        """The flags of each mail in a folder, without what only says that it is recent."""
        with self.program() as other:
            assert other.select(f'"{folder}"', readonly=True)[0] == "OK"
            found = other.uid("FETCH", "1:*", "(FLAGS)")[1]
        said = [part.decode() for part in found if isinstance(part, bytes)]
        flags = [one.partition("FLAGS (")[2].partition(")")[0] for one in said]
        return [one.replace(r"\Recent", "").strip() for one in flags]

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """The subjects in a folder, in order."""
        with self.program() as other:
            assert other.select(f'"{folder}"', readonly=True)[0] == "OK"
            found = other.uid("FETCH", "1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        said = [part[1].decode() for part in found if isinstance(part, tuple)]
        return [one.strip().removeprefix("Subject: ") for one in said]

    def folders(self) -> list[str]:
        """The names of all folders."""
        with self.program() as other:
            found = other.list()[1]
        return sorted(one.decode().split(' "." ')[-1] for one in found if isinstance(one, bytes))

    def make_anew(self, folder: str) -> None:
        """Remove a folder and make it again: what is in it then has other numbers."""
        with self.program() as other:
            assert other.delete(folder)[0] == "OK"
            time.sleep(1.1)  # the server counts its validities in seconds
            assert other.create(folder)[0] == "OK"


class MailServer:
    """Dovecot, with a new account for whoever asks; of so many bytes at most, 0 for any number."""

    def __init__(self, folder: Path, authority: Authority, most: int = 0) -> None:
        self._folder, self.authority, self._most = folder, authority, most
        self.port, self.starttls_port = free_port(), free_port()
        self._certificate = authority.signed("imap")
        self._made = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._configure()

    def account(self) -> Account:
        """A mailbox that nobody has used yet."""
        self._made += 1
        user = f"desk{self._made}"
        maildir = self._folder / "mails" / user
        account = Account(user, self.port, self.starttls_port, self.authority.file, maildir)
        with account.program() as other:
            other.select()  # makes it
        return account

    def start(self) -> None:
        """Start it, and wait until it takes calls."""
        command = ["/usr/sbin/dovecot", "-F", "-c", str(self._folder / "dovecot.conf")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE)
        give_up = time.monotonic() + 20
        while not answers(self.port):
            assert self._process.poll() is None, self._log()
            assert time.monotonic() < give_up, self._log()
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it, and cut every line."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=20)
            self._process = None

    def _log(self) -> str:
        with suppress(OSError):
            return (self._folder / "log").read_text()
        return "it says nothing"

    def _configure(self) -> None:
        mails = self._folder / "mails"
        mails.mkdir()
        root = not os.getuid()
        own = pwd.getpwuid(os.getuid()).pw_name
        uid, gid = (65534, 65534) if root else (os.getuid(), os.getgid())
        if root:
            shutil.chown(mails, uid, gid)
        config = _CONFIG.format(
            folder=self._folder, mails=mails, uid=uid, gid=gid,
            internal="dovecot" if root else own, login="dovenull" if root else own,
            group="dovecot" if root else grp.getgrgid(os.getgid()).gr_name,
            certificate=self._certificate, plain=self.starttls_port, port=self.port,
        )  # fmt: skip
        config += _QUOTA.format(bytes=self._most) if self._most else ""
        (self._folder / "dovecot.conf").write_text(config)
        (self._folder / "oauth2").write_text(_OAUTH2.format(folder=self._folder))
        users = (f"desk{number}:{{PLAIN}}{PASSWORD}\n" for number in range(1, MOST_ACCOUNTS))
        (self._folder / "users").write_text("".join(users))
        key = self._folder / "keys" / "default" / "HS256" / "default"
        key.parent.mkdir(parents=True)
        key.write_text(b64encode(KEY).decode())


@contextmanager
def mail_server(folder: Path, most: int = 0) -> Iterator[MailServer]:
    """The server, from when it is ready until it is no longer needed."""
    folder.chmod(0o755)
    certificates = folder / "certificates"
    certificates.mkdir()
    server = MailServer(folder, Authority(certificates), most)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
