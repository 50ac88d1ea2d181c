"""What is asked of the store about its client's own door, in plain SQL for reader and writer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from vipdesk.domain.inbound import FLOOD
from vipdesk.domain.message import Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.reminder import About
from vipdesk.domain.visit import Link, Marks, Visit, Way
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.merges import merged_into
from vipdesk.store.queries import Fetch
from vipdesk.store.values import Columns, Row

LINK = "digest, address, made_by, made, ends, used, ended"
VISIT = "digest, address, name, way, whence, agent, at, ends, ended"
HOUR = timedelta(hours=1)
MAILED_WITHIN = timedelta(days=14)
"""An answer that reached no page for longer than that goes by no mail any more."""

WROTE = (
    "author_address = ? AND external_id IS NOT NULL AND kind = 'received' AND delivery IS NULL"
    " AND ticket IS NOT NULL"
)
STANDS = "merged_into IS NULL AND NOT sender_unknown"
THEIRS = (
    f"{STANDS} AND number IN (SELECT number FROM ticket WHERE requester_address = ?"
    f" UNION SELECT ticket FROM message WHERE {WROTE})"
)
"""Which tickets are a contact's to see, as SQL that takes their address twice."""

IS_THEIRS = (
    f"SELECT 1 FROM ticket WHERE number = ? AND {STANDS} AND (requester_address = ?"
    f" OR EXISTS (SELECT 1 FROM message WHERE message.ticket = ticket.number AND {WROTE}))"
)
"""The same of one, without a look at all the others."""

LATEST_OF_THEIRS = (
    f"SELECT number, status FROM ticket WHERE {THEIRS} ORDER BY last_activity DESC, number DESC"
)
MOST_RESOLVED = 20
CHANGES = (
    "SELECT t.number, t.generation, k.delivered, k.seen, (SELECT max(p.entry) FROM message m"
    " CROSS JOIN past p ON p.kind = 'message' AND p.key = m.number WHERE m.ticket = t.number)"
    " FROM ticket t LEFT JOIN door_mark k ON k.ticket = t.number AND k.address = ?"
)
"""CROSS JOIN keeps the order: the words of one ticket are few, what is past is long."""

CHATS = (
    "SELECT number FROM ticket WHERE requester_address = ? AND channel = 'chat'"
    " AND NOT sender_unknown ORDER BY number DESC LIMIT 1"
)
LATELY = (
    "SELECT count(*) FROM message WHERE author_address = ? AND at > ? AND channel = ?"
    f" AND external_id IS NOT NULL AND (ticket IS NOT NULL OR why <> '{FLOOD}')"
)
TOLD = (
    "SELECT 1 FROM reminder r JOIN message m ON m.number = r.subject"
    f" WHERE r.about = '{About.APART.value}' AND m.author_address = ? AND m.channel = ?"
    " AND (r.done IS NULL OR r.fired > ?) LIMIT 1"
)
REACHED_NONE = (
    "SELECT m.number, m.at FROM message m WHERE m.channel = 'chat' AND m.kind = 'answer'"
    " AND m.delivery = 'sent' AND m.at > ? AND NOT EXISTS (SELECT 1 FROM door_mark k"
    " WHERE k.ticket IN (m.ticket, m.came_from) AND k.address <> '' AND k.delivered >= m.number)"
    " ORDER BY m.number"
)
UNREAD = (
    "SELECT k.ticket, count(*) FROM door_mark k JOIN message m ON m.ticket = k.ticket"
    " WHERE k.address = '' AND k.delivered > k.seen AND m.number > k.seen"
    " AND m.kind = 'received' AND m.channel = 'chat' AND m.delivery IS NULL GROUP BY k.ticket"
)


@damage_told
def links(fetch: Fetch, condition: str, values: Sequence[Any]) -> tuple[Link, ...]:
    """The links that meet `condition` (trusted SQL), oldest first."""
    rows = fetch(f"SELECT {LINK} FROM door_link WHERE {condition} ORDER BY made, digest", values)
    return tuple(map(_link, rows))


@damage_told
def visits(fetch: Fetch, condition: str, values: Sequence[Any]) -> tuple[Visit, ...]:
    """The visits that meet `condition` (trusted SQL), oldest first."""
    rows = fetch(f"SELECT {VISIT} FROM door_visit WHERE {condition} ORDER BY at, digest", values)
    return tuple(map(_visit, rows))


def good_links(fetch: Fetch, address: str, now: datetime) -> tuple[Link, ...]:
    """The links that somebody may still enter with."""
    good = "used IS NULL AND ended IS NULL AND address = ? AND ends > ?"
    return links(fetch, good, (address, microseconds(now)))


def open_visits(fetch: Fetch, address: str, now: datetime) -> tuple[Visit, ...]:
    """Where somebody is signed in."""
    still = "ended IS NULL AND address = ? AND ends > ?"
    return visits(fetch, still, (address, microseconds(now)))


def at_the_door(fetch: Fetch, now: datetime) -> tuple[tuple[Visit, ...], tuple[Link, ...]]:
    """Who is signed in, and the links that somebody may still enter with."""
    stamp = (microseconds(now),)
    waiting = links(fetch, "used IS NULL AND ended IS NULL AND ends > ?", stamp)
    return visits(fetch, "ended IS NULL AND ends > ?", stamp), waiting


