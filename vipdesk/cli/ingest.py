"""`vipdesk ingest`: mail files into tickets, voicemail folders into callbacks."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vipdesk.calls import Calls, calls_of
from vipdesk.channels.mail.field_writing import spellings
from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.output import print_json, print_line, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.working import working
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.ingest import MailImport, Progress
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.store.files import Files, files_beside
from vipdesk.summary import Summary

LONGEST_PATH = 1000


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    sources = add_acts(parser, "source")
    mail = sources.add_parser("mail", help=".eml files, folders of them, Maildir folders, mbox")
    mail.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    mail.set_defaults(run=_mail)
    voicemail = sources.add_parser("voicemail", help="voicemail folders as Asterisk keeps them")
    voicemail.add_argument("paths", nargs="+", type=_path, metavar="DIR")
    voicemail.set_defaults(run=_voicemail)
    for source in (mail, voicemail):
        add_common(source)
        add_json(source)


def _path(said: str) -> Path:
    """A path that was given: an empty one would be the folder that one happens to be in."""
    if not said:
        raise argparse.ArgumentTypeError("an empty path: give a file or folder")
    return Path(said)


def _mail(arguments: argparse.Namespace, settings: Settings) -> int:
    files = Files(files_beside(settings.store))
    with working(settings) as desk:
        calls, mailbox = _calls(settings, files), _mailbox(settings)
        mails = MailImport(desk, files, settings.clock(), calls, mailbox)
        with _progress(mails.measure(arguments.paths)) as progress:
            summary = mails.run(arguments.paths, progress)
    if arguments.json:
        apart = {"unknown_senders": len(summary.unknown), "not_entitled": summary.not_entitled}
        print_json(_json(summary) | apart)
    else:
        _print(_json(summary), summary)
        for words in _to_be_looked_at(summary, settings):
            print_line(words)
    return 0


def _to_be_looked_at(summary: Summary, settings: Settings) -> Iterator[str]:
    """What the marks `?` and `⊘` on new tickets mean, and what to do."""
    if summary.unknown:
        mails, senders = summary.unknown.total(), len(summary.unknown)
        yield (
            f"{_count(mails, 'message')} of {_count(senders, 'unknown sender')}, marked ?: no clock"
            " runs for them until `i` on the desk says who it is, once for all of a sender's"
        )
    if summary.not_entitled:
        with reading(settings, writes_too=True) as reader:
            client = reader.board().client
        until = f" to {client.vip_until}" if client.vip_until else ""
        yield (
            f"{_count(summary.not_entitled, 'ticket')} from outside the client's entitlement"
            f" ({client.vip_from}{until}), marked ⊘ and found with `is:unentitled`: if these are"
            " not its days, set up another store with `vipdesk init --vip-from DAY`"
        )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _voicemail(arguments: argparse.Namespace, settings: Settings) -> int:
    files = Files(files_beside(settings.store))
    with working(settings) as desk:
        calls = _calls(settings, files)
        summary = VoicemailImport(desk, files, settings.clock(), calls).run(arguments.paths)
    said = _json(summary) | {"callbacks_new": summary.callbacks_new}
    if arguments.json:
        print_json(said)
    else:
        _print(said, summary)
    return 0


def _calls(settings: Settings, files: Files) -> Calls:
    with reading(settings, writes_too=True) as reader:
        board = reader.board()
    return calls_of(board.client, board.policy, files)


def _mailbox(settings: Settings) -> tuple[str, ...]:
    """The address that our own mails leave from; files are taken in whether or not it is set."""
    try:
        account = mail_set_up(settings)
    except BadInput:  # the desk and `doctor` say so
        return ()
    return spellings(account.user) if account is not None else ()


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


def _print(said: dict[str, object], summary: Summary) -> None:
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
