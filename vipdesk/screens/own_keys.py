"""The key of each act: press another one, put one back, put all back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets.option_list import Option

from vipdesk.domain.language import N_, _
from vipdesk.keys import SAYS, USUAL, Keys, typed_as, why_not
from vipdesk.screens.said import Said
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.picking import PickList

KEY_WIDE, SAYS_WIDE = 9, 50
ACTIONS = tuple(USUAL)


class OwnKeys(ModalScreen[Keys | None]):
    """Gives the keys as they were chosen; they hold once the settings are kept."""

    DEFAULT_CSS = """
    OwnKeys { align: center middle; background: $background; }
    OwnKeys > Vertical {
        width: 90; max-width: 100%; height: 100%; border: round $border;
        border-title-style: bold; background: $surface; padding: 0 1;
    }
    OwnKeys PickList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", N_("press another"), key_display="enter", priority=True),
        Binding("delete,backspace", "usual", N_("as it comes"), key_display="del"),
        Binding("ctrl+r", "all_usual", N_("all as they come"), key_display="^r"),
        Binding("escape,ctrl+s", "done", N_("back"), key_display="esc", priority=True),
    ]

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        """The acts, one a row."""
        with Vertical() as frame:
            frame.border_title = Content(_("Keys"))
            yield PickList()
            yield Said()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show them all."""
        self._show()
        self.query_one(PickList).highlighted = 0

    @property
    def action(self) -> str:
        """The act that is marked."""
        return ACTIONS[self.query_one(PickList).highlighted or 0]

    def action_change(self) -> None:
        """Another key for the marked act."""
        self.app.push_screen(PressKey(self.action, self.keys), self._take)

    def action_usual(self) -> None:
        """The key that the marked act comes with; not while another act has it."""
        usual = USUAL[self.action]
        if other := self.keys.in_the_way(self.action, usual):
            self.query_one(Said).tell(taken(usual, other), bad=True)
        else:
            self._change(self.keys.without(self.action))

    def action_all_usual(self) -> None:
        """Every act has the key that it comes with."""
        self._change(Keys())

    def action_done(self) -> None:
        """Back, with what was chosen."""
        self.dismiss(self.keys)

    def _take(self, key: str | None) -> None:
        if key is not None:
            self._change(self.keys.with_key(self.action, key))

    def _change(self, keys: Keys) -> None:
        self.keys = keys
        self.query_one(Said).tell("")
        self._show()

    def _show(self) -> None:
        options = self.query_one(PickList)
        place = options.highlighted
        options.clear_options()
        options.add_options([Option(self._row(action)) for action in ACTIONS])
        options.highlighted = place

    def _row(self, action: str) -> Content:
        key = self.keys.of(action)
        was = ""
        if action in self.keys.chosen:
            was = _("instead of {key}").format(key=USUAL[action])
        return Content.assemble(
            (f"{key:{KEY_WIDE}} ", "bold $accent"), f"{_(SAYS[action]):{SAYS_WIDE}} ", was
        )


class PressKey(ModalScreen[str | None]):
    """Takes the next key that can be bound; says why where it can't."""

    DEFAULT_CSS = """
    PressKey { align: center middle; background: transparent; }
    PressKey > Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", N_("leave it"), key_display="esc", priority=True),
    ]

    def __init__(self, action: str, keys: Keys) -> None:
        super().__init__()
        self._act, self._keys = action, keys

    def compose(self) -> ComposeResult:
        """What to do."""
        with Vertical() as frame:
            frame.border_title = Content(_("Press the key"))
            yield Static(Content(_("for “{act}”").format(act=_(SAYS[self._act]))))
            yield Said()
            yield KeyLine()

    def on_key(self, event: Key) -> None:
        """Take it, or say why not."""
        event.stop()
        key = typed_as(event.key)
        why = why_not(key)
        if why:
            self.query_one(Said).tell(f"{key[:20]}: {_(why)}", bad=True)
        elif other := self._keys.in_the_way(self._act, key):
            self.query_one(Said).tell(taken(key, other), bad=True)
        else:
            self.dismiss(key)


def taken(key: str, other: str) -> str:
    """Why a key is not free, and what makes it so."""
    said = _("{key} is the key of “{act}”: change that first")
    return said.format(key=key, act=_(SAYS[other]))
