"""Writes how far the mailbox was read, and what becomes of mails on their way."""

from sqlalchemy import Connection, delete, insert, select, update

from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.circumstances import Change
from vipdesk.domain.mail_commands import (
    KeepCopy,
    Leave,
    OfCopies,
    Outgoing,
    PutMailPlace,
    TryAgain,
)
from vipdesk.domain.message import Delivery, Kind
from vipdesk.domain.queue import microseconds
from vipdesk.store.arriving import note_columns
from vipdesk.store.calendar_tables import InvitationRow
from vipdesk.store.escalation_tables import NoticeRow
from vipdesk.store.handover_tables import IntroductionRow
from vipdesk.store.mail_tables import (
    AcknowledgementRow,
    CarriedAccountRow,
    ContactLanguageRow,
    MailPlaceRow,
    SendingRow,
    SentCopyRow,
)
from vipdesk.store.table import table_of

PLACES, SENDING = table_of(MailPlaceRow), table_of(SendingRow)
CARRIED = table_of(CarriedAccountRow)
COPIES = table_of(SentCopyRow)
LANGUAGES = table_of(ContactLanguageRow)
OVER = (Delivery.SENT, Delivery.FAILED, Delivery.TAKEN_BACK)
TABLES = {
    Outgoing.NOTICE: table_of(NoticeRow),
    Outgoing.INVITATION: table_of(InvitationRow),
    Outgoing.ACKNOWLEDGEMENT: table_of(AcknowledgementRow),
    Outgoing.INTRODUCTION: table_of(IntroductionRow),
}


def put_mail_place(connection: Connection, place: PutMailPlace) -> None:
    """Keep how far a folder was read."""
    connection.execute(delete(PLACES).where(PLACES.c.folder == place.folder))
    columns = {
        "folder": place.folder,
        "validity": place.validity,
        "uid": place.uid,
        "floor": place.floor,
        "since": microseconds(place.since) if place.since else 0,
    }
    connection.execute(insert(PLACES), [columns])


def put_off_sending(connection: Connection, again: TryAgain) -> None:
    """Count the try where it counts, and keep when the next one is."""
    this = (SENDING.c.what == again.what.value) & (SENDING.c.number == again.number)
    columns = {"next_try": microseconds(again.at), "why": again.why, "doubts": again.doubts}
    counts = 0
    if again.first is not None:
        counts, columns["first"] = 1, microseconds(again.first)
    done = connection.execute(
        update(SENDING).where(this).values(tries=SENDING.c.tries + counts, **columns)
    )
    if not done.rowcount:
        key = {"what": again.what.value, "number": again.number, "tries": counts}
        connection.execute(insert(SENDING), [key | columns])
    again_is = Delivery.LEAVING if again.doubts else Delivery.QUEUED
    _stand(connection, again.what, again.number, again_is)


def save_mail(connection: Connection, change: Change) -> None:
    """Write what a courier tells, and notes; forget the tries of answers that wait no longer."""
    over = [m.number for m in change.messages if m.kind is Kind.ANSWER and m.delivery in OVER]
    if over:
        this = (SENDING.c.what == Outgoing.ANSWER.value) & SENDING.c.number.in_(over)
        connection.execute(delete(SENDING).where(this))
    if change.mail_place is not None:
        put_mail_place(connection, change.mail_place)
    if change.leaving is not None:
        begin_sending(connection, change.leaving)
    if change.sending is not None:
        put_off_sending(connection, change.sending)
    if change.left is not None:
        mark_left(connection, *change.left)
    if change.carried is not None:
        account, now = change.carried
        _send_from(connection, account, microseconds(now), at_first=True)
    if change.sends_all:
        _send_from(connection, change.sends_all, 0)
    if change.copy is not None:
        _keep_copy(connection, change.copy)
    if change.acknowledgement is not None:
        _queue_acknowledgement(connection, change.acknowledgement)
    if change.language is not None:
        _put_language(connection, *change.language)


def begin_sending(connection: Connection, leave: Leave) -> None:
    """Keep that it is being handed over: after a crash it is found by that, and sent again."""
    this = (SENDING.c.what == leave.what.value) & (SENDING.c.number == leave.number)
    if not connection.execute(select(SENDING.c.number).where(this)).first():
        key = {"what": leave.what.value, "number": leave.number, "tries": 0}
        connection.execute(insert(SENDING), [key | {"next_try": 0, "why": ""}])
    _stand(connection, leave.what, leave.number, Delivery.LEAVING)


def mark_left(connection: Connection, what: Outgoing, number: int, delivery: Delivery) -> None:
    """It has left, or never will: what waits no longer."""
    forget_sending(connection, what, number)
    _stand(connection, what, number, delivery)


def _keep_copy(connection: Connection, copy: OfCopies) -> None:
    this = (COPIES.c.what == copy.what.value) & (COPIES.c.number == copy.number)
    connection.execute(delete(COPIES).where(this))
    if isinstance(copy, KeepCopy):
        columns = {
            "what": copy.what.value,
            "number": copy.number,
            "called": copy.called,
            "message_id": copy.message_id,
            "raw": copy.raw,
            "at": microseconds(copy.at),
        }
        connection.execute(insert(COPIES), [columns])


def _send_from(
    connection: Connection, account: str, instant: int, *, at_first: bool = False
) -> None:
    """What was written before waits for a word; `at_first` only where nothing was said yet."""
    this = CARRIED.c.account == account
    known = connection.execute(select(CARRIED.c.account).where(this)).first()
    if not known:
        connection.execute(insert(CARRIED), [{"account": account, "sends_from": instant}])
    elif not at_first:
        connection.execute(update(CARRIED).where(this).values(sends_from=instant))


def _queue_acknowledgement(connection: Connection, note: Acknowledgement) -> None:
    connection.execute(insert(TABLES[Outgoing.ACKNOWLEDGEMENT]), [note_columns(note)])


def _put_language(connection: Connection, address: str, language: str) -> None:
    connection.execute(delete(LANGUAGES).where(LANGUAGES.c.address == address))
    connection.execute(insert(LANGUAGES), [{"address": address, "language": language}])


def forget_sending(connection: Connection, what: Outgoing, number: int) -> None:
    """Nothing is left to try again."""
    this = (SENDING.c.what == what.value) & (SENDING.c.number == number)
    connection.execute(delete(SENDING).where(this))


def _stand(connection: Connection, what: Outgoing, number: int, delivery: Delivery) -> None:
    """How far a mail that is no answer has come; an answer's own row says so."""
    if what is not Outgoing.ANSWER:
        table = TABLES[what]
        this = table.c.number == number
        connection.execute(update(table).where(this).values(delivery=delivery.value))
