"""Writes what a command came to: all of it, inside the caller's transaction."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from sqlalchemy import Connection, delete, func, insert, select, update

from vipdesk.domain.callback import Callback
from vipdesk.domain.circumstances import Change
from vipdesk.domain.course import follow
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Draft, Kind, Message
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds, queue_line
from vipdesk.domain.recutting import Pin
from vipdesk.domain.saved_view import SaveView
from vipdesk.domain.ticket import Ticket
from vipdesk.store.alarm_saving import save_alarms
from vipdesk.store.arriving import LATEST_REFERENCES
from vipdesk.store.calendar_saving import (
    queue_invitation,
    remove_busy,
    remove_busy_elsewhere,
    save_booking,
    save_busy,
    save_items,
    withdraw_invitation,
)
from vipdesk.store.callback_saving import forget_phone, save_callback, save_phone
from vipdesk.store.cause_saving import save_cause
from vipdesk.store.contact_saving import add_contacts, save_zone
from vipdesk.store.door_saving import save_door
from vipdesk.store.escalation_saving import queue_notices, save_colleague, save_escalations
from vipdesk.store.handover_saving import save_handovers
from vipdesk.store.mail_saving import save_mail
from vipdesk.store.policy_saving import put_in_force
from vipdesk.store.reminder_saving import save_reminders
from vipdesk.store.search_saving import index_message, index_ticket
from vipdesk.store.table import table_of
from vipdesk.store.tables import (
    AttachmentRow,
    DraftRow,
    EventRow,
    FactRow,
    MessageRow,
    PinRow,
    ReferenceRow,
    SavedViewRow,
    TicketRow,
    UnreadableRow,
    VerdictRow,
)
from vipdesk.store.values import (
    Columns,
    event_columns,
    fact_columns,
    message_columns,
    verdict_columns,
)

TICKETS, FACTS, VERDICTS = table_of(TicketRow), table_of(FactRow), table_of(VerdictRow)
MESSAGES, ATTACHMENTS = table_of(MessageRow), table_of(AttachmentRow)
REFERENCES, EVENTS = table_of(ReferenceRow), table_of(EventRow)
VIEWS, PINS = table_of(SavedViewRow), table_of(PinRow)
DRAFTS, UNREADABLE = table_of(DraftRow), table_of(UnreadableRow)


class Before(Struct):
    """What a change is about, by number, as it was read in this transaction."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    callbacks: dict[int, Callback] = field(default_factory=dict)
    bookings: set[int] = field(default_factory=set)
    next_reminder: int = 1
    next_escalation: int = 1
    next_colleague: int = 1
    next_alarm: int = 1

    def clear(self) -> None:
        """It is to be read anew."""
        self.tickets.clear()
        self.callbacks.clear()
        self.bookings.clear()


def save(
    connection: Connection,
    change: Change,
    policy: Policy,
    before: Before,
    next_message: int,
) -> None:
    """Write the change; a policy that it brings is in force for its tickets already."""
    if change.policy is not None:
        put_in_force(connection, change.policy, change.events[0].at)
    _save_tickets(connection, change.tickets, before.tickets, change.policy or policy)
    for callback in change.callbacks:
        save_callback(connection, callback, before.callbacks.get(callback.number))
    _save_beside(connection, change, before)
    for message in change.messages:
        _save_message(connection, message, new=message.number >= next_message)
    _mention(connection, change)
    save_mail(connection, change)
    if change.events:
        connection.execute(insert(EVENTS), [event_columns(event) for event in change.events])
    if change.contact is not None:
        add_contacts(connection, [change.contact])
    if change.pin is not None:
        _save_pin(connection, change.pin)
    if change.view is not None:
        _save_view(connection, change.view)
    if change.zone is not None:
        save_zone(connection, *change.zone)
    for number in change.phones_gone:
        forget_phone(connection, number)
    for phone in change.phones:
        save_phone(connection, phone)
    if change.draft is not None:
        _save_draft(connection, change.draft)
    if change.unreadable is not None:
        _save_unreadable(connection, change.unreadable)


def _save_beside(connection: Connection, change: Change, before: Before) -> None:
    if change.booking is not None:
        new = change.booking.number not in before.bookings
        save_booking(connection, change.booking, new=new)
    if change.invitation is not None:
        queue_invitation(connection, change.invitation)
    if change.withdrawn is not None:
        withdraw_invitation(connection, *change.withdrawn)
    remove_busy_elsewhere(connection, change.busy_gone)
    save_busy(connection, change.busy)
    save_items(connection, change.items, change.items_gone)
    if change.free_again is not None:
        remove_busy(connection, change.free_again)
    save_reminders(connection, change.reminders, before.next_reminder)
    if change.cause is not None:
        save_cause(connection, change.cause)
    save_alarms(connection, change.alarms, before.next_alarm)
    if change.colleague is not None:
        save_colleague(connection, change.colleague, before.next_colleague)
    save_escalations(connection, change.escalations, before.next_escalation)
    queue_notices(connection, change.notices)
    save_handovers(connection, change)
    save_door(connection, change.door)


def ticket_columns(ticket: Ticket, policy: Policy) -> Columns:
    """A ticket's row, with its place in the queue under `policy`."""
    line = queue_line(follow(ticket, policy))
    return line._asdict() | {
        "requester": ticket.requester.name,
        "requester_address": ticket.requester.address,
        "opened_severity": ticket.opened_severity,
        "opened_triaged": ticket.triaged,
        "opened_at": line.received,
        "linked_to": ticket.linked_to,
        "merged_into": ticket.merged_into,
    }


