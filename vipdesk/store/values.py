"""Between a row of plain columns and the domain's values; the one place that knows both."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, assert_never

from msgspec import json

from vipdesk.domain.duration import parse_duration
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import (
    Answered,
    ClientWrote,
    ClockJoined,
    Fact,
    Promised,
    SeveritySet,
    Status,
    StatusSet,
    Struck,
)
from vipdesk.domain.message import Attachment, Delivery, Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import instant, microseconds
from vipdesk.domain.target import TargetKind
from vipdesk.domain.verdict import Outcome, Verdict

Row = Sequence[Any]
Columns = dict[str, Any]

FACT = (
    "ticket, number, what, at, channel, noticed, status, level, answer, struck, until,"
    " clock_kind, clock_start, waits_since"
)
VERDICT = (
    "ticket, kind, opened_by, closed_by, start, ended, severity, target, length, used, outcome,"
    " policy_version, arithmetic, due"
)
MESSAGE = (
    "number, ticket, kind, channel, author, author_address, at, subject, text, quoted, signature,"
    " recipients, delivery, why, fact, external_id, message_id, refers_to, raw,"
    " came_from"
)
EVENT = "at, what, who, ticket, detail, fact, callback, booking"

MICROSECOND = timedelta(microseconds=1)


def fact_columns(ticket: int, fact: Fact) -> Columns:
    """The columns of a fact."""
    columns: Columns = {
        "ticket": ticket,
        "number": fact.number,
        "at": microseconds(fact.at),
        "channel": None,
        "noticed": None,
        "status": None,
        "level": None,
        "answer": None,
        "struck": fact.struck.value if fact.struck else None,
        "until": None,
        "clock_kind": None,
        "clock_start": None,
        "waits_since": None,
    }
    match fact:
        case ClientWrote():
            noticed = microseconds(fact.noticed) if fact.noticed else None
            wrote = {"what": "client wrote", "channel": fact.channel.value, "noticed": noticed}
            return columns | wrote
        case Answered():
            return columns | {"what": "answered"}
        case StatusSet():
            set_to = {"status": fact.status.value, "answer": fact.answer}
            return columns | {"what": "status set"} | set_to
        case SeveritySet():
            return columns | {"what": "severity set", "level": fact.level}
        case Promised():
            return columns | {"what": "promised", "until": microseconds(fact.until)}
        case ClockJoined():
            joined = {
                "clock_kind": fact.kind.value,
                "clock_start": microseconds(fact.start),
                "waits_since": microseconds(fact.since),
            }
            return columns | {"what": "clock joined"} | joined
        case _:
            assert_never(fact)


def fact_of(row: Row) -> Fact:
    """The fact in a row of FACT; ValueError for one that this program never wrote."""
    _, number, what, stamp, channel, noticed, status, level, answer, reason, until, *clock = row
    at, struck = instant(stamp), Struck(reason) if reason else None
    match what:
        case "client wrote":
            seen = instant(noticed) if noticed is not None else None
            return ClientWrote(number, at, Channel(channel), struck, seen)
        case "answered":
            return Answered(number, at, struck)
        case "status set":
            return StatusSet(number, at, Status(status), answer, struck)
        case "severity set":
            return SeveritySet(number, at, level, struck)
        case "promised":
            return Promised(number, at, instant(until), struck)
        case "clock joined":
            kind, start, since = clock
            return ClockJoined(number, at, TargetKind(kind), instant(start), instant(since), struck)
    raise ValueError(f"no fact is called {what!r}")


def verdict_columns(ticket: int, verdict: Verdict) -> Columns:
    """The columns of a verdict."""
    return {
        "ticket": ticket,
        "kind": verdict.kind.value,
        "opened_by": verdict.opened_by,
        "closed_by": verdict.closed_by,
        "start": microseconds(verdict.start),
        "ended": microseconds(verdict.ended),
        "severity": verdict.severity,
        "target": str(verdict.target),
        "length": verdict.length // MICROSECOND,
        "used": verdict.used // MICROSECOND,
        "outcome": verdict.outcome.value,
        "policy_version": verdict.policy_version,
        "arithmetic": "\n".join(verdict.arithmetic),
        "void": False,
        "due": microseconds(verdict.due),
    }


def verdict_of(row: Row) -> Verdict:
    """The verdict in a row of VERDICT."""
    return Verdict(
        kind=TargetKind(row[1]),
        opened_by=row[2],
        closed_by=row[3],
        start=instant(row[4]),
        ended=instant(row[5]),
        severity=row[6],
        target=parse_duration(row[7]),
        length=timedelta(microseconds=row[8]),
        used=timedelta(microseconds=row[9]),
        outcome=Outcome(row[10]),
        policy_version=row[11],
        arithmetic=tuple(row[12].split("\n")) if row[12] else (),
        due=instant(row[13]),
    )


def message_columns(message: Message) -> Columns:
    """The columns of a message, without its attachments."""
    from json import dumps  # for what writes, and slow to import

    return {
        "number": message.number,
        "ticket": message.ticket,
        "kind": message.kind.value,
        "channel": message.channel.value,
        "author": message.author.name,
        "author_address": message.author.address,
        "at": microseconds(message.at),
        "subject": message.subject,
        "text": message.text,
        "quoted": message.quoted,
        "signature": message.signature,
        "recipients": dumps([[p.name, p.address] for p in message.to]),
        "delivery": message.delivery.value if message.delivery else None,
        "why": message.why,
        "fact": message.fact,
        "external_id": message.external_id,
        "message_id": message.message_id,
        "refers_to": " ".join(message.references),
        "raw": message.raw,
        "came_from": message.came_from,
    }


def message_of(row: Row, attachments: Sequence[Row] = ()) -> Message:
    """The message in a row of MESSAGE, with its attachments (name, media type, size, digest)."""
    return Message(
        number=row[0],
        ticket=row[1],
        kind=Kind(row[2]),
        channel=Channel(row[3]),
        author=Person(row[4], row[5]),
        at=instant(row[6]),
        subject=row[7],
        text=row[8],
        quoted=row[9],
        signature=row[10],
        to=tuple(Person(name, address) for name, address in json.decode(row[11])),
        attachments=tuple(Attachment(*attachment) for attachment in attachments),
        delivery=Delivery(row[12]) if row[12] else None,
        why=row[13],
        fact=row[14],
        external_id=row[15],
        message_id=row[16],
        references=tuple(row[17].split()),
        raw=row[18],
        came_from=row[19],
    )


def event_columns(event: Event) -> Columns:
    """The columns of an event."""
    return {
        "at": microseconds(event.at),
        "what": event.what.value,
        "who": event.who,
        "ticket": event.ticket,
        "detail": event.detail,
        "fact": event.fact,
        "callback": event.callback,
        "booking": event.booking,
    }


def event_of(row: Row) -> Event:
    """The event in a row of EVENT."""
    return Event(instant(row[0]), What(row[1]), *row[2:8])
