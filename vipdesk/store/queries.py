"""What is asked of the store, in plain SQL that reader and writer share.

Each function takes `fetch`, which runs one statement and gives its rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from msgspec import Struct

from vipdesk.domain.busy import is_zone
from vipdesk.domain.event import Event
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Draft, Message, NextTry
from vipdesk.domain.people import Agent, Client, Person, is_language
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine, instant, microseconds
from vipdesk.domain.saved_view import SHIPPED
from vipdesk.domain.ticket import Ticket
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.values import (
    EVENT,
    FACT,
    MESSAGE,
    VERDICT,
    Row,
    event_of,
    fact_of,
    message_of,
    verdict_of,
)

Fetch = Callable[[str, Sequence[Any]], Sequence[Row]]

TICKET = (
    "number, subject, channel, opened_severity, opened_triaged, requester, requester_address,"
    " entitled, opened_at, linked_to, merged_into, owed_by"
)
REQUESTER = "CASE WHEN requester = '' OR sender_unknown THEN requester_address ELSE requester END"
LINE = (
    f"SELECT number, subject, {REQUESTER}, channel, severity, triaged, status, rank, position,"
    " due, length, paused, business, breach, due_kind, clock_start, opened_at,"
    " client_waits_since, last_activity, sender_unknown, entitled, owed_by, policy_version"
    " FROM ticket"
)
QUEUE = f"{LINE} WHERE rank < 4 ORDER BY rank, position, number LIMIT ?"
OPEN_NUMBERS = "SELECT number FROM ticket WHERE rank < 4 ORDER BY number"
AT_ONCE = 500
FARTHEST = microseconds(datetime(9000, 1, 1, tzinfo=UTC))
NEAREST = -FARTHEST
CHANNELS = frozenset(channel.value for channel in Channel)


class Registration(Struct, frozen=True):
    """The desk's own row: who it is for, who works it, its token key and policy."""

    client: Client
    agent: Agent
    secret: bytes
    policy_text: str


ADDRESS = "(SELECT address FROM colleague WHERE name = d.agent AND active AND address <> '')"
"""The agent's, where it was given after the desk was set up."""
VIEWS = "SELECT place, words FROM saved_view ORDER BY place"


@damage_told
def registration(fetch: Fetch) -> Registration:
    """The desk as it was set up, with the contacts known today."""
    (row,) = fetch(
        "SELECT d.client, d.plan, d.vip_from, d.vip_until, d.domains, d.agent,"
        f" coalesce({ADDRESS}, d.agent_address), d.secret, p.text"
        " FROM desk d JOIN policy p ON p.version = d.policy_version",
        (),
    )
    contacts = fetch("SELECT address, name, stranger FROM contact ORDER BY place", ())
    phones = fetch("SELECT number, address FROM contact_phone", ())
    zones = fetch("SELECT address, zone FROM contact_zone", ())
    languages = fetch("SELECT address, language FROM contact_language", ())
    client = Client(
        name=row[0],
        plan=row[1],
        vip_from=date.fromisoformat(row[2]),
        vip_until=date.fromisoformat(row[3]) if row[3] else None,
        domains=frozenset(row[4].split()),
        contacts=tuple(
            Person(name, address) for address, name, stranger in contacts if not stranger
        ),
        strangers=frozenset(address for address, _, stranger in contacts if stranger),
        phones={str(number): str(address) for number, address in phones},
        zones={str(address): zone for address, zone in zones if is_zone(str(zone))},
        languages={str(address): code for address, code in languages if is_language(str(code))},
    )
    return Registration(client, Agent(row[5], row[6]), row[7], row[8])


@damage_told
def views(fetch: Fetch) -> dict[int, str]:
    """The searches that digits show: what was kept, before what is shipped."""
    kept = {int(place): str(words) for place, words in fetch(VIEWS, ())}
    check_texts(*kept.values())
    return {place: words for place, words in ({**SHIPPED, **kept}).items() if words}


@damage_told
def first_lines(fetch: Fetch, limit: int) -> tuple[QueueLine, ...]:
    """The first unresolved tickets in queue order; a negative limit gives all."""
    return tuple(map(queue_row, fetch(QUEUE, (limit,))))


@damage_told
def lines_of(fetch: Fetch, condition: str, values: Sequence[Any]) -> tuple[QueueLine, ...]:
    """The rows of the tickets that meet `condition` (trusted SQL), in queue order."""
    sql = f"{LINE} WHERE {condition} ORDER BY rank, position, number"
    return tuple(map(queue_row, fetch(sql, values)))


def lines_numbered(fetch: Fetch, numbers: Sequence[int]) -> tuple[QueueLine, ...]:
    """The rows of these tickets, in queue order."""
    found: list[QueueLine] = []
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        found += lines_of(fetch, f"number IN ({marks})", some)
    return tuple(sorted(found, key=lambda line: (line.rank, line.position, line.number)))


def queue_row(row: Row) -> QueueLine:
    """A row of the queue; ValueError or TypeError for one that no screen could show."""
    # In plain comparisons: it is done for every row of every picture.
    subject, requester, channel, due, length = row[1], row[2], row[3], row[9], row[10]
    started, received, waits_since, latest = row[15], row[16], row[17], row[18]
    near = NEAREST <= (due or 0) <= FARTHEST and NEAREST <= (length or 0) <= FARTHEST
    near = near and NEAREST <= (started or 0) <= FARTHEST and NEAREST <= received <= FARTHEST
    if not (near and NEAREST <= (waits_since or 0) <= FARTHEST and NEAREST <= latest <= FARTHEST):
        raise ValueError("an instant beyond all calendars")
    if channel not in CHANNELS:
        raise ValueError("a channel there is not")
    if not (isinstance(subject, str) and isinstance(requester, str)):
        raise TypeError("a text that is none")
    return QueueLine._make(row)


