"""Copy a part of a ticket to the clipboard of the terminal (OSC 52: over SSH too)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from vipdesk.domain.board import TicketView
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Kind
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.screens.explanation import explained
from vipdesk.screens.form import Form
from vipdesk.widgets.picking import PickList

MOST = 70_000
"""Bytes: of more, terminals take a part or nothing."""

DIGITS = "123456789"


class CopyDialog(Form[None]):
    """A digit copies at once; enter copies what is marked."""

    DEFAULT_CSS = """
    CopyDialog #frame { height: 12; }
    CopyDialog PickList { height: 1fr; min-height: 3; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("copy"), key_display="enter", priority=True),
        *(Binding(digit, f"take({digit})", show=False, priority=True) for digit in DIGITS),
    ]

    def __init__(self, view: TicketView, policy: Policy) -> None:
        super().__init__(_("Copy of #{number}").format(number=view.ticket.number))
        self._parts = list(parts(view, policy))
        self.copied = ""

    def fields(self) -> Iterable[Widget]:
        """What can be copied, each with its first words."""
        yield PickList()

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        picks = self.query_one(PickList)
        picks.add_options(
            Option(Content.assemble((f"{n} {what}  ", "bold"), (clean_line(text, 60), "dim")))
            for n, (what, text) in enumerate(self._parts, 1)
        )
        picks.highlighted = 0

    def action_take(self, number: int) -> None:
        """Copy that one."""
        if number <= len(self._parts):
            self._copy(number - 1)

    def submit(self) -> None:
        """Copy what is marked."""
        self._copy(self.query_one(PickList).highlighted or 0)

    def _copy(self, place: int) -> None:
        what, text = self._parts[place]
        size = len(text.encode())
        if size > MOST:
            words = _("{what}: {size} bytes are more than a terminal takes: copy a part")
            self.say(words.format(what=what, size=f"{size:,}"))
            return
        self.app.copy_to_clipboard(text)
        self.copied = what
        self.dismiss(None)


def parts(view: TicketView, policy: Policy) -> Iterator[tuple[str, str]]:
    """What is worth copying of a ticket, fit for any terminal: its name here, and what goes out."""
    ticket = view.ticket
    yield _("number and subject"), f"#{ticket.number} {clean_line(ticket.subject)}"
    latest = [m for m in view.messages if m.was_said]
    if latest:
        yield _("what the client wrote last"), clean_block(latest[-1].text)
    if ticket.requester.address:
        yield _("the sender's address"), clean_line(ticket.requester.address)
    yield _("how it came to be due"), "\n".join(explained(view, policy))
    answers = [m for m in view.messages if m.kind is Kind.ANSWER and m.stands]
    if answers:
        yield _("our last answer"), clean_block(answers[-1].text)
    yield _("all that was said"), "\n\n".join(_said(view, policy))


def _said(view: TicketView, policy: Policy) -> Iterator[str]:
    for message in view.messages:
        at = message.at.astimezone(policy.hours.zone)
        head = f"{clean_line(message.author.called, 80)}, {at:%Y-%m-%d %H:%M}"
        yield f"{head} ({message.kind.value}):\n{clean_block(message.text)}"
