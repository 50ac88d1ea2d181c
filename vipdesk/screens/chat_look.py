"""A chat to look at, live: nothing can be said here, and the client hears of nobody who looks."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.chat_keys import SCROLLS
from vipdesk.screens.chat_parts import LOOK_EVERY, Read, Talk, Under
from vipdesk.widgets.keys import KeyLine


class ChatLook(ModalScreen[None]):
    """The words, who is there and who types, until it is closed."""

    DEFAULT_CSS = """
    ChatLook { align: right bottom; background: transparent; }
    ChatLook #frame {
        width: 100%; height: 100%; border: round $primary; background: $surface; padding: 0 1;
    }
    ChatLook.-wide.-high #frame { width: 50%; min-width: 60; }
    ChatLook #title { display: none; text-style: bold; height: 1; text-wrap: nowrap; }
    ChatLook.-thin #frame, ChatLook.-low #frame { border: none; padding: 0; }
    ChatLook.-thin #title, ChatLook.-low #title { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,d", "dismiss", N_("close"), key_display="esc", priority=True),
        *SCROLLS,
        Binding("up,k,backspace", "page(-1)", N_("back"), show=False),
        Binding("down,j,space", "page(1)", N_("on"), show=False),
    ]

    def __init__(self, line: QueueLine, read: Read, under: Under) -> None:
        super().__init__()
        self.number, self._read, self._under = line.number, read, under
        title = _("Chat · #{number} {subject}").format(number=line.number, subject=line.subject)
        self.heading, self.talk = clean_line(title, 200), Talk(under)

    def compose(self) -> ComposeResult:
        """The conversation in a frame."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.heading)
            yield Static(Content(self.heading), id="title")
            yield self.talk
            yield KeyLine()

    def on_mount(self) -> None:
        """Follow it."""
        self.look_soon()
        self.set_interval(LOOK_EVERY, self._look_at_pages)
        self.run_worker(self._look_at_pages(), group="pages")

    def action_page(self, by: int) -> None:
        """Read on, or back."""
        self.talk.talk.page(by)

    @work(group="look", exclusive=True)
    async def look_soon(self) -> None:
        """Read the ticket again."""
        try:
            view = await self._read(self.number)
        except DeskError as problem:
            self.talk.aside = str(problem)
            self.talk.show()
            return
        self.talk.aside = ""
        self.talk.show(view)

    async def _look_at_pages(self) -> None:
        await self._under.on_page.look(self._under.now())
        self.talk.show()
