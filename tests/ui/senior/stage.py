"""A senior at a desk of their own, on a real store at 10:42 on a Monday."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.acting.bell import Bell
from tests.ui.acting.stage import Scene, text_of, until
from vipdesk.desk import Desk
from vipdesk.domain.actor import Actor
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation import Escalation
from vipdesk.policies import policy_for
from vipdesk.senior import SeniorApp
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import open_writer
from vipdesk.store.narrow import narrow
from vipdesk.store.senior_reader import SeniorReader
from vipdesk.store.writer import Writer

PAVEL, EVA = Actor("Pavel Horák", Role.SENIOR, 1), Actor("Eva Marková", Role.SENIOR, 2)


@dataclass
class SeniorSits:
    """A senior at the desk: keys in, what is stored and what is shown out."""

    scene: Scene
    app: SeniorApp
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
        await self.pilot.press(*("space" if sign == " " else sign for sign in text))

    async def shows(self, words: str) -> None:
        """Go on once it is on screen."""
        await until(self.pilot, lambda: words in self.shown)

    async def committed(self) -> None:
        """Another process wrote something, and the feed says so."""
        self.bell.ring()
        await self.pilot.pause()


def desk_of(scene: Scene, actor: Actor) -> Desk:
    """The desk as a senior's process has it."""
    engine = open_writer(scene.where, partial(narrow, senior=actor.number))
    desk = Desk(Writer(engine, policy_for), scene.clock, actor.who)
    scene.opened.append(desk)
    return desk


@asynccontextmanager
async def senior_sits(
    scene: Scene, actor: Actor = PAVEL, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[SeniorSits]:
    """A senior's whole desk, with its first picture on screen."""
    bell = Bell()
    boards = SeniorReader(open_reader(scene.where, writes_too=True), policy_for, actor.number)
    app = SeniorApp(boards, bell, scene.clock, open_desk=lambda: desk_of(scene, actor), actor=actor)
    async with app.run_test(size=size, notifications=True) as pilot:
        here = SeniorSits(scene, app, bell, pilot)
        screen = app.board_screen
        await until(pilot, lambda: screen.board is not None)
        await until(pilot, lambda: screen.number is None or screen.view_at_hand is not None)
        yield here
    app.pictures.wait()
    boards.close()


def escalation(scene: Scene, number: int = 1) -> Escalation:
    """One of them, as it is stored."""
    return next(one for one in scene.reader.escalations() if one.number == number)
