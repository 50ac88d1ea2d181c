"""What is done in the calendar, and to the calendar elsewhere."""

from typing import assert_never

from vipdesk.domain.calendar_commands import (
    AddBusy,
    Book,
    BookingCommand,
    BusyCommand,
    CancelBooking,
    HoldBooking,
    ImportBusy,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.booking import (
    book,
    cancel_booking,
    hold_booking,
    miss_booking,
    move_booking,
)
from vipdesk.domain.decide.busy import add_busy, import_busy, remove_busy
from vipdesk.domain.decide.elsewhere import record_items, settle_booking
from vipdesk.domain.elsewhere import RecordItems, SettleBooking


def on_booking(command: Book | BookingCommand, here: Circumstances) -> Change:
    """A call is booked, or something becomes of it."""
    match command:
        case Book():
            return book(command, here)
        case MoveBooking():
            return move_booking(command, here)
        case CancelBooking():
            return cancel_booking(command, here)
        case HoldBooking():
            return hold_booking(command, here)
        case MissBooking():
            return miss_booking(command, here)
        case _:
            assert_never(command)


def on_busy(command: BusyCommand, here: Circumstances) -> Change:
    """Time is taken, or free again."""
    match command:
        case AddBusy():
            return add_busy(command, here)
        case RemoveBusy():
            return remove_busy(command, here)
        case ImportBusy():
            return import_busy(command, here)
        case _:
            assert_never(command)


def on_elsewhere(command: RecordItems | SettleBooking, here: Circumstances) -> Change:
    """What stands in the calendar elsewhere was seen, or is settled."""
    match command:
        case RecordItems():
            return record_items(command, here)
        case SettleBooking():
            return settle_booking(command, here)
        case _:
            assert_never(command)
