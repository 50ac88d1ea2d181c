"""What comes into the watched folders, taken in as it comes."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from vipdesk.domain.errors import DeskError
from vipdesk.ingest_voicemail import VoicemailImport

LOOK_EVERY = 0.5
"""Seconds between looks: a message is on screen within one, on any file system."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a further file must show in its folder's time, on any file system."""

Tell = Callable[[str], None]
"""Is told what is wrong, once, and an empty text when it no longer is."""


class Intake:
    """Looks at the folders' times, and reads on only where one has changed."""

    def __init__(self, folders: Sequence[Path], voicemails: VoicemailImport, tell: Tell) -> None:
        self._folders, self._voicemails, self._tell = tuple(folders), voicemails, tell
        self._seen: dict[str, int] | None = None
        self._trouble = ""

    def attend(self, stop: Event) -> None:
        """Take in whatever comes until `stop` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(LOOK_EVERY)

    def look(self) -> None:
        """Take in what is new; what can't be is told, and tried again at the next look."""
        try:
            times = {name: at for folder in self._folders for name, at in _times(folder)}
            if times != self._seen or self._voicemails.waiting:
                settled = _are_settled(times)
                self._voicemails.run(self._folders)
                self._seen = times if settled else None
        except DeskError as error:
            self._seen = None
            self._say(f"voicemail: {error}")
        else:
            self._say("")

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._tell(trouble)


def _are_settled(times: dict[str, int]) -> bool:
    now = time.time_ns()
    return not any(0 <= now - at < SETTLED for at in times.values())


def _times(top: Path) -> list[tuple[str, int]]:
    """When something came into or left each folder; links lead nowhere, as in reading."""
    found = []
    for folder, _, _ in os.walk(top):
        try:
            found.append((folder, os.stat(folder).st_mtime_ns))
        except OSError:
            continue
    return found
