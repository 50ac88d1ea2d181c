"""Panes whose acts are carried out: what can't be done is said where the person looks."""

from collections.abc import Awaitable

from vipdesk.domain.errors import DeskError
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.own_ways import OwnWays
from vipdesk.screens.under_way import UnderWay


class CarryingOut(OwnWays, part=True):
    """A key that comes while an act is under way waits for what comes of it."""

    def __init__(self, pictures: Pictures, personal: Personal | None = None) -> None:
        super().__init__(pictures, personal)
        self.under_way = UnderWay()

    def carry_out(self, act: Awaitable[object]) -> None:
        """Have it done; what can't be done is said where the agent looks."""
        self.under_way.begin()
        self.run_worker(self._carried_out(act))

    async def _carried_out(self, act: Awaitable[object]) -> None:
        try:
            await act
        except DeskError as problem:
            self.say(str(problem), bad=True)
        finally:
            self.under_way.end()
        self.refresh_bindings()

    async def stands(self) -> bool:
        """What is under way comes first: the key is about what comes of it."""
        stood = await super().stands()
        await self.under_way.over()
        return stood
