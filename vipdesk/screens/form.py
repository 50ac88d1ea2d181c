"""A frame with fields, for whoever asks something."""

import re
from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual._callback import invoke
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_
from vipdesk.domain.text import clean_line
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.under_way import UnderWay
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.keys import KeyLine

Result = TypeVar("Result")


class Form(ModalScreen[Result]):
    """A frame with fields, a line for what is wrong, and the keys."""

    DEFAULT_CSS = """
    Form { align: center middle; background: transparent; }
    Form #frame {
        width: 78; max-width: 100%; max-height: 100%; height: 16;
        border: round $primary; background: $surface; padding: 0 1;
    }
    Form #title { display: none; text-style: bold; height: auto; max-height: 2; }
    Form.-thin #frame, Dialog.-low #frame {
        border: none; width: 100%; height: 100%; padding: 0;
    }
    Form.-thin #title, Dialog.-low #title { display: block; }
    Form #fields { height: 1fr; scrollbar-size-vertical: 1; }
    Form #problem { height: auto; max-height: 4; color: $text-error; text-style: bold; }
    Form.-low #problem { max-height: 2; }
    Form #problem.-empty { display: none; }
    Form .told { height: auto; color: $text-muted; }
    """

    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("save"), key_display="^s", priority=True),
        Binding("escape", "leave", N_("leave"), key_display="esc", priority=True),
        # Before the keys behind them are handed out: a burst is typed where it was meant to go.
        Binding("tab", "next_field(1)", show=False, priority=True),
        Binding("shift+tab", "next_field(-1)", show=False, priority=True),
        Binding("enter", "go_on", show=False, priority=True),
    ]

    def __init__(self, title: str) -> None:
        """`title` is shown as it is, after cleaning."""
        super().__init__()
        self.heading = clean_line(title, 200)
        self.aside, self.under_way = "", UnderWay()
        self.problem = Static(id="problem", classes="-empty", markup=False)

    def compose(self) -> ComposeResult:
        """The frame around the fields."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.heading)
            frame.border_subtitle = Content(self.aside)
            yield Static(Content(self.heading), id="title")
            with VerticalScroll(id="fields", can_focus=False):
                yield from self.fields()
            yield self.problem
            yield KeyLine()

    def fields(self) -> Iterable[Widget]:
        """What is asked; the first that can be typed into has the focus."""
        return ()

    def on_mount(self) -> None:
        """Whoever types ahead types into the first field."""
        self.set_focus(self.first_field())

    def first_field(self) -> Widget | None:
        """Where typing goes at the start."""
        return next(iter(self.focus_chain), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on from what has one line; in a text it begins another."""
        return action != "go_on" or isinstance(self.focused, Input | Choice)

    def action_next_field(self, by: int) -> None:
        """Go to the next field, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_go_on(self) -> None:
        """Go to the next field; behind the last one do what they ask for."""
        if self.focus_chain and self.focused is self.focus_chain[-1]:
            self.action_submit()
        else:
            self.focus_next()

    def action_submit(self) -> None:
        """Do what the fields ask for."""
        self.once_typed(self.submit)

    def action_leave(self) -> None:
        """Go, with nothing done."""
        self.once_typed(self.leave)

    def submit(self) -> None:
        """Do what the fields ask for; they hold all that was typed."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go, with nothing done."""
        self.dismiss(None)

    def once_typed(self, act: Callable[[], object]) -> None:
        """Act when the letters typed before the key are in their field: they may still queue.

        A key pressed twice in haste finds the form gone the second time, and does nothing then.
        """
        self.under_way.begin()
        if not (self.focused or self).call_later(self._act_if_here, act):
            self.under_way.end()

    async def _act_if_here(self, act: Callable[[], object]) -> None:
        try:
            if self.is_current:
                await invoke(act)
        finally:
            self.under_way.end()

    async def stands(self) -> None:
        """What was asked for comes first: it may close the form, and the next key is not for it."""
        await self.under_way.over()

    def say(self, sentence: str) -> None:
        """Show what is wrong, right above the keys."""
        self.problem.update(Content(clean_line(sentence, 400)))
        self.problem.set_class(not sentence, "-empty")

    def refuse(self, problem: DeskError) -> None:
        """Show what is wrong, and have the field that it names typed in again."""
        sentence = str(problem)
        self.say(sentence)
        named = sentence.partition(":")[0].casefold()
        for field in self.query(Field):
            if field.is_named_in(named) and field.asks.focusable:
                self.set_focus(field.asks)
                return


class Field(Horizontal):
    """A label and what is typed beside it."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Static { width: 1fr; }
    Field > Label { width: 11; color: $text-muted; }
    Field > Input { width: 1fr; }
    """

    def __init__(self, label: str, widget: Widget) -> None:
        super().__init__(Label(label, markup=False), widget)
        self.asks = widget
        self._pattern = re.compile(rf"\b{re.escape(label.casefold())}\b") if label else None

    def is_named_in(self, words: str) -> bool:
        """Whether `words`, in small letters, speak of it."""
        return self._pattern is not None and self._pattern.search(words) is not None
