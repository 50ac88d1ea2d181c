"""The policy in force, as it is read aloud, and the two ways to another one."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import preview_policy
from vipdesk.domain.policy_words import policy_words
from vipdesk.one_folder import within
from vipdesk.pictures import Pictures
from vipdesk.policies import policy_for, read_policy
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.dialog import Do, Field, Form
from vipdesk.screens.own_editor import edited_outside
from vipdesk.screens.policy_preview import PolicyPreviewScreen
from vipdesk.screens.said import Said
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.typed import Input

NAME_WIDE = 16
FILE = "policy-.toml"


class Ruling(Struct, frozen=True):
    """What a change of policy needs of the desk: the one in force, the tickets, the present.

    `below` is the one folder that its file may be in where the account is somebody else's.
    """

    policy: Policy
    pictures: Pictures
    clock: Clock
    do: Do
    below: Path | None = None


class PolicyScreen(ModalScreen[None]):
    """Shows what is in force; a file or the agent's editor brings another, to be looked at."""

    DEFAULT_CSS = """
    PolicyScreen { background: $background; }
    PolicyScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface; padding: 0 1;
    }
    PolicyScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    PolicyScreen #told { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", N_("edit a copy"), tooltip=N_("Edit a copy in your editor")),
        Binding(
            "f", "file", N_("another file"), tooltip=N_("Look at what a policy file would change")
        ),
        Binding("down,j", "scroll(1)", N_("down"), show=False),
        Binding("up,k", "scroll(-1)", N_("up"), show=False),
        Binding("pagedown,space", "scroll(10)", N_("page down"), show=False),
        Binding("pageup,backspace", "scroll(-10)", N_("page up"), show=False),
        Binding("escape,q", "dismiss", N_("close"), key_display="esc"),
    ]

    def __init__(self, ruling: Ruling) -> None:
        super().__init__()
        self._ruling = ruling
        self._text = ruling.policy.text

    def compose(self) -> ComposeResult:
        """All that it says."""
        with Vertical() as frame:
            frame.border_title = Content(_("Policy in force"))
            with VerticalScroll(can_focus=False):
                yield Static(_told(self._ruling.policy), id="told", markup=False)
            yield Said()
            yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The editor is named in the account, and only for whose account it is."""
        if action == "edit" and self._ruling.below is not None:
            return False
        return super().check_action(action, parameters)

    def action_scroll(self, by: int) -> None:
        """Further down, or up."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_edit(self) -> None:
        """A copy in the agent's own editor; what can't be right yet is there again next time."""
        try:
            self._text = edited_outside(self.app, self._text, FILE)
        except DeskError as problem:
            self._say(str(problem))
        else:
            self.run_worker(self._look_at(lambda: policy_for(self._text, _("the copy"))))
        self.refresh()

    def action_file(self) -> None:
        """A file of the agent's."""
        self.app.push_screen(PolicyFile(self._ruling.below), self._look_at_file)

    def _look_at_file(self, policy: Policy | None) -> None:
        if policy is not None:
            self.run_worker(self._look_at(lambda: policy))

    async def _look_at(self, read: Callable[[], Policy]) -> None:
        ruling = self._ruling
        try:
            after = await asyncio.to_thread(read)
            tickets = await ruling.pictures.open_tickets()
            before, now = ruling.policy, ruling.clock()
            seen = await asyncio.to_thread(preview_policy, tickets, before, after, now)
        except DeskError as problem:
            self._say(str(problem))
            return
        self._say("")
        screen = PolicyPreviewScreen(seen, before, after, ruling.do)
        await self.app.push_screen(screen, self._done)

    def _done(self, put: bool | None) -> None:
        if put:
            self.dismiss(None)

    def _say(self, problem: str) -> None:
        self.query_one(Said).tell(problem, bad=bool(problem))


class PolicyFile(Form[Policy | None]):
    """Asks for a file, and gives its policy once it can be right."""

    DEFAULT_CSS = """
    PolicyFile #frame { height: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s,f2", "submit", N_("look at it"), key_display="enter", priority=True),
    ]

    def __init__(self, below: Path | None = None) -> None:
        super().__init__(_("What would a policy file change?"))
        self._below = below

    def fields(self) -> Iterable[Widget]:
        """Where it is."""
        path = Input(placeholder=_("a file like ~/policy.toml"), compact=True)
        path.cursor_blink = False
        yield Field(_("file"), path)
        yield Static(_("it is looked at first, and changes nothing by that"), classes="told")

    def submit(self) -> None:
        """Read it; what is wrong in it is said in place."""
        typed = self.query_one(Input).value.strip()
        if not typed:
            self.say(_("name a policy file"))
            return
        self.run_worker(self._read(Path(typed)), exclusive=True)

    async def _read(self, path: Path) -> None:
        try:
            policy = await asyncio.to_thread(_read, within(path, self._below))
        except DeskError as problem:
            self.say(str(problem))
        else:
            self.dismiss(policy)


def _read(path: Path) -> Policy:
    try:
        return read_policy(path.expanduser())
    except RuntimeError:  # there is no such home
        return read_policy(path)


def _told(policy: Policy) -> Content:
    rows = [
        Content.assemble((f"{name:{NAME_WIDE}} ", "bold"), says)
        for name, says in policy_words(policy).items()
    ]
    return Content("\n").join(rows)
