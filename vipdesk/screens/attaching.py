"""The files that go with an answer: typed as paths, completed by tab, listed, taken out again."""

import asyncio
import os
from collections.abc import Callable, Iterable, MutableMapping
from typing import ClassVar, TypeVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Attachment, Kind
from vipdesk.domain.text import clean_line
from vipdesk.machine import Satchel
from vipdesk.screens.form import Form
from vipdesk.widgets.entries import size
from vipdesk.widgets.picking import PickList

MOST_NAMES = 12

Asked = TypeVar("Asked")


class Picked(Struct, frozen=True):
    """A file that is to go, as its path was typed; `kept` where it went with an answer before."""

    path: str
    size: int
    real: str = ""
    kept: Attachment | None = None

    @property
    def name(self) -> str:
        """What it is called, fit to show."""
        return clean_line(os.path.basename(self.path), 80)


PickedFiles = MutableMapping[int, tuple[Picked, ...]]
"""The files that were picked for an answer on each ticket, as long as the desk is open."""


class Going(Static):
    """What goes with an answer, on a line of its own; hidden without any.

    What was picked stays in `kept` for its ticket until it has gone.
    """

    DEFAULT_CSS = "Going { height: auto; max-height: 2; color: $text-muted; }"

    def __init__(self, ticket: int, open_satchel: Callable[[], Satchel], kept: PickedFiles) -> None:
        super().__init__(markup=False)
        self._ticket, self._open, self._kept = ticket, open_satchel, kept
        self.picked: tuple[Picked, ...] = ()
        self.display = False

    def on_mount(self) -> None:
        """What was picked before goes."""
        self.put(self._kept.get(self._ticket))

    def put(self, picked: tuple[Picked, ...] | None) -> None:
        """These go from now on; None leaves them as they are."""
        if picked is not None:
            self._kept[self._ticket] = picked
            self.picked, self.display = picked, bool(picked)
            shown = ", ".join(f"{one.name} {size(one.size)}" for one in picked)
            self.update(Content(_("files   {names}").format(names=shown)))

    def go_again(self, view: TicketView, who: str) -> None:
        """What went with an answer that was taken back, and is `who`'s draft again as it was."""
        draft = view.draft_of(who)
        answer = next((m for m in reversed(view.messages) if m.kind is Kind.ANSWER), None)
        is_back = answer is not None and not answer.stands
        if is_back and answer and draft and draft.text == answer.text and not self.picked:
            self.put(tuple(Picked(one.name, one.size, kept=one) for one in answer.attachments))

    def have_gone(self) -> None:
        """They are the answer's now."""
        self._kept.pop(self._ticket, None)

    async def enclosed(self) -> tuple[Attachment, ...]:
        """All of them kept beside the store; raises BadInput or StoreError."""
        kept = tuple(one.kept for one in self.picked if one.kept)
        paths = [one.path for one in self.picked if not one.kept]
        if not paths:
            return kept
        sizes = [one.size for one in kept]
        return kept + await asyncio.to_thread(lambda: self._open().enclose(paths, sizes))


