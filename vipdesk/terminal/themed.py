"""An app in one of the themes, which can be changed while it runs."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.events import Resize
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer
from textual.widgets._toast import ToastRack

from vipdesk.appearance import Appearance, Shows
from vipdesk.terminal.belt import Belt
from vipdesk.terminal.kept_sheet import know_rules
from vipdesk.terminal.painter import Painter
from vipdesk.terminal.plain import Colourless, Readable
from vipdesk.terminal.theme import OWN, theme

Result = TypeVar("Result")

TOGETHER = 1.0
"""Seconds within which notices have come together."""

LOOK_AGAIN = 0.25
"""Seconds until it is looked whether something has come to stand where the notice is."""


class Themed(App[Result]):
    """Shows what was chosen as far as the terminal can; the belt is always the last filter."""

    DEFAULT_CSS = """
    Themed * { border-title-color: $foreground; border-subtitle-color: $text-muted; }
    Themed CommandPalette { background: transparent; }
    Themed SearchIcon { color: $foreground; }
    Themed ToastRack {
        dock: top; align: left top; height: 1; max-height: 1; margin: 0; padding: 0;
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
        self._toasting: Timer | None = None
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

    def get_theme(self, theme_name: str) -> Theme | None:
        """The library makes a list of all themes to find one, several times for each frame."""
        return self._registered_themes.get(theme_name) or super().get_theme(theme_name)

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen nothing is to be read anew: it is read in the new colours."""
        if self._screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())
            know_rules(self.stylesheet)

    async def _on_resize(self, event: Resize) -> None:
        """Of sizes that change in haste the last that is told may be an older one.

        Who tells of a size is interrupted by who tells of the next. The library goes on from here.
        """
        if isinstance(self._driver, Painter) and (now := self._driver.size_now) is not None:
            event.size = event.virtual_size = now

    def _refresh_notifications(self) -> None:
        """Nothing is laid out anew where nothing is told, and nothing was."""
        if not self._notifications and self._toasting is None:
            return
        super()._refresh_notifications()
        self.call_later(self._show_latest)
        with suppress(ScreenStackError):  # at the end the screens go first
            self.screen.call_after_refresh(self._show_latest)  # over one that has just come
        if self._toasting is None:
            self._toasting = self.set_interval(LOOK_AGAIN, self._show_latest)

    def _show_latest(self) -> None:
        """There is one row: what came last is the news; of what came together, the first."""
        told = tuple(self._notifications)
        if not told and self._toasting is not None:
            self._toasting.stop()
            self._toasting = None
        with suppress(NoMatches, ScreenStackError):
            screen = self.screen
            rack, latest = rack_of(screen), max((one.raised_at for one in told), default=0.0)
            news = [one for one in told if one.raised_at > latest - TOGETHER][:1]
            for holder in rack.children:
                holder.display = holder.id in [rack._toast_id(one) for one in news]
            if news:
                stand(rack, screen, news[0].message)

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


def rack_of(screen: Screen[Any]) -> ToastRack:
    """What notices stand in; NoMatches where there is none."""
    return screen.get_child_by_type(ToastRack)


def stand(rack: ToastRack, screen: Screen[Any], words: str) -> None:
    """Have notices where they cover nothing, as far as there is such a place."""
    from vipdesk.terminal.notice_place import place  # loaded with the first notice

    there = rack.styles.offset
    now_at = Region(int(there.x.value), int(there.y.value), rack.size.width, 1)
    found = place(screen, words, now_at)
    if found != now_at:
        rack.styles.offset, rack.styles.width = found.offset, found.width


def wear(app: App[Any], wanted: Appearance | None) -> None:
    """Have the app look like this, where it knows how to."""
    if isinstance(app, Themed):
        app.wear(wanted)
