"""Who an unknown sender is: a contact of the client, or nobody of it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.board import TicketView
from vipdesk.domain.commands import Identify
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.screens.confirm import Confirm
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.widgets.typed import Input

FIRST_WORDS = 600


class IdentifyDialog(Dialog):
    """Asks once; the answer holds for all that this address has sent and will send."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2,enter", "submit", N_("a contact"), key_display="enter", priority=True),
        Binding("ctrl+n,f3", "nobody", N_("nobody of the client"), key_display="^n", priority=True),
    ]

    def __init__(self, view: TicketView, client: str, do: Do) -> None:
        super().__init__(_("Who is this? · #{number}").format(number=view.ticket.number), do)
        self._view = view
        self._client = clean_line(client, 80)

    def fields(self) -> Iterable[Widget]:
        """The address, the name to keep, and the first words to judge by."""
        sender = self._view.ticket.requester
        yield Static(Content(clean_line(sender.address, 254) or _("(no address)")), id="address")
        name = Input(clean_line(sender.name, 200), placeholder=_("their name"), compact=True)
        name.cursor_blink = False
        yield Field(_("name"), name)
        yield Static(Content(f"\n{_first_words(self._view)}"), classes="told")

    def command(self) -> Identify:
        """A contact from now on."""
        return Identify(self._view.ticket.number, self.query_one(Input).value)

    def action_nobody(self) -> None:
        """Ask first: it resolves what they sent and keeps them out from now on."""
        if not self._busy:
            self.app.push_screen(
                Confirm(
                    _("Nobody of {client}?").format(client=self._client),
                    _(
                        "What this address has sent is resolved, and what it sends from now on is"
                        " set aside. This can't be undone."
                    ),
                ),
                self._nobody,
            )

    def _nobody(self, sure: bool | None) -> None:
        if sure:
            self.attempt(Identify(self._view.ticket.number, None))


def _first_words(view: TicketView) -> str:
    received = (m for m in view.messages if m.was_said)
    first = next(received, None)
    said = clean_block(first.text[:FIRST_WORDS]).strip() if first else ""
    subject = clean_line(view.ticket.subject, 200)
    return f"{subject}\n\n{said}"
