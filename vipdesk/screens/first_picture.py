"""The first picture: laid out once and painted once, when all that it shows is known."""

from collections.abc import Mapping, Sequence
from time import monotonic

from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.messages import Layout, Update
from textual.widget import Widget

from vipdesk.screens.reading import Reading

Place = tuple[Region, Region]
"""Where a widget is, and what may be seen there."""


class FirstPicture(Reading, part=True):
    """Does at the start without what the library does again for each thing that it has learnt."""

    _painted, _laid_out_twice = 0.0, False

    def take_room(self, size: Size) -> None:
        """Bring up to date what depends on how much room there is."""

    def _compositor_refresh(self) -> None:
        """The first picture is painted once it is known how much room each part has."""
        if self._painted:
            super()._compositor_refresh()
            return
        self._forget_layouts()
        self.take_room(self.app.size)
        if self._lacks_a_bar and not self._laid_out_twice:
            self._laid_out_twice = True
            self._refresh_layout(self.app.size)  # comes back here
            return
        self._paint_what_is_seen()
        self._painted = monotonic()
        self._all_is_painted()
        self.call_next(self._all_is_painted)

    def _paint_what_is_seen(self) -> None:
        """The library draws each widget whole, those too that others stand on."""
        compositor = self._compositor
        all_of_them = compositor.visible_widgets
        compositor._visible_widgets = in_sight(all_of_them, compositor.cuts)
        super()._compositor_refresh()
        compositor._visible_widgets = all_of_them

    def _all_is_painted(self) -> None:
        for widget in self._all_there_is():
            widget._repaint_required = False
            widget._exchange_repaint_regions()

    def _all_there_is(self) -> set[Widget]:
        """All widgets, scrollbars too."""
        laid_out = (widget for widget, _ in self._compositor.layers)
        return {*self.walk_children(Widget, with_self=True), *laid_out}

    def _forget_layouts(self) -> None:
        """All is laid out, and the library would do it again for each size that it has learnt."""
        if not self._lacks_a_bar:
            for widget in self._all_there_is():
                widget._layout_required = False

    @property
    def _lacks_a_bar(self) -> bool:
        """Whether it turned out only when all was laid out that a scrollbar is needed."""
        return self.queue.lacks_its_bar or self.timeline.lacks_its_bar

    def on_screen_resume(self, event: ScreenResume) -> None:
        """All is styled as it is mounted; the library does so once more before the first layout."""
        event.refresh_styles = event.refresh_styles and bool(self._painted)

    def on_update(self, message: Update) -> None:
        """What was asked for before the first picture is in it already."""
        if message.time < self._painted:
            message.prevent_default()

    def on_layout(self, message: Layout) -> None:
        """The same with what was to be laid out."""
        if message.time < self._painted:
            message.prevent_default()

    def _screen_resized(self, size: Size) -> None:
        """What has this size already is laid out: the library asks three times at the start."""
        if size != self._size:
            super()._screen_resized(size)


def in_sight(places: Mapping[Widget, Place], cuts: Sequence[Sequence[int]]) -> dict[Widget, Place]:
    """Those that don't stand wholly behind others; front to back, as they come.

    `cuts` are the columns of each row where a widget begins or ends.
    """
    free = [set(row[:-1]) for row in cuts]
    seen: dict[Widget, Place] = {}
    for widget, (region, clip) in places.items():
        part = region.intersection(clip)
        taken = set(range(part.x, part.right))
        rows = free[part.y : part.bottom]
        if any(not taken.isdisjoint(row) for row in rows):
            seen[widget] = region, clip
        for row in rows:
            row -= taken
    return seen
