"""Who did what, when and from which terminal, live; narrowed by words that are typed."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from vipdesk.domain.audit import CHANGED, Entry, Wanted
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line
from vipdesk.screens.sheet import Sheet
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.typed import Input
from vipdesk.widgets.wrapping import wrap

LOOK_EVERY = 2.0
"""Seconds between looks whether something was done since."""

MOST = 300
"""Entries that are shown at once: more are found by words."""

LONGEST = 300

Ask = Callable[[Wanted], Awaitable[tuple[Entry, ...]]]
When = Callable[[], tuple[datetime | None, tzinfo | None]]


class AuditScreen(Sheet):
    """The latest last; whoever looks at the end stays there as more comes."""

    DEFAULT_CSS = """
    AuditScreen > Vertical { width: 100%; height: 100%; }
    AuditScreen VerticalScroll {
        height: 1fr; border-top: solid $border-blurred; scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", N_("close"), key_display="esc", priority=True),
        Binding("up", "scroll(-1)", N_("up"), show=False, priority=True),
        Binding("down", "scroll(1)", N_("down"), show=False, priority=True),
        Binding("pageup", "scroll(-10)", N_("page up"), show=False, priority=True),
        Binding("pagedown", "scroll(10)", N_("page down"), show=False, priority=True),
        Binding("ctrl+home", "end(-1)", N_("first"), show=False, priority=True),
        Binding("ctrl+end", "end(1)", N_("last"), show=False, priority=True),
    ]

    def __init__(self, ask: Ask, when: When) -> None:
        """`ask` looks for entries off the loop, `when` gives now and the zone of moments."""
        super().__init__(_("Audit: who did what"), ())
        self._ask, self._when = ask, when
        self._last, self._shown, self._failed = 0, Content(), False
        self._found: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        """What to look for, and the entries."""
        with Vertical() as frame:
            frame.border_title = Content(self.heading)
            sought = Input(placeholder=_("type a name, #number, word or terminal"), compact=True)
            sought.cursor_blink = False
            yield sought
            with VerticalScroll(can_focus=False):
                yield Static(Content(_("looking …")), id="text", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Look now, and whenever something was done."""
        self.look()
        self.set_interval(LOOK_EVERY, self.look_again)

    @on(Input.Changed)
    def look_for_words(self) -> None:
        """Look for what is typed by now."""
        self.look()

    @work(group="audit", exclusive=True)
    async def look(self) -> None:
        """Show the latest entries that the words are in."""
        await self._look()

    @work(group="again", exclusive=True)
    async def look_again(self) -> None:
        """The same, where there is a new one, or where the look before failed."""
        try:
            (last,) = await self._ask(Wanted(most=1)) or (None,)
        except DeskError:  # it is said as soon as somebody looks for something
            return
        number = last.number if last is not None else self._last
        if self._failed or number != self._last:
            self._last = number
            await self._look()

    async def _look(self) -> None:
        words = self.query_one(Input).value
        try:
            found = await self._ask(Wanted(words=words, most=MOST))
        except DeskError as problem:
            self._found, self._failed = (), True
            self._show(Content(clean_line(str(problem), LONGEST)))
            return
        self._failed = False
        now, zone = self._when()
        if now is not None and words == self.query_one(Input).value:
            self._found = found
            self._show_found(now, zone)

    def on_resize(self) -> None:
        """Entries are broken for as much room as there is."""
        now, zone = self._when()
        if now is not None and self._found:
            self.call_after_refresh(self._show_found, now, zone)

    def _show_found(self, now: datetime, zone: tzinfo | None) -> None:
        view = self.query_one(VerticalScroll)
        wide = view.size.width - view.styles.scrollbar_size_vertical
        self._show(Content("\n").join(_lines(self._found, now, zone, wide)))

    def _show(self, text: Content) -> None:
        if text == self._shown:
            return
        self._shown, view = text, self.query_one(VerticalScroll)
        at_end = view.scroll_offset.y >= view.max_scroll_y
        self.query_one("#text", Static).update(text)
        if at_end:
            view.scroll_end(animate=False)

    def action_end(self, to: int) -> None:
        """To the first line, or the last."""
        view = self.query_one(VerticalScroll)
        if to < 0:
            view.scroll_home(animate=False)
        else:
            view.scroll_end(animate=False)


def _lines(
    found: tuple[Entry, ...], now: datetime, zone: tzinfo | None, wide: int
) -> Iterator[Content]:
    if not found:
        yield Content.styled(_("No entry is about that."), "dim")
    if len(found) == MOST:
        yield Content.styled(
            _("the latest {count}: words find older ones").format(count=MOST), "dim"
        )
    for entry in found:
        yield _line(entry, now, zone, wide)


def _line(entry: Entry, now: datetime, zone: tzinfo | None, wide: int) -> Content:
    """The moment, and beside it what was done: where that is long, it goes on below itself."""
    by = _(" (at {name}'s desk)").format(name=entry.worked_by)
    who = f"{entry.who}{by if entry.worked_by not in ('', entry.who) else ''}".strip()
    number = f"#{entry.ticket}" if entry.ticket is not None else ""
    changed = "" if entry.sealed else _(CHANGED)
    said = " · ".join(filter(None, (changed, who, _(entry.what), number, entry.detail)))
    where = f" · {clean_line(entry.terminal, 80)}" if entry.terminal else ""
    when = f"{timestamp(entry.at, now, zone)} "
    told = clean_line(said, LONGEST)
    rows = wrap(f"{told}{where}", wide - len(when))
    text = when + f"\n{' ' * len(when)}".join(rows)
    line = Content(text).stylize("dim", 0, len(when)).stylize("dim", _behind(text, when + told))
    return line.stylize("bold $error", len(when), _behind(text, when + changed))


def _behind(text: str, words: str) -> int:
    """Where these words end in the text, that begins with them but is broken elsewhere."""
    left = sum(not sign.isspace() for sign in words)
    for place, sign in enumerate(text):
        if not left:
            return place
        left -= not sign.isspace()
    return len(text)
