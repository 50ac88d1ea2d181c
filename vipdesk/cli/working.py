"""Opens what writing commands need; slow to import, so only where something is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.older import actor_at_work
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import COMMAND_LINE, sat_at
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.desk import Desk
from vipdesk.domain.actor import Actor
from vipdesk.domain.audit import Terminal
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import DeskError
from vipdesk.domain.mail_commands import Carry
from vipdesk.domain.people import Agent, Client
from vipdesk.domain.policy import Policy
from vipdesk.domain.roles import EVERYTHING, MAY, check_writes
from vipdesk.store.driver import Raw
from vipdesk.store.engine import create_store, open_writer
from vipdesk.store.narrow import as_long_as_at_work, narrow
from vipdesk.store.presence import announce
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer


def open_desk(
    settings: Settings, clock: Clock, terminal: Terminal, actor: Actor | None = None
) -> Desk:
    """The desk on its store, worked at `terminal`: for what goes on by itself, or somebody's acts.

    Raises StoreError, and Refusal for who may write nothing; a connection that is for a senior
    writes no more than that.
    """
    if actor is None:
        writer = Writer(open_writer(settings.store), policy_rules(settings))
        return Desk(writer, clock, terminal=terminal)
    check_writes(actor)
    writer = Writer(open_writer(settings.store, _held(actor)), policy_rules(settings))
    return Desk(writer, clock, actor.who, terminal)


def _held(actor: Actor) -> Callable[[Raw], Raw] | None:
    """What holds a connection to who it is for; the dedicated agent's may do everything."""
    if actor.role is Role.SENIOR:
        return partial(narrow, senior=actor.number)
    return partial(as_long_as_at_work, colleague=actor.number) if actor.number else None


def know_account(settings: Settings, desk: Desk) -> None:
    """What is written from now on is written while there is a mailbox, if there is one."""
    try:
        account = mail_set_up(settings)
    except DeskError:  # whoever carries mail tells it
        return
    if account is not None:
        desk.execute(Carry(account.known_as))


@contextmanager
def working(settings: Settings) -> Iterator[Desk]:
    """The desk for one command of the command line, announced as such; raises StoreError."""
    actor = actor_at_work(settings)
    desk = open_desk(settings, settings.clock(), sat_at(COMMAND_LINE), actor)
    try:
        if MAY[actor.role].acts is EVERYTHING:
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
    filled = partial(
        register, client=client, agent=agent, policy=policy, now=now, terminal=terminal
    )
    create_store(settings.store, filled).dispose()
