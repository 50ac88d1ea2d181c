"""A call with the client, written down with one key for how it went."""

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.commands import LogCall
from vipdesk.domain.language import N_, _
from vipdesk.screens.dialog import Do
from vipdesk.screens.jotting import HalfTyped, Jotting

NewMatter = Callable[[str], Awaitable[None]]
"""Takes the text of a call that is a new matter."""


class CallDialog(Jotting):
    """Logs a call on one ticket, or hands its text on where the matter is a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f2", "log(True)", N_("reached the client"), key_display="^s", priority=True
        ),
        Binding("ctrl+n,f3", "log(False)", N_("reached nobody"), key_display="^n", priority=True),
        Binding("ctrl+t,f4", "new_matter", N_("new ticket"), key_display="^t", priority=True),
    ]

    PLACEHOLDER = N_("what was said, or whom you asked for")

    def __init__(
        self,
        ticket: int | None,
        do: Do,
        new_matter: NewMatter,
        half_typed: HalfTyped | None = None,
    ) -> None:
        """Without a ticket the call can only become one."""
        title = _("Call on #{number}") if ticket else _("Call with the client")
        super().__init__(title.format(number=ticket), do, half_typed)
        self._ticket = ticket
        self._new_matter = new_matter

    def fields(self) -> Iterable[Widget]:
        """What was said, and what each key will mean."""
        yield Static(
            _("Reaching the client counts as an answer; an attempt is only written down."),
            classes="told",
        )
        yield from super().fields()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A call is logged on a ticket."""
        if action == "submit":
            return False
        if action == "log":
            return self._ticket is not None
        return super().check_action(action, parameters)

    def action_log(self, reached: bool) -> None:
        """Write the call down."""
        self.once_typed(lambda: self._log(reached))

    def action_new_matter(self) -> None:
        """It was about something else: a new ticket, with what was typed."""
        self.once_typed(self._make_new)

    def _log(self, reached: bool) -> None:
        if self._ticket is not None:
            self.attempt(LogCall(self._ticket, reached, self.text))

    async def _make_new(self) -> None:
        if self._busy:
            return
        text = self.text
        self.half_typed.pop(self.heading, None)
        self.dismiss(None)
        await self._new_matter(text)
