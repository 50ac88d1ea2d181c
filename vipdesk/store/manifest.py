"""What a backup says about itself, and what a store holds that can be counted."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, fields

from vipdesk.store.archive import NoBackup

FORMAT = 1
TABLES = ("ticket", "message", "event", "attachment", "unreadable", "callback", "booking", "busy")

_DIGESTS = (
    "SELECT raw FROM message WHERE raw <> '' UNION SELECT digest FROM attachment"
    " UNION SELECT raw FROM unreadable UNION SELECT digest FROM recording"
)

Rows = Callable[[str], Sequence[Sequence[Any]]]


class Manifest(Struct, frozen=True):
    """The last part of a backup; `missing` are digests whose file was not to be had."""

    schema: str
    size: int
    sha256: str
    rows: dict[str, int]
    files: int
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), indent=1).encode()


def manifest_from(text: bytes) -> Manifest:
    """The manifest in `text`; NoBackup where it is none, or of a newer program."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise NoBackup("its manifest can't be read") from None
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise NoBackup("its manifest can't be read")
    if said["format"] > FORMAT:
        raise NoBackup("it was made by a newer vipdesk: update the program")
    if said.keys() != {each.name for each in fields(Manifest)} or not _is_sound(said):
        raise NoBackup("its manifest can't be read")
    return Manifest(**said)


def count_rows(rows: Rows) -> dict[str, int]:
    """How many rows there are of what a person would count."""
    return {table: int(rows(f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}


def digests(rows: Rows) -> list[str]:
    """Every digest that the store refers to, in order."""
    return sorted(str(row[0]) for row in rows(_DIGESTS))


def _is_sound(said: Mapping[str, Any]) -> bool:
    if not isinstance(said["rows"], dict) or not isinstance(said["missing"], list):
        return False
    numbers = [said["size"], said["files"], *said["rows"].values()]
    texts = [said["schema"], said["sha256"], *said["missing"]]
    return all(isinstance(n, int) for n in numbers) and all(isinstance(t, str) for t in texts)
