"""The queue as it stood at an instant that is over."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.ticket import Ticket


class Hindsight(Struct, frozen=True):
    """What the queue showed at `at` (aware), under the policy that was in force.

    `resolved` are the tickets below it. It is `exact` where every change was kept as it was made;
    before that it is reckoned from the facts that still count, as if nothing had been taken back.
    Before the desk was `founded` nobody had it.
    """

    at: datetime
    board: Board
    resolved: tuple[QueueLine, ...] = ()
    exact: bool = True
    founded: bool = True


def as_of(ticket: Ticket, at: datetime) -> Ticket:
    """A ticket with no more than had happened by then, as far as its facts tell."""
    facts = tuple(fact for fact in ticket.facts if fact.at <= at)
    known = {fact.number for fact in facts}
    kept = {key: verdict for key, verdict in ticket.kept.items() if {key[1], key[2]} <= known}
    return replace(ticket, facts=facts, kept=kept)


def view_then(view: TicketView, line: QueueLine, found: Hindsight) -> TicketView:
    """A ticket as far as it had come by then, of what is on it now; `line` is its row of then."""
    at, standing = found.at, found.board.escalated.get(line.number)
    over = (one for one in view.escalations if one.ended is not None and one.ended <= at)
    return TicketView(
        ticket=as_of(view.ticket, at),
        line=line,
        messages=tuple(one for one in view.messages if one.at <= at),
        events=tuple(one for one in view.events if one.at <= at),
        escalations=(*over, *([standing] if standing is not None else [])),
        acknowledgements=tuple(one for one in view.acknowledgements if one.at <= at),
        causes=tuple(one for one in view.causes if one.at <= at),
    )
