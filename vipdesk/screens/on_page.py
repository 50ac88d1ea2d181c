"""Who is on the client's page, looked at while a chat is before somebody's eyes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from vipdesk.domain.on_pages import NOBODY, OnPages

Look = Callable[[], Awaitable[OnPages]]
"""What is so on the pages now, asked off the loop."""


class OnPage:
    """What was seen last, and when those left who were there."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.pages = NOBODY
        self.left: dict[str, datetime] = {}

    async def look(self, now: datetime) -> bool:
        """Look again at `now` (aware); whether it is otherwise than before."""
        pages = await self._look()
        gone = self.pages.here.keys() - pages.here.keys()
        self.left.update((who, now) for who in gone)
        changed, self.pages = pages != self.pages, pages
        return changed
