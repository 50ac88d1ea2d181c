"""Many rows to scroll through; that they become more or fewer is no reason to lay out the screen."""

from textual.geometry import Size
from textual.scroll_view import ScrollView


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
        if self._has_its_bar(rows):
            self.set_reactive(ScrollView.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def _has_its_bar(self, rows: int) -> bool:
        return self.show_vertical_scrollbar == (rows > self._container_size.height)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """The library would paint the scrollbar again whenever anything is laid out."""
        if size == self._size and self._has_its_bar(self.virtual_size.height):
            return False
        return super()._size_updated(size, virtual_size, container_size, layout)
