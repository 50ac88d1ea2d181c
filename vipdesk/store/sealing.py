"""Which rows a change wrote beside the queue, and their seals, inside the caller's transaction."""

from collections.abc import Iterable, Iterator, Set

from sqlalchemy import Connection

from vipdesk.domain.circumstances import Change
from vipdesk.domain.mail_commands import Outgoing
from vipdesk.store.damage import damage_told
from vipdesk.store.seal_kinds import (
    ALARM,
    BOOKING,
    BUSY,
    CALLBACK,
    CAUSE,
    CONTACTS,
    COURSE,
    DELIVERY,
    DESK,
    GUESTS,
    HANDOVER,
    INTRODUCTION,
    INVITATION,
    NOTICE,
    PEOPLE,
    PLACED,
    POLICIES,
    RECEIPT,
    REMINDER,
)
from vipdesk.store.seals import Sealed, seals

Touched = Iterable[tuple[Sealed, Set[int]]]

AT_FIRST = tuple((sealed, {0}) for sealed in (PEOPLE, DESK, POLICIES, CONTACTS, BUSY))
"""What a new store has; that nobody else works here is sealed with it."""

OF_MAIL = {
    Outgoing.NOTICE: (NOTICE, "SELECT escalation FROM notice WHERE number = ?"),
    Outgoing.INVITATION: (INVITATION, "SELECT booking FROM invitation WHERE number = ?"),
    Outgoing.INTRODUCTION: (INTRODUCTION, "SELECT handover FROM introduction WHERE number = ?"),
    Outgoing.ACKNOWLEDGEMENT: (RECEIPT, "SELECT number FROM acknowledgement WHERE number = ?"),
}
"""By what a mail is sealed that is no answer, and under which number."""


def of_change(connection: Connection, change: Change) -> Iterator[tuple[Sealed, Set[int]]]:
    """What else than rows of the queue it wrote, by key."""
    yield COURSE, {ticket.number for ticket in change.tickets}
    yield PLACED, {message.number for message in change.messages}
    yield DELIVERY, {one.number for one in change.messages if one.delivery is not None}
    yield CALLBACK, {callback.number for callback in change.callbacks}
    yield HANDOVER, {handover.number for handover in change.handovers}
    yield REMINDER, {reminder.number for reminder in change.reminders}
    yield ALARM, {alarm.number for alarm in change.alarms}
    if change.cause is not None:
        yield CAUSE, {change.cause.ticket}
    if change.booking is not None:
        yield BOOKING, {change.booking.number}
        yield GUESTS, {change.booking.number}
    yield from ((sealed, {0}) for sealed in _as_one(change))
    yield from _of_mails(connection, change)


def _as_one(change: Change) -> Iterator[Sealed]:
    """The tables of which any row was written."""
    if change.colleague is not None:
        yield PEOPLE
    if change.policy is not None:
        yield from (DESK, POLICIES)
    if change.busy or change.busy_gone or change.free_again is not None:
        yield BUSY
    if change.contact or change.phones or change.phones_gone or change.zone or change.language:
        yield CONTACTS


def _of_mails(connection: Connection, change: Change) -> Iterator[tuple[Sealed, Set[int]]]:
    """Mails that are no answers: made, taken back, on their way, or gone."""
    yield NOTICE, {notice.escalation for notice in change.notices}
    invited = {change.invitation.booking.number} if change.invitation is not None else set()
    yield INVITATION, invited | ({change.withdrawn[0]} if change.withdrawn is not None else set())
    told = {one.handover for one in change.introductions}
    yield INTRODUCTION, told | ({change.untold} if change.untold is not None else set())
    if change.acknowledgement is not None:
        yield RECEIPT, {change.acknowledgement.number}
    sent = [change.left[:2]] if change.left is not None else []
    sent += [(one.what, one.number) for one in (change.sending, change.leaving) if one is not None]
    for what, number in sent:
        if what in OF_MAIL:
            sealed, sql = OF_MAIL[what]
            yield sealed, {row[0] for row in connection.exec_driver_sql(sql, (number,)).all()}


@damage_told
def sealed_now(connection: Connection, touched: Touched) -> list[tuple[str, int, str]]:
    """Kind, key and digest of these as they stand in the store now."""
    return [
        (sealed.kind, key, value)
        for sealed, keys in touched
        for key, value in seals(connection.exec_driver_sql, sealed, keys)
    ]
