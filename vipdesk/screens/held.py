"""A booked call was held: what it came to, and whether a ticket comes of it."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import HoldBooking
from vipdesk.domain.policy import Policy
from vipdesk.screens.dialog import Do, Field
from vipdesk.screens.jotting import HalfTyped, Jotting
from vipdesk.screens.moments import said


class HeldDialog(Jotting):
    """Asks for the outcome; with a subject it becomes a ticket of the guest's."""

    DEFAULT_CSS = """
    HeldDialog #frame { height: 14; }
    """
    PLACEHOLDER = "what it came to"

    def __init__(
        self, booking: Booking, policy: Policy, do: Do, half_typed: HalfTyped | None
    ) -> None:
        when = said(booking.start, policy.hours.zone)
        title = f"Held: the {booking.kind} with {booking.guest.called}, {when}"
        super().__init__(title, do, half_typed)
        self._booking = booking

    def fields(self) -> Iterable[Widget]:
        """The outcome, and the subject of a ticket about it."""
        yield from super().fields()
        subject = Input(id="subject", placeholder="a subject opens one", compact=True)
        subject.cursor_blink = False
        yield Field("new ticket", subject)

    def command(self) -> HoldBooking:
        """The outcome as typed."""
        subject = self.query_one("#subject", Input).value
        return HoldBooking(self._booking.number, self.text, subject)
