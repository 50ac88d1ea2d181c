"""Keys that write down what was said: a note, a call, a new ticket."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vipdesk.domain.language import _
from vipdesk.domain.policy import Channel
from vipdesk.pen import Executed
from vipdesk.screens.acting_board import ActingBoard
from vipdesk.screens.marking import named

if TYPE_CHECKING:
    from vipdesk.screens.jotting import Jotting
    from vipdesk.screens.new_ticket import Beginning, NewTicketDialog


class Jotted(ActingBoard, part=True):
    """What can be written down; what is half typed is there again."""

    async def action_note(self) -> None:
        """Write a note."""
        if lines := self.aimed_at:
            from vipdesk.screens.note import NoteDialog

            dialog = NoteDialog(lines[0].number, self.do_on_aimed, self.half_typed, of=named(lines))
            dialog.aside = self.marks.words
            await self.app.push_screen(dialog, self._left("note", dialog))

    async def action_call(self) -> None:
        """Log a call on this ticket, or as a new one."""
        from vipdesk.screens.call import CallDialog

        dialog = CallDialog(self.number, self.do, self._new_from_call, self.half_typed)
        await self.app.push_screen(dialog, self._left("call", dialog))

    async def action_new_ticket(self) -> None:
        """Open a ticket by hand."""
        from vipdesk.screens.new_ticket import Beginning

        await self.new_ticket(Beginning(), "new_ticket")

    async def _new_from_call(self, text: str) -> None:
        from vipdesk.screens.new_ticket import Beginning

        await self.new_ticket(Beginning(Channel.PHONE, text), "new_ticket")

    async def new_ticket(self, beginning: "Beginning", act: str) -> None:
        """Ask for a new ticket that begins so; `act` is what asks for it again."""
        if self.board is not None:
            from vipdesk.screens.new_ticket import NewTicketDialog

            kept = self.half_typed
            dialog = NewTicketDialog(self.board, self.clock, self.do, beginning, kept)
            await self.app.push_screen(dialog, self._opened_or_left(act, dialog))

    def _opened_or_left(
        self, act: str, dialog: "NewTicketDialog"
    ) -> Callable[[Executed | None], None]:
        def go_on(executed: Executed | None) -> None:
            self.opened(executed)
            if dialog.left_half_typed:
                self._say_left(act)

        return go_on

    def _left(self, act: str, dialog: "Jotting") -> Callable[[Executed | None], None]:
        def say_so(executed: Executed | None) -> None:
            if dialog.heading in self.half_typed:
                self._say_left(act)

        return say_so

    def _say_left(self, act: str) -> None:
        said = _("not saved yet: {key} goes on with what you typed")
        self.say(said.format(key=self.key_of(act)))
