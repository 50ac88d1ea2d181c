"""What a server's certificate says: whose it is, and until when, trusted or not."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from vipdesk.domain.errors import ChannelError
from vipdesk.domain.text import clean_line

NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which the library does not name."""

MOST_NAMES = 5

Open = Callable[[ssl.SSLContext], ssl.SSLSocket]
"""Opens a private line, to look at it; nothing is said on it."""


class Certificate(Struct, frozen=True):
    """The names that it is for, cleaned, and when it ends (aware)."""

    names: tuple[str, ...]
    until: datetime | None

    @property
    def told(self) -> str:
        """Whose it is, for people."""
        return ", ".join(self.names[:MOST_NAMES]) or "nobody"


def certificate_of(line: ssl.SSLSocket) -> Certificate:
    """The certificate on a line that is trusted."""
    said: dict[str, Any] = dict(line.getpeercert() or {})
    alternatives = [value for kind, value in said.get("subjectAltName", ()) if "DNS" in kind]
    common = [v for field in said.get("subject", ()) for key, v in field if key == "commonName"]
    names = alternatives or common
    return Certificate(tuple(clean_line(name, 100) for name in names), _end(said))


def untrusted_certificate(open_line: Open) -> Certificate | None:
    """What a server shows that is not trusted; None where it can't be read."""
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    nobody.check_hostname, nobody.verify_mode = False, ssl.CERT_NONE
    try:
        with open_line(nobody) as line:
            shown = line.getpeercert(binary_form=True)
        # The library reads out only what it has verified: so this very one is trusted, to read it.
        itself = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        itself.check_hostname = False
        itself.load_verify_locations(cadata=shown or b"")
        itself.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VerifyFlags(NO_CHECK_TIME)
        with open_line(itself) as line:
            return certificate_of(line)
    except (ChannelError, OSError, ValueError):
        return None


def _end(said: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(said["notAfter"]), UTC)
    except (KeyError, ValueError, OverflowError):
        return None
