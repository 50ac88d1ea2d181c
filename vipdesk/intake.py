"""What comes into the watched folders, taken in as it comes."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from vipdesk.channels.folder import is_there
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.ingest_voicemail import VoicemailImport

LOOK_EVERY = 0.5
"""Seconds between looks: a message is on screen within one, on any file system."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a further file must show in its folder's time, on any file system."""

Tell = Callable[[str], None]
"""Is told what is wrong, once, and an empty text when it no longer is."""


class Intake:
    """Looks at the folders' times, and reads on only where one has changed.

    What is wrong with one folder keeps nobody from the others, and one that is not there yet is
    looked for until it is.
    """

    def __init__(self, folders: Sequence[Path], voicemails: VoicemailImport, tell: Tell) -> None:
        self._folders, self._voicemails, self._tell = tuple(folders), voicemails, tell
        self._seen: dict[str, int] | None = None
        self._waiting = False
        self._trouble = ""

    def attend(self, stop: Event) -> None:
        """Take in whatever comes until `stop` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(LOOK_EVERY)

    def look(self) -> None:
        """Take in what is new; what can't be is told, and tried again at the next look."""
        times = {name: at for folder in self._folders for name, at in _times(folder)}
        if times == self._seen and not self._waiting:
            return
        settled, self._waiting = _are_settled(times), False
        there = [folder for folder in self._folders if is_there(folder)]
        troubles = [trouble for folder in there if (trouble := self._take(folder))]
        self._seen = times if settled and not troubles else None
        absent = [_absent(folder) for folder in self._folders if folder not in there]
        told = [*absent, *troubles]
        self._say(_("voicemail: {told}").format(told="; ".join(told)) if told else "")

    def _take(self, folder: Path) -> str:
        """What is wrong with a folder, in one line."""
        try:
            self._voicemails.run([folder])
        except DeskError as error:
            return str(error) if is_there(folder) else _absent(folder)
        except Exception as error:  # whatever one folder does, the desk goes on taking in
            told = _("{folder} can't be read ({why})")
            return told.format(folder=clean_line(str(folder), 200), why=type(error).__name__)
        self._waiting = self._waiting or self._voicemails.waiting > 0
        return ""

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._tell(trouble)


def _absent(folder: Path) -> str:
    told = _("{folder} is not there (yet): it is looked for until it is")
    return told.format(folder=clean_line(str(folder), 200))


def _are_settled(times: dict[str, int]) -> bool:
    now = time.time_ns()
    return not any(0 <= now - at < SETTLED for at in times.values())


def _times(top: Path) -> list[tuple[str, int]]:
    """When something came into or left each folder; links lead nowhere, as in reading."""
    found = []
    for folder, *_others in os.walk(top):
        try:
            found.append((folder, os.stat(folder).st_mtime_ns))
        except OSError:
            continue
    return found
