"""A line to a mail server, in private from its first word that matters, and never endless."""

import smtplib
import socket
import ssl
from collections.abc import Callable

from vipdesk.channels.secure import trusting
from vipdesk.domain.errors import ChannelError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MailAccount, Security, Server

MOST_LINES, LONGEST_LINE = 200, 4096
"""Of one answer of the server's."""

OURSELVES = "[127.0.0.1]"
"""What we are called: the machine's own name is nobody's business, and slow to find out."""


class Unreachable(ChannelError):
    """The server can't be reached or entered: of no mail was anything said."""


class Gone(Exception):
    """The line broke; the text says how."""


class Line(smtplib.SMTP):
    """Begins in the open, and goes on in private at once."""

    def getreply(self) -> tuple[int, bytes]:
        """Code and text; Gone where there is none, or something else."""
        return _answer(self)


class PrivateLine(smtplib.SMTP_SSL):
    """Private from its first byte."""

    def getreply(self) -> tuple[int, bytes]:
        """Code and text; Gone where there is none, or something else."""
        return _answer(self)


def _answer(line: smtplib.SMTP) -> tuple[int, bytes]:
    """The server's next answer, but not without end."""
    if line.file is None:
        if line.sock is None:
            raise Gone("it broke off")
        line.file = line.sock.makefile("rb")
    said: list[bytes] = []
    while len(said) < MOST_LINES:
        try:
            one = line.file.readline(LONGEST_LINE + 1)
        except OSError as error:
            line.close()
            raise Gone(broken(error)) from None
        if not one:
            line.close()
            raise Gone("it broke off")
        if len(one) > LONGEST_LINE or not one[:3].isdigit():
            break
        said.append(one[4:].strip())
        if one[3:4] != b"-":
            return int(one[:3]), b"\n".join(said)
    line.close()
    raise Gone("it said what is no answer")


def open_line(account: MailAccount, patience: float) -> smtplib.SMTP:
    """A private line to the server, greeted; Unreachable says what is wrong, BadInput too."""
    server, context = account.smtp, trusting(account.authority)
    try:
        line = _private_line(server, context, patience)
    except ssl.SSLError as error:
        raise unreachable(server, why_not_private(error)) from None
    except Gone as error:
        raise unreachable(server, str(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise unreachable(server, broken(error)) from None
    return line


def _private_line(server: Server, context: ssl.SSLContext, patience: float) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return _greeted(
            server,
            lambda: PrivateLine(
                server.host, server.port, OURSELVES, timeout=patience, context=context
            ),
        )
    line = _greeted(server, lambda: Line(server.host, server.port, OURSELVES, timeout=patience))
    try:
        if not line.has_extn("starttls"):
            raise unreachable(server, "it offers no private line (STARTTLS)")
        code, said = line.starttls(context=context)
        if code != 220:
            raise unreachable(server, f"it wants no private line: {words(code, said)}")
        _greet(server, line)
    except BaseException:
        line.close()
        raise
    return line


def _greeted(server: Server, connect: Callable[[], smtplib.SMTP]) -> smtplib.SMTP:
    line = connect()
    try:
        _greet(server, line)
    except BaseException:
        line.close()
        raise
    return line


def _greet(server: Server, line: smtplib.SMTP) -> None:
    code, said = line.ehlo()
    if code != 250:
        raise unreachable(server, f"it does not take us in: {words(code, said)}")


def unreachable(server: Server, why: str) -> Unreachable:
    """The error that says what is wrong with this server."""
    shown = clean_line(f"{server.host}:{server.port}", 200)
    return Unreachable(f"the mail server {shown} can't be used: {why}")


def why_not_private(error: ssl.SSLError) -> str:
    """What is wrong, in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said = clean_line(error.verify_message or "it can't be trusted", 200)
        return f"its certificate is refused ({said})"
    return f"no private line with it comes about ({clean_line(error.reason or 'unknown', 80)})"


def words(code: int, said: bytes) -> str:
    """An answer of the server's, fit to show."""
    text = " ".join(said.decode("utf-8", "replace").split())
    return f"{code} {clean_line(text, 300)}".strip()


def broken(error: Exception) -> str:
    """How a line ended, in plain words."""
    match error:
        case TimeoutError():
            return "it says nothing"
        case socket.gaierror():
            return "no such name is known"
        case smtplib.SMTPResponseException():
            said = error.smtp_error
            return words(error.smtp_code, said if isinstance(said, bytes) else said.encode())
        case OSError(strerror=str(why)):
            return clean_line(why, 100).lower()
    return "it broke off"
