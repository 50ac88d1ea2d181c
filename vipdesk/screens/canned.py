"""Answers that are kept ready: looked for by words, read, and put into the text."""

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.domain.canned import Canned, in_order
from vipdesk.domain.language import N_, _, counted, language_spoken
from vipdesk.machine import ReadCanned
from vipdesk.screens.form import Form
from vipdesk.widgets.picking import PickList
from vipdesk.widgets.typed import Input

NOTHING = N_("no ready answer has these words: esc leaves")


class CannedDialog(Form[Canned | None]):
    """Gives the answer that was picked."""

    DEFAULT_CSS = """
    CannedDialog #frame { height: 20; }
    CannedDialog PickList { height: 1fr; min-height: 3; max-height: 8; background: $surface; }
    CannedDialog #preview { height: 1fr; border-top: solid $panel; }
    CannedDialog.-low #preview { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("put in"), key_display="enter", priority=True),
        Binding("down", "step(1)", N_("down"), show=False, priority=True),
        Binding("up", "step(-1)", N_("up"), show=False, priority=True),
    ]

    def __init__(self, read: ReadCanned, said: str = "") -> None:
        """`said` is what the client wrote: answers in their language come first."""
        super().__init__(_("Ready answers"))
        self._read, self._said = read, said
        self._all: tuple[Canned, ...] | None = None
        self._shown: list[Canned] = []

    def fields(self) -> Iterable[Widget]:
        """Words to look for, what has them, and the marked one's text."""
        typed = Input(placeholder=_("words, or a language: en, it, de"), compact=True)
        typed.cursor_blink = False
        yield typed
        yield PickList()
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Read the files beside the typing."""
        super().on_mount()
        self.run_worker(self._load())

    @on(Input.Changed)
    def narrow(self) -> None:
        """Only what has the words."""
        typed = self.query_one(Input).value
        languages = {one.language for one in self._all or ()}
        self._shown = [one for one in self._all or () if one.meets(typed, languages)]
        picks = self.query_one(PickList)
        picks.clear_options()
        picks.add_options([Option(_row(one)) for one in self._shown])
        picks.highlighted = 0 if self._shown else None
        self._preview()
        self.say(_(NOTHING) if self._all is not None and not self._shown else "")

    @on(OptionList.OptionHighlighted)
    def preview_marked(self) -> None:
        """Show the text of what is marked."""
        self._preview()

    def action_step(self, by: int) -> None:
        """Go down the list, or up, whoever has the focus."""
        self.query_one(PickList).step(by)

    def submit(self) -> None:
        """Give what is marked."""
        picked = self._picked
        if picked is None:
            self.say(_(NOTHING) if self._all is not None else _("still reading the files"))
        else:
            self.dismiss(picked)

    @property
    def _picked(self) -> Canned | None:
        place = self.query_one(PickList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def _preview(self) -> None:
        picked = self._picked
        self.query_one("#preview", Static).update(Content(picked.text[:2000] if picked else ""))

    def _read_in_order(self) -> tuple[tuple[Canned, ...], tuple[str, ...]]:
        answers, problems = self._read()
        return in_order(answers, self._said, language_spoken()), problems

    async def _load(self) -> None:
        self._all, problems = await asyncio.to_thread(self._read_in_order)
        if self.is_attached:
            self.narrow()
            if problems:
                more = len(problems) - 1
                also = counted(" (and {count} more)", " (and {count} more)", more) if more else ""
                self.say(f"{problems[0]}{also}")


def _row(one: Canned) -> Content:
    return Content.assemble((f"{one.language:3} ", "dim"), one.name)
