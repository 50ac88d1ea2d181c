"""Opens what writing commands need; slow to import, so only where something is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import COMMAND_LINE, sat_at
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.desk import Desk
from vipdesk.domain.audit import Terminal
from vipdesk.domain.errors import DeskError
from vipdesk.domain.mail_commands import Carry
from vipdesk.domain.people import Agent, Client
from vipdesk.domain.policy import Policy
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.presence import announce
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer


def open_desk(settings: Settings, clock: Clock, terminal: Terminal, who: str = "") -> Desk:
    """The desk on its store, worked at `terminal` by `who`, the agent where nobody is named.

    Raises StoreError.
    """
    writer = Writer(open_writer(settings.store), policy_rules(settings))
    return Desk(writer, clock, who, terminal)


def know_account(settings: Settings, desk: Desk) -> None:
    """What is written from now on is written while there is a mailbox, if there is one."""
    try:
        account = mail_set_up(settings)
    except DeskError:  # whoever carries mail tells it
        return
    if account is not None:
        desk.execute(Carry(account.known_as))


@contextmanager
def working(settings: Settings, who: str = "") -> Iterator[Desk]:
    """The desk for one command of the command line, announced as such; raises StoreError."""
    desk = open_desk(settings, settings.clock(), sat_at(COMMAND_LINE), who)
    try:
        know_account(settings, desk)
        place = announce(settings.store, "command line")
        try:
            yield desk
        finally:
            place.close()
    finally:
        desk.close()


def found_desk(
    settings: Settings,
    client: Client,
    agent: Agent,
    policy: Policy,
    now: datetime,
    terminal: Terminal,
) -> None:
    """Create the store of a new desk; StoreError where there is one already."""

    def fill(engine: Engine) -> None:
        register(engine, client, agent, policy, now, terminal)

    create_store(settings.store, fill).dispose()
