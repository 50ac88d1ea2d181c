"""`vipdesk watch`: the desk read-only, live; nothing within reach could write."""

import argparse
from typing import TYPE_CHECKING

from vipdesk.cli.person import viewer
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.store.feed import Feed
from vipdesk.store.presence import desk_is_open
from vipdesk.terminal.line import require_terminal

if TYPE_CHECKING:
    from vipdesk.domain.mail_light import MailWindow


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    require_terminal()
    with reading(settings) as reader:
        reader.board()  # an error is one line here, and no screen to be read first
        from vipdesk.watch import WatchApp, run_watch

        store = settings.store
        app = WatchApp(
            reader,
            Feed(store),
            settings.clock(),
            desk_open=lambda: desk_is_open(store),
            personal=viewer(settings),
            mail=lambda: _mail(settings),
        )
        return run_watch(app)


def _mail(settings: Settings) -> "MailWindow":
    """A watcher has no mailbox: that mail is carried is all there is to see."""
    from vipdesk.mail_watch import MailWatch  # after the first paint

    return MailWatch(settings.store, lambda: False, settings.clock())
