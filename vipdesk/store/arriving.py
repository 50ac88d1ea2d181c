"""What is known around a mail that comes in: whether it is ours, how many came, what was noted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from vipdesk.domain.acknowledgement import NOTHING_ARRIVES, Acknowledgement, Arriving
from vipdesk.domain.inbound import FLOOD, Inbound
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.reminder import About
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch, messages
from vipdesk.store.values import Columns, Row

LATEST_REFERENCES = 50
"""So many of what a mail refers to are looked at."""

NOTE = "number, ticket, message, name, address, language, at, opens, due, delivery"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_SENDER = (
    "SELECT count(*) FROM message WHERE author_address = ? AND at > ? AND at <= ? AND channel = ?"
    " AND external_id IS NOT NULL"
)
TAKEN = f"{OF_SENDER} AND (ticket IS NOT NULL OR why <> '{FLOOD}')"
TOLD = (
    "SELECT 1 FROM reminder r JOIN message m ON m.number = r.subject"
    f" WHERE r.about = '{About.APART.value}' AND m.author_address = ?"
    " AND (r.done IS NULL OR r.fired > ?) LIMIT 1"
)
ANSWER = "SELECT 1 FROM message WHERE message_id <> '' AND kind = 'answer' AND message_id IN ({})"
OURS = "SELECT 1 FROM message WHERE message_id <> '' AND message_id = ? AND kind = 'answer'"
LATEST = "number > (SELECT coalesce(max(number), 0) FROM acknowledgement) - 1000 AND at > ?"


def arriving(fetch: Fetch, inbound: Inbound, now: datetime, *, known: bool) -> Arriving:
    """Nothing for what comes otherwise than by mail; an archive floods nobody and is not noted.

    `known` is a sender who is a contact of the client.
    """
    if inbound.channel is not Channel.EMAIL:
        return NOTHING_ARRIVES
    ours = bool(inbound.message_id and fetch(OURS, (inbound.message_id,)))
    if not inbound.live:
        return Arriving(ours=ours)
    until = microseconds(inbound.received)
    since = microseconds(inbound.received - HOUR)
    address = inbound.sender.address
    values = (address, since, until, inbound.channel.value)
    ((of_sender,),) = fetch(TAKEN if known else OF_SENDER, values)
    ((highest,),) = fetch("SELECT coalesce(max(number), 0) FROM acknowledgement", ())
    return Arriving(
        ours=ours,
        answers_ours=known and _answers_ours(fetch, inbound),
        of_sender=int(of_sender),
        told=known and bool(fetch(TOLD, (address, microseconds(now - HOUR)))),
        notes=acknowledgements(fetch, LATEST, (microseconds(now - DAY),)),
        next_note=int(highest) + 1,
    )


def _answers_ours(fetch: Fetch, inbound: Inbound) -> bool:
    named = inbound.references[-LATEST_REFERENCES:]
    return bool(named and fetch(ANSWER.format(", ".join("?" * len(named))), named))


def message_noted(fetch: Fetch, note: Acknowledgement) -> Message:
    """The message that a note answers: when it came, and which thread it stands in."""
    (message,) = messages(fetch, "number = ?", (note.message,))
    return message


@damage_told
def acknowledgements(
    fetch: Fetch, condition: str, values: Sequence[Any] = ()
) -> tuple[Acknowledgement, ...]:
    """The notes that meet `condition` (trusted SQL), oldest first."""
    sql = f"SELECT {NOTE} FROM acknowledgement WHERE {condition} ORDER BY number"
    rows = fetch(sql, values)
    for row in rows:
        check_texts(*row[3:6])
    return tuple(map(_note, rows))


def note_columns(note: Acknowledgement) -> Columns:
    """The columns of a note."""
    return {
        "number": note.number,
        "ticket": note.ticket,
        "message": note.message,
        "name": note.to.name,
        "address": note.to.address,
        "language": note.language,
        "at": microseconds(note.at),
        "opens": microseconds(note.opens),
        "due": None if note.due is None else microseconds(note.due),
        "delivery": note.delivery.value,
    }


def _note(row: Row) -> Acknowledgement:
    return Acknowledgement(
        number=row[0],
        ticket=row[1],
        message=row[2],
        to=Person(row[3], row[4]),
        language=row[5],
        at=instant(row[6]),
        opens=instant(row[7]),
        due=None if row[8] is None else instant(row[8]),
        delivery=Delivery(row[9]),
    )
