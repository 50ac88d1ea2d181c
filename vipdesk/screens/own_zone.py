"""The zone of whoever looks: the one they chose, what their session says, else the machine's."""

import os
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")
LONG_AGO = datetime.fromtimestamp(0, UTC)
NOWHERE = frozenset({"UTC", "UCT", "Zulu", "Universal", "GMT", "Greenwich"})


@lru_cache(maxsize=8)
def own_zone(chosen: str = "") -> tzinfo | None:
    """The viewer's zone; where only its present offset is known, that.

    None where nobody chose one and the machine keeps plain UTC: that is where servers are, and
    says nothing of where a person is.
    """
    for name in (chosen, os.environ.get("TZ", "").removeprefix(":"), _machine()):
        if name:
            try:
                zone = ZoneInfo(name)
            except (OSError, ValueError):
                continue
            plain = name.rpartition("/")[2] in NOWHERE
            return None if plain and name != chosen else zone
    offset = LONG_AGO.astimezone().tzinfo
    return offset if offset is not None and offset.utcoffset(LONG_AGO) != timedelta() else None


def _machine() -> str:
    try:
        place = str(LOCALTIME.resolve(strict=True))
    except OSError:
        return ""
    return place.partition("/zoneinfo/")[2]
