"""What the agent's machine can do with a call: read a number, play or save its recording."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from vipdesk.domain.callback import Callback
from vipdesk.domain.message import Attachment


class Telephone(Protocol):
    """All of it may be slow, so none of it is called on the loop."""

    @property
    def plays(self) -> bool:
        """Whether there is a player, and ears at this machine."""
        ...

    def read(self, said: str) -> tuple[str, str]:
        """A number as E.164 and fit to read."""
        ...

    def play(self, callback: Callback) -> None:
        """Play the recording to its end; raises BadInput or StoreError where that can't be."""
        ...

    def save(self, callback: Callback) -> Path:
        """Put the recording where the agent's files are; raises BadInput or StoreError."""
        ...


OpenTelephone = Callable[[], Telephone]
"""Makes the telephone when it is first needed: it is slow to load."""


def recording_of(callback: Callback) -> Attachment | None:
    """The audio of a callback; None where there is none."""
    audio = (r for r in callback.recordings if r.media_type.startswith("audio/"))
    return next(audio, None)
