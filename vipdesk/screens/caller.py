"""Who called: a contact there is, or one from now on."""

from collections.abc import Iterable
from email.utils import parseaddr
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.callback import Callback
from vipdesk.domain.commands import NameCaller
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.widgets.contacts import Contacts
from vipdesk.widgets.typed import Input


class CallerDialog(Dialog):
    """The answer holds for all that call from this number."""

    DEFAULT_CSS = """
    CallerDialog #frame { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("a contact"), key_display="enter", priority=True),
    ]

    def __init__(self, callback: Callback, board: Board, do: Do) -> None:
        number = callback.shown
        title = (
            _("Who called from {number}?") if number else _("Who called from a withheld number?")
        )
        super().__init__(title.format(number=number), do)
        self._callback = callback
        self._contacts = Contacts(board.client.contacts)

    def fields(self) -> Iterable[Widget]:
        """A contact, offered while it is typed."""
        who = Input(
            placeholder=_("a contact, or Name <name@example.com>"),
            suggester=self._contacts,
            compact=True,
        )
        who.cursor_blink = False
        yield Field(_("contact"), who)
        yield Static(Content(self._known_words()), classes="told")

    def _known_words(self) -> str:
        if self._callback.phone:
            return _("their number is known from now on")
        return _("no number came with the call")

    def command(self) -> NameCaller:
        """The contact as typed, or as it was offered."""
        typed = clean_line(self._contacts.completed(self.query_one(Input).value), 400)
        name, address = parseaddr(typed) if "<" in typed else ("", typed)
        return NameCaller(self._callback.number, address, name)
