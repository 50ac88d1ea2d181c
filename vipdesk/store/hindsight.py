"""Reads the queue as it stood at an instant that is over."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import json
from msgspec.structs import replace

from vipdesk.domain.board import Board
from vipdesk.domain.callback import in_order
from vipdesk.domain.course import follow
from vipdesk.domain.errors import StoreError
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.hindsight import Hindsight, as_of
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import RANK_RESOLVED, QueueLine, microseconds, queue_line
from vipdesk.store import queries
from vipdesk.store.callbacks_then import waiting_then
from vipdesk.store.chain import ESCALATION, PIN, POLICY, TICKET
from vipdesk.store.damage import damage_told
from vipdesk.store.holder_then import cover_then
from vipdesk.store.known_rows import place
from vipdesk.store.queries import Fetch
from vipdesk.store.values import Row

LAST_BY_THEN = "SELECT max(number) FROM audit WHERE at <= ?"
"""After a clock that was set back, what had been done before it still stood."""

BEGUN = f"SELECT min(entry) FROM past WHERE kind = '{POLICY}'"
STOOD = (
    "SELECT kind, key, max(entry), value FROM past"
    f" WHERE kind IN ('{ESCALATION}', '{PIN}', '{POLICY}', '{TICKET}') AND entry <= ?"
    " GROUP BY kind, key"
)
POLICY_TEXT = "SELECT text FROM policy WHERE version = ?"
POLICY_THEN = "SELECT text FROM policy ORDER BY since > ?, abs(since - ?) LIMIT 1"
OPENED = "SELECT number FROM ticket WHERE opened_at <= ?"

PolicyFor = Callable[[str], Policy]
Stood = Mapping[str, Mapping[int, str]]


@damage_told
def hindsight(fetch: Fetch, at: datetime, policy_for: PolicyFor) -> Hindsight:
    """The queue at `at` (aware): as it was kept, or reckoned where that goes farther back."""
    ((entry,),) = fetch(LAST_BY_THEN, (microseconds(at),))
    ((begun,),) = fetch(BEGUN, ())
    if begun is None or (begun > 1 and (entry or 0) < begun):
        return _reckoned(fetch, at, policy_for)
    stood = _by_kind(fetch(STOOD, (max(entry or 0, begun),)))
    lines = map(_line, stood.get(TICKET, {}).values()) if entry else ()
    policy = policy_for(_text(fetch, stood[POLICY][0]))
    pinned = frozenset(key for key, value in stood.get(PIN, {}).items() if json.decode(value))
    escalations = tuple(
        json.decode(value, type=Escalation) for value in stood.get(ESCALATION, {}).values()
    )
    seen = _seen(fetch, at, policy, lines, pinned=pinned, escalations=escalations)
    board = replace(seen.board, cover=cover_then(fetch, entry or 0))
    return replace(seen, board=board, founded=bool(entry))


def _reckoned(fetch: Fetch, at: datetime, policy_for: PolicyFor) -> Hindsight:
    stamp = microseconds(at)
    ((text,),) = fetch(POLICY_THEN, (stamp, stamp))
    policy = policy_for(text)
    numbers = [row[0] for row in fetch(OPENED, (stamp,))]
    tickets = queries.tickets(fetch, numbers)
    lines = (queue_line(follow(as_of(ticket, at), policy)) for ticket in tickets)
    return _seen(fetch, at, policy, lines, exact=False)


def _seen(
    fetch: Fetch,
    at: datetime,
    policy: Policy,
    lines: Iterable[QueueLine],
    *,
    pinned: frozenset[int] = frozenset(),
    escalations: tuple[Escalation, ...] = (),
    exact: bool = True,
) -> Hindsight:
    placed = sorted(lines, key=place)
    registered = queries.registration(fetch)
    board = Board(
        client=registered.client,
        agent=registered.agent,
        policy=policy,
        lines=tuple(line for line in placed if line.rank < RANK_RESOLVED),
        pinned=pinned,
        escalations=tuple(one for one in escalations if one.stands),
        callbacks=in_order(waiting_then(fetch, at), policy),
    )
    resolved = tuple(line for line in placed if line.rank >= RANK_RESOLVED)
    return Hindsight(at, board, resolved, exact)


def _by_kind(rows: Iterable[Row]) -> Stood:
    stood: dict[str, dict[int, str]] = {}
    for kind, key, _entry, value in rows:
        stood.setdefault(kind, {})[key] = value
    return stood


def _line(value: str) -> QueueLine:
    return queries.queue_row(json.decode(value))


def _text(fetch: Fetch, version: str) -> str:
    rows = fetch(POLICY_TEXT, (version,))
    if not rows:
        raise StoreError(
            _(
                "the policy of then, {version}, is gone: put a backup back with `vipdesk restore`"
            ).format(version=version)
        )
    return str(rows[0][0])
