"""What is asked of the store about mails on their way out."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.calendar import BookingStatus, Invitation, Method
from vipdesk.domain.escalation import Notice
from vipdesk.domain.handover import Introduction
from vipdesk.domain.mail_commands import Outgoing
from vipdesk.domain.message import Message
from vipdesk.domain.outbox import Waiting
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import instant
from vipdesk.store import queries
from vipdesk.store.arriving import acknowledgements, message_noted
from vipdesk.store.calendar_queries import bookings
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.door_queries import reached_none
from vipdesk.store.escalation_values import NOTICE, notice_of
from vipdesk.store.handover_queries import introductions, passings
from vipdesk.store.queries import Fetch

TABLES = {
    Outgoing.ANSWER: "message",
    Outgoing.NOTICE: "notice",
    Outgoing.INVITATION: "invitation",
    Outgoing.ACKNOWLEDGEMENT: "acknowledgement",
    Outgoing.INTRODUCTION: "introduction",
}

ABOUT = {
    Outgoing.ANSWER: "m.ticket",
    Outgoing.NOTICE: "(SELECT ticket FROM escalation WHERE number = m.escalation)",
    Outgoing.INVITATION: "(SELECT ticket FROM booking WHERE number = m.booking)",
    Outgoing.ACKNOWLEDGEMENT: "m.ticket",
    Outgoing.INTRODUCTION: "NULL",
}
"""The ticket that a mail is about."""

BEFORE = (
    "ticket = ? AND kind = 'received' AND delivery IS NULL AND number < ?"
    " ORDER BY at DESC, number DESC LIMIT 1"
)


class Connection(Protocol):
    """A way to read that leaves no trace."""

    def snapshot(self) -> AbstractContextManager[Fetch]:
        """One picture."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Office(Struct, frozen=True):
    """Who writes: who has the desk, at the agent's address; by which rules, and the derived key."""

    agent: Agent
    policy: Policy
    secret: bytes


class OutboxReader:
    """Reads what waits to be sent, and all that is needed to write it; for one thread."""

    def __init__(self, connection: Connection, policy_for: Callable[[str], Policy]) -> None:
        self._connection, self._policy_for = connection, policy_for

    def office(self) -> Office:
        """Who writes."""
        with self._connection.snapshot() as fetch:
            known, (cover, _) = queries.registration(fetch), passings(fetch)
        agent = Agent(cover.taker, known.agent.address) if cover is not None else known.agent
        return Office(agent, self._policy_for(known.policy_text), known.secret)

    def waiting(self) -> tuple[Waiting, ...]:
        """All mails on their way, oldest first."""
        with self._connection.snapshot() as fetch:
            found = [one for what in Outgoing for one in _waiting(fetch, what)]
        return tuple(sorted(found, key=lambda one: (one.at, one.number)))

    def chats_unseen(self, now: datetime) -> tuple[tuple[int, datetime], ...]:
        """The chat answers that are on no page of the client's, and when each was given."""
        with self._connection.snapshot() as fetch:
            return reached_none(fetch, now)

    def sends_from(self, account: str) -> datetime | None:
        """What was written before waits for a word; None where this account was never carried.

        An account that took the place of another goes on with what that one left.
        """
        first = "SELECT min(sends_from) FROM carried_account HAVING max(account = ?)"
        with self._connection.snapshot() as fetch:
            rows = fetch(first, (account,))
        return next((instant(row[0]) for row in rows), None)

    def escalation_ended(self, notice: int) -> datetime | None:
        """When the escalation ended that a notice is about; None while it stands."""
        ended = (
            "SELECT e.ended FROM notice n JOIN escalation e ON e.number = n.escalation"
            " WHERE n.number = ? AND e.ended IS NOT NULL"
        )
        with self._connection.snapshot() as fetch:
            return next((instant(row[0]) for row in fetch(ended, (notice,))), None)

    def answer(self, number: int) -> tuple[Message, Message | None]:
        """An answer, and the message that it answers."""
        with self._connection.snapshot() as fetch:
            (answer,) = queries.messages(fetch, "number = ?", (number,))
            asked = queries.messages(fetch, BEFORE, (answer.ticket, number))
        return answer, next(iter(asked), None)

    def notice(self, number: int) -> Notice:
        """What a senior is told."""
        with self._connection.snapshot() as fetch:
            return _notice(fetch, number)

    def invitation(self, number: int) -> Invitation:
        """What somebody is told of a call, as it stood then."""
        with self._connection.snapshot() as fetch:
            return _invitation(fetch, number)

    def acknowledgement(self, number: int) -> tuple[Acknowledgement, Message, Client]:
        """What is told by itself while the desk is closed, the message it answers, the client."""
        with self._connection.snapshot() as fetch:
            (note,) = acknowledgements(fetch, "number = ?", (number,))
            return note, message_noted(fetch, note), queries.registration(fetch).client

    def introduction(self, number: int) -> tuple[Introduction, bool]:
        """What somebody is told of who has the desk, and whether that is still so."""
        with self._connection.snapshot() as fetch:
            (told,) = introductions(fetch, "number = ?", (number,))
            last = fetch("SELECT max(number) FROM handover WHERE status = 'signed'", ())
        return told, last[0][0] == told.handover

    def spoken(self, address: str) -> tuple[str, tzinfo | None]:
        """The language that somebody is written to in, and the zone they live in, where known."""
        with self._connection.snapshot() as fetch:
            said = fetch("SELECT language FROM contact_language WHERE address = ?", (address,))
            zones = queries.registration(fetch).client.zones
        zone = ZoneInfo(zones[address]) if address in zones else None
        return (str(said[0][0]) if said else ""), zone

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()


@damage_told
def _waiting(fetch: Fetch, what: Outgoing) -> list[Waiting]:
    """What is queued, by the index of that, and what is leaving, by the few rows of tries."""
    table = TABLES[what]
    columns = (
        "m.number, m.at, s.tries, s.next_try, s.why, m.delivery = 'leaving', s.doubts, s.first,"
        f" {ABOUT[what]}"
    )
    same = f"s.what = '{what.value}' AND s.number = m.number"
    mails = f"SELECT {columns} FROM {table} m LEFT JOIN sending s ON {same} WHERE m.delivery ="
    tried = f"m.number IN (SELECT number FROM sending WHERE what = '{what.value}')"
    rows = fetch(f"{mails} 'queued' UNION ALL {mails} 'leaving' AND {tried}", ())
    return [
        Waiting(
            what,
            row[0],
            instant(row[1]),
            row[2] or 0,
            instant(row[3]) if row[3] else None,
            row[4] or "",
            bool(row[5]),
            row[6] or 0,
            instant(row[7]) if row[7] else None,
            row[8],
        )
        for row in rows
    ]


@damage_told
def _notice(fetch: Fetch, number: int) -> Notice:
    (row,) = fetch(f"SELECT {NOTICE} FROM notice WHERE number = ?", (number,))
    check_texts(*row[1:5])
    return notice_of(row)


@damage_told
def _invitation(fetch: Fetch, number: int) -> Invitation:
    columns = 'booking, method, sequence, at, start, "end", name, address'
    (row,) = fetch(f"SELECT {columns} FROM invitation WHERE number = ?", (number,))
    check_texts(*row[6:8])
    (booking,) = bookings(fetch, "number = ?", (row[0],))
    method = Method(row[1])
    then = BookingStatus.CANCELLED if method is Method.CANCEL else BookingStatus.BOOKED
    stood = replace(
        booking, sequence=row[2], start=instant(row[4]), end=instant(row[5]), status=then
    )
    return Invitation(stood, method, instant(row[3]), Person(row[6], row[7]))
