"""The demonstration: invented mails and voicemails taken in by the real importers, and worked."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from vipdesk.channels.phone import PhoneBook
from vipdesk.desk import Desk, Executed
from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar_commands import AddBusy, Book, HoldBooking
from vipdesk.domain.callback import Outcome
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import (
    Command,
    Filing,
    Identify,
    LogAttempt,
    LogCall,
    MarkSent,
    NoAnswerNeeded,
    Note,
    OpenTicket,
    Promise,
    Receive,
    ReceiveCall,
    Reply,
    SaveDraft,
    SetContact,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.policy import Channel
from vipdesk.ingest import MailCommand, MailImport
from vipdesk.ingest_voicemail import VoicemailImport

Step = Mapping[str, Any]

Arrival = tuple[datetime, MailCommand]
"""A mail and when it is taken in (aware UTC)."""

STATUS = {
    "waiting": Status.WAITING,
    "resolve": Status.RESOLVED,
    "reopen": Status.OPEN,
}


class StepClock(Struct):
    """A clock that stands where the script has got to (aware UTC)."""

    at: datetime

    def __call__(self) -> datetime:
        """The instant of the present step."""
        return self.at


class Script(Struct, frozen=True):
    """Who the demonstration is about, the instant it ends at (aware UTC), and what is done."""

    folder: Path
    now: datetime
    client: Client
    agent: Agent
    steps: tuple[Step, ...]

    @property
    def begins(self) -> datetime:
        """The instant of the first act (aware UTC)."""
        return _utc(self.steps[0]["at"])


def read_script(folder: Path) -> Script:
    """The script in `folder`."""
    said = tomllib.loads((folder / "script.toml").read_text(encoding="utf-8"))
    client, agent = said["client"], said["agent"]
    return Script(
        folder=folder,
        now=_utc(said["now"]),
        client=Client(
            name=client["name"],
            plan=client["plan"],
            vip_from=date.fromisoformat(client["vip_from"]),
            vip_until=date.fromisoformat(client["vip_until"]),
            domains=frozenset(client.get("domains", ())),
            contacts=tuple(map(person, client["contacts"])),
        ),
        agent=Agent(agent["name"], agent["email"]),
        steps=tuple(said["step"]),
    )


def person(text: str) -> Person:
    """Somebody from `Name <address>`."""
    name, address = parseaddr(text)
    return Person(name, address.lower())


def _utc(at: datetime | str) -> datetime:
    told = datetime.fromisoformat(at) if isinstance(at, str) else at
    return told.astimezone(UTC)


class Player(Struct):
    """Plays a script on a desk; tickets are named by the Message-ID they began with.

    From an `ingest` or a `voicemail` on, what lies under its path arrives, each mail and each
    message at the instant it was received; callbacks are named by their `msg_id`.
    """

    script: Script
    desk: Desk
    clock: StepClock
    mails: MailImport
    voicemails: VoicemailImport
    numbers: dict[str, int] = field(default_factory=dict)
    callbacks: dict[str, int] = field(default_factory=dict)
    on_the_way: list[Arrival] = field(default_factory=list)

    def play(self) -> None:
        """Do each act at its instant, after the mails that have arrived by then."""
        for step in self.script.steps:
            at = _utc(step["at"])
            self._take_in(at)
            if step["act"] == "ingest":
                path = self.script.folder / step["path"]
                self._expect(self.mails.read([path], self.script.now), at)
            elif step["act"] == "voicemail":
                path = self.script.folder / step["path"]
                self._expect(self.voicemails.read([path], self.script.now), at)
            else:
                done = self.desk.execute(self._command(step))
                self._remember(step.get("as"), done)
                self._hand_over(done)
        self._take_in(self.script.now)

    def _expect(self, commands: Sequence[MailCommand], at: datetime) -> None:
        self.on_the_way += [(max(at, _received(command, at)), command) for command in commands]
        self.on_the_way.sort(key=lambda arrival: arrival[0])

    def _take_in(self, until: datetime) -> None:
        """Take in what has arrived, and let the clock stand at `until`."""
        while self.on_the_way and self.on_the_way[0][0] <= until:
            self.clock.at, command = self.on_the_way.pop(0)
            done = self.desk.execute(command)
            for message in done.change.messages:
                self._remember(message.message_id, done)
            for callback in done.change.callbacks:
                self.callbacks[callback.external_id.split(":")[1]] = callback.number
        self.clock.at = until

    def _remember(self, name: str | None, done: Executed) -> None:
        if name and done.change.ticket is not None:
            self.numbers.setdefault(name, done.change.ticket.number)

    def _hand_over(self, done: Executed) -> None:
        """What was answered in the past has long left for the client."""
        for message in done.change.messages:
            if message.delivery is Delivery.QUEUED:
                self.desk.execute(MarkSent(message.number))

    def _command(self, step: Step) -> Command:
        match step["act"]:
            case "open":
                return _opening(step)
            case "contact":
                phones = tuple(map(PhoneBook("").read, step["phones"]))
                return SetContact(step["address"], phones=phones)
            case "attempt":
                return self._attempt(step)
            case "senior" | "cover":
                return _colleague(step)
            case "book":
                start = _utc(step["start"])
                return Book(step["kind"], start, step["with"], step.get("subject", ""))
            case "held":
                return HoldBooking(step["booking"], step.get("body", ""))
            case "busy":
                return AddBusy(_busy(step))
        return self._on_ticket(step)

    def _on_ticket(self, step: Step) -> Command:
        number, body = self.numbers[step["ticket"]], step.get("body", "")
        match step["act"]:
            case "reply":
                then = Status(step["then"]) if "then" in step else None
                return Reply(number, body, then)
            case "note":
                return Note(number, body)
            case "call":
                return LogCall(number, step["reached"], body)
            case "severity":
                return SetSeverity(number, step["level"], step.get("reason", ""))
            case "escalate":
                return Escalate(number, body, step.get("tried", ""), step["to"])
            case "promise":
                return Promise(number, _utc(step["by"]))
            case "no-answer-needed":
                return NoAnswerNeeded(number)
            case "identify":
                known = step.get("as_contact")
                return Identify(number, person(known).name if known else None)
            case "draft":
                return SaveDraft(number, body)
        return SetStatus(number, STATUS[step["act"]])

    def _attempt(self, step: Step) -> LogAttempt:
        about = Filing(subject=step["subject"]) if "subject" in step else None
        number = self.callbacks[step["callback"]]
        return LogAttempt(number, Outcome(step["outcome"]), step.get("body", ""), about)


def _colleague(step: Step) -> SetColleague:
    skills, hours = tuple(step.get("skills", ())), step.get("hours", "")
    return SetColleague(step["name"], Role(step["act"]), step["email"], skills, hours)


def _busy(step: Step) -> Busy:
    return Busy(
        number=0,
        title=step["title"],
        begins=datetime.fromisoformat(step["begins"]),
        ends=datetime.fromisoformat(step["ends"]),
        zone=step["zone"],
        all_day=step.get("all_day", False),
        repeat=Repeat(step.get("repeat", "once")),
        weekdays=frozenset(step.get("weekdays", ())),
        away=step.get("away", False),
        cover=step.get("cover", ""),
    )


def _received(command: MailCommand, at: datetime) -> datetime:
    """When a mail reached the server; `at` for one that can't say."""
    match command:
        case Receive(message):
            return message.received
        case ReceiveCall(call):
            return call.received
    return at


def _opening(step: Step) -> OpenTicket:
    return OpenTicket(
        subject=step["subject"],
        severity=step["severity"],
        channel=Channel(step["channel"]),
        requester=step.get("from", ""),
        text=step.get("body", ""),
    )
