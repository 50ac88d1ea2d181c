"""`vipdesk restore`: a backup back in its place, verified before anything is touched."""

import argparse
from pathlib import Path

from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.config import Settings
from vipdesk.store.restore import restore


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help="where there is a store; it is kept aside"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    put_back = restore(arguments.file, settings.store, replace=arguments.replace)
    said = {"store": settings.store, "schema": put_back.schema, **put_back.rows}
    print_either(said, as_json=arguments.json)
    return 0
