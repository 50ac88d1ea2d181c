"""How mail stands, as screens show it: a light, and what happened to it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class Light(StrEnum):
    """What the light says; `off` where no mailbox is set."""

    OFF = "off"
    WELL = "well"
    WORKING = "working"
    TROUBLE = "trouble"


class MailLight(Struct, frozen=True):
    """The light, what is wrong in one line, and since when (aware).

    `settings` is the file that a mailbox would be set in, where none is and somebody here may.
    """

    light: Light
    trouble: str = ""
    since: datetime | None = None
    settings: str = ""


class MailLine(Struct, frozen=True):
    """Something that happened to mail, at an instant (aware); cleaned."""

    at: datetime
    words: str


class MailTold(Struct, frozen=True):
    """All that is known: who carries mail (empty for nobody), each way, the log (latest last)."""

    light: MailLight
    carrier: str = ""
    ways: tuple[tuple[str, MailLight], ...] = ()
    lines: tuple[MailLine, ...] = ()


class MailWindow(Protocol):
    """Looks at how mail stands; each look may block, and none of them fails or writes."""

    def light(self) -> MailLight:
        """The light alone."""
        ...

    def told(self) -> MailTold:
        """All of it."""
        ...
