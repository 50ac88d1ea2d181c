"""Looks at a mailbox step by step: what works, what does not, and how to mend it."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import TypeVar

from msgspec import Struct

from vipdesk.channels.certificate import certificate_of, untrusted_certificate
from vipdesk.channels.imap.client import Client, Refused
from vipdesk.channels.imap.entering import connect, log_in
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.privacy import other_way
from vipdesk.channels.secure import NotTrusted, reach, shown
from vipdesk.channels.smtp.entering import enter as enter_to_send
from vipdesk.channels.smtp.envelope import try_sender
from vipdesk.channels.smtp.line import Line as SmtpLine
from vipdesk.channels.smtp.line import open_line
from vipdesk.domain.errors import ChannelError, DeskError
from vipdesk.domain.people import Agent
from vipdesk.domain.text import clean_line
from vipdesk.letters import NO_ADDRESS, address_from, give_address
from vipdesk.mail_account import SCHEMES, Done, Entry, MailAccount, Security, Server
from vipdesk.mail_line import LOOK_EVERY
from vipdesk.secret import NoSecret, Secret, fetch_secret


class Step(Struct, frozen=True):
    """One thing that was looked at; `side` is `in`, `out` or empty, `mend` empty where it works."""

    side: str
    name: str
    works: bool
    said: str
    mend: str = ""


MENDS = {
    "name": "mend the name of the server in [mail], or look whether the net is up",
    "connection": "mend the port in [mail], or let the firewall pass it",
    "certificate": "use the name that the certificate is for",
    "login": "mend user, or the password{place}; some providers want one for programs, or a token",
    "folders": "mend folders in [mail]: `INBOX` is always there",
    "done": "mend done in [mail]: seen, leave, or move: and a folder",
    "sent": "mend sent in [mail], or leave it away",
    "sender": "mend the agent's address, or ask the provider to let this user send as it",
}


NAME_ISSUER = (
    "name who signed it, if you know them: `vipdesk mail set-up USER --authority PEM-FILE`"
)
UNKNOWN_ISSUER = ("issuer", "self-signed", "self signed")
SOON = timedelta(days=21)
AGAIN = "look again in a while; if it stays so, ask whoever runs the server"
NOT_PRIVATE = "imaps:// and smtps:// are private from the start, imap:// and smtp:// by STARTTLS"


@dataclass(slots=True)
class _Failed(Exception):
    """A step without which no other makes sense."""

    step: Step


Line = TypeVar("Line")
Result = TypeVar("Result")


class MailCheck(Struct):
    """Looks at one account, trusting what `context` does; `agent` is who writes."""

    account: MailAccount
    environment: Mapping[str, str]
    agent: Agent
    now: datetime
    context: ssl.SSLContext

    def steps(self) -> Iterator[Step]:
        """Each as soon as it is known; what rests on one that does not work is not tried."""
        secret: Secret | None = None
        try:
            secret = fetch_secret(self.account, self.environment)
            where = self.account.entry.value
            what = "a token" if self.account.entry is Entry.TOKEN else "a password"
            yield Step("", "password", True, f"{what} by {where}")
        except NoSecret as error:
            yield Step("", "password", False, clean_line(error.why, 400), error.mend)
        for way in (self._incoming, self._outgoing):
            try:
                yield from way(secret)
            except _Failed as failed:
                yield failed.step

    def _incoming(self, secret: Secret | None) -> Iterator[Step]:
        server = self.account.imap
        yield from self._found("in", server)
        opened = partial(_connected, server)
        client, step = self._private("in", server, opened, lambda line: line.line.sock)
        yield step
        with closing(client.line):
            if secret is None:
                return
            mailbox = self._let_in("in", lambda: log_in(client, self.account.user, secret))
            yield Step("in", "login", True, f"{self.account.user} is let in")
            yield from self._folders(mailbox)
            yield _listening(mailbox)
            yield self._done(mailbox)
            yield self._sent(mailbox)

    def _outgoing(self, secret: Secret | None) -> Iterator[Step]:
        server, user = self.account.smtp, self.account.user
        yield from self._found("out", server)
        opened = partial(open_line, server)
        line, step = self._private("out", server, opened, lambda line: line.sock)
        yield step
        with closing(line):
            if secret is None:
                return
            self._let_in("out", lambda: enter_to_send(line, user, secret))
            yield Step("out", "login", True, f"{user} is let in")
            yield self._sender(line)

    def _let_in(self, side: str, enter: Callable[[], Result]) -> Result:
        """What is wrong at the door is mostly the password, wherever it lies."""
        try:
            return enter()
        except DeskError as error:
            kept = self.account.entry_value if self.account.entry is Entry.FILE else ""
            place = f" in {clean_line(kept, 200)}" if kept else ""
            mend = MENDS["login"].format(place=place)
            raise _Failed(Step(side, "login", False, clean_line(str(error), 400), mend)) from None

    def _sender(self, line: SmtpLine) -> Step:
        """Whom mails come from, which is not always whom one was told of."""
        sender, given = address_from(self.account, self.agent), self.agent.address
        if not sender:
            return Step("out", "sender", False, NO_ADDRESS, give_address(self.agent.name))
        _tried("out", "sender", lambda: try_sender(line, sender))
        other = given and given != sender.lower()
        more = f", and mails leave as that, not as {given}" if other else ""
        return Step("out", "sender", True, f"mails from {sender} are taken{more}")

    def _found(self, side: str, server: Server) -> Iterator[Step]:
        """Its name, and that somebody takes the line."""
        try:
            found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            host = clean_line(server.host, 100)
            raise _Failed(_bad(side, "name", f"nobody knows the name {host}")) from None
        addresses = ", ".join(dict.fromkeys(str(place[0]) for *_, place in found))
        yield Step(side, "name", True, f"{clean_line(server.host, 100)} is {addresses}")
        _tried(side, "connection", lambda: reach(server).close())
        yield Step(side, "connection", True, f"{shown(server)} takes the line")

    def _private(
        self,
        side: str,
        server: Server,
        opened: Callable[[ssl.SSLContext], Line],
        socket_of: Callable[[Line], object],
    ) -> tuple[Line, Step]:
        """The line, private, and whose certificate it bears; raises _Failed."""
        _check_way(side, server)
        try:
            line = opened(self.context)
        except NotTrusted as error:
            raise _Failed(_not_trusted(side, server, error, opened, socket_of)) from None
        except DeskError as error:
            said = clean_line(str(error), 400)
            raise _Failed(Step(side, "certificate", False, said, NOT_PRIVATE)) from None
        found = certificate_of(_private_line(socket_of(line)))
        said = f"for {found.told}, as {clean_line(server.host, 100)} should be"
        return line, Step(side, "certificate", True, f"{said}{self._until(found.until)}")

    def _until(self, until: datetime | None) -> str:
        if until is None:
            return ""
        soon = ", which is soon: it wants to be renewed" if until - self.now < SOON else ""
        return f"; until {until:%Y-%m-%d}{soon}"

    def _folders(self, mailbox: Mailbox) -> Iterator[Step]:
        for folder in self.account.folders:
            name = clean_line(folder, 80)
            try:
                selected = mailbox.select(folder)
            except Refused as error:
                yield _bad("in", "folders", str(error))
            except DeskError as error:  # the line is lost, and all that rests on it
                said = clean_line(str(error), 400)
                raise _Failed(Step("in", "folders", False, said, AGAIN)) from None
            else:
                yield Step("in", "folders", True, f"{name} is read: {_mails(selected.mails)} there")

    def _done(self, mailbox: Mailbox) -> Step:
        match self.account.done:
            case Done.SEEN:
                return Step("in", "done", True, "what is kept is flagged as seen")
            case Done.LEFT:
                return Step("in", "done", True, "what is kept stays as it is")
        return self._folder_of_ours(mailbox, "done", self.account.done_folder, "what is kept goes")

    def _sent(self, mailbox: Mailbox) -> Step:
        if not self.account.sent:
            return Step("in", "sent", True, "no copy of what leaves is put anywhere")
        step = self._folder_of_ours(mailbox, "sent", self.account.sent, "copies of what leaves go")
        meant = "" if mailbox.has_folder(self.account.sent) else mailbox.marked(r"\Sent")
        hint = (
            f"; the server keeps such in {clean_line(meant, 80)}: is that meant?" if meant else ""
        )
        return Step(step.side, step.name, step.works, step.said + hint)

    def _folder_of_ours(self, mailbox: Mailbox, name: str, folder: str, what: str) -> Step:
        there = _tried("in", name, lambda: mailbox.has_folder(folder))
        how = "" if there else ", which is made when it is first looked for"
        return Step("in", name, True, f"{what} to {clean_line(folder, 80)}{how}")


def _mails(count: int) -> str:
    return "1 mail" if count == 1 else f"{count:,} mails"


def _connected(server: Server, context: ssl.SSLContext) -> Client:
    return connect(server, context, Event())


def _listening(mailbox: Mailbox) -> Step:
    if mailbox.has_idle:
        return Step("in", "listening", True, "the server tells at once what comes (IDLE)")
    return Step("in", "listening", True, f"no IDLE there: it is looked every {LOOK_EVERY:.0f} s")


def _check_way(side: str, server: Server) -> None:
    """Both sides would wait for each other for long where the line is private in the other way."""
    other = _tried(side, "connection", lambda: other_way(server))
    if other is None:
        return
    scheme = next(
        name
        for name, (_, security) in SCHEMES.items()
        if security is other and name.startswith("imap" if side == "in" else "smtp")
    )
    is_private = other is Security.TLS
    said = "is private from its first byte" if is_private else "keeps no private line at first"
    mend = f"use {scheme}:// here"
    raise _Failed(Step(side, "certificate", False, f"{shown(server)} {said}", mend))


def _not_trusted(
    side: str,
    server: Server,
    error: NotTrusted,
    opened: Callable[[ssl.SSLContext], Line],
    socket_of: Callable[[Line], object],
) -> Step:
    """Why, and what it shows instead; the line is opened anew to look, and nothing said on it."""

    def open_line(context: ssl.SSLContext) -> ssl.SSLSocket:
        return _private_line(socket_of(opened(context)))

    found = untrusted_certificate(open_line)
    shows = f"; it shows one for {found.told}" if found else ""
    if found and found.until:
        shows += f", until {found.until:%Y-%m-%d}"
    said = f"{error.why}: one for {clean_line(server.host, 100)} is expected{shows}"
    unknown = any(word in error.why for word in UNKNOWN_ISSUER)
    mend = NAME_ISSUER if unknown else MENDS["certificate"]
    return Step(side, "certificate", False, clean_line(said, 400), mend)


def _private_line(sock: object) -> ssl.SSLSocket:
    if not isinstance(sock, ssl.SSLSocket):
        raise ChannelError("the line is not private")
    return sock


def _tried(side: str, name: str, act: Callable[[], Result]) -> Result:
    try:
        return act()
    except DeskError as error:
        raise _Failed(_bad(side, name, str(error))) from None


def _bad(side: str, name: str, why: str) -> Step:
    return Step(side, name, False, clean_line(why, 400), MENDS[name])
