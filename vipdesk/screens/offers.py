"""The times that a call can be booked at, each with what speaks against it."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets.option_list import Option

from vipdesk.domain.agenda import MARGIN, conflicts, day_bounds, free_slots
from vipdesk.domain.board import Board
from vipdesk.domain.calendar import Booking, CalendarView
from vipdesk.domain.language import N_
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.slots import Slot
from vipdesk.domain.target import Band
from vipdesk.pictures import Pictures
from vipdesk.widgets.diary import beside, day_name
from vipdesk.widgets.picking import PickList
from vipdesk.widgets.signs import BAND

DAYS = 14
OWN_WIDE = 13
WARNING = BAND[Band.URGENT]


class Offer(Struct, frozen=True):
    """A free slot, and why it may still be a bad time."""

    slot: Slot
    against: tuple[str, ...] = ()


async def offers(
    pictures: Pictures, board: Board, kind: str, now: datetime, moved: Booking | None
) -> list[Offer]:
    """What is free for the agent in the next days, read and reckoned off the loop.

    The time of a call that is `moved` is free for it. Raises BadInput and StoreError.
    """
    start, end = day_bounds(board.policy, now, DAYS)
    view = await pictures.calendar(start - MARGIN, end + MARGIN)
    if moved is not None:
        others = tuple(one for one in view.bookings if one.number != moved.number)
        view = replace(view, bookings=others)
    return await pictures.ask(lambda: _offers(view, board, kind, now, moved))


def _offers(
    view: CalendarView, board: Board, kind: str, now: datetime, moved: Booking | None
) -> list[Offer]:
    slots = free_slots(view, board.policy, kind, now, DAYS, now, by_client=False)
    speak = _Speaking(board.lines, now)
    old = moved.start if moved else None
    return [Offer(slot, speak.against(slot)) for slot in slots if slot.start != old]


class _Speaking:
    """The tickets that may speak against a slot, found without asking each of a thousand."""

    def __init__(self, lines: Sequence[QueueLine], now: datetime) -> None:
        due = [(line.countdown.due, line) for line in lines if line.countdown is not None]
        due.sort(key=lambda pair: pair[0])
        self._moments = [moment for moment, _ in due]
        self._due = [line for _, line in due]
        self._critical = [line for line in lines if line.severity == 1]
        self._now = now

    def against(self, slot: Slot) -> tuple[str, ...]:
        first, last = (bisect_left(self._moments, at) for at in (slot.start, slot.end))
        known = [*self._due[first:last], *self._critical]
        return tuple(dict.fromkeys(conflicts(slot, known, self._now)))


class Offers(PickList):
    """Up and down go from time to time, left and right from day to day."""

    DEFAULT_CSS = """
    Offers { height: 1fr; min-height: 3; padding: 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "day(1)", N_("next day"), show=False),
        Binding("left,h", "day(-1)", N_("day before"), show=False),
    ]

    def __init__(self, zone: tzinfo, own: tzinfo | None, typed: Callable[[str], None]) -> None:
        """`typed` is told, at once, what somebody types instead of picking one."""
        super().__init__()
        self._typed = typed
        self._zone, self._own = zone, own
        self.are_read = False
        self.offers: list[Offer] = []

    @property
    def picked(self) -> Offer | None:
        """The one that is marked."""
        place = self.highlighted
        return self.offers[place] if place is not None and place < len(self.offers) else None

    @property
    def warning(self) -> str:
        """What speaks against the one that is marked, to be put behind other words."""
        against = self.picked.against if self.picked else ()
        return f" · {WARNING} {', '.join(against)}" if against else ""

    def show(self, offers: list[Offer], near: datetime | None) -> None:
        """Offer these; the one nearest to `near` is marked, else the first nothing speaks against.

        Nothing is marked where nothing is free.
        """
        self.offers, self.are_read = offers, True
        self.clear_options()
        self.add_options([Option(self._row(offer)) for offer in offers])
        if near is not None:
            self.mark(near)
        elif offers:
            good = (place for place, offer in enumerate(offers) if not offer.against)
            self.highlighted = next(good, 0)

    def mark(self, near: datetime) -> None:
        """Mark the one that begins nearest to that moment."""
        if self.offers:
            nearest = min(self.offers, key=lambda offer: abs(offer.slot.start - near))
            self.highlighted = self.offers.index(nearest)

    def action_day(self, by: int) -> None:
        """The first offer of the next day, or of the day before."""
        if self.picked is None:
            return
        today = self._day(self.picked)
        days = list(dict.fromkeys(map(self._day, self.offers)))
        place = min(max(days.index(today) + by, 0), len(days) - 1)
        self.highlighted = next(
            n for n, offer in enumerate(self.offers) if self._day(offer) == days[place]
        )

    def on_key(self, event: Key) -> None:
        """Other letters and digits begin a moment; what was typed behind them in haste follows."""
        character = event.character or ""
        begins = character.isalnum() and character not in "hjkl"
        has_begun = self.screen.focused is not self and event.is_printable
        if begins or has_begun:
            event.stop()
            self._typed(character)

    def _day(self, offer: Offer) -> date:
        return offer.slot.start.astimezone(self._zone).date()

    def _row(self, offer: Offer) -> Content:
        begins, ends = (at.astimezone(self._zone) for at in (offer.slot.start, offer.slot.end))
        own = beside(offer.slot.start, self._zone, self._own)
        return Content.assemble(
            f"{day_name(begins.date()):10} ",
            (f"{begins:%H:%M}", "bold"),
            f"-{ends:%H:%M} ",
            (f"{WARNING if offer.against else ' '} ", "bold $warning"),
            (f"{own:{OWN_WIDE}} " if own else "", "dim"),
            (", ".join(offer.against), "$warning"),
        )
