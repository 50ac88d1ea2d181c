"""Says whether anything was committed to the store, by this process or another."""

from collections.abc import Callable

from vipdesk.config import Settings
from vipdesk.store.connections import ReadConnection, Version
from vipdesk.store.place import store_path
from vipdesk.store.views import NotNow


def commits(settings: Settings) -> Callable[[], bool]:
    """Says whether anything was committed since it was asked last; opened where it is asked."""
    opened: list[ReadConnection] = []
    last: list[Version] = [()]

    def changed() -> bool:
        if not opened:
            opened.append(ReadConnection(store_path(settings.store), writes_too=True))
        try:
            version = opened[0].version()
        except NotNow:
            return False
        moved = version != last[0]
        last[0] = version
        return moved

    return changed
