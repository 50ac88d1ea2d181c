"""What opens a contact's own calendar: its address is secret, for no calendar program signs in."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256

LONGEST = 500


def calendar_proof(secret: bytes, address: str, turn: str = "") -> str:
    """The proof for the contact of this address: the same until its `turn` is another."""
    named = urlsafe_b64encode(address.encode()).decode().rstrip("=")
    return f"{named}.{_keyed(secret, address, turn)}"


def calendar_proven(secret: bytes, proof: str, turn_of: Callable[[str], str]) -> str | None:
    """The address that a genuine proof of its turn is for; None for any other."""
    named, _, keyed = proof[:LONGEST].partition(".")
    try:
        address = urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
    except ValueError:
        return None
    genuine = calendar_proof(secret, address, turn_of(address))
    return address if hmac.compare_digest(genuine.encode(), f"{named}.{keyed}".encode()) else None


def _keyed(secret: bytes, address: str, turn: str) -> str:
    said = f"calendar of {address} {turn}".rstrip()
    return hmac.new(secret, said.encode(), sha256).hexdigest()[:40]
