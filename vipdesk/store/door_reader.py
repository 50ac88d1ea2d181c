"""What the client's own door shows of a store: of one contact's, by their address, and no more."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import partial

from vipdesk.domain.agenda import MARGIN, day_bounds, free_slots
from vipdesk.domain.calendar import Booking, CalendarView
from vipdesk.domain.course import follow
from vipdesk.domain.decide.arrival import too_late_to_reopen
from vipdesk.domain.door_view import Answering, Conversation, Earlier, Standing, Visitor, Word
from vipdesk.domain.errors import BadInput
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Agent
from vipdesk.domain.policy import Policy
from vipdesk.domain.slots import Slot
from vipdesk.domain.visit import Link, Marks, Visit, digest_of
from vipdesk.domain.visit_proof import calendar_proof, calendar_proven
from vipdesk.domain.where_it_stands import where_it_stands
from vipdesk.store import queries
from vipdesk.store.calendar_queries import bookings, bookings_between, busy_times
from vipdesk.store.door_news import Listened, Looked, News, news
from vipdesk.store.door_queries import (
    changes_of,
    chats_on,
    feed_turn,
    is_theirs,
    links,
    marks,
    their_tickets,
    visits,
)
from vipdesk.store.door_words import attachment_of, conversation, earlier, sent, unread_of
from vipdesk.store.handover_queries import passings
from vipdesk.store.looking_back import Connection
from vipdesk.store.queries import Fetch

OF_GUEST = "guest_address = ?"
MAY_BE_OVER = "SELECT 1 FROM ticket WHERE number = ? AND (status = 'resolved' OR sender_unknown)"


class DoorReader:
    """Reads for visitors, for one thread at a time; there is no way to another contact's."""

    def __init__(self, connection: Connection, policy_for: Callable[[str], Policy]) -> None:
        self._connection, self._policy_for = connection, policy_for

    def policy(self) -> Policy:
        """The policy in force: kinds of calls, severities and their names."""
        with self._connection.snapshot() as fetch:
            return self._policy(fetch)

    def link(self, digest: str, now: datetime) -> Link | None:
        """The link with this digest, if it is good still and its contact is one."""
        with self._connection.snapshot() as fetch:
            found = next(iter(links(fetch, "digest = ?", (digest,))), None)
            good = found is not None and found.is_good(now) and _is_known(fetch, found.address)
        return found if good else None

    def visit(self, digest: str, now: datetime) -> Visit | None:
        """The visit with this digest, if it is open and its contact still is one."""
        with self._connection.snapshot() as fetch:
            found = next(iter(visits(fetch, "digest = ?", (digest,))), None)
            good = found is not None and found.is_open(now) and _is_known(fetch, found.address)
        return found if good else None

    def good_visits(self, digests: Iterable[str], now: datetime) -> frozenset[str]:
        """Those of these visits that are open and whose contact still is one."""
        with self._connection.snapshot() as fetch:
            known = queries.registration(fetch).client
            found = [each for digest in digests for each in visits(fetch, "digest = ?", (digest,))]
        good = (each for each in found if each.is_open(now) and known.contact(each.address))
        return frozenset(each.digest for each in good)

    def news(self, before: Looked, listened: Listened) -> News:
        """Whom it may concern what was committed since a look."""
        with self._connection.snapshot() as fetch:
            return news(fetch, self._connection.opened, before, listened)

    def visitor(self, address: str) -> Visitor | None:
        """The contact of this address; None for who is none."""
        with self._connection.snapshot() as fetch:
            client = queries.registration(fetch).client
        person = client.contact(address)
        if person is None:
            return None
        language = client.languages.get(person.address, "")
        return Visitor(person=person, language=language, zone=client.zones.get(person.address, ""))

    def answering(self, now: datetime) -> Answering:
        """Who answers, and whether now."""
        with self._connection.snapshot() as fetch:
            known, (cover, _) = queries.registration(fetch), passings(fetch)
            hours = self._policy(fetch).hours
        is_open = hours.is_open(now)
        closes = hours.next_closing(now) if is_open else None
        return Answering(
            name=cover.taker if cover is not None else known.agent.name,
            client=known.client.name,
            zone=hours.zone,
            is_open=is_open,
            opens=None if is_open else _opening(hours.next_opening, now),
            closes=closes.astimezone(UTC) if closes is not None else None,
        )

    def tickets(self, address: str) -> tuple[int, ...]:
        """The numbers of their tickets, the latest first."""
        with self._connection.snapshot() as fetch:
            return their_tickets(fetch, address)

    def chat_ticket(self, address: str, now: datetime) -> int | None:
        """Where a word of theirs goes that names no ticket; None where it opens a new one."""
        with self._connection.snapshot() as fetch:
            number = chats_on(fetch, address)
            # all of a long talk is read only where its end has to be reckoned with
            if number is None or not fetch(MAY_BE_OVER, (number,)):
                return number
            (ticket,) = queries.tickets(fetch, [number])
            over = too_late_to_reopen(follow(ticket, self._policy(fetch)), now)
        return None if over or ticket.sender_unknown else number

    def conversation(self, address: str, ticket: int, after: int = 0) -> Conversation | None:
        """What was said on a ticket of theirs since `after` (`upto` of the last look).

        None for any other ticket. The last words only where nothing was looked at yet.
        """
        with self._connection.snapshot() as fetch:
            if not is_theirs(fetch, address, ticket):
                return None
            return conversation(fetch, address, ticket, after)

    def earlier(self, address: str, ticket: int, before: int) -> Earlier | None:
        """What was said on a ticket of theirs before the word of this number; else None."""
        with self._connection.snapshot() as fetch:
            if not is_theirs(fetch, address, ticket):
                return None
            return earlier(fetch, address, ticket, before)

    def word(self, address: str, identity: str) -> Word | None:
        """What their browser sent under this identity, if it was taken."""
        with self._connection.snapshot() as fetch:
            return sent(fetch, address, identity)

    def attachment(self, address: str, ticket: int, message: int, place: int) -> Attachment | None:
        """A file that stands with a word that they may see."""
        with self._connection.snapshot() as fetch:
            if not is_theirs(fetch, address, ticket):
                return None
            return attachment_of(fetch, address, ticket, message, place)

    def where_things_stand(self, address: str) -> tuple[Standing, ...]:
        """Their tickets, the latest first: open ones, then some that are resolved."""
        with self._connection.snapshot() as fetch:
            return self._standings(fetch, address, their_tickets(fetch, address))

    def standings_state(self, address: str) -> str:
        """Says something else once one of their tickets stands otherwise, or one of their calls."""
        with self._connection.snapshot() as fetch:
            changes = changes_of(fetch, address, their_tickets(fetch, address))
            policy = queries.registration(fetch).policy_text
            return digest_of(repr((policy, changes, bookings(fetch, OF_GUEST, (address,)))))

    def where_it_stands(self, address: str, ticket: int) -> Standing | None:
        """A ticket of theirs; None for any other ticket."""
        with self._connection.snapshot() as fetch:
            theirs = (ticket,) if is_theirs(fetch, address, ticket) else ()
            return next(iter(self._standings(fetch, address, theirs)), None)

    def seen(self, address: str, ticket: int) -> Marks | None:
        """What reached their page of a ticket of theirs; None for any other ticket."""
        with self._connection.snapshot() as fetch:
            if not is_theirs(fetch, address, ticket):
                return None
            mine = (one for one in marks(fetch, [ticket]) if one.address == address)
            return next(mine, Marks(ticket, address))

    def slots(self, kind: str, first: date, days: int, now: datetime) -> list[Slot]:
        """When the client may book a call, from a day in the desk's zone on."""
        with self._connection.snapshot() as fetch:
            policy = self._policy(fetch)
            start = datetime.combine(first, time(12), policy.hours.zone)
            begin, end = day_bounds(policy, start, days)
            booked = bookings_between(fetch, begin - MARGIN, end + MARGIN)
            view = CalendarView(bookings=booked, busy=busy_times(fetch))
        return free_slots(view, policy, kind, start, days, now, by_client=True)

    def bookings(self, address: str) -> tuple[Booking, ...]:
        """The calls of which they are the guest, cancelled ones too, in order of time."""
        with self._connection.snapshot() as fetch:
            return bookings(fetch, OF_GUEST, (address,))

    def calendar_state(self) -> str:
        """Says something else once a call or busy time was set, moved or ended."""
        with self._connection.snapshot() as fetch:
            policy = queries.registration(fetch).policy_text
            booked = bookings(fetch, "status = 'booked'")
            return digest_of(repr((policy, booked, busy_times(fetch))))

    def agent(self) -> Agent:
        """Whose calendar it is."""
        with self._connection.snapshot() as fetch:
            return queries.registration(fetch).agent

    def feed_proof(self, address: str) -> str:
        """What opens a contact's own calendar to who has it, and to nobody else."""
        with self._connection.snapshot() as fetch:
            turn = feed_turn(fetch, address)
            return calendar_proof(queries.registration(fetch).secret, address, turn)

    def feed_of(self, proof: str) -> str | None:
        """The contact whose calendar a proof opens; None for one that was never given."""
        with self._connection.snapshot() as fetch:
            known = queries.registration(fetch)
            address = calendar_proven(known.secret, proof, partial(feed_turn, fetch))
        known_now = address is not None and known.client.contact(address) is not None
        return address if known_now else None

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()

    def _standings(
        self, fetch: Fetch, address: str, numbers: Sequence[int]
    ) -> tuple[Standing, ...]:
        policy = self._policy(fetch)
        found = {ticket.number: ticket for ticket in queries.tickets(fetch, numbers)}
        return tuple(
            where_it_stands(follow(found[number], policy), unread_of(fetch, address, number))
            for number in numbers
        )

    def _policy(self, fetch: Fetch) -> Policy:
        return self._policy_for(queries.registration(fetch).policy_text)


def _is_known(fetch: Fetch, address: str) -> bool:
    return queries.registration(fetch).client.contact(address) is not None


def _opening(next_opening: Callable[[datetime], datetime], now: datetime) -> datetime | None:
    try:
        return next_opening(now).astimezone(UTC)
    except BadInput:  # it never opens again
        return None
