"""What a process was told by its options and its environment; read once, then fixed."""

import os
import pwd
import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from platformdirs import user_config_path, user_data_path

from vipdesk.appearance import Appearance, Shows, terminal_shows
from vipdesk.clock import Clock, clock_from, system_clock
from vipdesk.domain.errors import BadInput
from vipdesk.domain.openings import FIRST_YEAR, LAST_YEAR
from vipdesk.domain.text import clean_line
from vipdesk.languages import ORIGINAL, language_of
from vipdesk.preferences import WAYS, Preferences, one_of, read_preferences, theme_named


class CalendarAccount(Struct, frozen=True):
    """A calendar elsewhere, and who reads and writes it; the password shows nowhere."""

    url: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Where it is, and no more."""
        return f"CalendarAccount({self.url!r}, {self.user!r})"


class Settings(Struct, frozen=True):
    """Where the store is, which policy rules, and where the clock starts (aware, None for now).

    `voicemail` are the folders of telephone systems that are watched, `calendar` the agent's
    calendar elsewhere, `answers` the folder of ready answers. `preferences` are the person's own,
    from `own_file` and the environment, `complaints` what in that file can't be right; `shows` is
    what the terminal can, `terminal_language` what it asks for; `mail` is whether the mail account
    in `own_file` may be carried at all: a demonstration has none. `acting_as` is who was named as
    whose acts these are, `login` the user of the operating system that they are done under.
    """

    store: str
    policy: Path | None = None
    starts_at: datetime | None = None
    voicemail: tuple[Path, ...] = ()
    calendar: CalendarAccount | None = None
    answers: Path = field(default_factory=lambda: usual_answers())
    own_file: Path = field(default_factory=lambda: usual_own_file())
    preferences: Preferences = field(default_factory=Preferences)
    complaints: tuple[str, ...] = ()
    shows: Shows = field(default_factory=Shows)
    terminal_language: str = ORIGINAL
    mail: bool = True
    acting_as: str = ""
    login: str = ""

    @property
    def language(self) -> str:
        """What the screens are in: as the person chose, else as their terminal asks."""
        return self.preferences.language or self.terminal_language

    def clock(self) -> Clock:
        """The process's clock."""
        return system_clock if self.starts_at is None else clock_from(self.starts_at)


def settings_from(
    environment: Mapping[str, str],
    *,
    store: str | None = None,
    policy: str | None = None,
    acting_as: str | None = None,
) -> Settings:
    """Settings by options first, then the environment, then what is usual; raises BadInput."""
    where = store or environment.get("VIPDESK_STORE") or str(usual_store())
    rules = policy or environment.get("VIPDESK_POLICY")
    own_file = Path(environment.get("VIPDESK_CONFIG") or usual_own_file())
    preferences, complaints = read_preferences(own_file)
    named = environment.get("VIPDESK_AS") or None if acting_as is None else acting_as
    if named is not None and not named.strip():
        by = "VIPDESK_AS" if acting_as is None else "--as"
        raise BadInput(f"{by}: nobody is named: say whose acts these are")
    return Settings(
        store=where,
        policy=Path(rules) if rules else None,
        starts_at=_starts_at(environment.get("VIPDESK_NOW")),
        own_file=own_file,
        preferences=_overruled(preferences, environment),
        complaints=complaints,
        shows=terminal_shows(environment),
        terminal_language=language_of(environment),
        voicemail=_folders(environment.get("VIPDESK_VOICEMAIL")),
        calendar=_calendar(environment),
        answers=Path(environment.get("VIPDESK_ANSWERS") or usual_answers()),
        acting_as=named or "",
        login=system_user(),
    )


def system_user() -> str:
    """The user that this process is of, as the system says: no variable can say another."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def is_user(login: str) -> bool:
    """Whether the system has a user of that name."""
    try:
        pwd.getpwnam(login)
    except KeyError:
        return False
    return True


def usual_own_file() -> Path:
    """The settings of the person, in their folder for such."""
    return user_config_path("vipdesk") / "config.toml"


def usual_store() -> Path:
    """The store in the user's data folder."""
    return user_data_path("vipdesk") / "desk.db"


def usual_answers() -> Path:
    """The folder of ready answers among the user's settings."""
    return user_config_path("vipdesk") / "answers"


def _overruled(own: Preferences, environment: Mapping[str, str]) -> Preferences:
    """The environment of one start comes before what holds for all of them."""
    if said := environment.get("VIPDESK_NOTIFY"):
        own = replace(own, notify=_ways(said))
    if said := environment.get("VIPDESK_THEME"):
        own = replace(own, theme=_theme(said))
    return own


def _theme(said: str) -> Appearance | None:
    try:
        return theme_named(said.strip().lower())
    except ValueError:
        names, shown = ["auto", *(each.value for each in Appearance)], clean_line(said, 40)
        raise BadInput(f"VIPDESK_THEME: no theme is called {shown}: {one_of(names)}") from None


def _ways(said: str) -> frozenset[str]:
    """Words separated by commas; `none` for none."""
    named = frozenset(word.strip().lower() for word in said.split(",")) - {"none", ""}
    if strange := sorted(named - frozenset(WAYS)):
        known = ", ".join(sorted(WAYS))
        shown = clean_line(strange[0], 40)
        raise BadInput(f"VIPDESK_NOTIFY: no way is called {shown}: give some of {known}, or none")
    return named


def _folders(said: str | None) -> tuple[Path, ...]:
    """Folders separated as in PATH."""
    return tuple(Path(one) for one in (said or "").split(os.pathsep) if one)


def _calendar(environment: Mapping[str, str]) -> CalendarAccount | None:
    """The password itself, or the file that holds it on its first line."""
    url = environment.get("VIPDESK_CALDAV")
    if not url:
        return None
    password = environment.get("VIPDESK_CALDAV_PASSWORD", "")
    if not password and (name := environment.get("VIPDESK_CALDAV_PASSWORD_FILE")):
        password = _first_line(name)
    return CalendarAccount(url, environment.get("VIPDESK_CALDAV_USER", ""), password)


def _first_line(name: str) -> str:
    try:
        # Looked at before it is opened: a pipe would wait for a writer for ever.
        if not stat.S_ISREG(os.stat(name).st_mode):
            raise ValueError("no file")
        with open(name, encoding="utf-8") as file:
            return file.readline(1000).rstrip("\r\n")
    except (OSError, ValueError):
        shown = clean_line(name, 200)
        raise BadInput(
            f"VIPDESK_CALDAV_PASSWORD_FILE: {shown} can't be read: check its name and mode"
        ) from None


def _starts_at(said: str | None) -> datetime | None:
    if not said:
        return None
    try:
        start = datetime.fromisoformat(said)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise _no_now(said, "is no instant")
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise _no_now(said, f"is not from {FIRST_YEAR} to {LAST_YEAR}")
    return start


def _no_now(said: str, why: str) -> BadInput:
    mend = "give one with its offset, like 2026-11-23T10:42+01:00"
    return BadInput(f"VIPDESK_NOW={said[:60]!r} {why}: {mend}")
