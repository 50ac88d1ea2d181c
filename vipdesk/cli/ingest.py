"""`vipdesk ingest mail`: mail files into tickets, with a progress bar for people."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.working import working
from vipdesk.config import Settings
from vipdesk.domain.text import clean_line
from vipdesk.ingest import MailImport, Progress, Summary
from vipdesk.store.files import Files, files_beside

LONGEST_PATH = 1000


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    sources = add_acts(parser, "source")
    mail = sources.add_parser("mail", help=".eml files, folders of them, Maildir folders, mbox")
    mail.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    mail.set_defaults(run=_mail)
    add_common(mail)
    add_json(mail)


def _path(said: str) -> Path:
    """A path that was given: an empty one would be the folder that one happens to be in."""
    if not said:
        raise argparse.ArgumentTypeError("an empty path: give a file or folder of mail")
    return Path(said)


def _mail(arguments: argparse.Namespace, settings: Settings) -> int:
    with working(settings) as desk:
        mails = MailImport(desk, Files(files_beside(settings.store)), settings.clock())
        with _progress(mails.measure(arguments.paths)) as progress:
            summary = mails.run(arguments.paths, progress)
    if arguments.json:
        print_json(_json(summary))
    else:
        _print(summary)
    return 0


def _json(summary: Summary) -> dict[str, object]:
    return {
        "read": summary.read,
        "tickets_new": summary.tickets_new,
        "messages_new": summary.messages_new,
        "duplicates": summary.duplicates,
        "skipped": summary.skipped,
        "rejected": [
            {"path": clean_line(path, LONGEST_PATH), "reason": reason}
            for path, reason in summary.rejected
        ],
    }


def _print(summary: Summary) -> None:
    said = _json(summary)
    del said["rejected"]
    print_table(tuple(key.replace("_", " ") for key in said), [tuple(said.values())])
    if summary.rejected:
        print_table(("could not be read", "why"), summary.rejected)


@contextmanager
def _progress(total: int) -> Iterator[Progress]:
    """A bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("mail"),
        bars.BarColumn(),
        bars.DownloadColumn(),
        bars.TransferSpeedColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("mail", total=total)
        yield lambda size: shown.advance(task, size)
