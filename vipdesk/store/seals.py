"""What an act seals beside the queue: rows of the store as they stand after it, by a digest.

Old seals are checked for ever: what is said here of a kind never changes, a column that comes
later needs a kind of its own.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from vipdesk.store.chain import canonical

Rows = Callable[[str], Iterable[Sequence[Any]]]
"""Runs one statement and gives its rows."""

AT_ONCE = 300
ALL = "0"
"""The key of a table that is sealed as one: a row that was put in shows too."""


class Part(Struct, frozen=True):
    """The columns of a table that are sealed, in this order, under its column `key`."""

    table: str
    key: str
    columns: str
    order: str


class Sealed(Struct, frozen=True):
    """A kind of what is sealed; `called` is how it is told of, with the key for `{key}`."""

    kind: str
    called: str
    parts: tuple[Part, ...]


FACTS = Part(
    "fact",
    "ticket",
    "number, what, at, channel, noticed, status, level, answer, struck, until, clock_kind,"
    " clock_start, waits_since",
    "ticket, number",
)
VERDICTS = Part(
    "verdict",
    "ticket",
    "kind, opened_by, closed_by, start, ended, severity, target, length, used, outcome,"
    " policy_version, arithmetic, void, due",
    "ticket, kind, opened_by, closed_by",
)
COURSE = Sealed("course", "what moved the clock of #{key}, or its verdicts,", (FACTS, VERDICTS))
CAUSE = Sealed(
    "cause",
    "a cause of #{key}",
    (Part("cause", "ticket", "kind, opened_by, text, at, who", "ticket, kind, opened_by"),),
)
PEOPLE = Sealed(
    "colleague",
    "who works here, and as what,",
    (
        Part(
            "colleague",
            ALL,
            "number, name, address, role, skills, hours, away, active, logins",
            "number",
        ),
    ),
)
DESK = Sealed(
    "desk",
    "whose desk it is",
    (
        Part(
            "desk",
            ALL,
            "client, plan, vip_from, vip_until, domains, agent, agent_address, policy_version",
            "id",
        ),
    ),
)
POLICIES = Sealed(
    "policies",
    "a policy that was in force",
    (Part("policy", ALL, "version, text, since", "version"),),
)
HANDOVER = Sealed(
    "handover",
    "hand-over sheet {key}",
    (
        Part(
            "handover",
            "number",
            "at, who, giver, taker, back, begins, until, status, signed, signed_by, sheet",
            "number",
        ),
    ),
)
CALLBACK = Sealed(
    "callback",
    "callback {key}",
    (
        Part(
            "callback",
            "number",
            "channel, external_id, caller, caller_address, phone, shown, received, length, urgent,"
            " mailbox, transcript, remark, heard, next_try, ticket, closed",
            "number",
        ),
        Part("callback_attempt", "callback", "number, at, who, outcome, note", "callback, number"),
        Part("recording", "callback", "place, name, media_type, size, digest", "callback, place"),
    ),
)
PLACED = Sealed(
    "placed",
    "where message {key} is, or what came with it,",
    (
        Part(
            "message",
            "number",
            "ticket, why, fact, external_id, message_id, refers_to, came_from",
            "number",
        ),
        Part("attachment", "message", "place, name, media_type, size, digest", "message, place"),
    ),
)

KINDS = (COURSE, CAUSE, PEOPLE, DESK, POLICIES, HANDOVER, CALLBACK, PLACED)


def seals(rows: Rows, sealed: Sealed, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each key with the digest of its rows as they stand now; empty where there are none."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found: dict[int, Any] = {}
        for part in sealed.parts:
            for key, *row in rows(_of(part, some)):
                seal = found.get(key) or found.setdefault(key, hashlib.sha256())
                seal.update(canonical((part.table, *row)))
        yield from ((key, found[key].hexdigest() if key in found else "") for key in some)


def _of(part: Part, keys: Iterable[int]) -> str:
    numbers = ", ".join(str(int(key)) for key in keys)
    return (
        f"SELECT {part.key}, {part.columns} FROM {part.table} WHERE {part.key} IN ({numbers})"
        f" ORDER BY {part.order}"
    )
