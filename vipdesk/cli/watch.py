"""`vipdesk watch`: the desk read-only, live; nothing within reach could write."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vipdesk.cli.identity import actor_of
from vipdesk.cli.person import viewer
from vipdesk.cli.stores import reading
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.courtesy import make_way
from vipdesk.domain.actor import Actor
from vipdesk.domain.errors import Refusal
from vipdesk.personal import Personal
from vipdesk.store.feed import Feed
from vipdesk.store.moment_reading import on_pages
from vipdesk.store.own_reading import seat_of
from vipdesk.store.presence import desk_is_open
from vipdesk.terminal.line import require_terminal

if TYPE_CHECKING:
    from vipdesk.domain.mail_light import MailWindow


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    require_terminal()
    return watch(settings, settings.clock(), actor_of(settings))


def watch(settings: Settings, clock: Clock, actor: Actor) -> int:
    """The screens until whoever watches leaves, or may watch no more; gives the exit code."""
    make_way()
    with reading(settings) as reader:
        reader.board()  # an error is one line here, and no screen to be read first
        from vipdesk.watch import WatchApp, run_watch

        store = settings.store
        app = WatchApp(
            reader,
            Feed(store),
            clock,
            desk_open=lambda: desk_is_open(store),
            personal=_personal(settings),
            mail=lambda: _mail(settings, clock),
            actor=actor,
            seat_of=partial(seat_of, store),
            pages=partial(on_pages, store),
        )
        code = run_watch(app)
    if app.parting:
        raise Refusal(app.parting)
    return code


def _personal(settings: Settings) -> Personal:
    """Who came by another's account, as by a key that is bound to their name, saves nothing there:
    it is not theirs, and nothing of it could be fetched.
    """
    personal = viewer(settings)
    return replace(personal, save=None) if settings.acting_as else personal


def _mail(settings: Settings, clock: Clock) -> "MailWindow":
    """A watcher has no mailbox: that mail is carried is all there is to see."""
    from vipdesk.mail_watch import MailWatch  # after the first paint

    return MailWatch(settings.store, lambda: False, clock)
