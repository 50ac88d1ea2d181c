"""What the agent was told and has not seen to: go there, have it done, put it off."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from vipdesk.clock import Clock
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.domain.reminder import Key, Occasion, Reminder
from vipdesk.domain.reminder_commands import PutOff, ReminderCommand, SeeTo
from vipdesk.domain.retold import reminder_said
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Do
from vipdesk.screens.said import Said
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.signs import BAND
from vipdesk.widgets.signs import REMINDED as SIGN

PUT_OFF_BY = timedelta(minutes=15)
LONGEST_MOMENT = len("Thu 19 Nov 11:20")
BANDS = {Occasion.WARN: "warn", Occasion.URGENT: "urgent", Occasion.BREACHED: "breached"}


class TellReminders(ModalScreen[None]):
    """Latest last, as they came; enter goes to what the marked one is about."""

    DEFAULT_CSS = """
    TellReminders { background: $background; }
    TellReminders > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    TellReminders OptionList {
        height: 1fr; border: none; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    TellReminders OptionList > .option-list--option-highlighted { text-style: bold underline; }
    TellReminders KeyLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", N_("go there"), key_display="enter", priority=True),
        Binding("d", "done", N_("done")),
        Binding("D", "all_done", N_("all done")),
        Binding("z", "put_off", N_("in 15 minutes")),
        Binding("escape,q,exclamation_mark", "dismiss", N_("close"), key_display="esc"),
    ]

    def __init__(self, do: Do, clock: Clock, go: Callable[[Key], None]) -> None:
        """`go` shows what a reminder is about."""
        super().__init__()
        self._do, self._clock, self._go = do, clock, go
        self.reminders: tuple[Reminder, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical() as frame:
            frame.border_title = Content(_("Reminders"))
            yield OptionList(markup=False, compact=True)
            yield Said()
            yield KeyLine()

    def update(self, reminders: tuple[Reminder, ...], now: datetime, zone: tzinfo | None) -> None:
        """Show these; what was marked stays marked."""
        if reminders == self.reminders:
            return
        marked, options = self.selected, self.query_one(OptionList)
        self.reminders = reminders
        near = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_row(one, now, zone)) for one in reminders])
        if reminders:
            place = reminders.index(marked) if marked in reminders else near
            options.highlighted = min(place, len(reminders) - 1)
        else:
            self.dismiss(None)

    @property
    def selected(self) -> Reminder | None:
        """The one that is marked."""
        place = self.query_one(OptionList).highlighted if self.is_mounted else None
        there = place is not None and place < len(self.reminders)
        return self.reminders[place] if there and place is not None else None

    def action_go(self) -> None:
        """Go to what it is about; it is seen to by that."""
        if (reminder := self.selected) is not None:
            self.run_worker(self._tried([SeeTo(reminder.number)]))
            self.dismiss(None)
            self._go(reminder.key)

    def action_done(self) -> None:
        """The marked one was seen to."""
        if (reminder := self.selected) is not None:
            self.run_worker(self._tried([SeeTo(reminder.number)]))

    def action_all_done(self) -> None:
        """All of them were seen to."""
        self.run_worker(self._tried([SeeTo(one.number) for one in self.reminders]))

    def action_put_off(self) -> None:
        """Tell the marked one again in a while."""
        if (reminder := self.selected) is not None:
            until = self._clock() + PUT_OFF_BY
            self.run_worker(self._tried([PutOff(reminder.number, until)]))

    async def _tried(self, commands: list[ReminderCommand]) -> None:
        try:
            for command in commands:
                await self._do(command)
        except DeskError as problem:
            if self.is_attached:
                self.query_one(Said).tell(str(problem), bad=True)


def _row(reminder: Reminder, now: datetime, zone: tzinfo | None) -> Content:
    signs = {band.value: sign for band, sign in BAND.items()}
    sign = signs.get(BANDS.get(reminder.key.occasion, ""), SIGN)
    told = timestamp(reminder.fired, now, zone) if reminder.fired else ""
    return Content.assemble(
        f"{sign} ",
        (f"{told.ljust(LONGEST_MOMENT)} ", "dim"),
        reminder_said(clean_line(reminder.text, 200)),
    )
