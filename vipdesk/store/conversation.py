"""Which ticket a message belongs to, and whether it has been here before."""

from collections.abc import Sequence

from vipdesk.domain.inbound import Inbound, Unreadable
from vipdesk.domain.policy import Channel
from vipdesk.domain.token import ticket_named
from vipdesk.store.arriving import LATEST_REFERENCES
from vipdesk.store.merges import merged_into
from vipdesk.store.queries import Fetch


def here_before(fetch: Fetch, inbound: Inbound) -> bool:
    """Whether this very message was taken already."""
    return _was_taken(fetch, inbound.channel, inbound.external_id)


def word_before(fetch: Fetch, external_id: str) -> bool:
    """Whether this very word of a chat was taken already."""
    return _was_taken(fetch, Channel.CHAT, external_id)


def _was_taken(fetch: Fetch, channel: Channel, external_id: str) -> bool:
    known = "SELECT 1 FROM message WHERE channel = ? AND external_id = ?"
    return bool(fetch(known, (channel.value, external_id)))


def unreadable_before(fetch: Fetch, what: Unreadable) -> bool:
    """Whether this is listed already: the same bytes, or the same place where there are none."""
    if what.has_bytes:
        return bool(fetch("SELECT 1 FROM unreadable WHERE raw = ?", (what.raw,)))
    same = "SELECT 1 FROM unreadable WHERE raw = ? AND label = ?"
    return bool(fetch(same, (what.raw, what.label)))


def ticket_of(fetch: Fetch, inbound: Inbound, secret: bytes, *, known: bool) -> int | None:
    """The ticket it answers, continues, or is answered by; None for a new matter.

    A sender who is `known` is not led to a stranger's ticket, whatever Message-IDs that copied.
    Whether the sender may speak on the ticket is not decided here.
    """
    answered = inbound.references[-LATEST_REFERENCES:]
    found = (
        _holding(fetch, answered, known=known)
        or _mentioning(fetch, (*answered, inbound.message_id))
        or _existing(fetch, ticket_named(secret, inbound.subject))
    )
    return _continuation(fetch, found) if found else None


def _holding(fetch: Fetch, message_ids: Sequence[str], *, known: bool) -> int | None:
    """The ticket that holds the latest of these messages."""
    if not message_ids:
        return None
    marks = ", ".join("?" * len(message_ids))
    rows = fetch(
        "SELECT m.message_id, m.ticket FROM message m JOIN ticket t ON t.number = m.ticket"
        f" WHERE m.message_id <> '' AND m.message_id IN ({marks})"
        f"{' AND NOT t.sender_unknown' if known else ''}",
        message_ids,
    )
    found = {str(message_id): int(ticket) for message_id, ticket in rows}
    return next((found[name] for name in reversed(message_ids) if name in found), None)


def _mentioning(fetch: Fetch, message_ids: Sequence[str]) -> int | None:
    """The ticket whose messages mention one of these: their common parent may never have come."""
    wanted = [name for name in message_ids if name]
    if not wanted:
        return None
    marks = ", ".join("?" * len(wanted))
    rows = fetch(f"SELECT min(ticket) FROM reference WHERE message_id IN ({marks})", wanted)
    return next((row[0] for row in rows), None)


def _continuation(fetch: Fetch, number: int) -> int:
    """The latest ticket that goes on where this one, merged or long resolved, ended; or this.

    One that goes on may have been merged into what it went on from.
    """
    number = merged_into(fetch, number)
    following = (
        "SELECT next.number FROM ticket AS next JOIN ticket AS old ON next.linked_to = old.number"
        " WHERE old.number = ? AND next.number > old.number AND old.status = 'resolved'"
        " ORDER BY next.number DESC"
    )
    seen: set[int] = set()
    goes_on: int | None = number
    while goes_on is not None:
        number = goes_on
        seen.add(number)
        ends = (merged_into(fetch, int(row[0])) for row in fetch(following, (number,)))
        goes_on = next((end for end in ends if end not in seen), None)
    return number


def _existing(fetch: Fetch, number: int | None) -> int | None:
    if number is None:
        return None
    return next(
        (row[0] for row in fetch("SELECT number FROM ticket WHERE number = ?", (number,))), None
    )
