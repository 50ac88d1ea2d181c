"""What a hand-over is decided on, and shown from before it is made."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking
from vipdesk.domain.callback import Callback
from vipdesk.domain.colleagues import Colleague
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.handover import Apart, DoneLine, Handover, SheetNote, cover_of, waiting
from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Agent, Client
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.time_off import Absences


class Handing(Struct, frozen=True, kw_only=True):
    """The desk as far as a sheet tells it; `lines` and `tickets` are the open ones.

    `bookings` are calls that were not cancelled. `done` is what happened since the desk was taken
    over last, `answered` the last answer since then, `told` how far the mails of a hand-over have
    come, by its number.
    """

    client: Client
    agent: Agent
    policy: Policy
    lines: tuple[QueueLine, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    bookings: tuple[Booking, ...] = ()
    busy: tuple[Busy, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    people: tuple[Colleague, ...] = ()
    notes: tuple[SheetNote, ...] = ()
    handovers: tuple[Handover, ...] = ()
    apart: Apart = Apart()
    done: tuple[DoneLine, ...] = ()
    answered: datetime | None = None
    told: Mapping[int, tuple[Delivery, ...]] = field(default_factory=dict)

    @property
    def holder(self) -> str:
        """Who has the desk."""
        cover = cover_of(self.handovers)
        return cover.taker if cover is not None else self.agent.name

    @property
    def absences(self) -> Absences:
        """When who has the desk is off, and the agent."""
        return Absences(self.agent.name, self.busy, self.people, self.policy.hours.zone)

    @property
    def waiting(self) -> Handover | None:
        """The sheet that waits to be signed."""
        return waiting(self.handovers)

    @property
    def next_number(self) -> int:
        """The number of a sheet that is made now."""
        return max((one.number for one in self.handovers), default=0) + 1

    def notes_of(self, author: str) -> dict[int, str]:
        """What `author` has written for the next sheet, by ticket."""
        return {one.ticket: one.text for one in self.notes if one.author == author}

    def handover(self, number: int) -> Handover | None:
        """The sheet of that number."""
        return next((one for one in self.handovers if one.number == number), None)