@damage_told
def tickets(fetch: Fetch, numbers: Iterable[int]) -> tuple[Ticket, ...]:
    """These tickets with their facts and verdicts, in the order of their numbers."""
    wanted, found = sorted(set(numbers)), []
    for start in range(0, len(wanted), AT_ONCE):
        found += _some_tickets(fetch, wanted[start : start + AT_ONCE])
    return tuple(found)


def _some_tickets(fetch: Fetch, numbers: Sequence[int]) -> list[Ticket]:
    marks = ", ".join("?" * len(numbers))
    rows = fetch(f"SELECT {TICKET} FROM ticket WHERE number IN ({marks}) ORDER BY number", numbers)
    facts = _by_ticket(
        fetch(f"SELECT {FACT} FROM fact WHERE ticket IN ({marks}) ORDER BY ticket, number", numbers)
    )
    verdicts = _by_ticket(
        fetch(
            f"SELECT {VERDICT} FROM verdict WHERE ticket IN ({marks}) AND NOT void ORDER BY ticket",
            numbers,
        )
    )
    return [_ticket_of(row, facts.get(row[0], ()), verdicts.get(row[0], ())) for row in rows]


def _by_ticket(rows: Sequence[Row]) -> Mapping[int, Sequence[Row]]:
    return {ticket: list(group) for ticket, group in groupby(rows, key=lambda row: row[0])}


def _ticket_of(row: Row, facts: Sequence[Row], verdicts: Sequence[Row]) -> Ticket:
    judged = [verdict_of(verdict) for verdict in verdicts]
    check_texts(row[1], row[5], row[6])
    return Ticket(
        number=row[0],
        subject=row[1],
        channel=Channel(row[2]),
        opened_severity=row[3],
        triaged=bool(row[4]),
        requester=Person(row[5], row[6]),
        entitled=bool(row[7]),
        opened_at=instant(row[8]),
        linked_to=row[9],
        merged_into=row[10],
        owed_by=row[11],
        facts=tuple(map(fact_of, facts)),
        kept={verdict.key: verdict for verdict in judged},
    )


@damage_told
def messages(fetch: Fetch, condition: str, values: Sequence[Any]) -> tuple[Message, ...]:
    """The messages that meet `condition` (trusted SQL, may end in an order), with attachments."""
    rows = fetch(f"SELECT {MESSAGE} FROM message WHERE {condition}", values)
    for row in rows:
        check_texts(*row[4:6], *row[7:11])
    return tuple(message_of(row, _attachments(fetch, row[0])) for row in rows)


def _attachments(fetch: Fetch, message: int) -> Sequence[Row]:
    return fetch(
        "SELECT name, media_type, size, digest FROM attachment WHERE message = ? ORDER BY place",
        (message,),
    )


@damage_told
def events(fetch: Fetch, ticket: int) -> tuple[Event, ...]:
    """What happened on a ticket, oldest first."""
    rows = fetch(f"SELECT {EVENT} FROM event WHERE ticket = ? ORDER BY number", (ticket,))
    return tuple(map(event_of, rows))


@damage_told
def events_of_call(fetch: Fetch, callback: int) -> tuple[Event, ...]:
    """What happened to a callback, oldest first."""
    rows = fetch(f"SELECT {EVENT} FROM event WHERE callback = ? ORDER BY number", (callback,))
    return tuple(map(event_of, rows))


@damage_told
def drafts(fetch: Fetch, ticket: int) -> tuple[Draft, ...]:
    """The half-typed answers on a ticket, latest first."""
    rows = fetch(
        "SELECT ticket, author, text, at FROM draft WHERE ticket = ? ORDER BY at DESC, author",
        (ticket,),
    )
    return tuple(Draft(row[0], row[1], row[2], instant(row[3])) for row in rows)


@damage_told
def unreadable(fetch: Fetch) -> tuple[Unreadable, ...]:
    """What could not be read, latest first."""
    rows = fetch("SELECT label, reason, raw, at FROM unreadable ORDER BY at DESC, raw", ())
    return tuple(Unreadable(row[0], row[1], row[2], instant(row[3])) for row in rows)


def count(fetch: Fetch, table: str, condition: str = "1 = 1") -> int:
    """How many rows of `table` meet `condition` (both trusted SQL)."""
    ((number,),) = fetch(f"SELECT count(*) FROM {table} WHERE {condition}", ())
    return int(number)


def unsent(fetch: Fetch) -> int:
    """How many answers have not left, or may not have."""
    tried = "number IN (SELECT number FROM sending WHERE what = 'answer')"
    leaving = count(fetch, "message", f"delivery = 'leaving' AND {tried}")
    return leaving + count(fetch, "message", "delivery = 'queued'")


@damage_told
def latest(fetch: Fetch) -> datetime | None:
    """The minute of when something was done last, by the clock of whoever did it."""
    rows = fetch("SELECT at FROM audit ORDER BY number DESC LIMIT 1", ())
    return instant(rows[0][0]).replace(second=0, microsecond=0) if rows else None


@damage_told
def next_tries(fetch: Fetch, answers: Iterable[int]) -> dict[int, NextTry]:
    """When answers that could not be sent at once are tried again, by their numbers."""
    wanted = frozenset(answers)
    rows = fetch(
        "SELECT number, next_try, why FROM sending WHERE what = 'answer' AND next_try > 0", ()
    )
    for row in rows:
        check_texts(row[2])
    return {row[0]: NextTry(instant(row[1]), row[2]) for row in rows if row[0] in wanted}
