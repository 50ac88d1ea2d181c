"""A ticket as far as it had come at an instant that is over: to be read, and plainly not of now."""

from datetime import tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.board import TicketView
from vipdesk.domain.hindsight import Hindsight
from vipdesk.domain.language import N_
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.titles import ticket_title
from vipdesk.widgets.frame import set_title
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.timeline import Timeline


class PastTicket(ModalScreen[None]):
    """Its conversation and history up to then, below the sign that it is the past."""

    DEFAULT_CSS = """
    PastTicket { background: $background; }
    PastTicket > Vertical { width: 100%; height: 100%; }
    PastTicket #past {
        height: auto; max-height: 3; padding: 0 1; text-style: bold reverse; color: $text-warning;
    }
    PastTicket Timeline {
        height: 1fr; border: heavy $warning; border-title-style: bold; padding: 0 1;
    }
    PastTicket KeyLine { dock: bottom; height: auto; max-height: 2; padding: 0 1; }
    PastTicket.-low KeyLine { max-height: 1; }
    """
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = "Timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("back"), key_display="esc"),
        Binding("o", "unfold", N_("unfold")),
        Binding("m", "more", N_("more")),
    ]

    def __init__(self, view: TicketView, found: Hindsight, said: Content, zone: tzinfo) -> None:
        """`said` is that it is the past, and when; moments are shown in `zone`."""
        super().__init__()
        self._view, self._found, self._said, self._zone = view, found, said, zone

    def compose(self) -> ComposeResult:
        """The sign, and the ticket."""
        with Vertical():
            yield Static(self._said, id="past", markup=False)
            yield Timeline()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it; it stands still."""
        timeline = self.query_one(Timeline)
        set_title(timeline, ticket_title(self._view))
        timeline.update(self._view, self._found.at, self._found.board.policy, self._zone)
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There has to be something that unfolds, or is too long."""
        there = self.query(Timeline)
        match action:
            case "unfold":
                return bool(there and there.first().folded)
            case "more":
                return bool(there and there.first().left_out)
        return True

    def action_unfold(self) -> None:
        """Show quoted history and signatures, or fold them again."""
        self.query_one(Timeline).unfold()
        self.refresh_bindings()

    def action_more(self) -> None:
        """Show a portion more of what is too long."""
        self.query_one(Timeline).show_more()
        self.refresh_bindings()
