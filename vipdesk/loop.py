"""The loop of the screens, loaded without the TLS that it never speaks."""

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
