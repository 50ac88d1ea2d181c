"""Many rows to scroll through; more or fewer of them are no reason to lay out the screen."""

from rich.segment import Segments
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender


class LongView(ScrollView):
    """A view whose frame has its place whatever it shows, with room kept for its scrollbar."""

    DEFAULT_CSS = """
    LongView {
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        scrollbar-gutter: stable;
    }
    """

    def extend(self, rows: int) -> None:
        """There are so many rows to scroll through."""
        size = Size(0, rows)
        if size == self.virtual_size:
            return
        if not self._size and rows > self.app.size.height:
            self._show_bar_at_once()
        if self._has_its_bar(rows):
            before = _texts(self._bar())
            self.set_reactive(ScrollView.virtual_size, size)
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.set_reactive(ScrollBar.window_virtual_size, rows)
            if _texts(self._bar()) != before:
                self.vertical_scrollbar.refresh()
            self.scroll_y = self.validate_scroll_y(self.scroll_y)
        else:
            self.virtual_size = size

    @property
    def lacks_its_bar(self) -> bool:
        """Whether it stands and shows a scrollbar that has not been laid out."""
        shows = bool(self.size) and self.show_vertical_scrollbar
        return shows and not self.vertical_scrollbar.size

    def _show_bar_at_once(self) -> None:
        """It will be needed: the first layout has it, and no second one has to add it."""
        self.set_reactive(ScrollView.show_vertical_scrollbar, True)
        self.vertical_scrollbar.display = True

    def _bar(self) -> Segments | None:
        """The scrollbar as it is drawn; None where there is none."""
        if not self.show_vertical_scrollbar:
            return None
        bar = self.vertical_scrollbar
        return ScrollBarRender.render_bar(
            bar.size.height, bar.window_virtual_size, bar.window_size, bar.position
        )

    def _has_its_bar(self, rows: int) -> bool:
        return self.show_vertical_scrollbar == (rows > self._container_size.height)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """The library would paint the scrollbar again whenever anything is laid out."""
        if size == self._size and self._has_its_bar(self.virtual_size.height):
            return False
        return super()._size_updated(size, virtual_size, container_size, layout)


def _texts(bar: Segments | None) -> list[tuple[object, ...]]:
    return [] if bar is None else [tuple(segment) for segment in bar.segments]
