"""The calendar as a file: bookings out, busy time in."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from vipdesk.cli.output import print_either, print_json, print_table
from vipdesk.cli.slots import first_day
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.agenda import day_bounds
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, BookingStatus, Method
from vipdesk.domain.calendar_commands import ImportBusy
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.store.reader import Reader


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write one booking, the days asked for, or (without --from) everything to a file."""
    from vipdesk.channels.ical.export import calendar_file, invitation  # slow to import

    now = settings.clock()()
    with reading(settings) as reader:
        agent = reader.board().agent
        chosen = _chosen(arguments, reader, now)
        busy = () if arguments.booking else reader.board().calendar.busy
    if arguments.invitation:
        written = invitation(_only(chosen), _method(_only(chosen)), agent, now)
    else:
        written = calendar_file(chosen, agent, now, busy=_asked(busy, arguments))
    _write(arguments.file, written)
    said = {"file": str(arguments.file), "bookings": len(chosen)}
    print_either(said, as_json=arguments.json)
    return 0


def bring_in(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring busy time in from a file; what can't be taken is named, the rest goes on."""
    from vipdesk.channels.ical.export import busy_uid  # slow to import, as below
    from vipdesk.channels.ical.guard import MOST_BYTES
    from vipdesk.channels.ical.importing import read_busy
    from vipdesk.cli.working import working

    label = clean_line(str(arguments.file), 200)
    raw = _read(arguments.file, label, MOST_BYTES)
    with working(settings) as desk:
        with reading(settings, writes_too=True) as reader:
            zone = reader.policy().hours.zone
            busy = reader.board().calendar.busy
            own = {*(booking.uid for booking in reader.bookings()), *map(busy_uid, busy)}
        read = read_busy(raw, zone, settings.clock()(), label, own)
        desk.execute(ImportBusy(read.busy))
    left_out = [{"event": event, "reason": why} for event, why in read.left_out]
    if arguments.json:
        print_json({"busy": len(read.busy), "own": read.own, "left_out": left_out})
        return 0
    print_either({"busy": len(read.busy), "of this desk already": read.own}, as_json=False)
    if read.left_out:
        print_table(("left out", "why"), read.left_out)
    return 0


def _chosen(arguments: argparse.Namespace, reader: Reader, now: datetime) -> Sequence[Booking]:
    every = reader.bookings()
    if arguments.booking is not None:
        found = [one for one in every if one.number == arguments.booking]
        if not found:
            raise BadInput(
                f"there is no booking {arguments.booking}: `vipdesk calendar` lists them"
            )
        return found
    if arguments.first is None:
        return every
    policy = reader.policy()
    start = first_day(arguments.first, now, policy.hours.zone)
    begin, end = day_bounds(policy, start, arguments.days)
    return [one for one in every if one.start < end and one.end > begin]


def _asked(busy: Sequence[Busy], arguments: argparse.Namespace) -> Sequence[Busy]:
    """Busy time goes along with the whole calendar only."""
    return busy if arguments.first is None else ()


def _only(chosen: Sequence[Booking]) -> Booking:
    if len(chosen) != 1:
        raise BadInput("an invitation is for one booking: name it with --booking ID")
    return chosen[0]


def _method(booking: Booking) -> Method:
    return Method.CANCEL if booking.status is BookingStatus.CANCELLED else Method.REQUEST


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        why = clean_line(error.strerror or "unknown reason", 100)
        shown = clean_line(str(path), 200)
        raise BadInput(f"{shown} can't be written ({why}): name another place") from None


def _read(path: Path, label: str, most: int) -> bytes:
    """What is in the file; of a larger one than `most` a byte more than that."""
    try:
        if not path.is_file():
            raise BadInput(f"{label}: no such file; name one that exists")
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        why = clean_line(error.strerror or "unknown reason", 100)
        raise BadInput(f"{label} can't be read ({why}): check its mode") from None
