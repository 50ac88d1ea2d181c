"""The client's own door as its owner sets it, in the table `[door]` of the settings file."""

import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy_toml import toml_tables
from vipdesk.domain.text import clean_line

MEGABYTE = 1_000_000
MOST_UPLOAD = 100 * MEGABYTE
_SIZE = re.compile(r"([0-9]{1,9}) ?(k|M)?B")
_UNITS = {"": 1, "k": 1000, "M": MEGABYTE}
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyPlace(StrEnum):
    """Where the key is that the client's system signs its tokens with."""

    SETTINGS = "key"
    FILE = "key_file"
    VARIABLE = "key_variable"
    COMMAND = "key_command"


KNOWN = (
    *("address", "embedded_on", "general_chat", "proxies", "most_upload"),
    *(place.value for place in KeyPlace),
)


class DoorSettings(Struct, frozen=True, kw_only=True):
    """`address` is how browsers reach the door, `embedded_on` whose pages may show its panel.

    `general_chat` is where the 24/7 chat is, `proxies` whose word is taken for where a visitor
    comes from, `most_upload` the most bytes of a file; `key_value` is the key itself, its file,
    variable or command, by `key_place`; there is no token without one.
    """

    address: str = ""
    embedded_on: tuple[str, ...] = ()
    general_chat: str = ""
    proxies: tuple[str, ...] = ()
    most_upload: int = 10 * MEGABYTE
    key_place: KeyPlace | None = None
    key_value: str = ""

    def __repr__(self) -> str:
        """Without the key."""
        return f"DoorSettings({self.address!r})"


def read_door_settings(path: Path) -> DoorSettings:
    """What this settings file says of the door; what is usual where it says nothing. BadInput."""
    shown = clean_line(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return DoorSettings()
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{shown}: it can't be read: check its mode, save it as UTF-8") from None
    tables = toml_tables(text, shown)
    mail = tables.get("mail")
    chat = mail.get("chat", "") if isinstance(mail, Mapping) else ""
    usual = chat if isinstance(chat, str) else ""
    if "door" not in tables:
        return DoorSettings(general_chat=usual)
    found = door_settings(tables["door"], f"{shown}: [door]", usual)
    if found.key_place is KeyPlace.SETTINGS and os.stat(path).st_mode & OTHERS:
        raise BadInput(f"{shown} holds a key and may be read by others: chmod 600 {shown}")
    return found


def door_settings(said: object, where: str, general_chat: str = "") -> DoorSettings:
    """What the table says; BadInput names the key that is wrong, and the mend."""
    if not isinstance(said, Mapping):
        raise BadInput(f"{where} is a table: write its keys below it")
    table = _Table(said, where)
    table.check_known()
    place, value = table.key()
    return DoorSettings(
        address=table.origin("address", table.text("address")),
        embedded_on=table.origins(),
        general_chat=table.link("general_chat") or general_chat,
        proxies=table.networks(),
        most_upload=table.size(),
        key_place=place,
        key_value=value,
    )


class _Table(Struct, frozen=True):
    """One table, and where it stands, for complaints."""

    said: Mapping[str, object]
    where: str

    def check_known(self) -> None:
        strange = sorted(set(self.said) - set(KNOWN))
        if strange:
            known, shown = ", ".join(sorted(KNOWN)), clean_line(strange[0], 40)
            raise BadInput(f"{self.where} has no key {shown}: it has {known}")

    def text(self, key: str) -> str:
        value = self.said.get(key, "")
        if not isinstance(value, str) or any(letter < " " for letter in value):
            raise self._wrong(key, "write it as text in quotes, on one line")
        return value

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        value = self.said.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self._wrong(key, f'list them, as in ["{example}"]')
        return tuple(dict.fromkeys(map(str, value)))

    def origin(self, key: str, said: str) -> str:
        """How browsers write it: scheme, host and port, and no path behind them."""
        if not said:
            return ""
        mend = "write one like https://desk.example.com"
        try:
            parts = urlsplit(said)
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            raise self._wrong(key, mend) from None
        plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_near(parts.hostname))
        if not parts.hostname or not plain or not safe:
            raise self._wrong(key, mend)
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return f"{parts.scheme}://{host}{port}"

    def origins(self) -> tuple[str, ...]:
        said = self.texts("embedded_on", "https://app.example.com")
        return tuple(self.origin("embedded_on", one) for one in said)

    def link(self, key: str) -> str:
        said = self.text(key)
        if said and not said.startswith("https://"):
            raise self._wrong(key, "write one like https://chat.example.com")
        return said

    def networks(self) -> tuple[str, ...]:
        said = self.texts("proxies", "127.0.0.1")
        try:
            return tuple(str(ip_network(one)) for one in said)
        except ValueError:
            mend = 'list addresses or networks, as in ["127.0.0.1", "10.0.0.0/8"]'
            raise self._wrong("proxies", mend) from None

    def size(self) -> int:
        if "most_upload" not in self.said:
            return 10 * MEGABYTE
        found = _SIZE.fullmatch(self.text("most_upload"))
        size = int(found[1]) * _UNITS[found[2] or ""] if found else 0
        if not 1 <= size <= MOST_UPLOAD:
            raise self._wrong("most_upload", 'write it as in "10 MB", "100 MB" at the most')
        return size

    def key(self) -> tuple[KeyPlace | None, str]:
        """One way to the key, or none."""
        given = [place for place in KeyPlace if place.value in self.said]
        if len(given) > 1:
            two = " and ".join(place.value for place in given)
            raise BadInput(f"{self.where}: {two} are given: the key is in one place")
        if not given:
            return None, ""
        (place,) = given
        value = self.text(place.value)
        if not value:
            raise BadInput(f"{self.where} {place.value} is empty: say where the key is")
        return place, value

    def _wrong(self, key: str, mend: str) -> BadInput:
        shown = clean_line(str(self.said.get(key))[:80], 60)
        shown = "that" if key == KeyPlace.SETTINGS.value else shown
        return BadInput(f"{self.where} {key} can't be {shown}: {mend}")


def _is_near(host: str | None) -> bool:
    """Whether what is said to it stays on this machine."""
    return host in ("localhost", "127.0.0.1", "::1")
