"""Mails that are no answers, as a command or a report that came in means them."""

import re
from collections.abc import Callable

from vipdesk.domain.commands import Command, Receive
from vipdesk.domain.delivery_report import DeliveryReport, message_id_of
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.mail_commands import GiveUp, Leave, Outgoing, TryAgain
from vipdesk.domain.outbox import OtherMail
from vipdesk.domain.people import Person
from vipdesk.domain.token import mail_id
from vipdesk.store import queries
from vipdesk.store.calendar_queries import bookings
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.merges import merged_into
from vipdesk.store.queries import Fetch

OTHERS = {
    Outgoing.NOTICE: "SELECT m.delivery, m.name, m.address, e.ticket, NULL FROM notice m"
    " JOIN escalation e ON e.number = m.escalation",
    Outgoing.INVITATION: "SELECT m.delivery, m.name, m.address, b.ticket, b.number"
    " FROM invitation m JOIN booking b ON b.number = m.booking",
    Outgoing.ACKNOWLEDGEMENT: "SELECT m.delivery, m.name, m.address, m.ticket, NULL"
    " FROM acknowledgement m",
    Outgoing.INTRODUCTION: "SELECT m.delivery, m.name, m.address, NULL, NULL FROM introduction m",
}
"""How far a mail that is no answer has come, to whom, about which ticket and which call."""

MADE = re.compile("[0-9a-f]{32}")
MOST_LOOKED_AT = 500
"""So many of a kind, the latest: a report comes within days of what it is about."""


@damage_told
def other_mail(
    fetch: Fetch, command: Command, registered: Callable[[], queries.Registration]
) -> OtherMail | None:
    """The mail that the command, or a report that came in, is about; None for an answer."""
    match command:
        case Leave(what, number) | TryAgain(what, number) | GiveUp(what, number):
            return _other(fetch, what, number) if what in OTHERS else None
        case Receive(Inbound(report=report)) if report is not None and report.names_a_mail:
            named = _reported(fetch, report, registered().secret)
            return _other(fetch, *named) if named else None
    return None


def _other(fetch: Fetch, what: Outgoing, number: int) -> OtherMail | None:
    for stands, name, address, ticket, booking in fetch(
        f"{OTHERS[what]} WHERE m.number = ?", (number,)
    ):
        check_texts(name, address)
        return OtherMail(
            what=what,
            number=number,
            stands=str(stands),
            to=Person(name, address),
            ticket=merged_into(fetch, ticket) if ticket else None,
            booking=next(iter(bookings(fetch, "number = ?", (booking,))), None),
        )
    return None


def _reported(fetch: Fetch, report: DeliveryReport, secret: bytes) -> tuple[Outgoing, int] | None:
    """Which of the latest of them it names: their Message-IDs are made, and not kept."""
    given = (report.message_id, message_id_of(report.envelope_id))
    named = {one.partition("@")[0] for one in given} - {""}
    if not any(MADE.fullmatch(one) for one in named):
        return None
    for what in OTHERS:
        ((highest,),) = fetch(f"SELECT coalesce(max(number), 0) FROM {what.value}", ())
        for number in range(highest, max(0, highest - MOST_LOOKED_AT), -1):
            if mail_id(secret, what.value, number) in named:
                return what, number
    return None
