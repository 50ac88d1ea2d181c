"""The standard library's IMAP over a line of our own, with what goes wrong in plain words."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from vipdesk.channels.hidden import REPEATS, Hidden
from vipdesk.channels.imap.line import Line, TooMuch
from vipdesk.channels.secure import make_private, shown
from vipdesk.domain.errors import ChannelError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Server

LONGEST_WORDS = 200
NONSENSE = (imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)
"""What a library raises over answers that it did not expect."""

_TAG = re.compile(r"\b[A-P]{4}\d+\b")
"""What the library begins a command with, another one on each line."""

Data = Sequence[Any]
"""What an answer holds: bytes, or pairs of bytes where it held a literal, or None."""


class Refused(ChannelError):
    """The server answered that it will not; `code` says why for programs, where it does."""

    def __init__(self, text: str, code: str = "") -> None:
        super().__init__(text)
        self.code = code


class Lost(ChannelError):
    """The line was cut, or nobody is there any more."""


class Nonsense(ChannelError):
    """What the server says can't be meant, or is more than it announced."""


class Client(imaplib.IMAP4):
    """Reads and writes over a `Line`; every use of it goes through `understood`."""

    def __init__(self, line: Line, server: Server) -> None:
        self.line, self.server = line, server
        self.hidden = Hidden()  # what is never told, though the server may say it
        super().__init__(server.host, server.port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """The line is there already."""
        self.host, self.port, self.sock = host, port, self.line.sock

    def read(self, size: int) -> bytes:
        """So many bytes of a literal."""
        return self.line.read(size)

    def readline(self) -> bytes:
        """A line with its end."""
        return self.line.readline()

    def send(self, data: Any) -> None:
        """Send all of it."""
        self.line.send(bytes(data))

    def shutdown(self) -> None:
        """Hang up."""
        self.line.close()

    def make_private(self, context: ssl.SSLContext) -> None:
        """Have the line private from here on, whatever the server would rather."""
        if self.state != "NONAUTH" or "STARTTLS" not in self.capabilities:
            raise ChannelError(f"{self.name} offers no STARTTLS: nothing is said to it openly")
        self.ok(self._simple_command("STARTTLS"), "keep the line private")
        self.line.replace(make_private(self.line.sock, self.server, context))
        self.sock = self.line.sock
        self.learn()

    def log_in(self, user: str, password: str) -> None:
        """Say who it is without SASL; raises as the library does where that is refused."""
        done, data = self._simple_command("LOGIN", self._quote(user), self._quote(password))
        if done != "OK":
            raise self.error(data[-1].decode("utf-8", "replace"))
        self.state = "AUTH"

    def learn(self) -> None:
        """What the server can, as it says it now."""
        _, data = self.capability()
        said = (data[-1] or b"").decode("ascii", "replace")
        self.capabilities = tuple(said.upper().split())

    def can(self, what: str) -> bool:
        """Whether the server says that it can do this."""
        return what in self.capabilities

    @property
    def name(self) -> str:
        """The server for people."""
        return shown(self.server)

    def ok(self, answer: tuple[str, Data], what: str) -> Data:
        """What an answer holds; Refused where the server will not do `what`."""
        done, data = answer
        if done == "OK":
            return data
        raw = data[-1] if data and isinstance(data[-1], bytes) else b""
        code = re.match(rb"\[([A-Z-]+)", raw)
        words = self.words(raw.decode("utf-8", "replace"))
        raise Refused(f"{self.name} will not {what}: {words}", code[1].decode() if code else "")

    def words(self, said: str) -> str:
        """What the server says, fit to show; nothing at all where it repeats a secret."""
        return (REPEATS if self.hidden.is_in(said) else _shown(said)) or "it says no more"

    def forget(self) -> None:
        """Let go of what the server said by itself meanwhile: it would be kept for ever."""
        self.untagged_responses.clear()


@contextmanager
def understood(client: Client | None, server: Server) -> Iterator[None]:
    """Whatever goes wrong with a server is Lost, Nonsense, or what was raised for people."""
    name = shown(server)
    try:
        yield
    except ChannelError:
        raise
    except TooMuch:
        raise Nonsense(f"{name} sends more than it announced: it is not read on") from None
    except imaplib.IMAP4.readonly:
        raise Lost(f"{name}: the folder may only be read now") from None
    except OSError as error:
        why = str(error) if error.errno is None else error.strerror or "unknown"
        raise Lost(f"{name}: the line is lost ({clean_line(why, 100)})") from None
    except NONSENSE as error:
        raise _meant(error, client, name) from None


def _meant(error: Exception, client: Client | None, name: str) -> ChannelError:
    said = str(error)
    words = client.words(said) if client else _shown(said)
    bye = client.untagged_responses.get("BYE") if client else None
    if bye or "socket error" in said:
        return Lost(f"{name} ended it: {words}")
    return Nonsense(f"{name} answers as no mail server should ({words})")


def _shown(said: str) -> str:
    """Without the tag, by which the same words would look new each time."""
    return clean_line(_TAG.sub("…", said), LONGEST_WORDS)
