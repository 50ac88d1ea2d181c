"""What somebody wishes of the reminders."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sweep:
    """Tell whatever has come due; anybody may ask, at any time, any number of times."""


@dataclass(frozen=True, slots=True)
class SeeTo:
    """The reminder was seen."""

    reminder: int


@dataclass(frozen=True, slots=True)
class PutOff:
    """Tell the reminder again at `until` (aware)."""

    reminder: int
    until: datetime


ReminderCommand = Sweep | SeeTo | PutOff
