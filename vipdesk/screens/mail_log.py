"""How mail stands and what happened to it, live; narrowed by words that are typed."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from vipdesk.domain.language import _
from vipdesk.domain.mail_light import Light, MailLight, MailTold
from vipdesk.domain.text import clean_line
from vipdesk.screens.help import Wanted
from vipdesk.screens.sheet import Sheet
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.mail_lamp import COLOUR, no_mailbox
from vipdesk.widgets.signs import MAIL

LOOK_EVERY = 1.0
"""Seconds between looks at the log."""

LONGEST = 400
WAYS = {"in": "in ", "out": "out"}

Ask = Callable[[], Awaitable[MailTold]]
When = Callable[[], tuple[datetime | None, tzinfo | None]]


class Sought(Wanted):
    """What is looked for in the log; the key that opened it closes it."""

    opener: ClassVar[str] = "at"


class MailLogScreen(Sheet):
    """The latest last; whoever looks at the end stays there as more comes."""

    DEFAULT_CSS = """
    MailLogScreen > Vertical { width: 100%; height: 100%; }
    MailLogScreen #stands { height: auto; max-height: 4; }
    MailLogScreen VerticalScroll { height: 1fr; border-top: solid $border-blurred; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,at", "dismiss", "close", key_display="esc", priority=True),
        Binding("up", "scroll(-1)", "up", show=False, priority=True),
        Binding("down", "scroll(1)", "down", show=False, priority=True),
        Binding("pageup", "scroll(-10)", "page up", show=False, priority=True),
        Binding("pagedown", "scroll(10)", "page down", show=False, priority=True),
        Binding("ctrl+home", "end(-1)", "first", show=False, priority=True),
        Binding("ctrl+end", "end(1)", "last", show=False, priority=True),
    ]

    def __init__(self, ask: Ask, when: When) -> None:
        """`ask` looks at it off the loop, `when` gives now and the zone to show moments in."""
        super().__init__(_("Mail"), ())
        self._ask, self._when = ask, when
        self._told: MailTold | None = None
        self._shown: tuple[Content, Content] | None = None

    def compose(self) -> ComposeResult:
        """How it stands, what to look for, and the log."""
        with Vertical() as frame:
            frame.border_title = Content(self.heading)
            yield Static(Content(_("looking …")), id="stands", markup=False)
            sought = Sought(placeholder=_("type what you look for in the log"), compact=True)
            sought.cursor_blink = False
            yield sought
            with VerticalScroll(can_focus=False):
                yield Static(id="text", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Look now, and again and again."""
        self.look()
        self.set_interval(LOOK_EVERY, self.look)

    @work(group="mail", exclusive=True)
    async def look(self) -> None:
        """Show what is new; nothing is painted where nothing is."""
        self._told = await self._ask()
        self.show()

    @on(Input.Changed)
    def show(self) -> None:
        """Show what all the words are in."""
        now, zone = self._when()
        if self._told is None or now is None or not self.is_mounted:
            return
        stands = Content("\n").join(_stands(self._told, now, zone))
        lines = list(_lines(self._told, self.query_one(Input).value, now, zone))
        shown = (stands, Content("\n").join(lines))
        if shown == self._shown:
            return
        self._shown, view = shown, self.query_one(VerticalScroll)
        at_end = view.scroll_offset.y >= view.max_scroll_y
        self.query_one("#stands", Static).update(shown[0])
        self.query_one("#text", Static).update(shown[1])
        if at_end:
            view.scroll_end(animate=False)

    def action_end(self, to: int) -> None:
        """To the first line, or the last."""
        view = self.query_one(VerticalScroll)
        if to < 0:
            view.scroll_home(animate=False)
        else:
            view.scroll_end(animate=False)


def _stands(told: MailTold, now: datetime, zone: tzinfo | None) -> Iterator[Content]:
    if told.light.light is Light.OFF:
        file = told.light.settings
        unset = no_mailbox(file) if file else _("no mailbox is set, or nobody carries mail here")
        yield Content.styled(unset, "dim")
        return
    who = clean_line(told.carrier, 60)
    if who:
        yield Content(_("carried by {name}").format(name=who))
        yield from (_way(WAYS.get(name, name), way, now, zone) for name, way in told.ways)
    else:
        yield _way("", told.light, now, zone)


def _way(name: str, way: MailLight, now: datetime, zone: tzinfo | None) -> Content:
    said = {
        Light.OFF: _("off"),
        Light.WELL: _("all is well"),
        Light.WORKING: _("at work"),
        Light.TROUBLE: clean_line(way.trouble, LONGEST),
    }[way.light]
    since = ""
    if way.since is not None:
        since = " · " + _("since {moment}").format(moment=timestamp(way.since, now, zone))
    sign = f"{MAIL[way.light]} {name} ".rstrip() + " "
    return Content.assemble((sign, COLOUR[way.light]), said, (since, "dim"))


def _lines(told: MailTold, sought: str, now: datetime, zone: tzinfo | None) -> Iterator[Content]:
    words = sought.casefold().split()
    found = [one for one in told.lines if all(word in one.words.casefold() for word in words)]
    if not found:
        yield Content.styled(
            _("Nothing is in the log about that.") if words else _("Nothing has happened yet."),
            "dim",
        )
    for one in found:
        when = f"{timestamp(one.at, now, zone)} "
        yield Content.assemble((when, "dim"), clean_line(one.words, LONGEST))
