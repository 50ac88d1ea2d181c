"""Between rows of hand-overs and the domain's values."""

from datetime import datetime

from msgspec import json

from vipdesk.domain.handover import (
    Handover,
    Introduction,
    Passing,
    Sheet,
    SheetNote,
    SheetStatus,
    Taking,
)
from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Person
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.values import Columns, Row

PASSING = "number, giver, taker, back, begins, until, signed"
HANDOVER = f"{PASSING}, at, who, status, signed_by, sheet"
SHEET_NOTE = "ticket, author, text, at"
INTRODUCTION = "handover, name, address, author, language, subject, text, at, delivery"


def handover_columns(handover: Handover) -> Columns:
    """The columns of a sheet."""
    return {
        "number": handover.number,
        "giver": handover.giver,
        "taker": handover.taker,
        "back": handover.back,
        "begins": _stamp(handover.begins),
        "until": _stamp(handover.until),
        "signed": _stamp(handover.signed),
        "at": microseconds(handover.at),
        "who": handover.who,
        "status": handover.status.value,
        "signed_by": handover.signed_by,
        "sheet": json.encode(handover.sheet).decode(),
    }


def passing_of(row: Row) -> Passing:
    """Whose hands are told in a row of PASSING."""
    return Passing(
        number=row[0],
        giver=row[1],
        taker=row[2],
        back=bool(row[3]),
        begins=_instant(row[4]),
        until=_instant(row[5]),
        signed=_instant(row[6]),
    )


def taking_of(at: int, reason: str | None) -> Taking | None:
    """That the desk is taken without being given, where there is a reason."""
    return Taking(instant(at), reason) if reason else None


def handover_of(row: Row) -> Handover:
    """The sheet in a row of HANDOVER; ValueError for one that is none."""
    sheet = json.decode(row[11], type=Sheet)
    return Handover(
        number=row[0],
        giver=row[1],
        taker=row[2],
        back=bool(row[3]),
        begins=_instant(row[4]),
        until=_instant(row[5]),
        signed=_instant(row[6]),
        at=instant(row[7]),
        who=row[8],
        status=SheetStatus(row[9]),
        signed_by=row[10],
        sheet=sheet,
        taking=taking_of(row[7], sheet.reason),
    )


def sheet_note_columns(note: SheetNote) -> Columns:
    """The columns of what is written for the next sheet."""
    columns = {"ticket": note.ticket, "author": note.author, "text": note.text}
    return columns | {"at": microseconds(note.at)}


def sheet_note_of(row: Row) -> SheetNote:
    """The note in a row of SHEET_NOTE."""
    return SheetNote(row[0], row[1], row[2], instant(row[3]))


def introduction_columns(told: Introduction) -> Columns:
    """The columns of a mail that is not sent yet."""
    return {
        "handover": told.handover,
        "name": told.to.name,
        "address": told.to.address,
        "author": told.author,
        "language": told.language,
        "subject": told.subject,
        "text": told.text,
        "at": microseconds(told.at),
        "delivery": told.delivery.value,
    }


def introduction_of(row: Row) -> Introduction:
    """The mail in a row of INTRODUCTION."""
    return Introduction(
        handover=row[0],
        to=Person(row[1], row[2]),
        author=row[3],
        language=row[4],
        subject=row[5],
        text=row[6],
        at=instant(row[7]),
        delivery=Delivery(row[8]),
    )


def _stamp(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _instant(stamp: int | None) -> datetime | None:
    return None if stamp is None else instant(stamp)
