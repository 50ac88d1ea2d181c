"""What somebody wishes of handing the desk over."""

from collections.abc import Mapping

from msgspec import Struct, field


class Templates(Struct, frozen=True):
    """How the client is told, by language: who covers (`away`), and that the agent is `back`.

    `chat` is where the general chat is.
    """

    away: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    chat: str = ""


class MakeSheet(Struct, frozen=True):
    """Make the sheet for `to`; for who is to stand in, or the agent, where nobody is named.

    Who takes the desk without being given it says for which `reason`.
    """

    to: str = ""
    reason: str = ""


class DropSheet(Struct, frozen=True):
    """Take a sheet back that nobody has signed."""

    sheet: int


class SignSheet(Struct, frozen=True):
    """`by` has read the sheet and takes the desk; whoever acts where nobody is named.

    The client is told with `templates`, and not told without.
    """

    sheet: int
    by: str = ""
    templates: Templates | None = None


class UnsignSheet(Struct, frozen=True):
    """Give the desk back to whoever had it, as if the sheet had not been signed."""

    sheet: int


class WriteForSheet(Struct, frozen=True):
    """Keep what is written for the next sheet, on a ticket or (0) on all; empty forgets it."""

    ticket: int
    text: str


HandoverCommand = MakeSheet | DropSheet | SignSheet | UnsignSheet | WriteForSheet
