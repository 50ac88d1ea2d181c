"""`vipdesk worker`: takes in voicemail without a screen, until it is stopped."""

import argparse
import signal
import sys
from threading import Event

from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.store.presence import announce

WORKER = "worker"
"""The name under which a worker stands at the desk."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: there are none."""
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    """Runs until SIGTERM or SIGINT; what is half taken in then is finished first."""
    if not settings.voicemail:
        raise BadInput("there is nothing to watch: set VIPDESK_VOICEMAIL to a voicemail folder")
    from vipdesk.cli.attending import intake  # slow to import: complaints come first

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with intake(settings, settings.clock(), _tell) as taking:
        place = announce(settings.store, WORKER)
        try:
            _tell(f"watching {', '.join(map(str, settings.voicemail))}")
            taking.attend(stop)
        finally:
            place.close()
    return 0


def _tell(what: str) -> None:
    sys.stderr.write(f"vipdesk worker: {what or 'all is well again'}\n")
    sys.stderr.flush()
