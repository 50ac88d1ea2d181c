"""`vipdesk calendar check|sync|settle`: the agent's calendar on a CalDAV server."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vipdesk.cli.output import Json, instant, print_either, print_json, print_table
from vipdesk.cli.stores import reading
from vipdesk.config import CalendarAccount, Settings
from vipdesk.domain.board import Board
from vipdesk.domain.elsewhere import Elsewhere, SettleBooking
from vipdesk.domain.errors import BadInput

if TYPE_CHECKING:
    from vipdesk.channels.caldav.collection import Collection


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Whether the calendar can be read; raises ChannelError with what is wrong."""
    with open_collection(account(settings)) as collection:
        collection.check()
        address = collection.address
    print_either({"calendar": address, "readable": True}, as_json=arguments.json)
    return 0


def sync(arguments: argparse.Namespace, settings: Settings) -> int:
    """Look once, and tell what was done and what stands in conflict."""
    from vipdesk.calendar_sync import CalendarSync  # slow to import, as below
    from vipdesk.cli.working import working

    with working(settings) as desk, open_collection(account(settings)) as collection:
        collection.check()
        looked = CalendarSync(desk, both(settings), settings.clock()).look(collection)
    with reading(settings, writes_too=True) as reader:
        conflicts = _conflicts(reader.board())
    left_out: list[Json] = [{"event": event, "reason": why} for event, why in looked.left_out]
    done: Json = {"written": looked.written, "removed": looked.removed, "taken": looked.taken}
    if arguments.json:
        print_json({**done, "conflicts": conflicts, "left_out": left_out})
        return 0
    print_either(done, as_json=False)
    if conflicts:
        rows = [(one["id"], one["start"], one["start_there"] or "removed") for one in conflicts]
        print_table(("conflict", "here", "there"), rows)
    if left_out:
        print_table(("left out", "why"), [(one["event"], one["reason"]) for one in left_out])
    return 0


def settle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Say which side of a conflict is right."""
    from vipdesk.cli.working import working  # slow to import

    if arguments.booking is None or arguments.keep is None:
        raise BadInput("calendar settle: say which: --booking ID --keep ours, or theirs")
    with working(settings) as desk:
        change = desk.execute(SettleBooking(arguments.booking, arguments.keep == "ours")).change
    said = {"id": arguments.booking, "kept": arguments.keep}
    status = change.booking.status.value if change.booking else "as it is here"
    print_either({**said, "booking": status}, as_json=arguments.json)
    return 0


def account(settings: Settings) -> CalendarAccount:
    """The calendar that is set; BadInput where none is."""
    if settings.calendar is None:
        raise BadInput(
            "no calendar elsewhere is set: give its address as VIPDESK_CALDAV, as in"
            " https://cal.example.org/jana/work/"
        )
    return settings.calendar


@contextmanager
def open_collection(where: CalendarAccount) -> "Iterator[Collection]":
    """The calendar at that address."""
    from vipdesk.channels.caldav.collection import Collection  # slow to import

    with Collection(where.url, where.user, where.password) as collection:
        yield collection


def both(settings: Settings) -> Callable[[], tuple[Board, Elsewhere]]:
    """Gives the desk, and what it knows of the calendar elsewhere, as they stand then."""

    def read() -> tuple[Board, Elsewhere]:
        with reading(settings, writes_too=True) as reader:
            return reader.board(), reader.elsewhere()

    return read


def _conflicts(board: Board) -> list[dict[str, object]]:
    zone = board.policy.hours.zone
    starts = {one.number: one.start for one in board.calendar.bookings}
    return [
        {
            "id": item.booking,
            "start": instant(starts[item.booking], zone) if item.booking in starts else None,
            "start_there": instant(item.start_there, zone) if item.start_there else None,
        }
        for item in board.conflicts
    ]