def _save_tickets(
    connection: Connection, tickets: Iterable[Ticket], before: Mapping[int, Ticket], policy: Policy
) -> None:
    highest = select(func.coalesce(func.max(TICKETS.c.generation), 0))
    generation = connection.execute(highest).scalar_one() + 1
    for ticket in tickets:
        columns = ticket_columns(ticket, policy) | {"generation": generation}
        _save_ticket(connection, ticket, before.get(ticket.number), columns)


def _save_ticket(
    connection: Connection, ticket: Ticket, before: Ticket | None, columns: Columns
) -> None:
    del columns["received"]
    if before is None:
        connection.execute(insert(TICKETS), [columns])
    else:
        connection.execute(update(TICKETS).where(TICKETS.c.number == ticket.number), columns)
    index_ticket(connection, before, ticket)
    _save_facts(connection, ticket, before)
    _save_verdicts(connection, ticket, before)


def _save_facts(connection: Connection, ticket: Ticket, before: Ticket | None) -> None:
    known = {fact.number: fact for fact in before.facts} if before else {}
    new = [fact for fact in ticket.facts if fact.number not in known]
    if new:
        connection.execute(insert(FACTS), [fact_columns(ticket.number, fact) for fact in new])
    for fact in ticket.facts:
        if fact.number in known and fact != known[fact.number]:
            this = (FACTS.c.ticket == ticket.number) & (FACTS.c.number == fact.number)
            connection.execute(update(FACTS).where(this), fact_columns(ticket.number, fact))


def _save_verdicts(connection: Connection, ticket: Ticket, before: Ticket | None) -> None:
    known = before.kept if before else {}
    for kind, opened_by, closed_by in {*known, *ticket.kept} if before else ():
        this = (
            (VERDICTS.c.ticket == ticket.number)
            & (VERDICTS.c.kind == kind.value)
            & (VERDICTS.c.opened_by == opened_by)
            & (VERDICTS.c.closed_by == closed_by)
        )
        if (kind, opened_by, closed_by) not in ticket.kept:
            connection.execute(update(VERDICTS).where(this), {"void": True})
        elif (kind, opened_by, closed_by) not in known:
            connection.execute(delete(VERDICTS).where(this))
    new = [verdict for key, verdict in ticket.kept.items() if key not in known]
    if new:
        rows = [verdict_columns(ticket.number, verdict) for verdict in new]
        connection.execute(insert(VERDICTS), rows)


def _save_message(connection: Connection, message: Message, *, new: bool) -> None:
    columns = message_columns(message)
    index_message(connection, message, new=new)
    if not new:
        this = MESSAGES.c.number == message.number
        connection.execute(update(MESSAGES).where(this), columns)
        return
    connection.execute(insert(MESSAGES), [columns])
    if message.attachments:
        connection.execute(insert(ATTACHMENTS), _attachments(message))


def _attachments(message: Message) -> list[Columns]:
    return [
        {
            "message": message.number,
            "place": place,
            "name": attachment.name,
            "media_type": attachment.media_type,
            "size": attachment.size,
            "digest": attachment.digest,
        }
        for place, attachment in enumerate(message.attachments)
    ]


def _mention(connection: Connection, change: Change) -> None:
    """Keep what known senders refer to; a stranger's mail must not claim a conversation."""
    unknown = {ticket.number for ticket in change.tickets if ticket.sender_unknown}
    mentioned = {
        name: message.ticket
        for message in change.messages
        if message.ticket is not None
        and message.ticket not in unknown
        and message.kind is Kind.RECEIVED
        for name in message.references[-LATEST_REFERENCES:]
    }
    if not mentioned:
        return
    known = select(REFERENCES.c.message_id).where(REFERENCES.c.message_id.in_(mentioned))
    for row in connection.execute(known):
        del mentioned[row[0]]
    if mentioned:
        rows = [{"message_id": name, "ticket": ticket} for name, ticket in mentioned.items()]
        connection.execute(insert(REFERENCES), rows)


def _save_pin(connection: Connection, pin: Pin) -> None:
    connection.execute(delete(PINS).where(PINS.c.ticket == pin.ticket))
    if pin.pinned:
        connection.execute(insert(PINS), [{"ticket": pin.ticket}])


def _save_view(connection: Connection, view: SaveView) -> None:
    connection.execute(delete(VIEWS).where(VIEWS.c.place == view.place))
    connection.execute(insert(VIEWS), [{"place": view.place, "words": view.words}])


def _save_draft(connection: Connection, draft: Draft) -> None:
    this = (DRAFTS.c.ticket == draft.ticket) & (DRAFTS.c.author == draft.author)
    connection.execute(delete(DRAFTS).where(this))
    if draft.text:
        row = {"ticket": draft.ticket, "author": draft.author, "text": draft.text}
        connection.execute(insert(DRAFTS), [row | {"at": microseconds(draft.at)}])


def _save_unreadable(connection: Connection, what: Unreadable) -> None:
    row = {"raw": what.raw, "label": what.label, "reason": what.reason}
    connection.execute(insert(UNREADABLE), [row | {"at": microseconds(what.at)}])
