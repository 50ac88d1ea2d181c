"""Private lines to servers: reached by name, and trusted for a certificate that bears it."""

import socket
import ssl
from pathlib import Path

from vipdesk.domain.errors import BadInput, ChannelError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Server

PATIENCE = 20.0
"""Seconds that a server has to take the line, and to prove who it is."""

ALIVE = {
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE): 1,
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE): 60,
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL): 10,
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT): 3,
}
"""A line on which nobody is any more is known to be dead within some 90 s, though nobody speaks."""

SHOWS_MORE = "`vipdesk mail check` shows more"


class NotTrusted(ChannelError):
    """A server that does not prove that it is the one that was asked for; `why` alone says why."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text)
        self.why = why


def trusting(authority: Path | None) -> ssl.SSLContext:
    """What trusts the system's authorities and this file's; it always checks chain and name."""
    context = ssl.create_default_context()
    if authority is not None:
        try:
            context.load_verify_locations(cafile=authority)
        except FileNotFoundError:
            shown = clean_line(str(authority), 200)
            mend = "mend authority in [mail], or put the PEM file there"
            raise BadInput(f"mail: the authority {shown} is not there: {mend}") from None
        except (OSError, ssl.SSLError):
            shown = clean_line(str(authority), 200)
            raise BadInput(
                f"mail: the authority {shown} holds no certificate: give a PEM file"
            ) from None
    return context


def reach(server: Server) -> socket.socket:
    """A line that is not private yet; ChannelError where nobody takes it."""
    try:
        line = socket.create_connection((server.host, server.port), PATIENCE)
        for option, value in ALIVE.items():
            line.setsockopt(*option, value)
        return line
    except OSError as error:
        raise unreachable(server, error) from None
    except UnicodeError:
        raise ChannelError(f"{shown(server)} is no name of a server: mend it") from None


def make_private(line: socket.socket, server: Server, context: ssl.SSLContext) -> ssl.SSLSocket:
    """The same line, private; NotTrusted where that is somebody else, ChannelError otherwise."""
    line.settimeout(PATIENCE)
    try:
        return context.wrap_socket(line, server_hostname=server.host)
    except ssl.SSLCertVerificationError as error:
        line.close()
        raise not_trusted(server, error) from None
    except (OSError, ValueError) as error:
        line.close()
        raise not_private(server, error) from None


def unreachable(server: Server, error: OSError) -> ChannelError:
    """Nobody takes the line."""
    if isinstance(error, socket.gaierror):
        return ChannelError(f"{shown(server)}: nobody knows that name: mend it, or is the net down")
    return ChannelError(f"{shown(server)} can't be reached ({_why(error)}): is it there?")


def not_trusted(server: Server, error: ssl.SSLCertVerificationError) -> NotTrusted:
    """It is somebody else, or can't prove that it is not."""
    why = clean_line(error.verify_message or "no reason", 200).rstrip(".")
    text = f"{shown(server)} is not to be trusted, by its certificate ({why}): {SHOWS_MORE}"
    return NotTrusted(text, why)


def not_private(server: Server, error: Exception) -> ChannelError:
    """It can't keep a line private."""
    why = getattr(error, "reason", None) or _why(error)
    mend = "check the port, and whether it is TLS or STARTTLS there"
    return ChannelError(f"{shown(server)} keeps no private line ({clean_line(why, 100)}): {mend}")


def shown(server: Server) -> str:
    """A server for people."""
    return f"{clean_line(server.host, 100)}:{server.port}"


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer for {PATIENCE:.0f} s"
    return getattr(error, "strerror", None) or type(error).__name__
