"""A note: what only our side sees."""

from vipdesk.domain.commands import Note
from vipdesk.domain.language import N_, _
from vipdesk.screens.dialog import Do
from vipdesk.screens.jotting import HalfTyped, Jotting


class NoteDialog(Jotting):
    """Takes the text of a note."""

    PLACEHOLDER = N_("what a colleague should know")

    def __init__(
        self, ticket: int, do: Do, half_typed: HalfTyped | None = None, *, of: str = ""
    ) -> None:
        """`of` names the tickets, where it is not this one alone."""
        title = _("Note on {tickets} · only our side sees it").format(tickets=of or f"#{ticket}")
        super().__init__(title, do, half_typed)
        self._ticket = ticket

    def command(self) -> Note:
        """The note as typed; an empty one is the desk's to refuse."""
        return Note(self._ticket, self.text)
