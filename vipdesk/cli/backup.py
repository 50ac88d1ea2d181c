"""`vipdesk backup`: a consistent copy while the desk is in use."""

import argparse
from pathlib import Path

from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.config import Settings
from vipdesk.store.backup import backup


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="must not be there yet")
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    made = backup(settings.store, arguments.file)
    said = {
        "file": str(arguments.file),
        "schema": made.schema,
        **made.rows,
        "files": made.files,
        "files_missing": len(made.missing),
    }
    print_either(said, as_json=arguments.json)
    return 0
