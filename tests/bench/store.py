"""Stores to measure on: tickets by the thousand, written as the desk would leave them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

from sqlalchemy import Engine

from tests.kit import ACME, JANA, MARTA, PAOLO
from vipdesk.desk import Desk
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.commands import ReceiveCall
from vipdesk.domain.decide.ticket import judged
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Answered, ClientWrote, Fact, Status, StatusSet
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.message import Delivery, Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.ticket import Ticket
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.saving import ticket_columns
from vipdesk.store.setup import register
from vipdesk.store.shape import HEAD
from vipdesk.store.values import event_columns, fact_columns, message_columns, verdict_columns
from vipdesk.store.writer import Writer

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""Monday, 10:42 on the desk's wall; the clock of every program that is measured starts there."""

FIRST = 101
PEOPLE, AGENT = (MARTA, PAOLO), Person(JANA.name, JANA.address)
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
AT_ONCE = 5_000
PROSE = """\
account address answer archive attachment backup balance billing browser cache calendar campaign
certificate client cluster column contact counter credit customer dashboard database delay
delivery device display document domain download draft editor engine entry error export failure
feature field filter folder form gateway group header history image import inbox index invoice
journal keyboard label language layout ledger letter limit link listing login machine mailbox
memory message meter mirror mobile monitor network notice number object office order outage page
password patch payment phone picture plugin policy portal preview printer process profile
project proxy queue quota receipt record region release report request response router rule
sample schedule screen search sender server session setting shipment signal site socket source
spool stage status storage stream subject summary switch symbol system table template tenant
terminal thread ticket timeout token total traffic transfer update upload user value version
volume voucher warehouse webhook widget window worker zone"""
WORDS = PROSE.split()


@dataclass(frozen=True, slots=True)
class Filling:
    """How many tickets of each kind; `minutes` are until each of the most urgent is due.

    The resolved ones came over so many `years`.
    """

    minutes: tuple[int, ...] = ()
    breached: int = 0
    later: int = 0
    waiting: int = 0
    resolved: int = 0
    years: int = 3

    @property
    def name(self) -> str:
        """What the store is called."""
        urgent = "-".join(map(str, self.minutes))
        resolved = f"r{self.resolved}y{self.years}"
        return f"{HEAD}u{urgent}b{self.breached}l{self.later}w{self.waiting}{resolved}.db"


DESK = Filling((14, 25, 38, 47, 58), breached=7, later=2_988, waiting=2_000, resolved=100_000)
"""A desk of 5,000 open and 100,000 resolved tickets; nothing is due in the next ten minutes."""

YEARS = Filling((), breached=7, later=488, waiting=500, resolved=99_000, years=5)
"""Five years of a desk, 100,000 tickets; every seventh or so was answered late."""

TICKING = Filling((5, 6, 7, 8, 9), later=60)
"""The worst hour: five countdowns that change each second, above those that change each minute."""

STILL = Filling(later=65)
"""Nothing is due within the hour."""


def store_of(filling: Filling, folder: Path) -> Path:
    """The store, made where the folder does not hold it yet; not to be written to."""
    path = folder / filling.name
    if not path.exists():
        policy = policy_for(shipped_policy_text())
        create_store(str(path), lambda engine: _fill(engine, filling, policy)).dispose()
    return path


def own_copy(filling: Filling, folder: Path, name: str) -> Path:
    """The same in a folder of its own, to be written to."""
    copy = folder / name / "desk.db"
    rmtree(copy.parent, ignore_errors=True)  # where one sat there last would come back too
    copy.parent.mkdir()
    copyfile(store_of(filling, folder), copy)
    return copy


def desk_on(path: Path) -> Desk:
    """A desk that writes to the store; its clock stands."""
    return Desk(Writer(open_writer(str(path)), policy_for), lambda: NOW)


def environment(path: Path) -> Mapping[str, str]:
    """What tells a program which store, and what time it is."""
    return {"VIPDESK_STORE": str(path), "VIPDESK_NOW": NOW.isoformat(), "VIPDESK_NOTIFY": "none"}


def _fill(engine: Engine, filling: Filling, policy: Policy) -> None:
    register(engine, ACME, JANA, policy, NOW)
    tickets = (judged(ticket, policy) for ticket in _tickets(filling))
    while batch := list(islice(tickets, AT_ONCE)):
        _write(engine, batch, policy)
    desk = Desk(Writer(engine, policy_for), lambda: NOW)
    desk.execute_all(map(ReceiveCall, _calls()))
    desk.execute_all(map(AddBusy, _busy()))


def _write(engine: Engine, tickets: Sequence[Ticket], policy: Policy) -> None:
    """By the driver: through the tables it would take minutes."""
    with engine.begin() as connection:
        raw = connection.connection.cursor()

        def insert(table: str, rows: Iterable[dict[str, Any]]) -> None:
            given = list(rows)
            marks = ", ".join("?" * len(given[0]))
            sql = f"INSERT INTO {table} ({', '.join(given[0])}) VALUES ({marks})"
            raw.executemany(sql, [tuple(row.values()) for row in given])

        insert("ticket", (_row(ticket, policy) for ticket in tickets))
        insert("fact", (fact_columns(t.number, fact) for t in tickets for fact in t.facts))
        verdicts = [verdict_columns(t.number, one) for t in tickets for one in t.kept.values()]
        if verdicts:
            insert("verdict", verdicts)
        insert("message", (message_columns(one) for t in tickets for one in _said(t)))
        insert("event", (event_columns(one) for t in tickets for one in _happened(t)))
        raw.close()


