"""How entries are sealed. Old entries are checked for ever: what is said here never changes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

FORMAT = "vipdesk audit 1"
SEALED = (
    "number, at, who, worked_by, role, terminal, what, ticket, callback, booking, detail, event,"
    " happened"
)
"""The columns of an entry that its digest covers, in this order."""

ESCALATION, MESSAGE, PIN, POLICY, TICKET = "escalation", "message", "pin", "policy", "ticket"
"""The kinds of what is kept of the past; of a message no more than the digest of what was said."""

SAID = (
    "number, kind, channel, author, author_address, at, subject, text, quoted, signature,"
    " recipients, raw"
)
"""The columns of a message that its digest covers, in this order."""


def contents(rows: Iterable[Sequence[Any]]) -> str:
    """The digest of what an entry kept of the past (kind, key, value); empty for nothing.

    The rows come in the order of kind and key.
    """
    seal, any_row = hashlib.sha256(), False
    for row in rows:
        seal.update(canonical(row))
        any_row = True
    return seal.hexdigest() if any_row else ""


def digest(previous: str, row: Sequence[Any], kept: str) -> str:
    """The seal of an entry (the columns SEALED) that follows on `previous`."""
    return hashlib.sha256(canonical((FORMAT, previous, *row, kept))).hexdigest()


def said(row: Sequence[Any]) -> str:
    """The digest of a message (the columns SAID)."""
    return hashlib.sha256(canonical(row)).hexdigest()


def canonical(values: Iterable[Any]) -> bytes:
    """One line of JSON; TypeError for what no vipdesk wrote."""
    return json.dumps(list(values), separators=(",", ":"), ensure_ascii=True).encode() + b"\n"
