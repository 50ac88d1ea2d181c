"""The words on a ticket as one contact may see them, and what is new among them."""

from collections.abc import Iterable

from vipdesk.domain.door_view import Conversation, Word
from vipdesk.domain.message import Attachment, Delivery, Kind, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.shown import Sight, sight
from vipdesk.domain.visit import Marks
from vipdesk.domain.visitor import door_identity
from vipdesk.store.damage import damage_told
from vipdesk.store.door_queries import marks
from vipdesk.store.queries import Fetch, messages

PUBLIC = "ticket = ? AND kind IN ('received', 'answer', 'call') ORDER BY at, number"
CHANGED = "SELECT DISTINCT key FROM past WHERE entry > ? AND kind = 'message'"
LATEST = "SELECT coalesce(max(number), 0) FROM audit"
ELSEWHERE = (
    "SELECT number FROM message WHERE number IN (SELECT key FROM past WHERE entry > ?"
    " AND kind = 'message') AND author_address = ? AND (ticket IS NULL OR ticket <> ?)"
    " AND EXISTS (SELECT 1 FROM past"
    " WHERE kind = 'message' AND key = message.number AND entry <= ?)"
)
"""Words of somebody that were there before and are not on this ticket now."""


@damage_told
def conversation(fetch: Fetch, address: str, ticket: int, after: int) -> Conversation:
    """What is new or otherwise since the entry of the audit that `after` names; 0 for all."""
    ((upto,),) = fetch(LATEST, ())
    said = messages(fetch, PUBLIC, (ticket,))
    look = _sight(fetch, address, ticket, said)
    begins_anew = not 0 < after <= upto
    changed = None if begins_anew else {int(row[0]) for row in fetch(CHANGED, (after,))}
    seen = [m for m in said if look.sees(m) and (changed is None or m.number in changed)]
    known = {one.address: one for one in marks(fetch, [ticket])}
    return Conversation(
        ticket=ticket,
        words=tuple(map(look.word, seen)),
        gone=() if changed is None else _gone(fetch, look, said, changed, after),
        upto=int(upto),
        marks=known.get(address, Marks(ticket, address)),
        we_read=known.get("", Marks(ticket, "")).read,
    )


@damage_told
def sent(fetch: Fetch, address: str, identity: str) -> Word | None:
    """What a contact's browser sent under this identity, where that was taken."""
    values = (Channel.CHAT.value, door_identity(address, identity))
    found = messages(fetch, "channel = ? AND external_id = ?", values)
    for message in found:
        if message.ticket is not None and message.author.address == address:
            return Sight(address, message.ticket, frozenset()).word(message)
    return None


def attachment_of(
    fetch: Fetch, address: str, ticket: int, message: int, place: int
) -> Attachment | None:
    """A file in its place, where the contact sees the word that it stands with."""
    said = messages(fetch, PUBLIC, (ticket,))
    look = _sight(fetch, address, ticket, said)
    found = next((m for m in said if m.number == message and look.sees(m)), None)
    files = look.word(found).attachments if found is not None else ()
    return files[place] if 0 <= place < len(files) else None


def unread_of(fetch: Fetch, address: str, ticket: int) -> int:
    """How many words of ours a contact has not read on their page."""
    read = next((one.read for one in marks(fetch, [ticket]) if one.address == address), 0)
    if not fetch("SELECT 1 FROM message WHERE ticket = ? AND number > ?", (ticket, read)):
        return 0
    said = messages(fetch, PUBLIC, (ticket,))
    look = _sight(fetch, address, ticket, said)
    new = (m for m in said if m.number > read and m.kind is Kind.ANSWER)
    return sum(look.sees(message) for message in new)


def _sight(fetch: Fetch, address: str, ticket: int, said: Iterable[Message]) -> Sight:
    numbers = {ticket, *(m.came_from for m in said if m.came_from is not None)}
    places = ", ".join("?" * len(numbers))
    rows = fetch(
        f"SELECT number, requester_address FROM ticket WHERE number IN ({places})",
        tuple(numbers),
    )
    return sight(address, ticket, said, {int(number): who for number, who in rows})


def _gone(
    fetch: Fetch, look: Sight, said: Iterable[Message], changed: set[int], after: int
) -> tuple[int, ...]:
    """What was taken back since, or is on another ticket now."""
    back = [m.number for m in said if m.number in changed and m.delivery is Delivery.TAKEN_BACK]
    moved = fetch(ELSEWHERE, (after, look.address, look.ticket, after))
    return tuple(sorted({*back, *(int(row[0]) for row in moved)}))
