"""A desk on a real store, and a stage to put a dialog on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from vipdesk.desk import Desk, Executed
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.commands import Command, Receive
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Message
from vipdesk.domain.people import Agent, Person
from vipdesk.domain.policy import Channel
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.reader import Reader
from vipdesk.store.writer import Writer

MARTA = Person("Marta Rossi", "marta.rossi@acme.example.com")
PAOLO = Person("Paolo Bianchi", "paolo.bianchi@acme.example.com")
SAM = Person("Sam Sellers", "sam@elsewhere.example.org")
JANA = Agent("Jana Nováková", "jana@vipdesk.example.org")


@dataclass
class Wall:
    """A clock that stands until it is moved."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Scene:
    """One desk: its store, its clock, and the client who writes to it."""

    where: str
    clock: Wall
    desk: Desk
    reader: Reader
    opened: list[Desk] = field(default_factory=list)
    mails: int = 0

    def mail(
        self,
        subject: str = "Login page returns 502",
        text: str = "Since twenty past nine nobody can log in.",
        sender: Person = MARTA,
        answers: str = "",
    ) -> int:
        """The client writes; the ticket it lands on."""
        self.mails += 1
        said = Inbound(
            channel=Channel.EMAIL,
            external_id=f"mail-{self.mails}",
            sender=sender,
            received=self.clock.at,
            subject=subject,
            text=text,
            message_id=f"mail-{self.mails}@acme.example.com",
            references=(answers,) if answers else (),
        )
        ticket = self.do(Receive(said)).change.ticket
        assert ticket is not None
        return ticket.number

    def do(self, command: Command) -> Executed:
        """Somebody acts on the same store, elsewhere."""
        return self.desk.execute(command)

    def open_desk(self) -> Desk:
        """A desk of the screens' own."""
        desk = Desk(Writer(open_writer(self.where), policy_for), self.clock)
        self.opened.append(desk)
        return desk

    def view(self, number: int) -> TicketView:
        """One ticket as it is stored."""
        view = self.reader.ticket(number)
        assert view is not None
        return view

    def messages(self, number: int) -> list[Message]:
        """What is said on a ticket."""
        return list(self.view(number).messages)

    def board(self) -> Board:
        """The desk as it is stored."""
        return self.reader.board()


class Stage(App[None]):
    """An empty screen to put a dialog on; `given` is what it gave."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.given: list[object] = []

    async def on_mount(self) -> None:
        await self.push_screen(self.dialog, self.given.append)

    def problem(self) -> str:
        """What the dialog says is wrong."""
        return str(self.dialog.query_one("#problem", Static).render())


def text_of(app: App[Any]) -> str:
    """What is on screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until(pilot: Pilot[Any], true: Callable[[], bool], within: float = 20) -> None:
    """Go on as soon as it is true; fail where that takes too long."""
    give_up = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up, f"still not so after {within} s:\n{text_of(pilot.app)}"
        await pilot.pause(0.01)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type, as fast as a person may."""
    names = {" ": "space", "\n": "enter"}
    await pilot.press(*(names.get(character, character) for character in text))


SIZES = [(120, 36), (80, 24), (40, 12)]
"""The sizes that everything has to work at."""
