"""What commands at the client's own door are decided on, read inside the transaction."""

from datetime import datetime

from vipdesk.domain.at_door import NOBODY_THERE, AtDoor
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import Command, Reply
from vipdesk.domain.door_commands import (
    Chat,
    EndVisit,
    EndVisits,
    Enter,
    EnterByToken,
    MarkRead,
    MarkSeen,
    ProposeSeverity,
    SendByMail,
)
from vipdesk.domain.message import Message
from vipdesk.domain.recutting import TakeBack
from vipdesk.store.door_queries import (
    good_links,
    is_theirs,
    latest_word,
    links,
    marked_on,
    marks,
    open_visits,
    said_lately,
    told_of_flood,
    visits,
)
from vipdesk.store.queries import Fetch

NAMED = "digest = ?"


def door_state(
    fetch: Fetch, command: Command, ticket: int | None, message: Message | None, now: datetime
) -> AtDoor:
    """Nothing for commands that the door has no say in; `ticket` is the one that is meant."""
    match command:
        case Enter(link=digest):
            return AtDoor(link=next(iter(links(fetch, NAMED, (digest,))), None))
        case EnterByToken(jti=jti):
            return AtDoor(taken=bool(fetch("SELECT 1 FROM door_token WHERE jti = ?", (jti,))))
        case EndVisit(digest):
            return AtDoor(visit=next(iter(visits(fetch, NAMED, (digest,))), None))
        case EndVisits(address):
            mine = address.strip().lower()
            return AtDoor(links=good_links(fetch, mine, now), visits=open_visits(fetch, mine, now))
        case Chat():
            return _talk(fetch, command.message.sender.address, ticket, now)
        case ProposeSeverity():
            return _talk(fetch, command.visitor.address, ticket, now)
        case Book(guest=guest) if ticket is not None:
            return AtDoor(theirs=is_theirs(fetch, guest.strip().lower(), ticket))
        case _ if ticket is not None:
            return _marked(fetch, command, ticket, message)
    return NOBODY_THERE


def _talk(fetch: Fetch, address: str, ticket: int | None, now: datetime) -> AtDoor:
    return AtDoor(
        theirs=ticket is not None and is_theirs(fetch, address, ticket),
        marks=marks(fetch, [ticket]) if ticket is not None else (),
        lately=said_lately(fetch, address, now),
        told=told_of_flood(fetch, address, now),
    )


def _marked(fetch: Fetch, command: Command, ticket: int, message: Message | None) -> AtDoor:
    match command:
        case MarkSeen(address=address):
            return AtDoor(
                theirs=is_theirs(fetch, address, ticket),
                marks=marks(fetch, [ticket]),
                latest=latest_word(fetch, ticket, ours=True),
            )
        case MarkRead():
            latest = latest_word(fetch, ticket, ours=False)
            return AtDoor(marks=marks(fetch, [ticket]), latest=latest)
        case Reply():
            return AtDoor(marks=marks(fetch, [ticket]))
        case SendByMail() | TakeBack() if message is not None:
            return AtDoor(marks=marks(fetch, marked_on(message)))
    return NOBODY_THERE
