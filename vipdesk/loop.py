"""The library's loop and its time zones, loaded without what no screen needs of them."""

import os
import sys
from typing import Any


def load_loop() -> None:
    """Load asyncio alone: the encryption library holds four megabytes before it does anything.

    Connections are made by threads, in modules that load it themselves when they are needed.
    """
    if "asyncio" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    before = modules.get("ssl")
    modules["ssl"] = None  # as where Python was built without it
    try:
        import asyncio  # noqa: F401 loaded for whoever imports it next
    finally:
        del modules["ssl"]
        if before is not None:
            modules["ssl"] = before


ZONES_ARE_IN = "PYTHONTZPATH"
USUAL = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""Where nearly every Python was built to look; the package `tzdata` is looked into after it."""


def load_zones() -> None:
    """Load time zones without asking how Python was built: it would keep all that it was told."""
    usual = os.path.isdir(USUAL.partition(":")[0])
    if "zoneinfo" in sys.modules or ZONES_ARE_IN in os.environ or not usual:
        return
    os.environ[ZONES_ARE_IN] = USUAL
    try:
        import zoneinfo  # noqa: F401 loaded for whoever imports it next
    finally:
        del os.environ[ZONES_ARE_IN]
