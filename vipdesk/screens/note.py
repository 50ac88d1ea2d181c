"""A note: what only our side sees."""

from collections.abc import Iterable

from textual.widget import Widget

from vipdesk.domain.commands import Note
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.screens.writing import Writing


class NoteDialog(Dialog):
    """Takes the text of a note on one ticket."""

    def __init__(self, ticket: int, do: Do) -> None:
        super().__init__(f"Note on #{ticket} · only our side sees it", do)
        self._ticket = ticket

    def fields(self) -> Iterable[Widget]:
        """The text."""
        yield Writing(placeholder="what a colleague should know", id="text")

    def command(self) -> Note:
        """The note as typed; an empty one is the desk's to refuse."""
        return Note(self._ticket, self.query_one(Writing).text)
