"""What is asked of the store about callbacks, in plain SQL that reader and writer share."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from vipdesk.domain.callback import Callback
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.queue import microseconds
from vipdesk.store.callback_values import ATTEMPT, CALLBACK, RECORDING, callback_of
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import AT_ONCE, Fetch
from vipdesk.store.values import MICROSECOND, Row

OPEN = "closed IS NULL"
BY_ID = "asterisk:"
SECOND = 1_000_000
NEAR = timedelta(minutes=2)
"""A mail about a voicemail is written when the call has ended, so much later at most."""


@damage_told
def callbacks(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Callback, ...]:
    """The callbacks that meet `condition` (trusted SQL), by their numbers."""
    rows = fetch(f"SELECT {CALLBACK} FROM callback WHERE {condition} ORDER BY number", values)
    for row in rows:
        check_texts(*row[1:7], *row[10:13])
    found: list[Callback] = []
    for start in range(0, len(rows), AT_ONCE):
        found += _whole(fetch, rows[start : start + AT_ONCE])
    return tuple(found)


def call_before(fetch: Fetch, call: InboundCall) -> Callback | None:
    """The callback of this very call, if it was taken already, by whatever way it came."""
    found = callbacks(fetch, "external_id = ?", (call.external_id,))
    return next(iter(found or _older(fetch, call) or _same_call(fetch, call)), None)


def known_calls(fetch: Fetch) -> frozenset[str]:
    """The identities of all calls; of those with a transcript also `IDENTITY text`.

    Of calls that an older program took, with the second they came in.
    """
    rows = fetch("SELECT external_id, received, transcript <> '' FROM callback", ())
    told = [
        (f"{name}:{received // SECOND}" if _is_older(name) else str(name), has_words)
        for name, received, has_words in rows
    ]
    return frozenset((*(name for name, _ in told), *(f"{n} text" for n, words in told if words)))


def _is_older(identity: str) -> bool:
    """Whether it was made of the message's ID alone."""
    return identity.startswith(BY_ID) and identity.count(":") == 1


def _older(fetch: Fetch, call: InboundCall) -> tuple[Callback, ...]:
    """The same call as an older program took it: by the message's ID alone."""
    by_id, _, _ = call.external_id.rpartition(":")
    by_id, _, _ = by_id.rpartition(":")
    if not _is_older(by_id):
        return ()
    values = (by_id, call.phone, microseconds(call.received))
    return callbacks(fetch, "external_id = ? AND phone = ? AND received = ?", values)


def _same_call(fetch: Fetch, call: InboundCall) -> tuple[Callback, ...]:
    """The same voicemail may lie in the spool and come as a mail: one number at one time."""
    if not call.phone:
        return ()
    at, near = microseconds(call.received), NEAR // MICROSECOND
    lasted = (call.length or timedelta()) // MICROSECOND
    other_way = "NOT LIKE" if call.by_mail else "LIKE"
    return callbacks(
        fetch,
        f"phone = ? AND channel = ? AND external_id {other_way} 'mail:%'"
        " AND received BETWEEN ? AND ? AND (length IS NULL OR ? = 0 OR abs(length - ?) < 2000000)",
        (
            call.phone,
            call.channel.value,
            at - near - (lasted if call.by_mail else 0),
            at + near + (0 if call.by_mail else lasted),
            lasted,
            lasted,
        ),
    )


def _whole(fetch: Fetch, rows: Sequence[Row]) -> list[Callback]:
    numbers = [row[0] for row in rows]
    marks = ", ".join("?" * len(numbers))
    attempts = _by_callback(
        fetch(
            f"SELECT {ATTEMPT} FROM callback_attempt WHERE callback IN ({marks})"
            " ORDER BY callback, number",
            numbers,
        )
    )
    recordings = _by_callback(
        fetch(
            f"SELECT {RECORDING} FROM recording WHERE callback IN ({marks})"
            " ORDER BY callback, place",
            numbers,
        )
    )
    return [callback_of(row, attempts.get(row[0], ()), recordings.get(row[0], ())) for row in rows]


def _by_callback(rows: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    return {callback: list(group) for callback, group in groupby(rows, key=lambda row: row[0])}
