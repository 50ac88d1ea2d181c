"""`vipdesk worker`: mail, voicemail and reminders without a screen, until it is stopped."""

import argparse
import signal
import sys
from threading import Event

from vipdesk.channels.folder import is_there
from vipdesk.cli.older import bring_up_to_date
from vipdesk.config import Settings
from vipdesk.in_flight import InFlight
from vipdesk.lull import Lull
from vipdesk.store.place import check_writable, store_path
from vipdesk.store.presence import announce

WORKER = "worker"
"""The name under which a worker stands at the desk."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: there are none."""
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    """Runs until SIGTERM or SIGINT; what is half taken in then is finished first."""
    bring_up_to_date(settings)
    check_writable(store_path(settings.store))
    from vipdesk.cli.attending import attending  # slow to import: complaints come first

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    in_flight = InFlight()
    with attending(settings, settings.clock(), _tell, lambda: WORKER, Lull(), in_flight) as intake:
        place = announce(settings.store, WORKER)
        try:
            _tell(f"reminding, and {_watching(settings)}")
            intake.attend(stop)
        finally:
            place.close()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    in_flight.wait(_tell)
    return 0


def _watching(settings: Settings) -> str:
    """The folders, without those that are not there: what is missing is told in its turn."""
    there = [str(folder) for folder in settings.voicemail if is_there(folder)]
    nothing = "waiting for a folder to watch" if settings.voicemail else "watching no folder"
    return f"watching {', '.join(there)}" if there else nothing


def _tell(what: str) -> None:
    sys.stderr.write(f"vipdesk worker: {what or 'all is well again'}\n")
    sys.stderr.flush()
