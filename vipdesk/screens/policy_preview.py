"""What another policy would change, before it is put in force."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import Moved, PolicyPreview, PutPolicy, differences
from vipdesk.domain.policy_words import policy_words
from vipdesk.domain.target import Band
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Do
from vipdesk.screens.moments import said
from vipdesk.screens.said import Said
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.signs import BAND

MOST_SHOWN = 500


class PolicyPreviewScreen(ModalScreen[bool]):
    """Enter puts the policy in force; gives whether that was done."""

    DEFAULT_CSS = """
    PolicyPreviewScreen { background: $background; }
    PolicyPreviewScreen > Vertical {
        border: round $warning; border-title-style: bold; background: $surface; padding: 0 1;
    }
    PolicyPreviewScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    PolicyPreviewScreen #told { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "put", N_("put it in force"), key_display="enter", priority=True),
        Binding("down,j", "scroll(1)", N_("down"), show=False),
        Binding("up,k", "scroll(-1)", N_("up"), show=False),
        Binding("pagedown,space", "scroll(10)", N_("page down"), show=False),
        Binding("pageup,backspace", "scroll(-10)", N_("page up"), show=False),
        Binding("escape,q", "leave", N_("leave it"), key_display="esc"),
    ]

    def __init__(self, seen: PolicyPreview, before: Policy, after: Policy, do: Do) -> None:
        super().__init__()
        self._seen, self._before, self._after, self._do = seen, before, after, do
        self._busy = False

    def compose(self) -> ComposeResult:
        """What reads differently, and what that does to the open tickets."""
        told = Content("\n").join(_told(self._seen, self._before, self._after))
        with Vertical() as frame:
            frame.border_title = Content(_("What would change"))
            with VerticalScroll(can_focus=False):
                yield Static(told, id="told", markup=False)
            yield Said()
            yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is in force already is not put in force again."""
        return action != "put" or self._before.version != self._after.version

    def action_scroll(self, by: int) -> None:
        """Further down, or up."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        """Go, with nothing changed."""
        if not self._busy:
            self.dismiss(False)

    def action_put(self) -> None:
        """Put it in force, once."""
        if not self._busy:
            self._busy = True
            self.run_worker(self._put())

    async def _put(self) -> None:
        try:
            await self._do(PutPolicy(self._after))
        except DeskError as problem:
            self.query_one(Said).tell(str(problem), bad=True)
            self._busy = False
        else:
            self.dismiss(True)


def _told(seen: PolicyPreview, before: Policy, after: Policy) -> Iterator[Content]:
    if before.version == after.version:
        yield Content(_("It is the policy that is in force, word for word."))
        return
    yield Content.styled(_("Open tickets"), "bold")
    yield Content(_counted(seen, after))
    yield from (_row(each, before, after) for each in seen.moved[:MOST_SHOWN])
    if len(seen.moved) > MOST_SHOWN:
        yield Content(_("… {count} more").format(count=len(seen.moved) - MOST_SHOWN))
    yield Content(_("What is judged already stays as it was judged."))
    yield Content("")
    yield Content.styled(_("What it says"), "bold")
    changed = differences(policy_words(before), policy_words(after))
    yield from map(Content, changed or (_("the same in other words"),))


def _counted(seen: PolicyPreview, after: Policy) -> str:
    if not seen.moved:
        return _("none of {count} moves").format(count=seen.open)
    told = counted(
        "{count} of {all} moves", "{count} of {all} move", len(seen.moved), all=seen.open
    )
    if late := len(seen.overdue):
        told += counted(
            ", {count} would be overdue at once", ", {count} would be overdue at once", late
        )
    if (earliest := seen.earliest) is not None:
        told += _("; the earliest is due {due}").format(due=_at(earliest.after, after))
    return told


def _row(moved: Moved, before: Policy, after: Policy) -> Content:
    look = "bold $error" if moved.overdue else ""
    sign = BAND[Band.BREACHED] if moved.overdue else " "
    times = f"{_at(moved.before, before)} → {_at(moved.after, after)}"
    words = f"#{moved.number} {times}  {clean_line(moved.subject, 80)}"
    late = _("  overdue") if moved.overdue else ""
    return Content.styled(f"{sign} {words}{late}", look)


def _at(at: datetime | None, policy: Policy) -> str:
    return said(at, policy.hours.zone) if at else _("nothing due")
