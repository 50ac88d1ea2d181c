"""What is kept apart, for somebody who can make a ticket of it."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from vipdesk.domain.board import Flood
from vipdesk.domain.commands import MakeTicket
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import _
from vipdesk.domain.message import Message
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Do
from vipdesk.screens.kept_apart import KeptApartScreen

SAID_EVERY = 25


class DeskApart(KeptApartScreen):
    """A mail that was set aside becomes a ticket with one key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "make_ticket", "make a ticket"),
        Binding("m", "take_all", "take them all"),
    ]

    def __init__(self, do: Do, made: Callable[[Executed], None]) -> None:
        """`made` is told of the ticket."""
        super().__init__()
        self._do, self._made = do, made
        self._busy = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What could not be read makes no ticket."""
        if action == "make_ticket":
            return isinstance(self.selected, Message) and not self._busy
        if action == "take_all":
            return isinstance(self.selected, Flood) and not self._busy
        return super().check_action(action, parameters)

    def action_make_ticket(self) -> None:
        """A person's word after all."""
        aside = self.selected
        if isinstance(aside, Message):
            self._busy = True
            self.run_worker(self._make(aside.number))

    def action_take_all(self) -> None:
        """All that was too much is taken after all, each as if it had come alone."""
        flood = self.selected
        if isinstance(flood, Flood):
            self._busy = True
            self.run_worker(self._take(flood))

    async def _take(self, flood: Flood) -> None:
        """One after the other; what was taken stays so, wherever it ends."""
        executed = None
        try:
            for taken, number in enumerate(flood.numbers):
                if taken % SAID_EVERY == 0:
                    many = len(flood.numbers)
                    self.say(_("{taken} of {many} taken …").format(taken=taken, many=many))
                executed = await self._do(MakeTicket(number))
        except DeskError as problem:
            self.say(str(problem))
        else:
            self.dismiss(None)
            if executed is not None:
                self._made(executed)
        finally:
            self._busy = False

    async def _make(self, number: int) -> None:
        try:
            executed = await self._do(MakeTicket(number))
        except DeskError as problem:
            self.say(str(problem))
        else:
            self.dismiss(None)
            self._made(executed)
        finally:
            self._busy = False