def _row(ticket: Ticket, policy: Policy) -> dict[str, Any]:
    columns = ticket_columns(ticket, policy)
    del columns["received"]
    return columns


def _tickets(filling: Filling) -> Iterator[Ticket]:
    """The resolved ones first: they came first."""
    chance = random.Random(2026)
    friday = datetime(2026, 11, 20, 8, tzinfo=UTC)
    number = FIRST
    for count in range(filling.resolved):
        came = friday - filling.years * 365 * DAY * (filling.resolved - count) / filling.resolved
        yield _ticket(number, came, 3 + count % 3, chance, Status.RESOLVED)
        number += 1
    for _ in range(filling.waiting):
        came = friday - chance.randrange(14 * 24 * 60) * MINUTE
        yield _ticket(number, came, 3, chance, Status.WAITING)
        number += 1
    for count in range(filling.later):
        # a business day from Friday noon, or from this morning, ends after the next hour
        came = friday + 3 * HOUR + 5 * HOUR * count / max(filling.later, 1)
        yield _ticket(number, came, 4 + count % 2, chance)
        number += 1
    for count in range(filling.breached):
        yield _ticket(number, friday + count * MINUTE, 3, chance)
        number += 1
    for minutes in filling.minutes:
        yield _ticket(number, NOW - HOUR + minutes * MINUTE, 1, chance, channel=Channel.CHAT)
        number += 1


def _ticket(
    number: int,
    came: datetime,
    severity: int,
    chance: random.Random,
    status: Status = Status.OPEN,
    channel: Channel = Channel.EMAIL,
) -> Ticket:
    facts: list[Fact] = [ClientWrote(1, came, channel)]
    if status is not Status.OPEN:
        answered = came + (HOUR if number % 7 else 30 * HOUR)
        facts += [Answered(2, answered), StatusSet(3, answered, status, 2)]
    return Ticket(
        number=number,
        subject=" ".join(chance.choices(WORDS, k=5)).capitalize(),
        channel=channel,
        opened_severity=severity,
        triaged=True,
        requester=PEOPLE[number % len(PEOPLE)],
        entitled=True,
        opened_at=came,
        facts=tuple(facts),
    )


def _said(ticket: Ticket) -> Iterator[Message]:
    """What the client wrote, and our answer where there is one."""
    chance = random.Random(ticket.number)
    for fact in ticket.facts:
        if not isinstance(fact, ClientWrote | Answered):
            continue
        ours = isinstance(fact, Answered)
        text = "\n".join(" ".join(chance.choices(WORDS, k=9)) for _ in range(chance.randint(2, 6)))
        yield Message(
            number=2 * ticket.number + ours,
            ticket=ticket.number,
            kind=Kind.ANSWER if ours else Kind.RECEIVED,
            channel=ticket.channel,
            author=AGENT if ours else ticket.requester,
            at=fact.at,
            subject=ticket.subject,
            text=text,
            to=(ticket.requester,) if ours else (AGENT,),
            delivery=Delivery.SENT if ours else None,
            fact=fact.number,
            external_id=None if ours else f"<{ticket.number}@acme.example.com>",
            message_id=f"{ticket.number}.{fact.number}@acme.example.com",
        )


def _happened(ticket: Ticket) -> Iterator[Event]:
    """The history."""
    yield Event(ticket.opened_at, What.OPENED, ticket.requester.name, ticket.number)
    for fact in ticket.facts:
        if isinstance(fact, Answered):
            yield Event(fact.at, What.ANSWERED, JANA.name, ticket.number, fact=fact.number)
        elif isinstance(fact, StatusSet):
            done = What.RESOLVED if fact.status is Status.RESOLVED else What.WAITING
            yield Event(fact.at, done, JANA.name, ticket.number, fact=fact.number)


def _calls() -> Iterator[InboundCall]:
    """Two who called in the night."""
    for number in range(2):
        yield InboundCall(
            channel=Channel.VOICEMAIL,
            external_id=f"call-{number}",
            name="",
            phone=f"+3902555012{number}",
            shown=f"+39 02 555 012{number}",
            received=NOW - (8 + number) * HOUR,
            length=MINUTE,
        )


def _busy() -> Iterator[Busy]:
    """Three things in today's calendar."""
    for number, title in enumerate(("Lunch", "Rounds", "Paperwork")):
        begins = datetime.combine(date(2026, 11, 23), time(12 + number))
        yield Busy(
            number=number,
            title=title,
            begins=begins,
            ends=begins + HOUR,
            zone="Europe/Bratislava",
            all_day=False,
        )
