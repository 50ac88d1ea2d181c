"""The parts that a board consists of, by what they show."""

from textual.screen import Screen

from vipdesk.widgets.find_bar import FindBar
from vipdesk.widgets.queue import Queue
from vipdesk.widgets.searched_timeline import SearchedTimeline


class Parts(Screen[None]):
    """Knows where each of them is."""

    @property
    def queue(self) -> Queue:
        """The rows."""
        return self.query_one("#queue", Queue)

    @property
    def timeline(self) -> SearchedTimeline:
        """The ticket."""
        return self.query_one("#ticket", SearchedTimeline)

    @property
    def find_bar(self) -> FindBar:
        """Where it is typed what to look for."""
        return self.query_one("#find", FindBar)
