"""Voicemail spools into callbacks: what was read is stored durably, batch by batch."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from vipdesk.calls import Calls
from vipdesk.channels.voicemail.spool import (
    Broken,
    Known,
    Passed,
    Seen,
    Voicemail,
    scan,
    unforeseen,
)
from vipdesk.clock import Clock
from vipdesk.desk import Desk, Executed
from vipdesk.domain.commands import KeepUnreadable, ReceiveCall
from vipdesk.domain.errors import DeskError
from vipdesk.domain.inbound import Unreadable
from vipdesk.store.files import Files
from vipdesk.summary import Summary, Taken

BATCH = 256
MOST_AT_ONCE = 16 * 1024 * 1024
"""Bytes of recordings after which a batch is full, whatever it holds."""


class VoicemailImport:
    """Takes the messages of spools into the desk; running it again adds nothing."""

    def __init__(self, desk: Desk, files: Files, clock: Clock, calls: Calls) -> None:
        self._desk, self._files, self._clock, self._calls = desk, files, clock, calls
        self.waiting = 0
        """How many messages the last run found that are not there whole yet."""

    def run(self, paths: Sequence[Path]) -> Summary:
        """Import everything under `paths`; BadInput where one is missing."""
        summary = Summary()
        for taken in self.taken(paths):
            summary.count(taken)
        return summary

    def taken(self, paths: Sequence[Path]) -> Iterator[Taken]:
        """What lies under `paths`, one after the other, each durable when it is given."""
        seen, self.waiting = scan(paths, self._desk.known_calls()), 0
        while batch := list(_batch(seen)):
            yield from self._store(batch)

    def read(self, paths: Sequence[Path], until: datetime) -> list[ReceiveCall | KeepUnreadable]:
        """The messages under `paths` as commands still to be executed; their files are durable.

        None counts as received later than `until` (aware).
        """
        found = (one for one in scan(paths) if isinstance(one, Voicemail | Broken))
        commands = [self._command(one, until) for one in found]
        self._files.sync()
        return commands

    def _store(self, batch: Sequence[Seen]) -> Iterator[Taken]:
        found = (one for one in batch if isinstance(one, Voicemail | Broken))
        commands = [self._command(one, self._clock()) for one in found]
        self._files.sync()
        stored = zip(commands, self._desk.execute_all(commands), strict=True)
        yield from (Taken(0, command, done) for command, done in stored)
        for one in batch:
            if isinstance(one, Passed):
                self.waiting += one.waits
                yield Taken(0)
            elif isinstance(one, Known):
                yield Taken(0, done=Executed(duplicate=True))

    def _command(self, one: Voicemail | Broken, now: datetime) -> ReceiveCall | KeepUnreadable:
        if isinstance(one, Broken):
            return self._unreadable(one.label, one.why, one.raw, now)
        try:
            return self._calls.from_spool(one, now)
        except DeskError:
            raise
        except Exception as error:  # the next message is to be taken all the same
            return self._unreadable(one.label, unforeseen(error), b"", now)

    def _unreadable(self, label: str, why: str, raw: bytes, now: datetime) -> KeepUnreadable:
        return KeepUnreadable(Unreadable(label, why, self._files.put(raw), now))


def _batch(seen: Iterator[Seen]) -> Iterator[Seen]:
    """The next that are stored together: not so many that their recordings fill the memory."""
    size = 0
    for count, one in enumerate(seen, start=1):
        yield one
        if isinstance(one, Voicemail) and one.recording is not None:
            size += len(one.recording.content)
        if count == BATCH or size >= MOST_AT_ONCE:
            return
