"""Opens what goes on while nobody types: the intake and the reminders; slow to import."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vipdesk.calls import calls_of
from vipdesk.cli.stores import reading
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.intake import Intake, Tell
from vipdesk.reminders import Reminders
from vipdesk.store.connections import ReadConnection, Version
from vipdesk.store.files import Files, files_beside
from vipdesk.store.place import store_path
from vipdesk.store.views import NotNow


@contextmanager
def attending(settings: Settings, clock: Clock, tell: Tell) -> Iterator[Intake]:
    """The intake, with the reminders running beside it, each on a desk of its own.

    Raises StoreError where the store can't be opened.
    """
    desk, sweeping = open_desk(settings, clock), open_desk(settings, clock)
    reminders = Reminders(sweeping, clock, _commits(settings), tell)
    try:
        with reading(settings, writes_too=True) as reader:
            board = reader.board()
        files = Files(files_beside(settings.store))
        calls = calls_of(board.client, board.policy, files)
        reminders.start()
        try:
            yield Intake(settings.voicemail, VoicemailImport(desk, files, clock, calls), tell)
        finally:
            reminders.stop()
    finally:
        sweeping.close()
        desk.close()


def _commits(settings: Settings) -> Callable[[], bool]:
    """Says whether anything was committed since it was asked last; opened where it is asked."""
    opened: list[ReadConnection] = []
    last: list[Version] = [()]

    def changed() -> bool:
        if not opened:
            opened.append(ReadConnection(store_path(settings.store), writes_too=True))
        try:
            version = opened[0].version()
        except NotNow:
            return False
        moved = version != last[0]
        last[0] = version
        return moved

    return changed
