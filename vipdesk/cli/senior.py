"""`vipdesk`, for a senior agent: what is escalated to them, and what they may do about it."""

import gc
from typing import TYPE_CHECKING

from vipdesk.cli.own_choices import keeps_own
from vipdesk.cli.person import viewer
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import DESK, sat_at
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.domain.actor import Actor
from vipdesk.domain.errors import Refusal
from vipdesk.store.connections import open_reader
from vipdesk.store.feed import Feed
from vipdesk.store.place import check_writable, store_path
from vipdesk.store.senior_reader import SeniorReader

if TYPE_CHECKING:
    from vipdesk.desk import Desk


def open_senior_desk(settings: Settings, clock: Clock, actor: Actor) -> int:
    """The screens until they leave, or may do this no more; gives the exit code."""
    gc.disable()  # until the screens stand
    from vipdesk.senior import SeniorApp
    from vipdesk.watch import run_watch

    check_writable(store_path(settings.store))
    connection = open_reader(settings.store, writes_too=True)
    reader = SeniorReader(connection, policy_rules(settings), actor.number)
    try:
        app = SeniorApp(
            reader,
            Feed(settings.store, writes_too=True),
            clock,
            open_desk=lambda: _open_desk(settings, clock, actor),
            actor=actor,
            personal=keeps_own(viewer(settings), settings, actor),
        )
        code = run_watch(app)
    finally:
        reader.close()
    if app.parting:
        raise Refusal(app.parting)
    return code


def _open_desk(settings: Settings, clock: Clock, actor: Actor) -> "Desk":
    from vipdesk.cli.working import open_desk  # slow to import: after the first paint

    return open_desk(settings, clock, sat_at(DESK), actor)
