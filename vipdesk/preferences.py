"""What the person at a screen chose: read from their own file, never a reason not to open."""

import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from vipdesk.appearance import Appearance
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.policy_toml import toml_tables
from vipdesk.domain.text import clean_line
from vipdesk.keys import Keys, KeySet, sorted_out
from vipdesk.languages import LANGUAGES

MOST_BYTES = 64 * 1024
WAYS = ("toast", "bell", "osc9", "osc777")
USUAL_WAYS = frozenset({"toast", "bell"})

Value = TypeVar("Value")


class Preferences(Struct, frozen=True, kw_only=True):
    """`theme` None is what the terminal can, `zone` and `language` empty those of the machine."""

    theme: Appearance | None = None
    key_set: KeySet = KeySet.ARROWS
    keys: Keys = field(default_factory=Keys)
    zone: str = ""
    language: str = ""
    notify: frozenset[str] = USUAL_WAYS

    def with_theme(self, theme: Appearance | None) -> Self:
        """The same in another theme."""
        return replace(self, theme=theme)


class _Reading(Struct):
    """One file: what it says, and what of that can't be right."""

    source: str
    text: str
    said: Mapping[str, object]
    wrong: list[str] = field(default_factory=list)

    def take(self, name: str, read: Callable[[object], Value], usual: Value, mend: str) -> Value:
        """What `name` says; the usual where it says nothing, or nothing that can be right."""
        if name not in self.said:
            return usual
        try:
            return read(self.said[name])
        except (ValueError, TypeError):
            told = _("{name} can't be {value}: {mend}")
            self.complain(name, told.format(name=name, value=_shown(self.said[name]), mend=mend))
            return usual

    def complain(self, name: str, what: str, table: str = "") -> None:
        """Say where it stands, and what is right."""
        line = _line_of(self.text, name, table)
        told = _("{source}: line {line}: {what}") if line else "{source}: {what}"
        self.wrong.append(clean_line(told.format(source=self.source, line=line, what=what), 400))


def read_preferences(path: Path) -> tuple[Preferences, tuple[str, ...]]:
    """What the file says, and each line in it that can't be right, with the mend."""
    source = clean_line(str(path))
    try:
        # Looked at before it is opened: a pipe would wait for a writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            return _none(_("{source}: this is no file: your settings need one"), source)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Preferences(), ()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or _("it can't be read")
        told = _("{source}: {why}: mend that to have your settings")
        return _none(told, source, why=why.lower())
    if len(content) > MOST_BYTES:
        told = _("{source}: more than {most} kB: no settings file")
        return _none(told, source, most=MOST_BYTES // 1024)
    try:
        text = content.decode("utf-8-sig")
        said = toml_tables(text, source)
    except UnicodeDecodeError:
        return _none(_("{source}: this is not UTF-8: save it as UTF-8"), source)
    except BadInput as error:
        return Preferences(), (str(error),)
    return _preferences(_Reading(source, text, said))


def _none(told: str, source: str, **places: object) -> tuple[Preferences, tuple[str, ...]]:
    """None are read, with why."""
    return Preferences(), (told.format(source=source, **places),)


def _preferences(file: _Reading) -> tuple[Preferences, tuple[str, ...]]:
    found = Preferences(
        theme=file.take("theme", _theme, None, one_of([each.value for each in Appearance])),
        key_set=file.take("key_set", _key_set, KeySet.ARROWS, one_of([*KeySet])),
        keys=_keys(file),
        zone=file.take("zone", zone_named, "", _("give one like Europe/Lisbon")),
        language=file.take("language", language_named, "", one_of(["auto", *LANGUAGES])),
        notify=_notify(file),
    )
    return found, tuple(file.wrong)


def one_of(names: "list[str] | tuple[str, ...]") -> str:
    """What would be right, for a complaint."""
    return _("write one of {names}").format(names=", ".join(names))


def theme_named(name: str) -> Appearance | None:
    """The theme of that name, None for `auto`; raises ValueError where there is none."""
    return None if name == "auto" else Appearance(name)


def zone_named(name: object) -> str:
    """The name of a time zone, as it is; raises ValueError where there is none."""
    try:
        return ZoneInfo(str(name)).key if name != "" else ""
    except (KeyError, OSError):
        raise ValueError(name) from None


def _theme(said: object) -> Appearance | None:
    return theme_named(str(said))


def _key_set(said: object) -> KeySet:
    return KeySet(str(said))


def language_named(said: object) -> str:
    """A language that the screens know, empty for `auto`; raises ValueError for any other."""
    return "" if said == "auto" else tuple(LANGUAGES)[tuple(LANGUAGES).index(str(said))]


def _ways(said: object) -> frozenset[str]:
    if not isinstance(said, list) or not set(map(str, said)) <= set(WAYS):
        raise ValueError(said)
    return frozenset(map(str, said))


def _notify(file: _Reading) -> frozenset[str]:
    """Addresses of people in its place are keys: they are never repeated."""
    if isinstance(file.said.get("notify"), dict):
        file.complain("notify", _('notify lists ways; people are told by [alarm."NAME"]'))
        return USUAL_WAYS
    mend = _("list some of {names}").format(names=", ".join(WAYS))
    return file.take("notify", _ways, USUAL_WAYS, mend)


def _keys(file: _Reading) -> Keys:
    said = file.said.get("keys", {})
    if not isinstance(said, dict):
        file.complain("keys", _('keys is a table: write [keys], and below it answer = "A"'))
        return Keys()
    keys, wrong = sorted_out(said)
    for action, why in wrong.items():
        file.complain(action, f"keys.{clean_line(action, 40)}: {why}", table="keys")
    return keys


def _shown(said: object) -> str:
    try:
        return f'"{clean_line(str(said), 40)}"'
    except ValueError:
        return _("a number of so many digits")


def _line_of(text: str, name: str, table: str) -> int | None:
    """Where a key stands; None where it is written in some way that is not looked for."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            here = found[1]
        elif found := re.match(r"""\s*["']?([\w.-]+)["']?\s*=""", line):
            full = f"{here}.{found[1]}" if here else found[1]
            if full == (f"{table}.{name}" if table else name):
                return number
    return None
