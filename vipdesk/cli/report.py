"""`vipdesk report`: the service report of a month, for the client."""

import argparse
import sys
from collections.abc import Callable

from vipdesk.cli.output import print_json
from vipdesk.cli.parser import add_json
from vipdesk.cli.report_json import report_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.month import parse_month
from vipdesk.domain.report import Report


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    parser.add_argument("--format", default="md", choices=[*FORMATS, "json"])
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    month = parse_month(arguments.month)
    with reading(settings) as reader:
        report = reader.report(month, settings.clock()())
    if arguments.json or arguments.format == "json":
        print_json(report_json(report))
    else:
        _print(FORMATS[arguments.format](report))
    return 0


def _print(text: str) -> None:
    """In UTF-8, as the page itself says, whatever this terminal speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _markdown(report: Report) -> str:
    from vipdesk.reporting.markdown import as_markdown  # each loads what it needs, and no more

    return as_markdown(report)


def _html(report: Report) -> str:
    from vipdesk.reporting.html import as_html

    return as_html(report)


def _csv(report: Report) -> str:
    from vipdesk.reporting.sheets import report_csv

    return report_csv(report)


FORMATS: dict[str, Callable[[Report], str]] = {"md": _markdown, "html": _html, "csv": _csv}
