"""A booked call was held: what it came to, and the ticket that it stands on."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import HoldBooking
from vipdesk.domain.language import N_, _
from vipdesk.screens.dialog import Do, Field
from vipdesk.screens.filing import ticket_words
from vipdesk.screens.jotting import HalfTyped, Jotting
from vipdesk.screens.moments import said
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.typed import Input

NONE, NEW = "none", "new"
MOST_OFFERED = 20


class HeldDialog(Jotting):
    """Asks for the outcome; it goes on the ticket the call was about, or on another, or on none."""

    DEFAULT_CSS = """
    HeldDialog #frame { height: 16; }
    """
    PLACEHOLDER = N_("what it came to")
    EMPTY: ClassVar[str] = N_("what did it come to? The same key again keeps it without a word")

    def __init__(
        self, booking: Booking, board: Board, do: Do, half_typed: HalfTyped | None
    ) -> None:
        when = said(booking.start, board.policy.hours.zone)
        title = _("Held: the {kind} with {guest}, {moment}")
        title = title.format(kind=booking.kind, guest=booking.guest.spoken, moment=when)
        super().__init__(title, do, half_typed)
        self._booking, self._lines = booking, board.lines
        self._asked = False

    def fields(self) -> Iterable[Widget]:
        """The outcome, where it goes, and the subject of a new ticket about it."""
        yield from super().fields()
        about = self._booking.ticket
        yield Field(_("ticket"), Choice(self._tickets(), str(about or NONE), id="which"))
        hint = _("a subject opens a new ticket")
        subject = Input(id="subject", placeholder=hint, compact=True)
        subject.cursor_blink = False
        yield Field(_("subject"), subject)
        yield Static(id="told", classes="told")

    def on_mount(self) -> None:
        """Say what holds for the ticket that is offered."""
        super().on_mount()
        self.show_told()

    @on(Choice.Changed)
    def show_told(self) -> None:
        """Say what the choice comes to."""
        which = self.query_one("#which", Choice).value
        words = {NONE: "", NEW: _("a ticket of the guest's, to be answered")}
        told = words.get(which, _("it counts as an answer there"))
        self.query_one("#told", Static).update(Content(told))

    @on(Input.Changed, "#subject")
    def take_new(self, event: Input.Changed) -> None:
        """Whoever types a subject means a new ticket."""
        if event.value.strip():
            self.query_one("#which", Choice).pick(NEW)

    def submit(self) -> None:
        """Have it kept; without an outcome only when asked for twice."""
        if self.text.strip() or self._asked:
            super().submit()
        else:
            self._asked = True
            self.say(_(self.EMPTY))

    def command(self) -> HoldBooking:
        """The outcome as typed."""
        number, which = self._booking.number, self.query_one("#which", Choice).value
        if which == NEW:
            subject = self.query_one("#subject", Input).value.strip() or self._booking.subject
            return HoldBooking(number, self.text, subject or f"{self._booking.kind} held")
        return HoldBooking(number, self.text, ticket=None if which == NONE else int(which))

    def _tickets(self) -> list[tuple[str, str]]:
        """The ticket it was about first, then the guest's open ones."""
        about, guest = self._booking.ticket, self._booking.guest.called
        senders = (line for line in self._lines if not line.sender_unknown)
        theirs = [one for one in senders if one.requester == guest and one.number != about]
        known = next((line for line in self._lines if line.number == about), None)
        first = [(str(about), ticket_words(known) if known else f"#{about}")] if about else []
        offered = [(str(line.number), ticket_words(line)) for line in theirs[:MOST_OFFERED]]
        return [*first, (NONE, _("on none")), *offered, (NEW, _("a new ticket"))]
