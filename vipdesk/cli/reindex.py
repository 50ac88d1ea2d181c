"""`vipdesk reindex`: the search index made anew; nothing else in the store is touched."""

import argparse

from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.config import Settings
from vipdesk.store.reindex import reindex


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    texts = reindex(settings.store)
    print_either({"store": settings.store, "texts": texts}, as_json=arguments.json)
    return 0
