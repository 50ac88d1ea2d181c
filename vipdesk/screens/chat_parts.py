"""What every screen of a chat shows: who is there, how the promise stands, the words, who types."""

from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from vipdesk.domain.board import TicketView
from vipdesk.domain.policy import Policy
from vipdesk.domain.text import clean_line
from vipdesk.screens.on_page import OnPage
from vipdesk.widgets.chat_heads import Around, clock_said, presence, typing, what
from vipdesk.widgets.chat_lines import Going
from vipdesk.widgets.chat_view import ChatView, Row

LOOK_EVERY = 0.5
"""Seconds between looks at who is on the page and types, while a chat is open."""

Read = Callable[[int], Awaitable[TicketView | None]]
"""Reads a ticket; raises DeskError."""


class Under(Struct, frozen=True):
    """What a chat is shown under: policy, clock, the zone of moments, who is on the page."""

    policy: Policy
    now: Callable[[], datetime]
    zone: tzinfo | None
    on_page: OnPage


class Talk(Vertical):
    """The conversation with its heads; each part is painted only where it reads otherwise."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Talk { height: 1fr; }
    Talk #what { display: none; }
    .-high Talk #what { display: block; }
    Talk ChatView { height: 1fr; }
    .-high Talk #clock { height: 2; border-bottom: solid $panel; }
    .-high Talk #types { height: 2; border-top: solid $panel; }
    """

    def __init__(self, under: Under) -> None:
        super().__init__()
        self._under = under
        self._view: TicketView | None = None
        self._going: tuple[Going, ...] = ()
        self.aside = ""
        self.talk = ChatView()
        self._what, self._here = Row(id="what"), Row(id="here")
        self._clock, self._types = Row(id="clock"), Row(id="types")

    def compose(self) -> ComposeResult:
        """From who is there to who types."""
        yield self._here
        yield self._what
        yield self._clock
        yield self.talk
        yield self._types

    def show(self, view: TicketView | None = None, going: tuple[Going, ...] | None = None) -> None:
        """Bring all of it up to date; None leaves as it was what is shown."""
        self._view = view or self._view
        self._going = self._going if going is None else going
        view, under = self._view, self._under
        if view is None:
            return
        pages = under.on_page
        around = Around(under.policy, under.now(), under.zone, pages.pages, pages.left)
        self._here.say(presence(view, around))
        self._what.say(what(view, around))
        self._clock.say(clock_said(view, around))
        said = typing(view, around)
        aside = Content.styled(clean_line(self.aside, 200), "$warning")
        self._types.say(said if said.plain else aside)
        self.talk.update(view, around.now, under.zone, self._going)
