"""A desk on a real store, with a clock that is set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.kit import ACME, JANA, MARTA, at
from vipdesk.desk import Desk, Executed
from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, Receive
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel, Policy
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.arriving import acknowledgements
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

PAVEL, EVA, PETRA = "Pavel Horák", "Eva Marková", "Petra Nová"


def days_off(first: str, after: str, cover: str = PETRA) -> AddBusy:
    """Whole days off, until just before the second."""
    return AddBusy(
        Busy(
            number=0,
            title="Holiday",
            begins=datetime.fromisoformat(first),
            ends=datetime.fromisoformat(after),
            zone="Europe/Bratislava",
            all_day=True,
            away=True,
            cover=cover,
        )
    )


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The shipped policy."""
    return policy_for(shipped_policy_text())


@dataclass(slots=True)
class RealDesk:
    """A desk that is worked, and read through connections of its own."""

    where: str
    writer: Writer
    desk: Desk
    reader: Reader
    now: datetime
    mails: int = 0

    def clock(self) -> datetime:
        """The instant it stands at."""
        return self.now

    def at(self, when: str) -> "RealDesk":
        """Go on at this instant."""
        self.now = at(when)
        return self

    def do(self, command: Command) -> Executed:
        """Execute a command."""
        return self.desk.execute(command)

    def mail(
        self,
        sender: Person = MARTA,
        *,
        subject: str = "New mail is not fetched",
        message_id: str = "",
        references: tuple[str, ...] = (),
        external_id: str = "",
        origin: Origin = Origin.PERSON,
        text: str = "Please help.",
        live: bool = False,
        wants_no_note: bool = False,
    ) -> Executed:
        """A mail arrives."""
        self.mails += 1
        return self.do(
            Receive(
                Inbound(
                    channel=Channel.EMAIL,
                    external_id=external_id or f"external-{self.mails}",
                    sender=sender,
                    received=self.now,
                    subject=subject,
                    text=text,
                    origin=origin,
                    message_id=message_id or f"mail-{self.mails}@acme.example.com",
                    references=references,
                    live=live,
                    wants_no_note=wants_no_note,
                )
            )
        )

    def board(self) -> Board:
        """The desk as it stands."""
        return self.reader.board()

    def ticket(self, number: int = 101) -> TicketView:
        """One ticket, whole."""
        view = self.reader.ticket(number)
        assert view is not None
        return view

    def acknowledgements_due(self) -> tuple[Acknowledgement, ...]:
        """What is still to be told by itself, also what has become too late to be."""
        with self.writer.transaction() as transaction:
            return acknowledgements(transaction.fetch, "delivery = 'queued'")

    def numbers(self) -> list[int]:
        """The queue, as numbers."""
        return [line.number for line in self.board().lines]


@contextmanager
def desk_in(folder: Path, policy: Policy) -> Iterator[RealDesk]:
    """A new desk on Monday morning at half past nine."""
    where, now = str(folder / "desk.db"), at("Mon 2026-11-23 09:30")
    engine = create_store(where, lambda new: register(new, ACME, JANA, policy, now))
    reader = Reader(open_reader(where), policy_for)
    told: list[RealDesk] = []
    writer = Writer(engine, policy_for)
    desk = Desk(writer, lambda: told[0].now)
    told.append(RealDesk(where, writer, desk, reader, now))
    yield told[0]
    reader.close()
    desk.close()


@pytest.fixture
def real(tmp_path: Path, policy: Policy) -> Iterator[RealDesk]:
    """A new desk on Monday morning at half past nine."""
    with desk_in(tmp_path, policy) as desk:
        yield desk


@pytest.fixture
def manned(real: RealDesk) -> RealDesk:
    """A desk with two seniors and a ticket, on Monday at half past nine."""
    pavel = SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org", ("proxy", "login"))
    real.do(pavel)
    real.do(SetColleague(EVA, Role.SENIOR, "eva@vipdesk.example.org", ("search",)))
    real.mail(subject="Login page returns 502")
    return real


@pytest.fixture
def leaving(real: RealDesk) -> RealDesk:
    """A desk whose agent is off from Tuesday to Thursday, with a cover and a ticket."""
    real.do(SetColleague(PETRA, Role.COVER, "petra@vipdesk.example.org"))
    real.do(days_off("2026-11-24", "2026-11-27"))
    real.mail(subject="Login page returns 502")
    return real
