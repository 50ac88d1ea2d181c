"""Between rows of callbacks and the domain's values."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from vipdesk.domain.callback import Attempt, Callback, Outcome
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.values import MICROSECOND, Columns, Row

CALLBACK = (
    "number, channel, external_id, caller, caller_address, phone, shown, received, length, urgent,"
    " mailbox, transcript, remark, heard, next_try, ticket, closed"
)
ATTEMPT = "callback, at, who, outcome, note"
RECORDING = "callback, name, media_type, size, digest"


def callback_columns(callback: Callback) -> Columns:
    """The columns of a callback, without its tries and recordings."""
    return {
        "number": callback.number,
        "channel": callback.channel.value,
        "external_id": callback.external_id,
        "caller": callback.caller.name,
        "caller_address": callback.caller.address,
        "phone": callback.phone,
        "shown": callback.shown,
        "received": microseconds(callback.received),
        "length": None if callback.length is None else callback.length // MICROSECOND,
        "urgent": callback.urgent,
        "mailbox": callback.mailbox,
        "transcript": callback.transcript,
        "remark": callback.remark,
        "heard": _stamp(callback.heard),
        "next_try": _stamp(callback.next_try),
        "ticket": callback.ticket,
        "closed": _stamp(callback.closed),
    }


def callback_of(row: Row, attempts: Sequence[Row], recordings: Sequence[Row]) -> Callback:
    """The callback in a row of CALLBACK, with rows of ATTEMPT and RECORDING."""
    return Callback(
        number=row[0],
        channel=Channel(row[1]),
        external_id=row[2],
        caller=Person(row[3], row[4]),
        phone=row[5],
        shown=row[6],
        received=instant(row[7]),
        length=None if row[8] is None else timedelta(microseconds=row[8]),
        urgent=bool(row[9]),
        mailbox=row[10],
        transcript=row[11],
        remark=row[12],
        recordings=tuple(Attachment(*recording[1:]) for recording in recordings),
        heard=_instant(row[13]),
        next_try=_instant(row[14]),
        ticket=row[15],
        closed=_instant(row[16]),
        attempts=tuple(Attempt(instant(a[1]), a[2], Outcome(a[3]), a[4]) for a in attempts),
    )


def attempt_columns(callback: int, number: int, attempt: Attempt) -> Columns:
    """The columns of a try, counted from 1."""
    return {
        "callback": callback,
        "number": number,
        "at": microseconds(attempt.at),
        "who": attempt.who,
        "outcome": attempt.outcome.value,
        "note": attempt.note,
    }


def recording_columns(callback: int, place: int, recording: Attachment) -> Columns:
    """The columns of a recording."""
    return {
        "callback": callback,
        "place": place,
        "name": recording.name,
        "media_type": recording.media_type,
        "size": recording.size,
        "digest": recording.digest,
    }


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _instant(stamp: int | None) -> datetime | None:
    return None if stamp is None else instant(stamp)
