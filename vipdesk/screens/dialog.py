"""What every dialog does: ask, try, and say in place why it could not be done."""

from collections.abc import Awaitable, Callable

from vipdesk.domain.commands import Command
from vipdesk.domain.errors import DeskError
from vipdesk.pen import Executed
from vipdesk.screens.form import Field, Form

__all__ = ["Dialog", "Do", "Field", "Form"]

Do = Callable[[Command], Awaitable[Executed]]
"""Has a command executed; raises Refusal, BadInput or StoreError."""


class Dialog(Form[Executed | None]):
    """Gives what was executed, or None; what was typed stays until it is stored."""

    def __init__(self, title: str, do: Do) -> None:
        super().__init__(title)
        self.do = do
        self._busy = False

    def command(self) -> Command:
        """What the fields ask for; BadInput where they can't be right."""
        raise NotImplementedError

    def submit(self) -> None:
        """Have it executed, and go."""
        try:
            command = self.command()
        except DeskError as problem:
            self.refuse(problem)
        else:
            self.attempt(command)

    def leave(self) -> None:
        """Go, with nothing done; not while it is being done."""
        if not self._busy:
            super().leave()

    def attempt(self, command: Command) -> None:
        """Have it executed, once, and go; or stay and say why not."""
        if not self._busy:
            self._busy = True
            self.under_way.begin()
            self.run_worker(self._attempt(command))

    async def carry_out(self, command: Command) -> Executed:
        """Have the command executed; raises what the desk raises."""
        return await self.do(command)

    async def _attempt(self, command: Command) -> None:
        self.say("")
        try:
            executed = await self.carry_out(command)
        except DeskError as problem:
            self.refuse(problem)
            self._busy = False
        else:
            self.dismiss(executed)
        finally:
            self.under_way.end()
