"""What could not be stored until the end goes into a file of its owner's, and a line says where."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from platformdirs import user_state_path

from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

if TYPE_CHECKING:
    from vipdesk.domain.commands import SaveDraft


def rescue(drafts: "Iterable[SaveDraft]") -> bool:
    """Keep these drafts outside the store and tell on standard error; False where none were."""
    rescued = False
    for draft in drafts:
        rescued = True
        with suppress(OSError):  # a lost line hears nothing, and the file is there all the same
            sys.stderr.write(f"vipdesk: {clean_line(_told(draft), 1000)}\n")
    return rescued


def _told(draft: "SaveDraft") -> str:
    for folder in _folders():
        with suppress(OSError):
            told = _(
                "your text for #{ticket} could not be stored: it is in {path};"
                " paste it when the store is back"
            )
            return told.format(ticket=draft.ticket, path=_written(draft, folder))
    told = _("your text for #{ticket} could not be stored, nor put into a file: {text}")
    return told.format(ticket=draft.ticket, text=draft.text)


def _folders() -> Iterator[str]:
    with suppress(OSError):
        home = user_state_path("vipdesk", ensure_exists=True)
        yield str(home)
    yield tempfile.gettempdir()


def _written(draft: "SaveDraft", folder: str) -> str:
    descriptor, path = tempfile.mkstemp(".txt", f"draft-{draft.ticket}-", folder)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(draft.text)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        os.unlink(path)
        raise
    return path
