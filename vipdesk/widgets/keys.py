"""The keys that work here and now, in as many rows as they need, each one a place to click."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from vipdesk.domain.language import _

GAP = "  "
FIRST = ("help", "back")
"""What is shown where there is no room for all, unless a screen names its own as `FIRST_KEYS`."""

NOWHERE = Size(0, 0)

Entry = tuple[str, str, str]
"""A key as people call it, what it does, and the action that a click runs."""


class KeyLine(Widget):
    """Shows the active keys of its screen that ask to be shown."""

    DEFAULT_CSS = """
    KeyLine { height: auto; width: 1fr; color: $text-muted; link-style: not underline; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._needed = 0
        self._known: list[Entry] | None = None
        self._painted: list[Entry] | None = None
        self._looks = False

    def on_mount(self) -> None:
        """Follow what is active: focus and state change it."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the keys need at this width."""
        self._known = None
        self._needed = max(1, len(_rows(self._entries, width)))
        return self._needed

    def render(self) -> Content:
        """The keys, row by row."""
        self._painted = self._entries
        rows = self._fitting(max(self.size.width, 1))
        return Content("\n").join([Content(GAP).join(map(_shown, row)) for row in rows])

    def _fitting(self, width: int) -> list[list[Entry]]:
        """Where there is no room for all, what matters most comes first."""
        rows = _rows(self._entries, width)
        if len(rows) <= max(self.size.height, 1):
            return rows
        first = getattr(self.screen, "FIRST_KEYS", FIRST)
        return _rows(sorted(self._entries, key=lambda entry: entry[2] not in first), width)

    def _follow(self, screen: Screen[Any]) -> None:
        """Look once at what has changed together; the first layout asks by itself."""
        if self.size and not self._looks:
            self._looks = self.call_later(self._look)

    def _look(self) -> None:
        """A layout is dear: only where the rows have become more or fewer.

        It is held against what was painted: a layout may have asked for other keys meanwhile.
        """
        self._looks = False
        needed = self._needed
        more = self.get_content_height(NOWHERE, NOWHERE, self.size.width) != needed
        if self._entries != self._painted:
            self.refresh(layout=more)

    @property
    def _entries(self) -> list[Entry]:
        """What works, until something says that it differs: asking takes longer than painting."""
        if self._known is None:
            self._known = [
                (key, _(binding.description), binding.action)
                for key, binding in _working(self.screen, shown=True)
            ]
        return self._known


def entries(screen: Screen[Any]) -> list[Entry]:
    """All that has a key and words on the screen and works now, in as many as there are."""
    return [
        (key, _(words), binding.action)
        for key, binding in _working(screen)
        if (words := binding.tooltip or binding.description)
    ]


def declared(screen: Screen[Any]) -> Iterator[Entry]:
    """All that the product binds on the screen, working now or not: its keys, its words, the act.

    The acts come before the looking, as the classes are made from each other.
    """
    told: set[str] = set()
    for kind in type(screen).__mro__:
        if kind is Screen:
            return
        for binding in _each(vars(kind).get("BINDINGS", ())):
            says, action = binding.tooltip or binding.description, binding.action
            if says and action not in told:
                told.add(action)
                yield " ".join(_keys_of(screen, action)), _(says), action


def short_words(screen: Screen[Any]) -> dict[str, str]:
    """What the line of keys calls each act, by the act."""
    return {
        binding.action: _(binding.description)
        for bindings in screen._bindings.key_to_bindings.values()
        for binding in bindings
        if binding.description
    }


def _each(bindings: Iterable[BindingType]) -> Iterator[Binding]:
    for binding in bindings:
        yield from Binding.make_bindings([binding])


def _keys_of(screen: Screen[Any], action: str) -> Iterator[str]:
    """The keys of an act as people call them, those first that are chosen to be shown."""
    bound = [
        binding
        for bindings in screen._bindings.key_to_bindings.values()
        for binding in bindings
        if binding.action == action
    ]
    yield from dict.fromkeys(screen.app.get_key_display(binding) for binding in bound)


def _working(screen: Screen[Any], *, shown: bool = False) -> list[tuple[str, Binding]]:
    """One for each action, though it may have several keys, in the order they are bound.

    `shown` are those that ask to be shown.
    """
    working: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.enabled and active.node is screen:
            working.setdefault(active.binding.action, active.binding)
    places = _places(type(screen))
    in_order = sorted(working.values(), key=lambda each: places.get(each.action, len(places)))
    wanted = (each for each in in_order if each.show or not shown)
    return [(screen.app.get_key_display(each), each) for each in wanted]


@lru_cache(maxsize=128)
def _places(kind: type[Screen[Any]]) -> dict[str, int]:
    """Where a class of screens, or one it is made from, binds each action first."""
    bound = [binding.action for each in kind.__mro__ for binding in vars(each).get("BINDINGS", ())]
    return {action: place for place, action in enumerate(dict.fromkeys(bound))}


def _rows(entries: Iterable[Entry], width: int) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    left = 0
    for entry in entries:
        needs = len(entry[0]) + 1 + len(entry[1])
        if rows and left >= needs + len(GAP):
            rows[-1].append(entry)
            left -= needs + len(GAP)
        else:
            rows.append([entry])
            left = width - needs
    return rows


def _shown(entry: Entry) -> Content:
    key, words, action = entry
    target = action if "." in action.partition("(")[0] else f"screen.{action}"
    click = Style.from_meta({"@click": target if "(" in target else f"{target}()"})
    return Content.assemble((key, "bold $accent"), f" {words}").stylize(click)
