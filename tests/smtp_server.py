"""A real SMTP server on loopback that can be told to refuse, to say nothing, and to hang up."""

import asyncio
import ssl
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from vipdesk.mail_account import Entry, MailAccount, Security, Server

USER, PASSWORD, TOKEN = "support@vipdesk.example.org", "corréct horse", "ya29.token"
HANG_UP, SAY_NOTHING, TAKE_TIME = "hang up", "say nothing", "take time"
COMMANDS = ("CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "BODY")


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server has accepted."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class SmtpServer:
    """What it took, and what it is to do next at a command: answer this, or one of the above."""

    authority: Path
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: int = 0
    entered: list[str] = field(default_factory=list)
    refuses: frozenset[str] = frozenset()
    knows: str = "250 OK"
    login: str = USER
    password: str = PASSWORD
    has_time: Event = field(default_factory=Event)
    open: list[asyncio.Transport] = field(default_factory=list)

    def account(self, security: Security = Security.STARTTLS, **more: Any) -> MailAccount:
        """How the desk comes here."""
        here = Server("localhost", self.port, security)
        said: dict[str, Any] = {
            "user": USER,
            "imap": here,
            "smtp": here,
            "entry": Entry.ENVIRONMENT,
            "entry_value": "MAIL_PASSWORD",
            "authority": self.authority,
        }
        return MailAccount(**said | more)

    def fault(self, at: str) -> str:
        """What is to go wrong at this command now; empty for nothing."""
        waiting = self.faults[at]
        return waiting.pop(0) if waiting else ""


class _Line(SMTP):
    """One client's line."""

    def __init__(self, server: SmtpServer, **more: Any) -> None:
        self.desk_server = server
        super().__init__(_Handler(server), authenticator=partial(_entered, server), **more)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.desk_server.open.append(transport)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        self.desk_server.lines += 1
        if not await self.goes_wrong("CONNECT"):
            await super()._handle_client()

    async def goes_wrong(self, command: str) -> bool:
        """Whether this command ends otherwise than it should."""
        fault = await self.ends(command)
        if fault and fault != HANG_UP:
            await self.push(fault)
        return bool(fault)

    async def ends(self, command: str) -> str:
        """How this command ends otherwise than it should; empty where it does not."""
        fault = self.desk_server.fault(command)
        if fault == HANG_UP and isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
        elif fault == SAY_NOTHING:
            await asyncio.Event().wait()
        elif fault == TAKE_TIME:
            await asyncio.to_thread(self.desk_server.has_time.wait)
            return ""
        return fault


def _told(command: str) -> Any:
    usual = getattr(SMTP, f"smtp_{command}")

    async def said(self: _Line, argument: str) -> None:
        if not await self.goes_wrong(command):
            await usual(self, argument)

    for name in ("__smtp_syntax__", "__smtp_syntax_extended__", "__smtp_syntax_when__"):
        if hasattr(usual, name):
            setattr(said, name, getattr(usual, name))
    return said


for _name in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"):
    setattr(_Line, f"smtp_{_name}", _told(_name))


class _Handler:
    """Keeps what came."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server

    async def handle_RCPT(
        self, line: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Some are not known here."""
        if address in self._server.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return self._server.knows

    async def handle_DATA(self, line: _Line, session: Session, envelope: Envelope) -> str:
        """Take it, unless something goes wrong: before it is taken, or after."""
        if fault := await line.ends("BODY"):
            return fault
        raw = envelope.original_content
        assert isinstance(raw, bytes)
        to = tuple(map(str, envelope.rcpt_tos))
        self._server.taken.append(Taken(str(envelope.mail_from), to, raw))
        return await line.ends("TAKEN") or "250 2.0.0 taken"

    async def auth_XOAUTH2(self, line: SMTP, arguments: list[str]) -> AuthResult:
        """By a token."""
        import base64

        said = base64.b64decode(arguments[1]).decode()
        if said == f"user={USER}\1auth=Bearer {TOKEN}\1\1":
            self._server.entered.append("XOAUTH2")
            return AuthResult(success=True)
        await line.push("334 eyJzdGF0dXMiOiI0MDEifQ==")
        await line._reader.readline()
        await line.push("535 5.7.8 the token is not good any more")
        return AuthResult(success=False, handled=True)


def _entered(
    server: SmtpServer, line: SMTP, session: Session, envelope: Envelope, how: str, said: Any
) -> AuthResult:
    known = isinstance(said, LoginPassword) and said == LoginPassword(
        server.login.encode(), server.password.encode()
    )
    if known:
        server.entered.append(how)
    return AuthResult(success=known, handled=False)


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for this name, made on the spot, and its key."""
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "36500", "-subj", f"/CN={name}", "-keyout", str(key)]
    subprocess.run(
        [*command, "-out", str(made), "-addext", f"subjectAltName=DNS:{name}"],
        check=True,
        capture_output=True,
    )
    return made, key


@contextmanager
def smtp_server(
    folder: Path, security: Security = Security.STARTTLS, *, name: str = "localhost", **more: Any
) -> Iterator[SmtpServer]:
    """A server, with a certificate for `name`."""
    made, key = certificate(folder, name)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    server, at_once = SmtpServer(made), context if security is Security.TLS else None
    if at_once is None:
        more = {"tls_context": context} | more
    more = {"auth_require_tls": at_once is None, "enable_SMTPUTF8": True, "hostname": name} | more
    ready, stop = Future[asyncio.AbstractEventLoop](), asyncio.Event()
    thread = Thread(
        target=asyncio.run, args=(_listen(server, at_once, more, ready, stop),), daemon=True
    )
    thread.start()
    loop = ready.result(10)
    try:
        yield server
    finally:
        server.has_time.set()
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _listen(
    server: SmtpServer,
    at_once: ssl.SSLContext | None,
    more: dict[str, Any],
    ready: Future[asyncio.AbstractEventLoop],
    stop: asyncio.Event,
) -> None:
    """Take lines until it is over, and leave none behind."""
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: _Line(server, loop=loop, **more), "127.0.0.1", server.port, ssl=at_once
    )
    server.port = listening.sockets[0].getsockname()[1]
    ready.set_result(loop)
    await stop.wait()
    listening.close()
    for line in server.open:
        with suppress(AttributeError):  # of one that is gone, the library's own
            line.abort()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)
