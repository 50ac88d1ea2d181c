"""Says whether anything was committed to the store, by this process or another."""

from vipdesk.config import Settings
from vipdesk.store.connections import ReadConnection, Version
from vipdesk.store.place import store_path
from vipdesk.store.views import NotNow


class Commits:
    """Asked whether anything was committed since it was asked last; opened where it is asked."""

    def __init__(self, settings: Settings) -> None:
        self._where = settings.store
        self._opened: ReadConnection | None = None
        self._last: Version = ()

    def __call__(self) -> bool:
        """Whether anything was."""
        if self._opened is None:
            self._opened = ReadConnection(store_path(self._where), writes_too=True)
        try:
            version = self._opened.version()
        except NotNow:
            return False
        moved = version != self._last
        self._last = version
        return moved

    def close(self) -> None:
        """Let go of the store; by whoever asked."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None
