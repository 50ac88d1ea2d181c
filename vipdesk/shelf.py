"""Files that came with messages, saved and opened on this machine."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePath
from threading import Thread

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.message import Attachment
from vipdesk.domain.text import clean_line
from vipdesk.downloads import save_download
from vipdesk.store.files import Files

OPENERS = ("xdg-open", "open")
HARMLESS = frozenset(
    f".{ending}"
    for kinds in (
        ("png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "pdf"),
        ("txt", "log", "csv", "ics", "vcf", "eml", "zip"),
        ("wav", "mp3", "ogg", "mp4", "mkv", "webm"),
        ("odt", "ods", "odp", "docx", "xlsx", "pptx"),
    )
    for ending in kinds
)
"""Endings whose programs show a file and run nothing of it by themselves."""


class LocalShelf:
    """What is kept beside the store, for somebody who sits at this machine or at the line's end."""

    def __init__(self, files: Files, environment: Mapping[str, str]) -> None:
        screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
        here = bool(screen) and "SSH_CONNECTION" not in environment
        found = (shutil.which(program) for program in OPENERS)
        self._files = files
        self._opener = next(filter(None, found), None) if here else None

    @property
    def opens(self) -> bool:
        """Whether there is a screen here, and a program that opens files on it."""
        return self._opener is not None

    def save(self, attachment: Attachment) -> Path:
        """Save it among the user's downloads; raises BadInput or StoreError."""
        return save_download(_name(attachment), self._files.get(attachment.digest))

    def open(self, attachment: Attachment) -> Path:
        """Save it and have it opened; what could run something by itself is only saved."""
        name = _name(attachment)
        if self._opener is None:
            raise BadInput(_("there is no screen here to open it on: save it instead"))
        if PurePath(name).suffix.lower() not in HARMLESS:
            told = _("{name} may run something when it is opened: save it, and look first")
            raise BadInput(told.format(name=name))
        path = self.save(attachment)
        quiet = subprocess.DEVNULL
        try:
            opening = subprocess.Popen(  # noqa: S603 the agent's own opener, on a path just saved
                [self._opener, str(path)],
                stdin=quiet,
                stdout=quiet,
                stderr=quiet,
                start_new_session=True,
            )
        except OSError as error:
            why = error.strerror or _("unknown reason")
            told = _("saved as {path}, but it could not be opened ({why})")
            raise BadInput(told.format(path=path, why=why)) from None
        Thread(target=opening.wait, daemon=True).start()  # some openers stay as long as the file
        return path


def _name(attachment: Attachment) -> str:
    """Its name, which was made safe when it came, or one that says as much."""
    return PurePath(clean_line(attachment.name, 120)).name.lstrip(".") or "attachment"
