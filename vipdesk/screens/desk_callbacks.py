"""Callbacks, for somebody who calls: an attempt is one key, and every one ends in a ticket."""

import asyncio
from collections.abc import Awaitable
from typing import ClassVar

from textual.binding import Binding, BindingType

from vipdesk.acting import Acting
from vipdesk.clock import Clock
from vipdesk.domain.callback import Callback, Outcome, following
from vipdesk.domain.commands import Command, LogAttempt, MarkHeard
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.callbacks import CallbacksScreen
from vipdesk.screens.caller import CallerDialog
from vipdesk.screens.filing import Ends, FilingDialog, ReachedDialog
from vipdesk.screens.jotting import HalfTyped
from vipdesk.screens.missed_call import MissedCallDialog
from vipdesk.screens.next_try import NextTryDialog
from vipdesk.screens.undoing import UNDO, Undoing
from vipdesk.telephone import OpenTelephone, Telephone, recording_of
from vipdesk.undos import Undo


class DeskCallbacks(CallbacksScreen, Undoing):
    """Each act works on the callback that is marked."""

    EMPTY: ClassVar[str] = N_(
        "Nobody waits for a call. M enters a missed one; voicemail comes from the folders in"
        " VIPDESK_VOICEMAIL."
    )
    ACTS: ClassVar[list[BindingType]] = [
        Binding("r", "reached", N_("reached"), tooltip=N_("The caller was reached: it is done")),
        Binding("n", "tried('no-answer')", N_("no answer"), tooltip=N_("Nobody answered")),
        Binding(
            "l", "tried('left-message')", N_("left a message"), tooltip=N_("A message was left")
        ),
        Binding(
            "w", "tried('wrong-number')", N_("wrong number"), tooltip=N_("The number is wrong")
        ),
        Binding("y", "next_try", N_("next try"), tooltip=N_("Say when to call again")),
        Binding("p", "play", N_("play"), tooltip=N_("Play the recording")),
        Binding("s", "save", N_("save"), tooltip=N_("Save the recording among your downloads")),
        Binding(
            "t", "file", N_("ticket"), tooltip=N_("Put it on a ticket, an existing or a new one")
        ),
        Binding(
            "d", "done", N_("done"), tooltip=N_("Nobody has to be called: only the ticket stays")
        ),
        Binding(
            "i", "caller", N_("who is it"), tooltip=N_("Say which contact calls from this number")
        ),
        Binding("M", "missed", N_("missed call"), tooltip=N_("Enter a call that nobody took")),
        UNDO,
    ]
    BINDINGS: ClassVar[list[BindingType]] = ACTS

    def __init__(
        self, acting: Acting, telephone: OpenTelephone, clock: Clock, half_typed: HalfTyped
    ) -> None:
        """`half_typed` is what was left in a dialog."""
        super().__init__()
        self.acting, self._do, self._half_typed = acting, acting.do, half_typed
        self._open, self._clock = telephone, clock
        self._telephone: Telephone | None = None
        self._playing = False

    def on_mount(self) -> None:
        """Know whether there is a player before it is asked for."""
        self._work(self._ready())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works on the callback that is marked."""
        callback = self.selected
        match action:
            case "reached" | "tried" | "next_try" | "done":
                return callback is not None
            case "file":
                return callback is not None and callback.ticket is None
            case "caller":
                return callback is not None and not callback.known
            case "save":
                return callback is not None and recording_of(callback) is not None
            case "play":
                return self._can_play(callback)
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """What the marked callback lacks for the act, or has already."""
        callback = self.selected
        if callback is None:
            return _("nobody waits for a call") if action != "missed" else ""
        match action:
            case "file":
                words = _("it is on #{number} already: d is done with it")
                return words.format(number=callback.ticket)
            case "caller":
                return _("the caller is known")
            case "save":
                return _("it has no recording")
            case "play" if recording_of(callback) is None:
                return _("it has no recording")
            case "play" if not self._playing:
                return _("no player is there for it: s saves the recording")
        return ""

    def action_reached(self) -> None:
        """Done; which ticket it is about is asked only where that is not known."""
        callback = self.selected
        if callback is not None and callback.ticket is None and self.board is not None:
            dialog = ReachedDialog(callback, self.board, self._done, self._half_typed)
            self.app.push_screen(dialog)
        elif callback is not None:
            self._mark_after(callback)
            self._work(self._try(callback, Outcome.REACHED))

    def action_tried(self, outcome: str) -> None:
        """Log the try; the next one is planned with it.

        Who is next is marked at once: a key pressed in haste is about them.
        """
        callback = self.selected
        if callback is not None:
            self._mark_after(callback)
            self._work(self._try(callback, Outcome(outcome)))

    def action_next_try(self) -> None:
        """Ask when."""
        callback, board = self.selected, self.board
        if callback is not None and board is not None:
            dialog = NextTryDialog(callback, board.policy, self._clock, self._done)
            self.app.push_screen(dialog)

    def action_file(self) -> None:
        """Ask which ticket."""
        if self.selected is not None:
            self._ask_ticket(self.selected, Ends.FILED)

    def action_done(self) -> None:
        """Ask which ticket stays."""
        if self.selected is not None:
            self._ask_ticket(self.selected, Ends.DONE)

    def action_caller(self) -> None:
        """Ask who it was."""
        callback, board = self.selected, self.board
        if callback is not None and board is not None:
            self.app.push_screen(CallerDialog(callback, board, self._done))

    def action_missed(self) -> None:
        """Ask who rang."""
        if self.board is not None:
            dialog = MissedCallDialog(self.board.policy, self._clock, self._done, self._open)
            self.app.push_screen(dialog)

    def action_play(self) -> None:
        """Listen; it counts as heard then."""
        if self.selected is not None:
            self._work(self._play(self.selected))

    def action_save(self) -> None:
        """Save the recording."""
        if self.selected is not None:
            self._work(self._save(self.selected))

    def _can_play(self, callback: Callback | None) -> bool:
        ready = self._telephone is not None and self._telephone.plays and not self._playing
        return ready and callback is not None and recording_of(callback) is not None

    def _ask_ticket(self, callback: Callback, ends: Ends) -> None:
        if self.board is not None:
            self.app.push_screen(FilingDialog(callback, self.board, ends, self._done))

    def undone(self, undo: Undo) -> None:
        """Look at what is to be called again."""
        if undo.callback is not None:
            self.mark(undo.callback)

    def _mark_after(self, callback: Callback) -> None:
        """Mark who is to be called next; where nobody is yet, the same stays marked."""
        if self.board is None:
            return
        after = following(callback, self.board.callbacks, self._clock())
        if after is not None:
            self.mark(after.number)

    async def _try(self, callback: Callback, outcome: Outcome) -> None:
        try:
            await self._done(LogAttempt(callback.number, outcome))
        except DeskError:
            self.mark(callback.number)
            raise

    async def _done(self, command: Command) -> Executed:
        executed = await self._do(command)
        self.say(self.acting.words)
        return executed

    async def _ready(self) -> None:
        self._telephone = await asyncio.to_thread(self._open)
        self.refresh_bindings()

    async def _play(self, callback: Callback) -> None:
        if self._telephone is None or self._playing:
            return
        self._playing = True
        playing = _("playing the message of {name} …")
        self.say(playing.format(name=clean_line(callback.spoken, 60)))
        try:
            await asyncio.to_thread(self._telephone.play, callback)
        finally:
            self._playing = False
        self.say("")
        if callback.heard is None:
            await self._do(MarkHeard(callback.number))

    async def _save(self, callback: Callback) -> None:
        if self._telephone is None:
            return
        path = await asyncio.to_thread(self._telephone.save, callback)
        self.say(_("saved as {path}").format(path=path))
        if callback.heard is None:
            await self._do(MarkHeard(callback.number))

    def _work(self, act: Awaitable[object]) -> None:
        self.run_worker(self._tried(act))

    async def _tried(self, act: Awaitable[object]) -> None:
        try:
            await act
        except DeskError as problem:
            self.say(str(problem), bad=True)
        self.refresh_bindings()
