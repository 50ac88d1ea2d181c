"""Enters a mailbox: a private line to the right server, then the password or token."""

import re
import ssl
from base64 import b64encode
from threading import Event

from vipdesk.channels.imap.client import Client, Refused, understood
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
    plain = f"\0{user}\0{secret.value}"
    client.hidden = (secret.value, b64encode(plain.encode()).decode())
    with understood(client, client.server):
        try:
            _prove(client, user, secret, plain)
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


def _prove(client: Client, user: str, secret: Secret, plain: str) -> None:
    if secret.token:
        said = [f"user={user}\1auth=Bearer {secret.value}\1\1".encode()]
        # Where it is refused, the server says why and waits for an empty answer.
        client.authenticate("XOAUTH2", lambda _: said.pop() if said else b"")
    elif client.can("AUTH=PLAIN"):
        client.authenticate("PLAIN", lambda _: plain.encode())
    elif client.can("LOGINDISABLED"):
        raise Refused(f"{client.name} takes no password: set token_command")
    else:
        client.log_in(user, secret.value)
