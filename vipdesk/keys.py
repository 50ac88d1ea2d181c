"""Which key does what: as shipped, or as the person at the screen chose."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import force_setattr

from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.looking import LOOKING, Looking
from vipdesk.verbs import ACTS, Act


class KeySet(StrEnum):
    """Arrows with j and k, or these and more of what hands used to vi expect."""

    ARROWS = "arrows"
    VI = "vi"


_NAMED = {"slash": "/", "minus": "-", "plus": "+", "at": "@", "underscore": "_", "backslash": "\\"}
_MODIFIED = re.compile(r"(ctrl|alt)\+[a-z]|f([1-9]|1[0-2])")


def typed_as(key: str) -> str:
    """A key as people write it: `!` for exclamation_mark."""
    if len(key) == 1 or key in _NAMED:
        return _NAMED.get(key, key)
    try:
        return unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return key


EVERY: tuple[Act | Looking, ...] = (*ACTS, *LOOKING)
USUAL: Mapping[str, str] = {act.action: typed_as(act.key) for act in EVERY}
"""The key that each act comes with."""
NAMES: Mapping[str, str] = {act.action: act.key for act in EVERY}
"""The same by the name that the screens know it by."""
SAYS: Mapping[str, str] = {act.action: act.says for act in EVERY}

_VI = {
    "ctrl+d": "half_page(1)",
    "ctrl+u": "half_page(-1)",
    "H": "in_sight('top')",
    "M": "in_sight('middle')",
    "L": "in_sight('bottom')",
}
VI_MOVES: Mapping[str, str] = {k: move for k, move in _VI.items() if k not in USUAL.values()}
"""What the vi set adds where no act has the key; g, G, j and k move in either set."""
_MOVING = frozenset("jkgGJK") | frozenset(VI_MOVES)
_SPOKEN_FOR = frozenset(f"ctrl+{letter}" for letter in "cimjhqspz") | {"f2", "q", " "}
"""What a terminal, the library or every dialog needs for itself."""


def why_not(key: str) -> str:
    """Why nothing can be bound to this key; nothing where it can."""
    if len(key) == 1 and key.isdigit():
        return _("digits show kept searches")
    if key in _MOVING:
        return _("it moves")
    if key in _SPOKEN_FOR:
        return _("it is spoken for on every screen")
    if (len(key) == 1 and key.isprintable()) or _MODIFIED.fullmatch(key):
        return ""
    return _("it is no key that a terminal sends: take a letter, a sign, f1 to f12 or ctrl+letter")


class Keys(Struct, frozen=True):
    """The keys of all acts: `chosen` by act where they are not as they come.

    Each is fit to be a key, and no two are in each other's way.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What is as it comes was not chosen."""
        moved = {a: key for a, key in self.chosen.items() if key != USUAL.get(a)}
        force_setattr(self, "chosen", moved)

    def of(self, action: str) -> str:
        """The key of an act, as people write it; nothing for what is no act."""
        return self.chosen.get(action, USUAL.get(action, ""))

    def usual_name(self, key: str) -> str:
        """The name of the usual key of what `key`, a name, does now; nothing for no act."""
        there = (action for action in USUAL if self.of(action) == typed_as(key))
        return next((NAMES[action] for action in there), "")

    def in_the_way(self, action: str, key: str) -> str:
        """Another act that has this key; nothing where it is free.

        Two that come with one key, like resolve and reopen, never work at the same time.
        """
        others = (other for other in USUAL if USUAL[other] != USUAL[action])
        return next((other for other in others if self.of(other) == key), "")

    def with_key(self, action: str, key: str) -> "Keys":
        """The same with another key for one act."""
        return Keys({**self.chosen, action: key})

    def without(self, action: str) -> "Keys":
        """The same with the key that the act comes with."""
        return Keys({a: key for a, key in self.chosen.items() if a != action})


def sorted_out(chosen: Mapping[str, object]) -> tuple[Keys, dict[str, str]]:
    """The keys of what can be right in `chosen`, and why the rest can't, by act."""
    wrong = {action: why for action, key in chosen.items() if (why := _wrong(action, key))}
    kept = Keys({a: typed_as(str(key)) for a, key in chosen.items() if a not in wrong})
    while clash := next(_clashes(kept), None):
        action, other = clash
        wrong[action] = _taken(kept.of(action), other)
        kept = kept.without(action)
    return kept, wrong


def _taken(key: str, other: str) -> str:
    """That a key is that of an act."""
    return _("{key} is the key of “{act}”: take another").format(key=key, act=_(SAYS[other]))


def _wrong(action: str, key: object) -> str:
    if action not in USUAL:
        near = get_close_matches(action, USUAL, 1) or list(USUAL)[:3]
        return _("there is no such act: write one like {names}").format(names=", ".join(near))
    if not isinstance(key, str):
        return _('a key is text: write it as in answer = "A"')
    shown, why = clean_line(key, 20), why_not(typed_as(key))
    told = _("{key} can't be a key here: {why}") if why else ""
    return told.format(key=shown or _("nothing"), why=why)


def _clashes(keys: Keys) -> Iterator[tuple[str, str]]:
    """A chosen key that another act has, the last one first."""
    for action in reversed(list(keys.chosen)):
        if other := keys.in_the_way(action, keys.of(action)):
            yield action, other
