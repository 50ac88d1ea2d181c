"""The parts that a board consists of, by what they show."""

from functools import cached_property

from textual.screen import Screen
from textual.widgets import Static

from vipdesk.widgets.calendar_pane import CalendarPane
from vipdesk.widgets.callback_pane import CallbackPane
from vipdesk.widgets.find_bar import FindBar
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.searched_timeline import SearchedTimeline
from vipdesk.widgets.status import StatusBar
from vipdesk.widgets.ticket_find import TicketFind


class Parts(Screen[None]):
    """Knows where each of them is, from when they are there: they stay as long as the screen."""

    def __init_subclass__(cls, *, part: bool = False, **told: bool) -> None:
        """What the library reckons of a class is for its instances: a `part` of one has none.

        It looks through all there is, which takes as long as to paint several rows.
        """
        if not part:
            super().__init_subclass__(**told)

    @property
    def in_a_talk(self) -> bool:
        """Whether somebody waits here for the next word of a conversation."""
        return False

    @cached_property
    def queue(self) -> Queue:
        """The rows."""
        return self.query_one("#queue", Queue)

    @cached_property
    def timeline(self) -> SearchedTimeline:
        """The ticket."""
        return self.query_one("#ticket", SearchedTimeline)

    @cached_property
    def find_bar(self) -> FindBar:
        """Where it is typed what to look for."""
        return self.query_one("#find", FindBar)

    @cached_property
    def ticket_find(self) -> TicketFind:
        """Where it is typed what to look for in the ticket."""
        return self.query_one("#find-in", TicketFind)

    @cached_property
    def status_bar(self) -> StatusBar:
        """Whose desk it is, and how it stands."""
        return self.query_one(StatusBar)

    @cached_property
    def callback_pane(self) -> CallbackPane:
        """Who is to be called back."""
        return self.query_one(CallbackPane)

    @cached_property
    def calendar_pane(self) -> CalendarPane:
        """What is booked today."""
        return self.query_one(CalendarPane)

    @cached_property
    def banner(self) -> Static:
        """What is wrong."""
        return self.query_one("#trouble", Static)
