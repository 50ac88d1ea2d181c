"""The key that takes the last act back, on screens above the desk."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

from vipdesk.acting import Acting
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_
from vipdesk.undos import Undo

UNDO = Binding("u", "undo", N_("undo"), tooltip=N_("Undo the last act"))


class Undoing(ModalScreen[None]):
    """A screen that binds UNDO; a key of its own that does nothing here says why."""

    ACTS: ClassVar[list[BindingType]] = [UNDO]
    acting: Acting

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was."""
        raise NotImplementedError

    def undone(self, undo: Undo) -> None:
        """An act was taken back."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only while there is something to undo."""
        if action == "undo":
            return self.acting.undo is not None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an act of the screen does not work on what is marked."""
        return ""

    def on_key(self, event: Key) -> None:
        """Say why the key does nothing."""
        acts = {one.key: one.action.partition("(")[0] for one in Binding.make_bindings(self.ACTS)}
        action = acts.get(event.key)
        if action is None or self.check_action(action, ()):
            return
        why = self.acting.why_not if action == "undo" else self.why_not(action)
        self.say(why, bad=bool(why))
        self.acting.refused |= bool(why)

    def action_undo(self) -> None:
        """Take the last act back; after one that was refused say first which."""
        if first := self.acting.asked_first():
            self.say(first)
        else:
            self.run_worker(self._take_back())

    async def _take_back(self) -> None:
        undo = self.acting.undo
        try:
            await self.acting.take_back()
        except DeskError as problem:
            self.say(str(problem), bad=True)
        else:
            self.say(self.acting.words)
            if undo is not None:
                self.undone(undo)
        self.refresh_bindings()
