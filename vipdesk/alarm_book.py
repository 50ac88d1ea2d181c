"""Where people are told what can't wait, and when they are not: `[alarm."NAME"]` of the settings.

An address is a key to somebody's telephone: it stands in that file alone, and what is said of one
is its scheme.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from vipdesk.domain.alarm import LONGEST_AGE
from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy_toml import MOST_BYTES, toml_tables, too_big
from vipdesk.domain.quiet import Quiet, read_quiet
from vipdesk.domain.text import clean_line

TABLE = "alarm"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
EXAMPLE = 'to = ["ntfys://ntfy.example.org/topic"]'
FORM = f'[alarm."NAME"], and below it {EXAMPLE}'

_SCHEME = re.compile(r"([A-Za-z0-9][A-Za-z0-9+.-]{0,30})://.")

Stamp = tuple[int, ...]


class Reach(Struct, frozen=True):
    """How somebody is told: by Apprise addresses, not in the quiet hours (desk time)."""

    name: str
    to: tuple[str, ...]
    quiet: Quiet | None = None

    def __repr__(self) -> str:
        """Whose it is, and no address."""
        return f"Reach({self.name!r})"

    @property
    def never_in_time(self) -> bool:
        """Whether what comes as the quiet hours begin is too old when they end."""
        return self.quiet is not None and self.quiet.length >= LONGEST_AGE


class AlarmBook(Struct, frozen=True):
    """Everybody who is told."""

    reaches: tuple[Reach, ...] = ()

    def of(self, name: str) -> Reach | None:
        """How somebody of that name is told, in whatever case it is written."""
        wanted = name.strip().casefold()
        return next((one for one in self.reaches if one.name.casefold() == wanted), None)


NOBODY = AlarmBook()


class BookFile:
    """The settings file, read anew where it has changed; for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: Stamp | None = None
        self._book, self._trouble = NOBODY, ""

    def read(self) -> tuple[AlarmBook, str]:
        """What it says now, and what of that can't be right: then nobody is told."""
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._book, self._trouble = read_alarm_book(self._path), ""
            except BadInput as error:
                self._book, self._trouble = NOBODY, str(error)
        return self._book, self._trouble


def scheme_of(address: str) -> str:
    """What may be said of an address; raises ValueError where it is none."""
    found = _SCHEME.match(address)
    if found is None or not address.isprintable():
        raise ValueError
    return found[1].lower()


def read_alarm_book(path: Path) -> AlarmBook:
    """Who is told; nobody where no such table is. BadInput never repeats an address."""
    shown = clean_line(str(path), 200)
    content, mode = _content(path, shown)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{shown}: this is not UTF-8: save it as UTF-8") from None
    said = toml_tables(text, shown).get(TABLE)
    if said is None:
        return NOBODY
    if mode & OTHERS:
        why = "may be read by others, and the addresses in [alarm] are keys"
        raise BadInput(f"{shown} {why}: chmod 600 {shown}")
    return AlarmBook(tuple(_reaches(said, f"{shown}: [{TABLE}]")))


def _content(path: Path, shown: str) -> tuple[bytes, int]:
    """What is in the file, and its mode; nothing where there is none."""
    try:
        # Looked at before it is opened: a pipe would wait for a writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(f"{shown}: this is no file: your settings need one")
        with path.open("rb") as file:
            content, mode = file.read(MOST_BYTES + 1), os.fstat(file.fileno()).st_mode
    except FileNotFoundError:
        return b"", 0
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "it can't be read").lower()
        raise BadInput(f"{shown}: {why}: mend its mode") from None
    if len(content) > MOST_BYTES:
        raise too_big(shown)
    return content, mode


def _reaches(said: object, where: str) -> Iterator[Reach]:
    if not isinstance(said, Mapping):
        raise BadInput(f"{where} is a table of people: write {FORM}")
    seen: set[str] = set()
    for name, table in said.items():
        shown = _without_address(str(name), 60)
        here = f'{where[:-1]}."{shown}"]'
        if not isinstance(table, Mapping):
            raise BadInput(f"{where}: {shown} is no person's table: write {FORM}")
        if not name.strip() or name.strip().casefold() in seen:
            raise BadInput(f"{here}: give everybody one table, under their name")
        seen.add(name.strip().casefold())
        yield _reach(name.strip(), table, here)


def _reach(name: str, table: Mapping[str, object], here: str) -> Reach:
    if strange := sorted(set(table) - {"to", "quiet"}):
        raise BadInput(f"{here} has no key {_without_address(strange[0], 40)}: it has to and quiet")
    return Reach(name, _addresses(table.get("to"), here), _quiet(table.get("quiet"), here))


def _addresses(said: object, here: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not said or not all(isinstance(one, str) for one in said):
        raise BadInput(f"{here} to is a list of addresses: write {EXAMPLE}")
    for place, one in enumerate(said, 1):
        try:
            scheme_of(one)
        except ValueError:
            mend = "write each as SCHEME://…, as Apprise has them"
            raise BadInput(f"{here} to: number {place} is no address: {mend}") from None
    return tuple(dict.fromkeys(said))


def _quiet(said: object, here: str) -> Quiet | None:
    if said is None:
        return None
    try:
        if isinstance(said, str):
            return read_quiet(said)
    except ValueError:
        pass
    raise BadInput(f'{here} quiet is no such time: write it like "22:00-07:00", in desk time')


def _without_address(said: str, longest: int) -> str:
    """What somebody wrote in the place of a name, which may be an address."""
    if "://" not in said:
        return clean_line(said, longest)
    found = _SCHEME.search(said)
    return f"{found[1].lower() if found else ''}://…"


def _stamp(path: Path) -> Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