@damage_told
def feed_turn(fetch: Fetch, address: str) -> str:
    """At which turn the address of a contact's calendar is, with everybody's before it."""
    turns = "SELECT turn FROM door_feed WHERE address IN ('', ?) ORDER BY address"
    rows = fetch(turns, (address,))
    for row in rows:
        check_texts(row[0])
    return " ".join(row[0] for row in rows)


@damage_told
def marks(fetch: Fetch, tickets: Sequence[int]) -> tuple[Marks, ...]:
    """How far the words on these tickets have come."""
    places = ", ".join("?" * len(tickets))
    rows = fetch(
        f"SELECT ticket, address, delivered, seen FROM door_mark WHERE ticket IN ({places})"
        " ORDER BY ticket, address",
        tickets,
    )
    for row in rows:
        check_texts(row[1])
    return tuple(Marks(int(row[0]), row[1], int(row[2]), int(row[3])) for row in rows)


def is_theirs(fetch: Fetch, address: str, ticket: int) -> bool:
    """Whether a ticket is a contact's to see."""
    return bool(fetch(IS_THEIRS, (ticket, address, address)))


@damage_told
def their_tickets(fetch: Fetch, address: str) -> tuple[int, ...]:
    """The numbers of what a contact is shown, the latest first: open ones, then some resolved."""
    rows = fetch(LATEST_OF_THEIRS, (address, address))
    open_ones = [int(number) for number, status in rows if status != "resolved"]
    resolved = [int(number) for number, status in rows if status == "resolved"]
    return (*open_ones, *resolved[:MOST_RESOLVED])


def changes_of(fetch: Fetch, address: str, tickets: Sequence[int]) -> Sequence[Row]:
    """Says something else once one of these tickets, of its words or of their marks is another."""
    places = ", ".join("?" * len(tickets))
    return fetch(f"{CHANGES} WHERE t.number IN ({places})", (address, *tickets))


def chats_on(fetch: Fetch, address: str) -> int | None:
    """The ticket of a contact's latest chat, or what that was merged into."""
    found = fetch(CHATS, (address,))
    return merged_into(fetch, int(found[0][0])) if found else None


def said_lately(fetch: Fetch, address: str, now: datetime) -> int:
    """How many words of a contact's were taken within the hour."""
    values = (address, microseconds(now - HOUR), Channel.CHAT.value)
    ((count,),) = fetch(LATELY, values)
    return int(count)


def told_of_flood(fetch: Fetch, address: str, now: datetime) -> bool:
    """Whether the agent was told that words of a contact's were only kept."""
    return bool(fetch(TOLD, (address, Channel.CHAT.value, microseconds(now - HOUR))))


@damage_told
def reached_none(fetch: Fetch, now: datetime) -> tuple[tuple[int, datetime], ...]:
    """The chat answers that are on nobody's page, oldest first, each with when it was given."""
    rows = fetch(REACHED_NONE, (microseconds(now - MAILED_WITHIN),))
    return tuple((int(number), instant(at)) for number, at in rows)


@damage_told
def unread(fetch: Fetch) -> dict[int, int]:
    """How many words of the client's our side has not read, by ticket."""
    return {int(ticket): int(count) for ticket, count in fetch(UNREAD, ())}


def latest_word(fetch: Fetch, ticket: int, *, ours: bool) -> int:
    """The latest word on a ticket that can be marked: of ours, or of the client's."""
    kinds = "('answer', 'call')" if ours else "('received')"
    ((number,),) = fetch(
        f"SELECT coalesce(max(number), 0) FROM message WHERE ticket = ? AND kind IN {kinds}",
        (ticket,),
    )
    return int(number)


def marked_on(message: Message) -> tuple[int, ...]:
    """The tickets on which it may be marked how far a message has come."""
    return tuple(one for one in (message.ticket, message.came_from) if one is not None)


def link_columns(link: Link) -> Columns:
    """The columns of a link."""
    return {
        "digest": link.digest,
        "address": link.address,
        "made_by": link.by,
        "made": microseconds(link.made),
        "ends": microseconds(link.ends),
        "used": microseconds(link.used) if link.used else None,
        "ended": microseconds(link.ended) if link.ended else None,
    }


def visit_columns(visit: Visit) -> Columns:
    """The columns of a visit."""
    return {
        "digest": visit.digest,
        "address": visit.address,
        "name": visit.name,
        "way": visit.way.value,
        "whence": visit.whence,
        "agent": visit.agent,
        "at": microseconds(visit.at),
        "ends": microseconds(visit.ends),
        "ended": microseconds(visit.ended) if visit.ended else None,
    }


def _link(row: Row) -> Link:
    check_texts(*row[:3])
    digest, address, by, made, ends, used, ended = row
    return Link(
        digest=digest,
        address=address,
        by=by,
        made=instant(made),
        ends=instant(ends),
        used=None if used is None else instant(used),
        ended=None if ended is None else instant(ended),
    )


def _visit(row: Row) -> Visit:
    check_texts(*row[:6])
    digest, address, name, way, whence, agent, at, ends, ended = row
    return Visit(
        digest=digest,
        address=address,
        name=name,
        way=Way(way),
        whence=whence,
        agent=agent,
        at=instant(at),
        ends=instant(ends),
        ended=None if ended is None else instant(ended),
    )
