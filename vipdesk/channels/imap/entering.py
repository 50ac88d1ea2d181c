"""Enters a mailbox: a private line to the right server, then the password or token."""

import re
import ssl
from collections.abc import Callable
from threading import Event

from vipdesk.channels.hidden import Hidden, plain_answer, token_answer
from vipdesk.channels.imap.client import Client, Nonsense, Refused, understood
from vipdesk.channels.imap.line import Line
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.secure import make_private, reach
from vipdesk.domain.errors import ChannelError
from vipdesk.mail_account import Security, Server
from vipdesk.secret import Secret

_TEMPORARY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]")


class LoginRefused(ChannelError):
    """The server knows no such user, or not with this password."""


def connect(server: Server, context: ssl.SSLContext, stop: Event) -> Client:
    """A private line to the server, before anybody has said who they are. Raises ChannelError."""
    sock = reach(server)
    try:
        if server.security is Security.TLS:
            sock = make_private(sock, server, context)
        with understood(None, server):
            client = Client(Line(sock, stop), server)
        if server.security is Security.STARTTLS:
            with understood(client, server):
                client.make_private(context)
        return client
    except BaseException:
        sock.close()
        raise


def log_in(client: Client, user: str, secret: Secret) -> Mailbox:
    """The mailbox of this user; LoginRefused where the server does not open it."""
    client.hidden = Hidden(user, secret)
    with understood(client, client.server):
        try:
            _prove(client, user, secret)
        except Client.abort:
            raise
        except Client.error as error:
            words = client.words(str(error))
            if _TEMPORARY.search(words):
                raise Refused(f"{client.name} lets nobody in now: {words}") from None
            raise LoginRefused(
                f"{client.name} does not let {user} in: {words}; check user and password"
            ) from None
        client.learn()
    return Mailbox(client)


def enter(
    server: Server, user: str, secret: Secret, context: ssl.SSLContext, stop: Event
) -> Mailbox:
    """The mailbox of this user, open. Raises ChannelError, or Stopped."""
    client = connect(server, context, stop)
    try:
        return log_in(client, user, secret)
    except BaseException:
        client.line.close()
        raise


def _prove(client: Client, user: str, secret: Secret) -> None:
    if secret.token:
        # Where it is refused, the server says why and waits for an empty answer.
        said = _saying(client, token_answer(user, secret).encode(), b"")
        client.authenticate("XOAUTH2", said)
    elif client.can("AUTH=PLAIN"):
        client.authenticate("PLAIN", _saying(client, plain_answer(user, secret).encode()))
    elif client.can("LOGINDISABLED"):
        raise Refused(f"{client.name} takes no password: set token_command")
    elif not all(word.isascii() and word.isprintable() for word in (user, secret.value)):
        raise LoginRefused(
            f"{client.name} takes plain letters (ASCII) only, and user or password have others:"
            " choose another password, or set token_command"
        )
    else:
        client.log_in(user, secret.value)


def _saying(client: Client, *answers: bytes) -> Callable[[bytes], bytes | None]:
    """Gives each answer once and then calls it off, however often the server asks."""
    left = [*answers, None]

    def answer(_: bytes) -> bytes | None:
        if not left:
            raise Nonsense(f"{client.name} asks for the password again and again: check the server")
        return left.pop(0)

    return answer
