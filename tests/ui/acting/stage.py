"""A desk on a real store, and a stage to put a dialog on."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.ui.acting.bell import Bell
from vipdesk.app import DeskApp
from vipdesk.canned_files import read_canned
from vipdesk.channels.phone import PhoneBook
from vipdesk.data import data_path
from vipdesk.desk import Desk, Executed
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.commands import Command, Receive
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Message
from vipdesk.domain.people import Agent, Person
from vipdesk.domain.policy import Channel
from vipdesk.introduction_files import read_introductions
from vipdesk.machine import Machine
from vipdesk.personal import Personal
from vipdesk.policies import policy_for
from vipdesk.satchel import LocalSatchel
from vipdesk.shelf import LocalShelf
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import open_writer
from vipdesk.store.files import Files, files_beside
from vipdesk.store.moment import DeskMoments
from vipdesk.store.reader import Reader
from vipdesk.store.seats import SeatKeeper
from vipdesk.store.unread import UnreadKeeper
from vipdesk.store.writer import Writer
from vipdesk.switchboard import Switchboard

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
    ready: tuple[Path, ...] = (data_path("answers"),)

    def mail(
        self,
        subject: str = "Login page returns 502",
        text: str = "Since twenty past nine nobody can log in.",
        sender: Person = MARTA,
        answers: str = "",
        *,
        live: bool = False,
    ) -> int:
        """Somebody writes; the ticket it lands on, 0 where it is set aside."""
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
            live=live,
        )
        ticket = self.do(Receive(said)).change.ticket
        return ticket.number if ticket else 0

    def do(self, command: Command) -> Executed:
        """Somebody acts on the same store, elsewhere."""
        return self.desk.execute(command)

    def open_desk(self, who: str = "") -> Desk:
        """A desk of the screens' own, or of somebody else's."""
        desk = Desk(Writer(open_writer(self.where), policy_for), self.clock, who)
        self.opened.append(desk)
        return desk

    def telephone(self) -> Switchboard:
        """The telephone of somebody who sits at this machine."""
        zone = self.reader.policy().hours.zone
        return Switchboard(self.files, PhoneBook("IT"), zone, {})

    def shelf(self) -> LocalShelf:
        """The shelf of somebody at the end of a line."""
        return LocalShelf(self.files, {})

    def machine(self, reader: Reader | None = None) -> Machine:
        """The agent's machine; what is new is read as the screens read."""
        return Machine(
            telephone=self.telephone,
            shelf=self.shelf,
            canned=lambda: read_canned(self.ready),
            seats=SeatKeeper(self.where, JANA.name),
            satchel=self.satchel,
            unread=UnreadKeeper(self.where, JANA.name, (reader or self.reader).news),
            handing=(reader or self.reader).handing,
            templates=lambda: read_introductions(self.ready[0]),
            moments=lambda: DeskMoments(self.where),
        )

    def satchel(self) -> LocalSatchel:
        """Files of somebody who sits at this machine."""
        return LocalSatchel(self.files, 1_000_000)

    @property
    def files(self) -> Files:
        """What is kept beside the store."""
        return Files(files_beside(self.where))

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
    await pilot.press(*({" ": "space", "\n": "enter"}.get(sign, sign) for sign in text))


def in_one_burst(app: App[Any], *keys: str) -> None:
    """Keys as a slow line delivers them: all at once, nobody waits in between."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


SIZES = [(120, 36), (80, 24), (40, 12)]
"""The sizes that everything has to work at."""


@dataclass
class Sitting:
    """Somebody at the desk: keys in, what is stored and what is shown out."""

    scene: Scene
    app: DeskApp
    bell: Bell
    pilot: Pilot[None]

    @property
    def said(self) -> str:
        """The line that says what was done."""
        return str(self.app.board_screen.query_one("#said", Static).render())

    @property
    def shown(self) -> str:
        """All that is on screen."""
        return text_of(self.app)

    async def keys(self, *keys: str) -> None:
        """Press them one after the other."""
        await self.pilot.press(*keys)

    async def types(self, text: str) -> None:
        """Type."""
        await type_text(self.pilot, text)

    async def until(self, true: Callable[[], bool]) -> None:
        """Go on once it is so."""
        await until(self.pilot, true)

    async def says(self, words: str) -> None:
        """Go on once the line of acts says so."""
        await self.until(lambda: words in self.said)

    async def reads(self, number: int) -> None:
        """Go on once this ticket is selected and has been read."""
        screen = self.app.board_screen

        def there() -> bool:
            view = screen.view
            return screen.number == number and view is not None and view.ticket.number == number

        await self.until(there)


@asynccontextmanager
async def sitting(
    scene: Scene, size: tuple[int, int] = (120, 36), personal: Personal | None = None
) -> AsyncIterator[Sitting]:
    """The whole desk on the scene's store, with its first picture on screen."""
    bell = Bell()
    boards = Reader(open_reader(scene.where), policy_for)
    app = DeskApp(
        boards,
        bell,
        scene.clock,
        open_desk=scene.open_desk,
        machine=scene.machine(boards),
        who=JANA.name,
        personal=personal or Personal(),
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        here = Sitting(scene, app, bell, pilot)
        await here.until(lambda: app.board_screen.board is not None)
        screen = app.board_screen
        await here.until(lambda: screen.number is None or screen.view_at_hand is not None)
        yield here
    app.pictures.wait()
    boards.close()
