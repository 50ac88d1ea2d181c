"""Whether the audit is whole: each entry sealed with the one before it, none gone, none added."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from msgspec import convert

from vipdesk.domain.audit import Head
from vipdesk.domain.digest import is_version_of
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.text import clean_line
from vipdesk.store.audit_queries import is_sealed
from vipdesk.store.chain import ESCALATION, MESSAGE, PIN, POLICY, SAID, SEALED, TICKET, said
from vipdesk.store.damage import check_texts
from vipdesk.store.escalation_queries import escalations
from vipdesk.store.queries import LINE
from vipdesk.store.seal_kinds import KINDS
from vipdesk.store.seals import Sealed, seals
from vipdesk.store.values import Row

Rows = Callable[[str], Sequence[Sequence[Any]]]

AT_ONCE = 2_000
HEAD = "SELECT number, digest FROM audit_head"
ENTRIES = f"SELECT {SEALED}, digest FROM audit"
STRAY = "SELECT min(entry) FROM past WHERE entry NOT IN (SELECT number FROM audit)"
NOT_ENTERED = (
    "SELECT min(number) FROM event WHERE number NOT IN"
    " (SELECT event FROM audit WHERE event IS NOT NULL)"
)
OTHERWISE = (
    "SELECT min(a.number) FROM audit a LEFT JOIN event e ON e.number = a.event"
    " WHERE a.event IS NOT NULL AND (e.number IS NULL OR (e.at, e.what, e.who, e.detail)"
    " IS NOT (a.happened, a.what, a.who, a.detail) OR e.ticket IS NOT a.ticket"
    " OR e.callback IS NOT a.callback OR e.booking IS NOT a.booking)"
)
UNMET = "SELECT min(ticket) FROM verdict WHERE outcome = 'met' AND used > length"
NO_POLICY = (
    f"SELECT min(value) FROM past WHERE kind = '{POLICY}'"
    " AND value NOT IN (SELECT version FROM policy)"
)
IN_FORCE = (
    "SELECT count(*) FROM desk WHERE policy_version IS NOT (SELECT value FROM past"
    f" WHERE kind = '{POLICY}' ORDER BY entry DESC LIMIT 1)"
)
PINNED = "SELECT ticket FROM pin"
POLICIES = "SELECT version, text FROM policy ORDER BY version"
LATEST = "SELECT key, max(entry), value FROM past WHERE kind = '{kind}' GROUP BY key"
MESSAGES = f"SELECT {SAID} FROM message"


def audit_faults(rows: Rows, kept: Head | None = None) -> Iterator[str]:
    """The first entry that is broken, and what else contradicts the audit; nothing where all is
    well. `kept` is a head that was written down elsewhere.
    """
    try:
        broken = _first_broken(rows, kept)
        yield from [broken] if broken else _contradictions(rows)
    except (ValueError, TypeError) as error:
        yield f"the audit holds what no vipdesk wrote ({clean_line(str(error), 60)})"


def head(rows: Rows) -> Head | None:
    """The last entry, as the store itself remembers it."""
    found = rows(HEAD)
    return Head(int(found[0][0]), str(found[0][1])) if len(found) == 1 else None


def _first_broken(rows: Rows, kept: Head | None) -> str:
    """Follow the chain from its first entry."""
    number, seal = 0, ""
    while some := rows(f"{ENTRIES} WHERE number > {number} ORDER BY number LIMIT {AT_ONCE}"):
        past = _past(rows, number + 1, some[-1][0])
        for row in some:
            if row[0] != number + 1:
                return _gone(number + 1, row[0] - 1)
            if not is_sealed(seal, row, past.get(row[0], [])):
                return f"audit entry {row[0]} was changed, or the one before it was replaced"
            number, seal = row[0], row[-1]
            if kept is not None and kept.number == number and kept.digest != seal:
                return f"audit entry {number} is not the one that was written down elsewhere"
    return _end(rows, number, seal, kept)


def _end(rows: Rows, number: int, seal: str, kept: Head | None) -> str:
    """What is said of the end: the chain itself can't know that it went on."""
    last = head(rows)
    if last is None:
        return f"the audit has lost its head: entries after {number} may be gone"
    if last.number > number or (kept is not None and kept.number > number):
        return _gone(number + 1, max(last.number, kept.number if kept else 0))
    if (last.number, last.digest) != (number, seal):
        return f"the audit's head does not belong to its last entry, {number}"
    return ""


