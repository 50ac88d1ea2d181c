"""The panes in the ways of whoever sits before them: their theme, keys, zone and moves."""

import asyncio
from collections.abc import Callable
from datetime import tzinfo
from functools import cached_property

from textual.app import ComposeResult

from vipdesk.appearance import Appearance
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.preferences import Preferences
from vipdesk.screens.bound import bound
from vipdesk.screens.own_zone import own_zone
from vipdesk.screens.panes import Panes
from vipdesk.screens.said import Said
from vipdesk.terminal.themed import wear
from vipdesk.widgets.layout import Hints

MORE = N_(" · `vipdesk doctor` lists all")


class OwnWays(Panes, part=True):
    """Takes preferences as they change; `personal` says where they come from and are kept."""

    _said_of: int | None = None

    def __init__(self, pictures: Pictures, personal: Personal | None = None) -> None:
        super().__init__(pictures)
        self.personal = personal or Personal()
        self.prefer(self.personal.preferences)

    def compose(self) -> ComposeResult:
        """The panes, and the line that says what was done."""
        yield from super().compose()
        yield Said()

    @cached_property
    def said(self) -> Said:
        """That line."""
        return self.query_one(Said)

    def on_mount(self) -> None:
        """What can't be right in the person's file is said, and the rest of it holds."""
        self._name_keys()
        wrong = self.personal.complaints
        if wrong:
            self.say(f"{wrong[0]}{_(MORE) if len(wrong) > 1 else ''}")

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was."""
        self._said_of = self.number
        self.said.tell_for_now(words, bad=bad)

    def on_screen_suspend(self) -> None:
        """Something is opened over it: what was done before was read."""
        self.said.pass_over()

    def forget_refusal(self) -> None:
        """What was refused was about another ticket; word of the cursor may come after the key."""
        if self.said.is_refusal and self.number != self._said_of:
            self.said.pass_over()

    def say_trouble(self, words: str) -> None:
        """Tell what is wrong with what goes on beside the screens; empty when nothing is."""
        self.query_one(Said).tell_trouble(words)

    def prefer(self, preferences: Preferences) -> None:
        """Go by these from now on."""
        self.preferences = preferences
        self._bindings = bound(type(self), preferences.keys, preferences.key_set)
        if self.is_mounted:
            self._name_keys()
            wear(self.app, preferences.theme)
            self.refresh_bindings()
            self.show()

    def _name_keys(self) -> None:
        """What is shown says which key goes on with it."""
        self.reminders_key = self.key_of("reminders")
        self.timeline.keys = Hints(self.key_of("unfold"), self.key_of("more"))
        self.name_panes()

    def name_panes(self) -> None:
        """What stands below the queue says which key shows it whole."""
        self.callback_pane.key = self.key_of("callbacks")
        self.calendar_pane.key = self.key_of("calendar")

    def key_of(self, action: str) -> str:
        """The key of an act, as people write it."""
        return self.preferences.keys.of(action)

    @property
    def empty(self) -> str:
        """What is said where nothing is open, with the key that opens something."""
        return _(self.EMPTY).format(new_ticket=self.key_of("new_ticket"))

    @property
    def own(self) -> tzinfo | None:
        """The viewer's own zone; None where it is not known."""
        return own_zone(self.preferences.zone)

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments are shown in; None before the first board."""
        return (self.own if self.in_own_zone else None) or super().zone

    @property
    def policy_screen(self) -> Callable[[], None] | None:
        """Shows the policy, where somebody may change it."""
        return None

    def action_settings(self) -> None:
        """Theme, keys, zone and reminders of whoever sits here."""
        from vipdesk.screens.settings import SettingsForm

        form = SettingsForm(self.preferences, self.personal, self.now, self.policy_screen)
        self.app.push_screen(form, self._settle)

    def action_theme(self, name: str) -> None:
        """Wear this theme, and keep that it was chosen."""
        self._settle(self.preferences.with_theme(Appearance(name) if name else None))

    def action_zone(self) -> None:
        """Due moments in the viewer's own zone, or in desk time."""
        self.in_own_zone = not self.in_own_zone

    def action_half_page(self, by: int) -> None:
        """Half a page down or up, where the focus is."""
        if self.reading:
            self.timeline.move_half(by)
        else:
            self.queue.move_half(by)

    def action_in_sight(self, where: str) -> None:
        """To the top, the middle or the end of what is in sight of the queue."""
        self.queue.move_in_sight(where)

    def _settle(self, chosen: Preferences | None) -> None:
        before = self.preferences
        if chosen is None:
            wear(self.app, before.theme)
        elif chosen != before:
            self.prefer(chosen)
            self.run_worker(self._keep(before, chosen), group="settings")

    async def _keep(self, before: Preferences, chosen: Preferences) -> None:
        keep = self.personal.keep
        if keep is None:
            self.say(_("your settings hold until you leave"))
            return
        try:
            await asyncio.to_thread(keep, before, chosen)
        except DeskError as problem:
            self.say(_("not kept: {problem}").format(problem=problem))
        else:
            self.say(_("settings kept"))
