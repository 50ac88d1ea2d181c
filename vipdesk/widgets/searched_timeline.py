"""A ticket to read in which words can be looked for: they are marked, and gone to."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.message import Message
from textual.strip import Strip

from vipdesk.domain.board import TicketView
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.widgets.entries import entries
from vipdesk.widgets.layout import Page
from vipdesk.widgets.matches import NONE, Matches, Running
from vipdesk.widgets.timeline import NOTHING, Timeline

WHILE_SEARCHED = 16
"""Portions of a long text that are laid out to be searched."""

ABOVE = 2
"""Lines that stay in sight above a match that is gone to."""


class SearchedTimeline(Timeline):
    """The timeline, and the places of what is sought in it; they survive its updates."""

    DEFAULT_CSS = """
    SearchedTimeline .timeline--match { color: $warning; text-style: underline; }
    SearchedTimeline .timeline--current { text-style: reverse; }
    """
    COMPONENTS = Timeline.COMPONENTS | {"timeline--match", "timeline--current"}

    @dataclass
    class Told(Message):
        """Other words on where one is among the matches."""

        words: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sought = ""
        self._matches: Matches = NONE
        self._current = 0
        self._from = 0
        self._run: Running | None = None
        self._searched: tuple[Page, str] = NOTHING, ""
        self._portions_before = 1
        self._last_told = ""

    @property
    def told(self) -> str:
        """Where one is among the matches: `3 of 12`, with a plus where not all is laid out."""
        if not self.sought:
            return ""
        count, more = len(self._matches), "+" if self.left_out else ""
        if not count:
            return _("not in here") + more
        return _("{place} of {count}").format(place=self._current + 1, count=f"{count}{more}")

    def seek(self, words: str) -> None:
        """Mark these words and go to their next place; without words mark nothing."""
        begins = bool(words.strip()) and not self.sought
        self.sought = words.strip()
        if begins:
            self._lay_out_more()
            self._from = self._top
        elif not self.sought:
            self._portions = self._portions_before
            self._show()
        self._search()
        self._current = self._matches.from_row(self._from)
        self._reveal()

    def step(self, by: int) -> None:
        """Go to the next place, or the one before; round at the ends."""
        if len(self._matches):
            self._current = (self._current + by) % len(self._matches)
            self._from = self._matches.row(self._current)
            self._reveal()

    def update(
        self, view: TicketView | None, now: datetime, policy: Policy, zone: tzinfo | None = None
    ) -> None:
        """Show `view`; what is sought is sought in another ticket too."""
        before = self.view.line.number if self.view else None
        super().update(view, now, policy, zone)
        if self.sought and view is not None and view.line.number != before:
            self._lay_out_more()
            self._from = self._top
            self._current = self._matches.from_row(self._from)
            self._tell()

    def render_line(self, y: int) -> Strip:
        """One row of the screen, what is sought marked."""
        strip = super().render_line(y)
        top = self.scroll_offset.y
        row = (y if y < self.sticky else y + top) - self._offset
        if not self.sought or not 0 <= row < len(self._page.lines):
            return strip
        for match, begin, end in self._matches.spans(row):
            strip = self._with_match(strip, begin, end, current=match == self._current)
        return strip

    def _with_match(self, strip: Strip, begin: int, end: int, *, current: bool) -> Strip:
        look = "timeline--current" if current else "timeline--match"
        style = self.get_component_rich_style(look, partial=True)
        inside = strip.crop(begin, end).apply_style(style)
        return Strip.join([strip.crop(0, begin), inside, strip.crop(end, strip.cell_length)])

    @property
    def _offset(self) -> int:
        """How many lines stand above the entries."""
        return len(self._lines) - len(self._page.lines)

    @property
    def _top(self) -> int:
        """The first row of the entries that is in sight."""
        return max(self.scroll_offset.y + self.sticky - self._offset, 0)

    def _show(self) -> None:
        super()._show()
        if self.sought:
            self._search()

    def _lay_out_more(self) -> None:
        self._portions_before = self._portions
        self._portions = max(self._portions, WHILE_SEARCHED)
        self._show()

    def _search(self) -> None:
        """Look for the places anew where the lines or the words are others."""
        if self._searched == (self._page, self.sought):
            return
        if self._searched[0] is not self._page or self._run is None:
            self._run = self._run_together()
        self._searched = self._page, self.sought
        self._matches = self._run.find(self.sought) if self._run else NONE
        self._current = min(self._current, max(len(self._matches) - 1, 0))
        self._tell()

    def _tell(self) -> None:
        """Have it painted, and say where one is now."""
        self.refresh()
        if self.told != self._last_told:
            self._last_told = self.told
            self.post_message(self.Told(self.told))

    def _run_together(self) -> Running | None:
        if self.view is None or self._at is None or not self._page.lines:
            return None
        now, zone = self._at[0], self._at[2]
        return Running(self._page, entries(self.view, now, zone))

    def _reveal(self) -> None:
        """Have the current match in sight, with a little of what is above it."""
        self._tell()
        if not len(self._matches):
            return
        row = self._matches.row(self._current) + self._offset
        top, sticky = self.scroll_offset.y, self.sticky
        if not top + sticky <= row < top + self.size.height:
            self._scroll_to_row(max(row - sticky - ABOVE, 0))
