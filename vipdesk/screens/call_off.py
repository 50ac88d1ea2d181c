"""A booked call is cancelled."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import CancelBooking
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Policy
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import said
from vipdesk.widgets.typed import Input


class CallOffDialog(Dialog):
    """Asks whether, and why; the reason may stay empty."""

    DEFAULT_CSS = """
    CallOffDialog #frame { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("cancel it"), key_display="enter", priority=True),
        Binding("escape", "leave", N_("keep it"), key_display="esc", priority=True),
    ]

    def __init__(self, booking: Booking, policy: Policy, do: Do) -> None:
        when = said(booking.start, policy.hours.zone)
        title = _("Cancel the {kind} with {guest}, {moment}?")
        guest = booking.guest.spoken
        super().__init__(title.format(kind=booking.kind, guest=guest, moment=when), do)
        self._booking = booking

    def fields(self) -> Iterable[Widget]:
        """Why, and what it means."""
        reason = Input(placeholder=_("why, if it is worth saying"), compact=True)
        reason.cursor_blink = False
        yield Field(_("reason"), reason)
        told = _("the time is free again, and the guest is told")
        yield Static(Content(told), classes="told")

    def command(self) -> CancelBooking:
        """The reason as typed."""
        return CancelBooking(self._booking.number, self.query_one(Input).value)
