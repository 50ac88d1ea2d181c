"""Whether a server is private from its first byte, or greets in the open; nobody says who they are.

Where one side waits for the other's greeting, and that one for a private line, both wait long.
"""

import ssl

from vipdesk.channels.secure import reach
from vipdesk.mail_account import Security, Server

SOON = 3.0
"""Seconds in which a server has greeted, unless it waits for something itself."""


def other_way(server: Server) -> Security | None:
    """How the server keeps its line private where that is not as it is set; ChannelError."""
    if server.security is Security.STARTTLS:
        if not _greets(server) and _is_private(server):
            return Security.TLS
    elif not _is_private(server) and _greets(server):
        return Security.STARTTLS
    return None


def _greets(server: Server) -> bool:
    with reach(server) as line:
        line.settimeout(SOON)
        try:
            return bool(line.recv(1))
        except OSError:
            return False


def _is_private(server: Server) -> bool:
    """Whoever it is: that is for the line that is spoken on to ask."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with reach(server) as line:
        line.settimeout(SOON)
        try:
            with context.wrap_socket(line, server_hostname=server.host):
                return True
        except (OSError, ValueError):
            return False
