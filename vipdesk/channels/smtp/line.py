"""A line to a mail server, in private from its first word that matters, and never endless."""

import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from vipdesk.channels.hidden import REPEATS, Hidden
from vipdesk.channels.secure import PATIENCE, make_private, reach
from vipdesk.domain.errors import ChannelError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Security, Server

MOST_LINES, LONGEST_LINE = 200, 4096
"""Of one answer of the server's."""

CHUNK = 16 * 1024

OURSELVES = "[127.0.0.1]"
"""What we are called: the machine's own name is nobody's business, and slow to find out."""


class Unreachable(ChannelError):
    """The server can't be reached or entered: of no mail was anything said."""


class Unwelcome(Unreachable):
    """The server does not take us, or nothing from us; not `for_good` where that may pass."""

    def __init__(self, text: str, *, for_good: bool = True) -> None:
        super().__init__(text)
        self.for_good = for_good


class Gone(Exception):
    """The line broke; the text says how."""


class Line(smtplib.SMTP):
    """The library over a line that is there already; each answer ends within its patience."""

    def __init__(self, sock: socket.socket, server: Server, patience: float) -> None:
        self.server, self.patience = server, patience
        self.hidden = Hidden()
        self._made, self._held = sock, bytearray()
        super().__init__(server.host, server.port, OURSELVES, timeout=patience)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._made

    def send(self, s: object) -> None:
        """Send all of it; its patience is for each piece."""
        if self.sock is not None:
            self.sock.settimeout(self.patience)
        super().send(s)  # type: ignore[arg-type] # what the library takes it does not name

    def getreply(self) -> tuple[int, bytes]:
        """Code and text; Gone where there is none in time, or something else."""
        return self.answer(self.patience)

    def answer(self, patience: float) -> tuple[int, bytes]:
        """The same, within so many seconds for all of it: it may come byte by byte."""
        ends, said = time.monotonic() + patience, list[bytes]()
        while len(said) < MOST_LINES:
            one = self._one_line(ends)
            if len(one) > LONGEST_LINE or not one[:3].isdigit():
                break
            said.append(one[4:].strip())
            if one[3:4] != b"-":
                return int(one[:3]), b"\n".join(said)
        self.close()
        raise Gone("it said what is no answer")

    def make_private(self, context: ssl.SSLContext) -> None:
        """Go on in private; raises ChannelError where the server will not, or is somebody else."""
        if not self.has_extn("starttls"):
            raise unreachable(self.server, "it offers no private line (STARTTLS)")
        code, said = self.docmd("STARTTLS")
        if code != 220 or self.sock is None:
            raise unreachable(self.server, f"it wants no private line: {self.words(code, said)}")
        self.sock = make_private(self.sock, self.server, context)
        self._held.clear()  # what came before may have come from anybody
        self.greet()

    def greet(self) -> None:
        """Say who we are, and learn what it can; raises Unreachable."""
        code, said = self.ehlo()
        if code != 250:
            raise unreachable(self.server, f"it does not take us in: {self.words(code, said)}")

    def words(self, code: int, said: bytes) -> str:
        """An answer of the server's, fit to show: nothing of one that repeats a secret."""
        text = said.decode("utf-8", "replace")
        return f"{code} {REPEATS if self.hidden.is_in(text) else _clean(text)}".strip()

    def _one_line(self, ends: float) -> bytes:
        while (end := self._held.find(b"\n")) < 0 and len(self._held) <= LONGEST_LINE:
            self._fill(ends)
        one = bytes(self._held[: end + 1 or None])
        del self._held[: len(one)]
        return one

    def _fill(self, ends: float) -> None:
        try:
            if self.sock is None:
                raise Gone("it broke off")
            if (left := ends - time.monotonic()) <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            data = self.sock.recv(CHUNK)
        except OSError as error:
            self.close()
            raise Gone(broken(error)) from None
        if not data:
            self.close()
            raise Gone("it broke off")
        self._held += data


def open_line(server: Server, context: ssl.SSLContext, patience: float = PATIENCE) -> Line:
    """A private line to the server, greeted; ChannelError says what is wrong with it."""
    sock = reach(server)
    if server.security is Security.TLS:
        sock = make_private(sock, server, context)
    with understood(server):
        try:
            line = Line(sock, server, patience)
        except BaseException:
            sock.close()
            raise
        try:
            line.greet()
            if server.security is Security.STARTTLS:
                line.make_private(context)
        except BaseException:
            line.close()
            raise
    return line


@contextmanager
def understood(server: Server) -> Iterator[None]:
    """Whatever breaks a line on the way is told as Unreachable."""
    try:
        yield
    except Gone as error:
        raise unreachable(server, str(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise unreachable(server, broken(error)) from None
    except ValueError:  # what can't be said in a command: its words are nobody's business
        raise unreachable(server, "it can't be told what it is to be told") from None


def unreachable(server: Server, why: str) -> Unreachable:
    """The error that says what is wrong with this server."""
    return Unreachable(_unusable(server, why))


def unwelcome(server: Server, code: int, why: str) -> Unwelcome:
    """The error that says why it does not take us."""
    return Unwelcome(_unusable(server, why), for_good=code // 100 == 5)


def _unusable(server: Server, why: str) -> str:
    shown = clean_line(f"{server.host}:{server.port}", 200)
    return f"the mail server {shown} can't be used: {why}"


def broken(error: Exception) -> str:
    """How a line ended, in plain words."""
    match error:
        case Gone():
            return str(error)
        case TimeoutError():
            return "it says nothing"
        case smtplib.SMTPResponseException():
            said = error.smtp_error
            text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            return f"{error.smtp_code} {_clean(text)}".strip()
        case OSError(strerror=str(why)):
            return clean_line(why, 100).lower()
    return "it broke off"


def _clean(text: str) -> str:
    return clean_line(" ".join(text.split()), 300)
