"""Time of the agent's own: busy, or off."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.clock import Clock
from vipdesk.domain.busy import Busy, Repeat, check
from vipdesk.domain.by_when import by_when
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.errors import BadInput, DeskError
from vipdesk.domain.language import N_, _, in_context
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.diary import day_name
from vipdesk.widgets.typed import Input

YES, NO = N_("yes"), N_("no")
REPEATS = {
    Repeat.ONCE: N_("once"),
    Repeat.DAILY: N_("daily"),
    Repeat.WEEKLY: N_("weekly"),
    Repeat.MONTHLY: N_("monthly"),
    Repeat.YEARLY: N_("yearly"),
}
CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
AN_HOUR = timedelta(hours=1)


class BusyDialog(Dialog):
    """Asks from when until when; the rest has a sensible start."""

    DEFAULT_CSS = """
    BusyDialog #frame { height: 15; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("set it"), key_display="^s", priority=True),
    ]

    def __init__(self, zone: ZoneInfo, clock: Clock, do: Do) -> None:
        super().__init__(_("Busy time, or time off"), do)
        self._zone, self._clock = zone, clock

    def fields(self) -> Iterable[Widget]:
        """What, when, how often, and who stands in."""
        yield Field(_("title"), _line("what", _("what for")))
        away = [(NO, _("no, busy")), (YES, _("yes, away"))]
        yield Field(_("time off"), Choice(away, NO, id="away"))
        whole = Choice([(NO, _(NO)), (YES, _(YES))], NO, id="all-day")
        yield Field(in_context("field", "all day"), whole)
        begins = _('15:00, "tomorrow 10:00"; a day where it is all day')
        yield Field(in_context("when", "from"), _line("from", begins))
        ends = _("17:00, or as above; empty for an hour, or one day")
        yield Field(in_context("when", "until"), _line("until", ends))
        repeats = [(repeat.value, _(words)) for repeat, words in REPEATS.items()]
        yield Field(_("repeat"), Choice(repeats, Repeat.ONCE, id="repeat"))
        yield Field(in_context("repeat", "every"), _line("every", _("1; 2 for every other")))
        last = _("the last day it comes again; empty for always")
        yield Field(_("last day"), _line("last", last))
        yield Field(_("cover"), _line("cover", _("who stands in")))
        yield Static("", id="meant", classes="told")

    @on(Input.Changed)
    @on(Choice.Changed)
    def show_meant(self) -> None:
        """Say which time is meant, as soon as it is one."""
        self.say("")
        try:
            words = _told(self.command().busy)
        except DeskError:
            words = ""
        self.query_one("#meant", Static).update(Content(words))

    def command(self) -> AddBusy:
        """The time as typed; BadInput where it can't be."""
        all_day = self._picked("all-day") == YES
        begins, ends = self._days() if all_day else self._times()
        repeat, last = Repeat(self._picked("repeat")), self._typed("last")
        busy = Busy(
            number=0,
            title=self._typed("what"),
            begins=begins,
            ends=ends,
            zone=self._zone.key,
            all_day=all_day,
            repeat=repeat,
            every=self._every() if repeat is not Repeat.ONCE else 1,
            until=self._day(last).date() if last and repeat is not Repeat.ONCE else None,
            away=self._picked("away") == YES,
            cover=self._typed("cover"),
        )
        check(busy)
        return AddBusy(busy)

    def _times(self) -> tuple[datetime, datetime]:
        begins, until = self._moment(self._from), self._typed("until")
        if not until:
            return begins, begins + AN_HOUR
        if CLOCK.fullmatch(until):
            until = f"{begins.date()} {until.zfill(5)}"
        return begins, self._moment(until)

    def _days(self) -> tuple[datetime, datetime]:
        first, until = self._day(self._from), self._typed("until")
        last = self._day(until) if until else first
        return first, last + timedelta(days=1)

    @property
    def _from(self) -> str:
        typed = self._typed("from")
        if not typed:
            example = _('from: say when it begins, as 15:00, "tomorrow 10:00" or 2026-11-24')
            raise BadInput(example)
        return typed

    def _moment(self, typed: str) -> datetime:
        return by_when(typed, self._clock(), self._zone).replace(tzinfo=None)

    def _day(self, typed: str) -> datetime:
        """The midnight of a day that was said; the time beside it counts for nothing."""
        try:
            moment = by_when(f"{typed} 00:00", self._clock(), self._zone)
        except DeskError:
            moment = by_when(typed, self._clock(), self._zone)
        return datetime.combine(moment.date(), time())

    def _every(self) -> int:
        typed = self._typed("every") or "1"
        if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
            raise BadInput(_("every: give a number, 1 or more"))
        return int(typed)

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    def _picked(self, field: str) -> str:
        return self.query_one(f"#{field}", Choice).value


def _told(busy: Busy) -> str:
    begins = day_name(busy.begins.date())
    if busy.all_day:
        last = day_name(busy.ends.date() - timedelta(days=1))
        if last == begins:
            return _("{day}, all day").format(day=begins)
        return _("{first} to {last}, all day").format(first=begins, last=last)
    ends = "" if busy.ends.date() == busy.begins.date() else f"{day_name(busy.ends.date())} "
    first, last = f"{begins} {busy.begins:%H:%M}", f"{ends}{busy.ends:%H:%M}"
    return _("{first} to {last}").format(first=first, last=last)


def _line(field: str, placeholder: str) -> Input:
    line = Input(id=field, placeholder=placeholder, compact=True)
    line.cursor_blink = False
    return line
