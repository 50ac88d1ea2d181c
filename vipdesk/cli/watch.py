"""`vipdesk watch`: the desk read-only, live; nothing within reach could write."""

import argparse

from vipdesk.cli.person import viewer
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.courtesy import make_way
from vipdesk.store.feed import Feed
from vipdesk.store.presence import desk_is_open
from vipdesk.terminal.line import require_terminal


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none of its own."""
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    require_terminal()
    make_way()
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
        )
        return run_watch(app)
