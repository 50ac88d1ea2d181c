"""Whether a server would take mails from us: everything up to the sender, and nothing sent."""

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from vipdesk.channels.secure import (
    PATIENCE,
    make_private,
    not_private,
    not_trusted,
    reach,
    shown,
)
from vipdesk.domain.errors import ChannelError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Security, Server
from vipdesk.secret import Secret

LONGEST_WORDS = 200


class _Over(smtplib.SMTP):
    """The library over a line that is there already."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._made = sock
        super().__init__(server.host, server.port, timeout=PATIENCE)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._made


def open_submission(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """A private line to the server; raises ChannelError."""
    sock = reach(server)
    if server.security is Security.TLS:
        sock = make_private(sock, server, context)
    with _understood(server):
        line = _Over(sock, server)
    if server.security is Security.STARTTLS:
        try:
            with _understood(server):
                line.starttls(context=context)
        except BaseException:
            line.close()
            raise
    return line


def log_in(line: smtplib.SMTP, server: Server, user: str, secret: Secret) -> None:
    """Say who it is; raises ChannelError where that is refused."""
    plain = f"\0{user}\0{secret.value}"
    said = f"user={user}\1auth=Bearer {secret.value}\1\1" if secret.token else plain
    way = "XOAUTH2" if secret.token else "PLAIN"
    with _understood(server):
        line.ehlo_or_helo_if_needed()
        code, words = line.docmd("AUTH", f"{way} {b64encode(said.encode()).decode()}")
        if code == 334:  # why not, for programs: an empty answer ends it
            code, words = line.docmd("")
    if code != 235:
        told = "" if secret.value.encode() in words else _words(words)
        raise ChannelError(f"{shown(server)} does not let {user} in: {code} {told}")


def try_sender(line: smtplib.SMTP, server: Server, sender: str) -> None:
    """Whether it takes mails from this address; nothing is sent. Raises ChannelError."""
    with _understood(server):
        code, words = line.mail(sender)
        line.rset()
    if code != 250:
        raise ChannelError(f"{shown(server)} takes nothing from {sender}: {code} {_words(words)}")


@contextmanager
def _understood(server: Server) -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise not_trusted(server, error) from None
    except ssl.SSLError as error:
        raise not_private(server, error) from None
    except smtplib.SMTPNotSupportedError:
        raise ChannelError(f"{shown(server)} offers no STARTTLS: nothing is said openly") from None
    except (OSError, ValueError) as error:  # SMTPException is an OSError
        why = clean_line(str(error), LONGEST_WORDS) or type(error).__name__
        raise ChannelError(f"{shown(server)} answers as no mail server should: {why}") from None


def _words(said: bytes) -> str:
    return clean_line(said.decode("utf-8", "replace"), LONGEST_WORDS)
