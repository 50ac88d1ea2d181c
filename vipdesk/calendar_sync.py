"""One look at the calendar elsewhere: bookings are copied there, busy time is taken from there.

Every write names the version it replaces, so nothing written there meanwhile is lost; a copy that
says something else than its booking is left alone until a person settles it. Whatever is cut off
at any point is found and made whole by the next look.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.channels.caldav.answers import Answer
from vipdesk.channels.caldav.collection import AT_ONCE, Changed, Collection
from vipdesk.channels.ical.copies import Copy, read_copy, updated_copy
from vipdesk.channels.ical.export import copied
from vipdesk.channels.ical.importing import read_busy
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.board import Board
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.elsewhere import Elsewhere, Item, RecordItems, Standing
from vipdesk.domain.errors import BadInput
from vipdesk.domain.event import What

BACK = timedelta(days=31)
"""So far back the calendar elsewhere is looked at."""

READ_AGAIN = timedelta(days=30)
"""Repeats that are laid out day by day for a year are laid out on after this."""


class Looked(Struct, frozen=True):
    """What one look came to; `left_out` names busy time that can't be taken, and why,
    `conflicts` tells of bookings that stand otherwise there since this look."""

    written: int = 0
    removed: int = 0
    taken: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[str, ...] = ()


class CalendarSync:
    """Looks at one collection for one desk; each look reads what both know by then."""

    def __init__(
        self, desk: Desk, board: Callable[[], tuple[Board, Elsewhere]], clock: Clock
    ) -> None:
        self._desk, self._board, self._clock = desk, board, clock

    def look(self, collection: Collection) -> Looked:
        """Bring both up to date; raises ChannelError and StoreError."""
        now = self._clock()
        since = now - BACK
        there = collection.listing(since)
        board, elsewhere = self._board()
        look = _Look(self._desk, collection, board, elsewhere, there, now)
        look.forget_what_is_over(since)
        looked = look.take_busy()
        written, removed = look.copy_bookings()
        conflicts = tuple(look.conflicts)
        return replace(looked, written=written, removed=removed, conflicts=conflicts)


class _Look:
    """The parts of one look."""

    def __init__(
        self,
        desk: Desk,
        collection: Collection,
        board: Board,
        elsewhere: Elsewhere,
        there: dict[str, str],
        now: datetime,
    ) -> None:
        self._desk, self._collection, self._board, self._now = desk, collection, board, now
        self.conflicts: list[str] = []
        self._bookings, self._there = elsewhere.bookings, there
        mine = collection.address
        self._known = {self._path(i): i for i in elsewhere.items if i.href.startswith(mine)}
        self._foreign = [i for i in elsewhere.items if not i.href.startswith(mine)]
        self._copies = {i.booking: i for i in self._known.values() if i.booking is not None}

    def forget_what_is_over(self, since: datetime) -> None:
        """What was of another calendar, events that are gone, and copies of calls long over."""
        ended = {one.number for one in self._bookings if one.end <= since or not self._lives(one)}
        gone = [
            item
            for path, item in self._known.items()
            if path not in self._there and (item.booking is None or item.booking in ended)
        ]
        if gone or self._foreign:
            self._desk.execute(RecordItems(gone=(*gone, *self._foreign)))
        for item in gone:
            self._copies.pop(item.booking or 0, None)

    def take_busy(self) -> Looked:
        """Read what is new or changed there, in parts that are each recorded whole."""
        copied = {self._path_of(one) for one in self._bookings}
        new = sorted(
            path
            for path, etag in self._there.items()
            if path not in copied and self._is_new(self._known.get(path), etag)
        )
        own = frozenset(one.uid for one in self._bookings)
        taken, left_out = 0, []
        for first in range(0, len(new), AT_ONCE):
            found = self._collection.read(new[first : first + AT_ONCE])
            items, busy = [], []
            for answer in found:
                try:
                    zone = self._board.policy.hours.zone
                    read = read_busy(answer.raw, zone, self._now, answer.path, own)
                except BadInput as why:
                    left_out.append((answer.path, str(why)))
                    read = None
                uid = read.busy[0][0] if read and read.busy else f"elsewhere:{answer.path}"
                items.append(self._item(answer.path, answer.etag, uid))
                if read:
                    busy += [(uid, one) for _, one in read.busy]
                    left_out += read.left_out
            self._desk.execute(RecordItems(tuple(items), self._replaced(items), tuple(busy)))
            taken += len(items)
        return Looked(taken=taken, left_out=tuple(left_out))

    def copy_bookings(self) -> tuple[int, int]:
        """Write what is to be there, each recorded before the next; how many written, removed."""
        written = removed = 0
        for booking in self._bookings:
            before = self._copies.get(booking.number)
            try:
                wrote, item = self._copied(booking, before)
            except Changed:
                continue  # somebody was quicker: the next look sees what they wrote
            written += wrote
            if item is None and before is not None:
                removed += 1
                self._desk.execute(RecordItems(gone=(before,)))
            elif item is not None and not _is_same(item, before):
                events = self._desk.execute(RecordItems((item,))).change.events
                self.conflicts += [e.detail for e in events if e.what is What.CONFLICT]
        return written, removed

    def _copied(self, booking: Booking, item: Item | None) -> tuple[bool, Item | None]:
        """Whether it was written, and how its copy stands now; None where there is none."""
        path = self._path_of(booking)
        etag = self._there.get(path)
        if item is None and etag is None:
            return self._new(booking, path) if self._is_to_come(booking) else (False, None)
        if etag is None:
            return self._missing(booking, path, item)
        if item is not None and etag == item.etag:
            return self._unchanged(booking, path, item)
        return False, self._judged(booking, path, item)

    def _new(self, booking: Booking, path: str) -> tuple[bool, Item]:
        raw = copied(booking, self._board.agent, self._now)
        etag = self._collection.write(path, raw)
        return True, self._item(path, etag, booking.uid, booking)

    def _missing(self, booking: Booking, path: str, item: Item | None) -> tuple[bool, Item | None]:
        """It was removed there: a conflict, unless it is cancelled here too, or overruled."""
        if not self._lives(booking):
            return False, None
        if item is not None and item.standing is Standing.OVERRULED:
            return self._new(booking, path)
        removed = self._item(path, "", booking.uid, booking)
        return False, replace(removed, standing=Standing.REMOVED, start_there=None)

    def _unchanged(self, booking: Booking, path: str, item: Item) -> tuple[bool, Item | None]:
        """Nobody wrote there: what has changed here goes there, unless a person has to decide."""
        if item.standing.is_conflict:
            newer = self._is_newer(booking, item)
            return False, self._judged(booking, path, item) if newer else item
        if not self._is_newer(booking, item) and item.standing is not Standing.OVERRULED:
            return False, item
        if not booking.takes_time and item.standing is Standing.SAME:
            self._collection.remove(path, item.etag)
            return False, None
        return self._rewritten(booking, path, item)

    def _rewritten(self, booking: Booking, path: str, item: Item) -> tuple[bool, Item]:
        raw = updated_copy(self._read(path).raw, booking, self._now)
        if raw is None:
            raw = copied(booking, self._board.agent, self._now)
        etag = self._collection.write(path, raw, item.etag)
        standing = Standing.SAME if item.standing is Standing.SAME else Standing.TOUCHED
        return True, replace(self._item(path, etag, booking.uid, booking), standing=standing)

    def _judged(self, booking: Booking, path: str, item: Item | None) -> Item:
        """How a copy that somebody wrote stands to its booking."""
        answer = self._read(path)
        copy = read_copy(answer.raw, booking.uid)
        found = self._item(path, answer.etag, booking.uid, booking)
        if copy.says(booking) or booking.status in (BookingStatus.HELD, BookingStatus.NO_SHOW):
            ours = item is None or not item.etag
            return replace(found, standing=Standing.SAME if ours else Standing.TOUCHED)
        if item is not None and _is_as_before(copy, item, booking):
            return replace(
                found,
                standing=Standing.TOUCHED,
                sequence=item.sequence,
                start_there=item.start_there,
            )
        if copy.cancelled or copy.start is None:
            return replace(found, standing=Standing.REMOVED, start_there=None)
        return replace(found, standing=Standing.MOVED, start_there=copy.start)

    def _read(self, path: str) -> Answer:
        found = self._collection.read([path])
        if not found:
            raise Changed
        return found[0]

    def _item(self, path: str, etag: str, uid: str, booking: Booking | None = None) -> Item:
        return Item(
            href=f"{self._collection.address}{path.removeprefix(self._collection.path)}",
            etag=etag,
            uid=uid,
            seen=self._now,
            booking=booking.number if booking else None,
            sequence=booking.sequence if booking else 0,
            start_there=booking.start if booking else None,
        )

    def _replaced(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """What was known under these addresses by another UID, or says nothing of time now."""
        return tuple(self._known[self._path(i)] for i in items if self._path(i) in self._known)

    def _is_new(self, known: Item | None, etag: str) -> bool:
        return known is None or known.etag != etag or self._now - known.seen > READ_AGAIN

    def _path(self, item: Item) -> str:
        return self._collection.path + item.href.removeprefix(self._collection.address)

    def _path_of(self, booking: Booking) -> str:
        return f"{self._collection.path}{booking.uid}.ics"

    def _is_to_come(self, booking: Booking) -> bool:
        return self._lives(booking) and booking.end > self._now - BACK

    @staticmethod
    def _lives(booking: Booking) -> bool:
        return booking.status is BookingStatus.BOOKED

    @staticmethod
    def _is_newer(booking: Booking, item: Item) -> bool:
        return booking.sequence > item.sequence


def _is_same(item: Item, before: Item | None) -> bool:
    """Whether there is nothing new to be recorded but that it was looked at."""
    return before is not None and replace(item, seen=before.seen) == before


def _is_as_before(copy: Copy, item: Item, booking: Booking) -> bool:
    """Whether a copy says what was last known of it: the call was moved here, and not there."""
    if copy.cancelled or copy.start is None or item.standing.is_conflict:
        return False
    length = booking.end - booking.start
    return copy.start == item.start_there and copy.end == copy.start + length
