"""Opens what takes things in while nobody types; slow to import."""

from collections.abc import Iterator
from contextlib import contextmanager

from vipdesk.calls import calls_of
from vipdesk.cli.stores import reading
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.intake import Intake, Tell
from vipdesk.store.files import Files, files_beside


@contextmanager
def intake(settings: Settings, clock: Clock, tell: Tell) -> Iterator[Intake]:
    """What takes in the watched folders, on a desk of its own; raises StoreError."""
    desk = open_desk(settings, clock)
    try:
        with reading(settings, writes_too=True) as reader:
            board = reader.board()
        files = Files(files_beside(settings.store))
        calls = calls_of(board.client, board.policy, files)
        yield Intake(settings.voicemail, VoicemailImport(desk, files, clock, calls), tell)
    finally:
        desk.close()
