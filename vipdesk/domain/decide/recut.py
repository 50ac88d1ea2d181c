"""Which act on how matters are cut into tickets is decided where."""

from typing import assert_never

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.merging import merge, unmerge
from vipdesk.domain.decide.splitting import split, unsplit
from vipdesk.domain.decide.standing import owe, pin
from vipdesk.domain.decide.taking_back import take_back
from vipdesk.domain.recutting import (
    Merge,
    Owe,
    Pin,
    RecuttingCommand,
    Split,
    TakeBack,
    Unmerge,
    Unsplit,
)


def recut(command: RecuttingCommand, here: Circumstances) -> Change:
    """What it comes to; raises Refusal or BadInput where it can't be done."""
    match command:
        case Merge():
            return merge(command, here)
        case Unmerge():
            return unmerge(command, here)
        case Split():
            return split(command, here)
        case Unsplit():
            return unsplit(command, here)
        case Pin():
            return pin(command, here)
        case Owe():
            return owe(command, here)
        case TakeBack():
            return take_back(command, here)
        case _:
            assert_never(command)
