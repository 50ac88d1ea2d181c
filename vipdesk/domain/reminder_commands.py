"""What somebody wishes of the reminders."""

from datetime import datetime

from msgspec import Struct


class Sweep(Struct, frozen=True):
    """Tell whatever has come due; anybody may ask, at any time, any number of times."""


class SeeTo(Struct, frozen=True):
    """The reminder was seen."""

    reminder: int


class PutOff(Struct, frozen=True):
    """Tell the reminder again at `until` (aware)."""

    reminder: int
    until: datetime


ReminderCommand = Sweep | SeeTo | PutOff