class AttachDialog(Form[tuple[Picked, ...] | None]):
    """Gives what goes with the answer, or None for what went before."""

    DEFAULT_CSS = """
    AttachDialog PickList { height: 1fr; min-height: 2; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", N_("add"), key_display="enter", priority=True),
        Binding("tab", "complete", N_("complete"), priority=True),
        Binding("down", "step(1)", "down", show=False, priority=True),
        Binding("up", "step(-1)", "up", show=False, priority=True),
        Binding("ctrl+d,delete", "remove", N_("take out"), key_display="^d", priority=True),
        Binding("ctrl+s,f2", "submit", N_("take them"), key_display="^s", priority=True),
    ]

    def __init__(self, picked: tuple[Picked, ...], open_satchel: Callable[[], Satchel]) -> None:
        super().__init__(_("Files that go with the answer"))
        self.picked, self._open = picked, open_satchel
        self._satchel: Satchel | None = None

    def fields(self) -> Iterable[Widget]:
        """The path that is typed, what goes so far, and how much may."""
        typed = Input(placeholder=_("a path, as in ~/report.pdf"), compact=True)
        typed.cursor_blink = False
        yield typed
        yield PickList()
        yield Static(classes="told", markup=False)

    def on_mount(self) -> None:
        """Show what goes so far."""
        super().on_mount()
        self._show()
        self.run_worker(self._with_satchel(lambda _: None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Something can be taken out where something goes."""
        return action != "remove" or bool(self.picked)

    def action_add(self) -> None:
        """The file under this path goes; without one, what was picked is taken."""
        self.once_typed(self._add)

    def action_complete(self) -> None:
        """Finish the path as far as it is clear, and name what it may be."""
        self.once_typed(lambda: self.run_worker(self._complete(), exclusive=True))

    def action_step(self, by: int) -> None:
        """Go down the list, or up, while a path is typed."""
        self.query_one(PickList).step(by)

    def action_remove(self) -> None:
        """The marked one does not go."""
        place = self.query_one(PickList).highlighted
        if place is not None and place < len(self.picked):
            self.picked = (*self.picked[:place], *self.picked[place + 1 :])
            self._show(place)

    def submit(self) -> None:
        """Give what goes; a path that was typed and not added yet is added first."""
        if self.query_one(Input).value.strip():
            self.run_worker(self._adding(then_go=True), exclusive=True)
        else:
            self.dismiss(self.picked)

    def _add(self) -> None:
        if self.query_one(Input).value.strip():
            self.run_worker(self._adding(), exclusive=True)
        else:
            self.dismiss(self.picked)

    async def _adding(self, then_go: bool = False) -> None:
        typed = self.query_one(Input)
        path = typed.value.strip()
        sizes = [one.size for one in self.picked]
        real = await self._with_satchel(lambda satchel: satchel.real(path))
        if any(real and one.real == real for one in self.picked):
            self.say(_("that one goes already"))
            return
        found = await self._with_satchel(lambda satchel: satchel.measure(path, sizes))
        if found is None:
            return
        self.say("")
        self.picked = (*self.picked, Picked(path, found, real or path))
        typed.value = ""
        self._show(len(self.picked) - 1)
        if then_go:
            self.dismiss(self.picked)

    async def _complete(self) -> None:
        typed = self.query_one(Input)
        begun = typed.value.lstrip()
        found = await self._with_satchel(lambda satchel: satchel.complete(begun))
        if not found:
            self.say(_("no path begins like that") if found is not None else "")
            return
        typed.value = _common(found)
        typed.cursor_position = len(typed.value)
        names = [name.rstrip("/").rpartition("/")[2] for name in found]
        more = " …" if len(names) > MOST_NAMES else ""
        self.say(f"{' · '.join(names[:MOST_NAMES])}{more}" if len(names) > 1 else "")

    async def _with_satchel(self, ask: Callable[[Satchel], Asked]) -> Asked | None:
        """What comes of it, off the loop; None where it was told what is wrong."""
        try:
            if self._satchel is None:
                self._satchel = await asyncio.to_thread(self._open)
                self._show()
            return await asyncio.to_thread(ask, self._satchel)
        except DeskError as problem:
            self.say(str(problem))
            return None

    def _show(self, near: int = 0) -> None:
        picks = self.query_one(PickList)
        picks.clear_options()
        picks.add_options([Option(_row(one)) for one in self.picked])
        picks.highlighted = min(near, len(self.picked) - 1) if self.picked else None
        total = size(sum(one.size for one in self.picked))
        told = self.query_one(".told", Static)
        if self._satchel is None:
            told.update(Content(total))
        else:
            most = size(self._satchel.most)
            told.update(Content(_("{total} of {most} that go").format(total=total, most=most)))
        self.refresh_bindings()


def _common(names: tuple[str, ...]) -> str:
    """What all of them begin with."""
    first, last = min(names), max(names)
    shared = (n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(shared, len(first))]


def _row(one: Picked) -> Content:
    return Content.assemble((one.name, "bold"), f"  {size(one.size)}")
