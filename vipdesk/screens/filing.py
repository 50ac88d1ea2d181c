"""The ticket that a callback ends in: one of the open ones, the caller's first, or a new one."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.board import Board
from vipdesk.domain.callback import Callback, Outcome
from vipdesk.domain.commands import Command, FileCallback, Filing, LogAttempt
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.jotting import HalfTyped
from vipdesk.screens.writing import Writing
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.typed import Input

NEW = "new"
MOST_OFFERED = 40
FIRST_WORDS = 70


class Ends(Enum):
    """Why it is put on a ticket."""

    REACHED = N_("Reached")
    FILED = N_("Put on a ticket")
    DONE = N_("Done without a call")


class FilingDialog(Dialog):
    """Asks which ticket; the caller only where nobody is known to call from that number."""

    DEFAULT_CSS = """
    FilingDialog #frame { height: 15; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("save"), key_display="^s", priority=True),
        Binding("enter", "submit", N_("save"), show=False),
    ]

    TOLD = ""

    def __init__(self, callback: Callback, board: Board, ends: Ends, do: Do) -> None:
        super().__init__(f"{_(ends.value)} · {callback.spoken}", do)
        self._callback, self._board, self._ends = callback, board, ends
        self._offered = offered(callback, board)

    def fields(self) -> Iterable[Widget]:
        """The ticket first: enter takes the one that is offered."""
        theirs = [line for line in self._offered if _is_theirs(line, self._callback)]
        tickets = [(str(line.number), ticket_words(line)) for line in self._offered]
        first = str(theirs[0].number) if theirs else NEW
        tickets.append((NEW, _("a new ticket")))
        yield Field(_("ticket"), Choice(tickets, first, id="which"))
        subject = Input(first_words(self._callback), id="subject", compact=True)
        subject.cursor_blink = False
        yield Field(_("subject"), subject)
        if not self._callback.known:
            yield Field(_("caller"), Choice(self._people(), "", id="whose"))
        yield Static(id="told", classes="told")

    def on_choice_changed(self) -> None:
        """The subject is a new ticket's; an existing one has its own."""
        is_new = self.query_one("#which", Choice).value == NEW
        self.query_one("#subject", Input).disabled = not is_new
        self.query_one("#told", Static).update(Content(_(self.TOLD)))

    def on_mount(self) -> None:
        """Show what holds for the ticket that is offered."""
        super().on_mount()
        self.on_choice_changed()

    def command(self) -> Command:
        """What the fields come to."""
        done = self._ends is Ends.DONE
        return FileCallback(self._callback.number, self.filing(), done=done)

    def filing(self) -> Filing:
        """The ticket that was chosen."""
        value = self.query_one("#which", Choice).value
        caller = "" if self._callback.known else self.query_one("#whose", Choice).value
        if value != NEW:
            return Filing(int(value), requester=caller)
        return Filing(subject=self.query_one("#subject", Input).value, requester=caller)

    def _people(self) -> Sequence[tuple[str, str]]:
        client = self._board.client
        people = [(one.address, clean_line(one.spoken, 40)) for one in client.contacts]
        anybody = _("somebody of {client}").format(client=clean_line(client.name, 40))
        return [("", anybody), *people]


class ReachedDialog(FilingDialog):
    """Asks also what was said; a note that is left half typed is there again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("save"), key_display="^s", priority=True),
        Binding("escape", "leave", N_("keep for later"), key_display="esc", priority=True),
    ]
    TOLD = N_("reaching the caller counts as an answer there")

    def __init__(self, callback: Callback, board: Board, do: Do, half_typed: HalfTyped) -> None:
        """`half_typed` is what was left, by what it is about."""
        super().__init__(callback, board, Ends.REACHED, do)
        self._half_typed, self._key = half_typed, f"callback {callback.number}"

    def fields(self) -> Iterable[Widget]:
        """The ticket, then what was said."""
        yield from super().fields()
        left = self._half_typed.get(self._key, "")
        hint = _("what was said, if it is worth keeping")
        yield Writing(left, placeholder=hint, id="note")

    def command(self) -> LogAttempt:
        """A try that reached the caller."""
        note = self.query_one(Writing).text
        return LogAttempt(self._callback.number, Outcome.REACHED, note, self.filing())

    def leave(self) -> None:
        """Go; what is typed so far is kept for the next time."""
        self._half_typed[self._key] = self.query_one(Writing).text
        super().leave()

    async def carry_out(self, command: Command) -> Executed:
        """Have it stored; then it is not half typed any more."""
        executed = await super().carry_out(command)
        self._half_typed.pop(self._key, None)
        return executed


def offered(callback: Callback, board: Board) -> list[QueueLine]:
    """The open tickets it may be about: the caller's first, those that wait for an answer first.

    Of these the one that is due first, of the others the latest.
    """
    lines = [line for line in board.lines if not line.sender_unknown]
    lines.sort(key=lambda line: (not _is_theirs(line, callback), *_urgency(line)))
    return lines[:MOST_OFFERED]


def _urgency(line: QueueLine) -> tuple[bool, int]:
    waits = line.client_waits_since is not None and line.due is not None
    return not waits, line.due if waits and line.due is not None else -line.last_activity


def first_words(callback: Callback) -> str:
    """What a new ticket may be called before anybody has said it better: it is stored so."""
    words = clean_line(callback.transcript, FIRST_WORDS)
    what = "Missed call" if callback.channel is Channel.PHONE else "Voicemail"
    return words or f"{what} from {clean_line(callback.called, 60)}"


def _is_theirs(line: QueueLine, callback: Callback) -> bool:
    return callback.known and line.requester == callback.caller.called


def ticket_words(line: QueueLine) -> str:
    """A ticket as one of those that are offered."""
    return f"#{line.number} {clean_line(line.subject, 44)} · {clean_line(line.requester, 20)}"