def _contradictions(rows: Rows) -> Iterator[str]:
    """What the history, the past and the queue say otherwise than the audit."""
    for sql, told in (
        (STRAY, "the past holds what audit entry {number} never kept"),
        (NOT_ENTERED, "event {number} of the history is in no audit entry"),
        (OTHERWISE, "the history tells otherwise, or no more, what audit entry {number} says"),
    ):
        ((number,),) = rows(sql)
        if number is not None:
            yield told.format(number=number)
    yield from _derived(rows)
    yield from _altered(rows)


def _derived(rows: Rows) -> Iterator[str]:
    """What says otherwise of itself than can be reckoned anew."""
    for version, text in rows(POLICIES):
        check_texts(version, text)
        if not is_version_of(version, text):
            name = clean_line(version, 60)
            yield f"the text of policy {name} is not what was in force under that name"
    ((gone,),) = rows(NO_POLICY)
    if gone is not None:
        yield f"policy {clean_line(gone, 60)}, which was in force, is gone"
    ((others,),) = rows(IN_FORCE)
    if others:
        yield "the policy in force is not the one that was put in force"
    ((ticket,),) = rows(UNMET)
    if ticket is not None:
        yield f"a target of #{ticket} took longer than promised, and is told as met"


def _altered(rows: Rows) -> Iterator[str]:
    """The first row of the queue, and the first message, that is not as it was saved last."""
    lines = ((row[0], list(row)) for row in _in_portions(rows, LINE))
    saved = {number: json.loads(value) for number, value in _latest(rows, TICKET)}
    yield from _first_otherwise(lines, saved, "the queue's row of #{number}")
    messages = ((row[0], said(row)) for row in _in_portions(rows, MESSAGES))
    yield from _first_otherwise(messages, dict(_latest(rows, MESSAGE)), "message {number}")
    taken = ((one.number, one) for one in escalations(lambda sql, _: rows(sql), "1 = 1"))
    stood = {n: convert(json.loads(said), Escalation) for n, said in _latest(rows, ESCALATION)}
    yield from _first_otherwise(taken, dict(stood), "escalation {number}")
    pinned = {number for number, value in _latest(rows, PIN) if json.loads(value)}
    if pinned != {number for (number,) in rows(PINNED)}:
        yield "what is kept on top of the queue was changed without an audit entry"
    for sealed in KINDS:
        yield from _unsealed(rows, sealed)


def _unsealed(rows: Rows, sealed: Sealed) -> Iterator[str]:
    """The first of a kind that is not as it was sealed last; what never was is not known."""
    saved = dict(_latest(rows, sealed.kind))
    for key, value in seals(rows, sealed, saved):
        if value != saved[key]:
            yield f"{sealed.called.format(key=key)} was changed without an audit entry"
            return


def _first_otherwise(
    found: Iterable[tuple[int, object]], saved: dict[int, object], called: str
) -> Iterator[str]:
    for number, stands in found:
        if number not in saved:
            yield f"{called.format(number=number)} was put in without an audit entry"
            return
        if saved.pop(number) != stands:
            yield f"{called.format(number=number)} was changed without an audit entry"
            return
    if saved:
        yield f"{called.format(number=min(saved))} is gone without an audit entry"


def _latest(rows: Rows, kind: str) -> Iterator[tuple[int, str]]:
    return ((key, value) for key, _, value in rows(LATEST.format(kind=kind)))


def _in_portions(rows: Rows, sql: str) -> Iterator[Row]:
    below = -1
    while some := rows(f"{sql} WHERE number > {below} ORDER BY number LIMIT {AT_ONCE}"):
        yield from some
        below = some[-1][0]


def _past(rows: Rows, first: int, last: int) -> dict[int, list[Row]]:
    found = rows(
        f"SELECT entry, kind, key, value FROM past WHERE entry BETWEEN {first} AND {last}"
        " ORDER BY entry, kind, key"
    )
    return {
        entry: [row[1:] for row in some] for entry, some in groupby(found, key=lambda row: row[0])
    }


def _gone(first: int, last: int) -> str:
    return f"audit entry {first} is gone" + (f", and all up to {last}" if last > first else "")
