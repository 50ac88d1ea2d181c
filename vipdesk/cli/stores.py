"""Opens what a command needs of the store: the composition root of everything but screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vipdesk.config import Settings
from vipdesk.domain.policy import Policy
from vipdesk.policies import policy_for, read_policy, shipped_policy_text
from vipdesk.store.engine import open_reader, store_exists
from vipdesk.store.reader import Reader

if TYPE_CHECKING:
    from vipdesk.desk import Desk


def policy_rules(settings: Settings) -> Callable[[str], Policy]:
    """Gives the policy of a text kept with a store, or the one that is named instead."""
    if settings.policy is None:
        return policy_for
    named = read_policy(settings.policy)
    return lambda _: named


def policy_in_force(settings: Settings) -> Policy:
    """The policy named, or kept with the store, or the shipped one where there is no store."""
    rules = policy_rules(settings)
    if settings.policy is not None or not store_exists(settings.store):
        return rules(shipped_policy_text())
    with reading(settings) as reader:
        return reader.policy()


@contextmanager
def reading(settings: Settings) -> Iterator[Reader]:
    """The store for reading; raises StoreError."""
    reader = Reader(open_reader(settings.store), policy_rules(settings))
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def working(settings: Settings) -> Iterator["Desk"]:
    """The desk for one command of the command line; raises StoreError."""
    desk = open_desk(settings)
    try:
        yield desk
    finally:
        desk.close()


def open_desk(settings: Settings) -> "Desk":
    """A desk on the store; imports what writes, so not before the first paint."""
    from vipdesk.desk import Desk
    from vipdesk.store.engine import open_writer
    from vipdesk.store.writer import Writer

    rules = policy_rules(settings)
    return Desk(Writer(open_writer(settings.store), rules), settings.clock())
