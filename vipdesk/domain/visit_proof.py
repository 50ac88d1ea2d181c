"""What opens a contact's own calendar: its address is secret, for no calendar program signs in."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

LONGEST = 500


def calendar_proof(secret: bytes, address: str) -> str:
    """The proof for the contact of this address: the same each time, and not to be guessed."""
    named = urlsafe_b64encode(address.encode()).decode().rstrip("=")
    return f"{named}.{_keyed(secret, address)}"


def calendar_proven(secret: bytes, proof: str) -> str | None:
    """The address that a genuine proof is for; None for any other."""
    named, _, keyed = proof[:LONGEST].partition(".")
    try:
        address = urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
    except ValueError:
        return None
    genuine = calendar_proof(secret, address)
    return address if hmac.compare_digest(genuine.encode(), f"{named}.{keyed}".encode()) else None


def _keyed(secret: bytes, address: str) -> str:
    return hmac.new(secret, f"calendar of {address}".encode(), sha256).hexdigest()[:40]
