"""An app in one of the themes, which can be changed while it runs."""

from collections.abc import Sequence
from typing import Any, TypeVar

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter

from vipdesk.appearance import Appearance, Shows
from vipdesk.terminal.belt import Belt
from vipdesk.terminal.painter import Painter
from vipdesk.terminal.plain import Colourless, Readable
from vipdesk.terminal.theme import OWN, theme

Result = TypeVar("Result")


class Themed(App[Result]):
    """Shows what was chosen as far as the terminal can; the belt is always the last filter."""

    DEFAULT_CSS = """
    Themed * { border-title-color: $foreground; border-subtitle-color: $text-muted; }
    Themed CommandPalette { background: transparent; }
    Themed SearchIcon { color: $foreground; }
    Themed ToastRack {
        dock: top; align: left top; height: auto; max-height: 1; margin: 0; padding: 0;
        overflow: hidden;
    }
    Themed ToastHolder { align-horizontal: left; height: 1; }
    Themed ToastHolder > Toast.-information {
        width: auto; max-width: 100%; height: 1; margin: 0; padding: 0 1; border: none;
        background: $background; color: $foreground; text-style: bold reverse;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Themed.-theme-none Input > .input--selection { text-style: reverse; }
    Themed.-theme-none Choice:focus { text-style: reverse; }
    """

    def __init__(self, shows: Shows | None = None, wanted: Appearance | None = None) -> None:
        self.shows = shows or Shows()
        self._toasting = False
        super().__init__(driver_class=Painter)
        for appearance in Appearance:
            self.register_theme(theme(appearance))
        self._belt, self._colourless = Belt(), Colourless()
        self._readable = {each: Readable(colours.muted) for each, colours in OWN.items()}
        self.animation_level = "none"
        self.wear(wanted)

    def wear(self, wanted: Appearance | None) -> None:
        """Look like this from now on, or as the terminal can where nothing is chosen."""
        self.theme = self.shows.fitting(wanted).value

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen nothing is to be read anew: it is read in the new colours."""
        if self._screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def _refresh_notifications(self) -> None:
        """Nothing is laid out anew where nothing is told, and nothing was."""
        if self._notifications or self._toasting:
            super()._refresh_notifications()
        self._toasting = bool(self._notifications)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is pale made readable, no colour where none is wanted, and the belt, last."""
        filters: list[LineFilter] = []
        appearance = Appearance(self.theme)
        if appearance is Appearance.NONE:
            filters = [self._colourless]
        elif appearance in self._readable:
            exact = [each for each in self._filters if isinstance(each, ANSIToTruecolor)]
            filters = [self._readable[appearance], *exact]
        return [*filters, self._belt]


def wear(app: App[Any], wanted: Appearance | None) -> None:
    """Have the app look like this, where it knows how to."""
    if isinstance(app, Themed):
        app.wear(wanted)
