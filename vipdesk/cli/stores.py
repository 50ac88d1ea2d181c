"""Opens what reading commands need; nothing here could write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vipdesk.config import Settings
from vipdesk.domain.policy import Policy
from vipdesk.policies import policy_for, read_policy, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.place import store_path
from vipdesk.store.reader import Reader


def policy_rules(settings: Settings) -> Callable[[str], Policy]:
    """Gives the policy of a text kept with a store, or the one that is named instead."""
    if settings.policy is None:
        return policy_for
    named = read_policy(settings.policy)
    return lambda _: named


def policy_in_force(settings: Settings) -> Policy:
    """The policy named, or kept with the store, or the shipped one where there is no store."""
    rules = policy_rules(settings)
    if settings.policy is not None or not store_exists(settings):
        return rules(shipped_policy_text())
    with reading(settings) as reader:
        return reader.policy()


def store_exists(settings: Settings) -> bool:
    """Whether anything is where the store should be."""
    path: Path = store_path(settings.store)
    return path.exists() or path.is_symlink()


@contextmanager
def reading(settings: Settings, *, writes_too: bool = False) -> Iterator[Reader]:
    """The store for reading, `writes_too` where this process writes as well; raises StoreError."""
    connection = open_reader(settings.store, writes_too=writes_too)
    reader = Reader(connection, policy_rules(settings))
    try:
        yield reader
    finally:
        reader.close()
