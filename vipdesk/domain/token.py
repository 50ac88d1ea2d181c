"""The token in the subject of our answers, by which a reply finds its ticket.

It carries a keyed hash, so that a ticket's number alone opens no conversation.
"""

import hmac
import re
from hashlib import sha256

TOKEN = re.compile(r"\[#([0-9]{1,12}) ([a-z2-7]{8})\]")
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def subject_token(secret: bytes, number: int) -> str:
    """The token of ticket `number`: `[#118 k3x5q2ab]`."""
    return f"[#{number} {_proof(secret, number)}]"


def ticket_named(secret: bytes, subject: str) -> int | None:
    """The ticket whose genuine token the subject carries; None without one."""
    for number, proof in TOKEN.findall(subject[:2000]):
        if hmac.compare_digest(proof, _proof(secret, int(number))):
            return int(number)
    return None


def mail_id(secret: bytes, what: str, number: int) -> str:
    """The Message-ID, without its host, of a mail that is no answer: at each try the same."""
    return hmac.new(secret, f"{what} {number}".encode(), sha256).hexdigest()[:32]


def without_token(subject: str) -> str:
    """The subject as people read it."""
    return " ".join(TOKEN.sub(" ", subject).split())


def _proof(secret: bytes, number: int) -> str:
    digest = hmac.new(secret, str(number).encode(), sha256).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:8])
