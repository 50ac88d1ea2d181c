"""The words on a ticket as one contact may see them, and what is new among them."""

from collections.abc import Iterable

from vipdesk.domain.door_view import Conversation, Earlier, Word
from vipdesk.domain.message import Attachment, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.shown import Sight, sight
from vipdesk.domain.visit import Marks
from vipdesk.domain.visitor import door_identity
from vipdesk.store.damage import damage_told
from vipdesk.store.door_queries import marks
from vipdesk.store.queries import Fetch, messages

PUBLIC = "ticket = ? AND kind IN ('received', 'answer', 'call')"
IN_ORDER = " ORDER BY at, number"
LAST = f"{PUBLIC} AND number < ? ORDER BY number DESC LIMIT ?"
FAR = 2**53
MOST_WORDS, MOST_SIGNS = 60, 20_000
"""Words that are shown at once of a long talk, and the signs in them."""

CHANGED = "number IN (SELECT key FROM past WHERE entry > ? AND kind = 'message')"
LATEST = "SELECT coalesce(max(number), 0) FROM audit"
OWN = (
    "SELECT DISTINCT came_from FROM message WHERE ticket = ? AND kind = 'received'"
    " AND delivery IS NULL AND author_address = ?"
)
PARTS = (
    "SELECT number, requester_address FROM ticket WHERE number = ? OR number IN"
    " (SELECT came_from FROM message WHERE ticket = ? AND came_from IS NOT NULL)"
)
ELSEWHERE = (
    f"SELECT number FROM message WHERE {CHANGED} AND author_address = ?"
    " AND (ticket IS NULL OR ticket <> ?) AND EXISTS (SELECT 1 FROM past"
    " WHERE kind = 'message' AND key = message.number AND entry <= ?)"
)
"""Words of somebody that were there before and are not on this ticket now."""


@damage_told
def conversation(fetch: Fetch, address: str, ticket: int, after: int) -> Conversation:
    """What is new or otherwise since the entry of the audit that `after` names; 0 for the last."""
    ((upto,),) = fetch(LATEST, ())
    anew, look = not 0 < after <= upto, _sight(fetch, address, ticket)
    said = () if anew else messages(fetch, f"{PUBLIC} AND {CHANGED}{IN_ORDER}", (ticket, after))
    last = _before(fetch, look, FAR) if anew else Earlier(_seen(look, said), more=False)
    known = {one.address: one for one in marks(fetch, [ticket])}
    return Conversation(
        ticket=ticket,
        words=last.words,
        gone=() if anew else _gone(fetch, look, said, after),
        upto=int(upto),
        marks=known.get(address, Marks(ticket, address)),
        we_read=known.get("", Marks(ticket, "")).read,
        anew=anew,
        more=last.more,
    )


@damage_told
def earlier(fetch: Fetch, address: str, ticket: int, before: int) -> Earlier:
    """The last words that were said before the one of this number."""
    return _before(fetch, _sight(fetch, address, ticket), before)


def _before(fetch: Fetch, look: Sight, before: int) -> Earlier:
    """As many as one looks at together; each takes its room, and one is always there."""
    found: list[Word] = []
    room = MOST_SIGNS
    while some := messages(fetch, LAST, (look.ticket, before, MOST_WORDS)):
        for word in reversed(_seen(look, reversed(some))):
            room -= len(word.text)
            if len(found) == MOST_WORDS or (found and room < 0):
                return Earlier(tuple(reversed(found)), more=True)
            found.append(word)
        before = some[-1].number
    return Earlier(tuple(reversed(found)), more=False)


def _seen(look: Sight, said: Iterable[Message]) -> tuple[Word, ...]:
    return tuple(look.word(message) for message in said if look.sees(message))


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
    look = _sight(fetch, address, ticket)
    found = [m for m in messages(fetch, "number = ?", (message,)) if look.sees(m)]
    files = look.word(found[0]).attachments if found else ()
    return files[place] if 0 <= place < len(files) else None


def unread_of(fetch: Fetch, address: str, ticket: int) -> int:
    """How many words of ours a contact has not read on their page."""
    read = next((one.read for one in marks(fetch, [ticket]) if one.address == address), 0)
    new = messages(fetch, "ticket = ? AND number > ? AND kind = 'answer'", (ticket, read))
    look = _sight(fetch, address, ticket) if new else None
    return sum(look.sees(message) for message in new) if look else 0


def _sight(fetch: Fetch, address: str, ticket: int) -> Sight:
    own = [row[0] for row in fetch(OWN, (ticket, address))]
    requesters = {int(number): who for number, who in fetch(PARTS, (ticket, ticket))}
    unsent = not fetch("SELECT 1 FROM carried_account LIMIT 1", ())
    return sight(address, ticket, own, requesters, unsent=unsent)


def _gone(fetch: Fetch, look: Sight, said: Iterable[Message], after: int) -> tuple[int, ...]:
    """What was taken back since, or is on another ticket now."""
    back = [message.number for message in said if not message.stands]
    moved = fetch(ELSEWHERE, (after, look.address, look.ticket, after))
    return tuple(sorted({*back, *(int(row[0]) for row in moved)}))
