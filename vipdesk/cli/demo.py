"""`vipdesk demo`: a full desk on a throw-away store, or on one that is kept."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vipdesk.cli.desk import open_screens
from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import policy_rules, reading, store_exists
from vipdesk.cli.whence import DEMO, sat_at
from vipdesk.clock import clock_from
from vipdesk.config import Settings
from vipdesk.data import data_path
from vipdesk.domain.queue import instant
from vipdesk.policies import shipped_policy_text
from vipdesk.terminal.line import require_terminal

if TYPE_CHECKING:
    from vipdesk.demo import Script


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; `--store` keeps the desk instead of throwing it away."""
    parser.add_argument(
        "--no-open", action="store_true", help="fill the kept store, and don't open the screens"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.no_open:
        return _only_fill(arguments, settings)
    require_terminal()
    # nobody's mail is taken into a demonstration, and nothing leaves it
    with _place(arguments.store, replace(settings, mail=False)) as kept:
        now = _filled(kept)
        return open_screens(kept, clock_from(kept.starts_at or now))


def _only_fill(arguments: argparse.Namespace, settings: Settings) -> int:
    now = _filled(settings)
    made = {"store": settings.store, "now": now.isoformat()}
    print_either(made, as_json=arguments.json)
    return 0


@contextmanager
def _place(named: str | None, settings: Settings) -> Iterator[Settings]:
    """The store that was named, or one that is gone afterwards."""
    if named is not None:
        yield settings
        return
    with TemporaryDirectory(prefix="vipdesk-demo-") as folder:
        yield replace(settings, store=str(Path(folder) / "desk.db"))


def _filled(settings: Settings) -> datetime:
    """Fill the store unless it is there already; gives the instant its clock starts at."""
    from vipdesk.demo import read_script  # slow to import: complaints come first

    script = read_script(data_path("demo"))
    if not store_exists(settings):
        _say("filling the demonstration desk …")
        _play(script, settings)
    with reading(settings) as reader:
        latest = (instant(line.last_activity) for line in reader.every_line())
        return max(script.now, *latest)


def _play(script: "Script", settings: Settings) -> None:
    from vipdesk.calls import calls_of
    from vipdesk.cli.working import found_desk, open_desk
    from vipdesk.demo import Player, StepClock
    from vipdesk.ingest import MailImport
    from vipdesk.ingest_voicemail import VoicemailImport
    from vipdesk.store.files import Files, files_beside

    clock = StepClock(script.begins)
    policy = policy_rules(settings)(shipped_policy_text())
    found_desk(settings, script.client, script.agent, policy, script.begins, sat_at(DEMO))
    desk = open_desk(settings, clock, sat_at(DEMO))
    try:
        files = Files(files_beside(settings.store))
        calls = calls_of(script.client, policy, files)
        mails = MailImport(desk, files, clock, calls)
        voicemails = VoicemailImport(desk, files, clock, calls)
        Player(script, desk, clock, mails, voicemails).play()
    finally:
        desk.close()


def _say(what: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{what}\n")
