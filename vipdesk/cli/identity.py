"""Whose acts a command's are, and whether they may run it."""

from typing import TYPE_CHECKING

from vipdesk.cli.usage import Need
from vipdesk.config import Settings
from vipdesk.domain.actor import Actor, acting
from vipdesk.domain.errors import Refusal, StoreError
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader

if TYPE_CHECKING:
    import argparse


def actor_of(settings: Settings) -> Actor:
    """Who acts; raises BadInput, Refusal or StoreError."""
    reader = Reader(open_reader(settings.store), policy_for)
    try:
        people, agent = reader.people(), reader.agent().name
    finally:
        reader.close()
    return acting(people, agent, settings.acting_as, settings.login)


def may_work(settings: Settings) -> bool:
    """Whether all that is done at a desk is for who acts; where there is no store, it is."""
    from vipdesk.domain.roles import check_works  # for commands, not for the desk

    try:
        check_works(actor_of(settings))
    except Refusal:
        return False
    except StoreError:
        return True
    return True


def check_may_run(arguments: "argparse.Namespace", settings: Settings) -> None:
    """Refusal of a command for whom it is not; what is wrong with a store, it says itself."""
    from vipdesk.domain.roles import check_sees_all, check_works  # for commands, not for the desk

    need: Need = arguments.need
    if need is Need.NOBODY:
        return
    try:
        actor = actor_of(settings)
    except StoreError:
        if settings.acting_as:
            raise
        return
    if need is Need.SEES_ALL:
        check_sees_all(actor)
    elif need is Need.WORKS:
        check_works(actor)
