"""What a senior agent sees of a store: the tickets that were escalated to them, and no others."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vipdesk.domain.board import NOTHING, Board, KeptApart, TicketView
from vipdesk.domain.calendar import CalendarView
from vipdesk.domain.errors import Refusal
from vipdesk.domain.filter import Filter
from vipdesk.domain.found import Found
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Policy
from vipdesk.domain.senior_desk import in_order, theirs
from vipdesk.domain.ticket import Ticket
from vipdesk.store import queries
from vipdesk.store.escalation_queries import STANDING, colleagues, escalations
from vipdesk.store.handover_queries import passings
from vipdesk.store.looking_back import Connection
from vipdesk.store.reader import Reader, under

if TYPE_CHECKING:
    from vipdesk.domain.audit import Entry, Wanted
    from vipdesk.domain.figures import Figures
    from vipdesk.domain.hindsight import Hindsight
    from vipdesk.domain.month import Month

NOT_A_SENIORS = N_("what the whole desk did is not a senior's to see")
MOST_BACK = 50
"""How many of those handed back are read."""

ASKED = "number IN (SELECT escalation FROM escalation_asked WHERE senior = ?)"
THEIRS = (
    f"{ASKED} AND ({STANDING} OR number IN (SELECT number FROM escalation"
    f" WHERE status = 'handed back' AND {ASKED} ORDER BY ended DESC LIMIT {MOST_BACK}))"
)


class SeniorReader:
    """Boards of one senior's tickets, for one thread at a time; there is no way to any other."""

    def __init__(
        self, connection: Connection, policy_for: Callable[[str], Policy], senior: int
    ) -> None:
        self._connection, self._policy_for, self._senior = connection, policy_for, senior
        self._reader = Reader(connection, policy_for)

    def board(self) -> Board:
        """Their tickets as they stand now, each with the escalation that presses most."""
        senior = self._senior
        with self._connection.snapshot() as fetch:
            registered = queries.registration(fetch)
            policy = self._policy_for(registered.policy_text)
            found = theirs(escalations(fetch, THEIRS, (senior, senior)), senior)
            lines = queries.lines_numbered(fetch, [one.ticket for one in found])
            return Board(
                client=registered.client,
                agent=registered.agent,
                policy=policy,
                lines=in_order(under(policy, fetch, lines), found, senior),
                escalations=found,
                people=colleagues(fetch, "active"),
                cover=passings(fetch)[0],
                latest=queries.latest(fetch),
            )

    def beginning(self) -> Board:
        """The same: they are few."""
        return self.board()

    def ticket(self, number: int) -> TicketView | None:
        """One of their tickets, without what is half written to the client; None for any other."""
        view = self._reader.ticket(number)
        asked = {one.senior for each in view.escalations for one in each.asked} if view else set()
        return replace(view, drafts=()) if view and self._senior in asked else None

    def search(self, wanted: Filter, most: int) -> Found:
        """Nothing: what is theirs is before them."""
        return Found()

    def open_tickets(self) -> tuple[Ticket, ...]:
        """None of the others."""
        return ()

    def calendar(self, start: datetime, end: datetime) -> CalendarView:
        """The agent's calendar is the agent's."""
        return NOTHING

    def kept_apart(self) -> KeptApart:
        """Nothing that is no ticket of theirs."""
        return KeptApart((), ())

    def hindsight(self, at: datetime) -> "Hindsight":
        """Refused, as all that tells of the whole desk."""
        raise Refusal(_(NOT_A_SENIORS))

    def audit(self, wanted: "Wanted") -> "tuple[Entry, ...]":
        """Refused, as above."""
        raise Refusal(_(NOT_A_SENIORS))

    def figures(self, month: "Month", now: datetime) -> "Figures":
        """Refused, as above."""
        raise Refusal(_(NOT_A_SENIORS))

    def close(self) -> None:
        """Let go of the store."""
        self._reader.close()
