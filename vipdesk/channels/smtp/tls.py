"""The terms on which a server is spoken with in private: its name and its chain hold, or not."""

import ssl
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line


def private(authority: Path | None) -> ssl.SSLContext:
    """Certificates that the system trusts, and those that `authority` vouches for; BadInput."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority is not None:
        try:
            context.load_verify_locations(authority)
        except (OSError, ssl.SSLError):
            shown = clean_line(str(authority), 200)
            raise BadInput(
                f"mail: authority: {shown} holds no certificates: give a PEM file"
            ) from None
    return context


def why_not_private(error: ssl.SSLError) -> str:
    """What is wrong, in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said = clean_line(error.verify_message or "it can't be trusted", 200)
        return f"its certificate is refused ({said})"
    return f"no private line with it comes about ({clean_line(error.reason or 'unknown', 80)})"
