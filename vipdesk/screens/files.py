"""The files that came with a ticket's messages: save one, or open it where there is a screen."""

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets.option_list import Option

from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Attachment, Message
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.machine import Shelf
from vipdesk.screens.form import Form
from vipdesk.screens.moments import said
from vipdesk.widgets.entries import size
from vipdesk.widgets.picking import PickList

Came = tuple[Message, Attachment]


class FilesDialog(Form[None]):
    """Stays open until it is left: one message often brings several."""

    DEFAULT_CSS = """
    FilesDialog PickList { height: 1fr; min-height: 3; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,s,ctrl+s,f2", "submit", N_("save"), key_display="enter", priority=True),
        Binding("o", "open", N_("open"), priority=True),
    ]

    def __init__(self, view: TicketView, policy: Policy, open_shelf: Callable[[], Shelf]) -> None:
        title = _("Files of #{number}, the latest first")
        super().__init__(title.format(number=view.ticket.number))
        self._files = files_of(view)
        self._zone = policy.hours.zone
        self._open_shelf = open_shelf
        self._shelf: Shelf | None = None

    def fields(self) -> Iterable[Widget]:
        """Name, size, who sent it and when."""
        yield PickList()

    def on_mount(self) -> None:
        """Show them; the shelf is opened beside it."""
        super().on_mount()
        picks = self.query_one(PickList)
        picks.add_options([Option(self._row(came)) for came in self._files])
        picks.highlighted = 0
        self.run_worker(self._ready())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Open only where there is a screen to open it on."""
        return action != "open" or (self._shelf is not None and self._shelf.opens)

    def submit(self) -> None:
        """Save what is marked."""
        self._do(N_("saved as {path}"), lambda shelf, file: shelf.save(file))

    def action_open(self) -> None:
        """Open what is marked."""
        self._do(N_("opened {path}"), lambda shelf, file: shelf.open(file))

    def _do(self, done: str, act: Callable[[Shelf, Attachment], object]) -> None:
        place = self.query_one(PickList).highlighted
        if place is not None:
            self.run_worker(self._done(done, act, self._files[place][1]), exclusive=True)

    async def _done(
        self, done: str, act: Callable[[Shelf, Attachment], object], file: Attachment
    ) -> None:
        try:
            shelf = self._shelf
            if shelf is None:
                shelf = await asyncio.to_thread(self._open_shelf)
            path = await asyncio.to_thread(act, shelf, file)
        except DeskError as problem:
            self.say(str(problem))
        else:
            self.say(_(done).format(path=path))

    async def _ready(self) -> None:
        try:
            self._shelf = await asyncio.to_thread(self._open_shelf)
        except DeskError as problem:
            self.say(str(problem))
        self.refresh_bindings()

    def _row(self, came: Came) -> Content:
        message, file = came
        who = clean_line(message.author.spoken, 30)
        return Content.assemble(
            (clean_line(file.name, 60) or _("a file without a name"), "bold"),
            f"  {size(file.size)}",
            (f" · {who} · {said(message.at, self._zone)}", "dim"),
        )


def files_of(view: TicketView) -> list[Came]:
    """All files of a ticket, the latest message's first."""
    return [(m, file) for m in reversed(view.messages) for file in m.attachments]
