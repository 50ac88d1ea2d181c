"""What every route of the door works with: made once, for one process."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from starlette.requests import HTTPConnection, Request

from vipdesk.desk import Desk, Executed
from vipdesk.domain.audit import Terminal
from vipdesk.domain.commands import Command
from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_line
from vipdesk.domain.visit import digest_of
from vipdesk.door.at_once import AtOnce
from vipdesk.door.faults import Again, Forbidden, SignIn
from vipdesk.door.guard import Guard
from vipdesk.door.hub import Hub
from vipdesk.door.limits import Limits, What
from vipdesk.door.moments import Moments
from vipdesk.door.pages import Pages
from vipdesk.door.threads import OneThread
from vipdesk.door.topics import Told, Topic
from vipdesk.door.uploads import Keeper
from vipdesk.door.visits import Guest, badge_of, is_from, whence
from vipdesk.store.door_reader import DoorReader
from vipdesk.store.writer import Writer

LONGEST_TERMINAL = 60
NOBODY = Person("", "")


class Door(Struct, frozen=True, kw_only=True):
    """`key` is what the client's system signs with, None where there is none.

    Pages read in one thread and live lines in another: neither waits for the other.
    """

    reading: OneThread[DoorReader]
    lines: OneThread[DoorReader]
    writing: OneThread[Writer]
    clock: Callable[[], datetime]
    hub: Hub
    guard: Guard
    pages: Pages
    keeper: Keeper
    moments: Moments
    limits: Limits
    at_once: AtOnce
    key: bytes | None = None
    general_chat: str = ""

    async def guest(self, connection: HTTPConnection, *, changes: bool = False) -> Guest:
        """Who it is from; SignIn where nobody is signed in.

        What `changes` anything has to come from a page of our own: Forbidden, where it does not.
        """
        badge = badge_of(connection)
        if badge is None:
            raise SignIn
        self.take(What.ASK, whence(connection))  # an office may share one address
        if changes and not is_from(connection, self.guard.origins):
            raise Forbidden
        digest, now = digest_of(badge.secret), self.clock()
        visit = await self.reading(lambda reader: reader.visit(digest, now))
        if visit is None:
            raise SignIn
        self.take(What.LOOK, visit.address)
        return Guest(visit, badge, whence(connection))

    async def acting_guest(self, request: Request, word: str | None = None) -> Guest:
        """Who wants something changed; `word` is what a form shows in place of the header."""
        guest = await self.guest(request, changes=True)
        shown = request.headers.get("x-own-page", "") if word is None else word
        if not guest.badge.is_own_page(shown):
            raise Forbidden
        return guest

    def take(self, what: What, *whose: str) -> None:
        """Count what is asked for; Again says when there is room for it."""
        if wait := self.limits.wait_of_all(what, *whose):
            raise Again(wait)

    async def first_look(self, topic: Topic) -> Told:
        """What a page shows of this before it has a line."""
        now = self.clock()
        return await self.reading(lambda reader: topic.read(reader, now, ""))

    async def execute(self, command: Command, whence: str, visitor: Person = NOBODY) -> Executed:
        """Have it decided and saved in the visitor's name."""
        where = Terminal(f"page, {clean_line(whence, LONGEST_TERMINAL)}")

        def write(writer: Writer) -> Executed:
            return Desk(writer, self.clock, visitor=visitor, terminal=where).execute(command)

        return await self.writing(write)

    async def act(self, guest: Guest, command: Command) -> Executed:
        """The same for who is signed in."""
        visitor = Person(guest.visit.name, guest.address)
        return await self.execute(command, guest.whence, visitor)

    def close(self) -> None:
        """Finish what was begun, and let go of the store."""
        for thread in (self.reading, self.lines, self.writing, self.keeper.files):
            thread.close()
