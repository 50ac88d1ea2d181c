"""A long view with many looks, of which it shows a few."""

from typing import ClassVar

from textual.css.styles import RenderStyles
from textual.dom import DOMNode

from vipdesk.widgets.long_view import LongView


class SeenLooks(LongView):
    """Works out a look when it is first seen; the library does all of them at each focus.

    `COMPONENTS` has what would be component classes, of the class and of what it is made from.
    """

    COMPONENTS: ClassVar[frozenset[str]] = frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of looks; raises KeyError for what is none."""
        for name in self.COMPONENTS.intersection(names).difference(self._component_styles):
            self._component_styles[name] = self._look(name)
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Where what was seen looks otherwise now, it is painted again."""
        super().notify_style_update()
        seen = self._component_styles
        self._component_styles = {name: self._look(name) for name in seen}
        if self._component_styles != seen:
            self.refresh()

    def _look(self, name: str) -> RenderStyles:
        """As the library asks its style sheets: by a node that stands nowhere."""
        node = DOMNode(classes=name)
        node._attach(self)
        self.app.stylesheet.apply(node)
        return node.styles
