"""Which rows a change wrote beside the queue, and their seals, inside the caller's transaction."""

from collections.abc import Iterable, Set

from sqlalchemy import Connection

from vipdesk.domain.circumstances import Change
from vipdesk.store.damage import damage_told
from vipdesk.store.seals import (
    CALLBACK,
    CAUSE,
    COURSE,
    DESK,
    HANDOVER,
    PEOPLE,
    PLACED,
    POLICIES,
    Sealed,
    seals,
)

Touched = Iterable[tuple[Sealed, Set[int]]]

AT_FIRST = tuple((sealed, {0}) for sealed in (PEOPLE, DESK, POLICIES))
"""What a new store has; that nobody else works here is sealed with it."""


def of_change(change: Change) -> Touched:
    """What else than rows of the queue it wrote, by key."""
    policy = {0} if change.policy is not None else set()
    return (
        (COURSE, {ticket.number for ticket in change.tickets}),
        (CAUSE, {change.cause.ticket} if change.cause is not None else set()),
        (PEOPLE, {0} if change.colleague is not None else set()),
        (DESK, policy),
        (POLICIES, policy),
        (HANDOVER, {handover.number for handover in change.handovers}),
        (CALLBACK, {callback.number for callback in change.callbacks}),
        (PLACED, {message.number for message in change.messages}),
    )


@damage_told
def sealed_now(connection: Connection, touched: Touched) -> list[tuple[str, int, str]]:
    """Kind, key and digest of these as they stand in the store now."""
    return [
        (sealed.kind, key, value)
        for sealed, keys in touched
        for key, value in seals(connection.exec_driver_sql, sealed, keys)
    ]
