"""Builds the client's own door and runs it; slow to import."""

import asyncio

from vipdesk.cli.serve import SERVE, guard_for
from vipdesk.cli.stores import policy_rules
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.door.app import application
from vipdesk.door.at_once import AtOnce
from vipdesk.door.door import Door
from vipdesk.door.hub import Hub
from vipdesk.door.limits import Limits
from vipdesk.door.moments import Moments
from vipdesk.door.pages import Pages
from vipdesk.door.server import Server, listening, server, take_room
from vipdesk.door.telling import Seldom, told_on_stderr
from vipdesk.door.threads import OneThread
from vipdesk.door.uploads import Keeper
from vipdesk.door_settings import DoorSettings
from vipdesk.store.connections import open_reader
from vipdesk.store.door_reader import DoorReader
from vipdesk.store.engine import open_writer
from vipdesk.store.feed import Feed
from vipdesk.store.files import Files, files_beside
from vipdesk.store.moment import PageMoments
from vipdesk.store.presence import announce
from vipdesk.store.writer import Writer


def serving(
    settings: Settings, door: DoorSettings, key: bytes | None, host: str, port: int
) -> None:
    """Serve until the process is told to stop."""
    take_room()
    heard = listening(host, port)
    place = announce(settings.store, SERVE)
    made = make_door(settings, door, key, settings.clock(), host, port)
    try:
        told_on_stderr(f"the door is open at {made.guard.address}")
        asyncio.run(door_server(settings, door, made).serve(sockets=[heard]))
    finally:
        made.close()
        place.close()
        heard.close()


def door_server(settings: Settings, door: DoorSettings, made: Door) -> Server:
    """The server of a door."""
    app = application(
        made, lambda: Feed(settings.store, writes_too=True, eager=True), Seldom(told_on_stderr)
    )
    return server(app, made.hub.close, door.proxies)


def make_door(
    settings: Settings, door: DoorSettings, key: bytes | None, clock: Clock, host: str, port: int
) -> Door:
    """All that its routes work with."""
    rules, tell = policy_rules(settings), Seldom(told_on_stderr)

    def reading(name: str) -> OneThread[DoorReader]:
        def opened() -> DoorReader:
            return DoorReader(open_reader(settings.store, writes_too=True), rules)

        return OneThread(name, opened, DoorReader.close, tell)

    lines = reading("lines")
    writing = OneThread(
        "writes", lambda: Writer(open_writer(settings.store), rules), Writer.close, tell
    )
    files = OneThread("files", lambda: Files(files_beside(settings.store)), lambda _: None, tell)
    return Door(
        reading=reading("reads"),
        lines=lines,
        writing=writing,
        clock=clock,
        hub=Hub(lines, clock),
        guard=guard_for(door, host, port),
        pages=Pages(),
        keeper=Keeper(files, door.most_upload),
        moments=Moments(PageMoments(settings.store)),
        limits=Limits(),
        at_once=AtOnce(),
        key=key,
        general_chat=door.general_chat,
    )
