"""The zone of whoever looks: what their session says, else the machine's."""

import os
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")


@lru_cache(maxsize=1)
def own_zone() -> tzinfo:
    """The viewer's zone; where only its present offset is known, that."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), _machine()):
        if name:
            try:
                return ZoneInfo(name)
            except (OSError, ValueError):
                continue
    return datetime.fromtimestamp(0, UTC).astimezone().tzinfo or UTC


def _machine() -> str:
    try:
        place = str(LOCALTIME.resolve(strict=True))
    except OSError:
        return ""
    return place.partition("/zoneinfo/")[2]
