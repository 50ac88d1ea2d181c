"""The settings of whoever sits at the screen: shown at once, kept when they say so."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace
from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.appearance import WORDS, Appearance
from vipdesk.domain.language import N_, _, counted, dated
from vipdesk.domain.text import clean_line
from vipdesk.keys import Keys, KeySet
from vipdesk.languages import LANGUAGES
from vipdesk.personal import Personal
from vipdesk.preferences import WAYS, Preferences, language_named, zone_named
from vipdesk.screens.form import Field, Form
from vipdesk.screens.own_keys import OwnKeys
from vipdesk.terminal.themed import wear
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.typed import Input
from vipdesk.widgets.zones import Zones

AUTO = "auto"
YES_NO = (("yes", N_("yes")), ("no", N_("no")))
KEY_SETS = (
    (KeySet.ARROWS.value, N_("arrows, and j k g G")),
    (KeySet.VI.value, N_("and as in vi: ^d ^u H L")),
)
TOLD_BY = {
    "toast": N_("remind: here"),
    "bell": N_("remind: bell"),
    "osc9": N_("remind: osc9"),
    "osc777": N_("remind: osc777"),
}


class SettingsForm(Form[Preferences | None]):
    """Theme and the rest as they are looked at; leaving puts the theme back."""

    DEFAULT_CSS = """
    SettingsForm #frame { height: 18; }
    SettingsForm Field > Label { width: 16; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("keep"), key_display="^s", priority=True),
        Binding("ctrl+k", "own_keys", N_("change keys"), key_display="^k", priority=True),
        Binding("ctrl+o", "policy", N_("policy"), key_display="^o", priority=True),
        Binding("down", "app.focus_next", N_("next"), show=False),
        Binding("up", "app.focus_previous", N_("previous"), show=False),
        Binding("escape", "leave", N_("leave"), key_display="esc", priority=True),
    ]

    def __init__(
        self,
        before: Preferences,
        personal: Personal,
        now: datetime | None,
        policy: Callable[[], None] | None = None,
    ) -> None:
        """`now` is what a zone is told by, `policy` shows the policy where it may be seen."""
        super().__init__(_("Settings"))
        self._before, self._personal, self._now = before, personal, now
        self._policy, self._keys = policy, before.keys
        self._zones = Zones()

    def fields(self) -> Iterable[Widget]:
        """Each setting in a row."""
        before = self._before
        languages = [(AUTO, _("as the terminal asks")), *LANGUAGES.items()]
        themes = _said([(AUTO, WORDS[None]), *((each.value, WORDS[each]) for each in Appearance)])
        theme = before.theme.value if before.theme else AUTO
        yield Field(_("theme"), Choice(themes, theme, id="theme"))
        if self._personal.shows.only:
            yield Static(_no_colour(self._personal.shows.only), classes="told")
        yield Field(_("moving"), Choice(_said(KEY_SETS), before.key_set.value, id="key_set"))
        yield Field(_("keys"), Static(id="own_keys", markup=False))
        zone = Input(before.zone, id="zone", suggester=self._zones, compact=True)
        zone.placeholder = _("the machine's; or one like Europe/Lisbon")
        zone.cursor_blink = False
        yield Field(_("your zone"), zone)
        yield Field("", Static(id="meant", classes="told", markup=False))
        for way in WAYS:
            there = "yes" if way in before.notify else "no"
            yield Field(_(TOLD_BY[way]), Choice(_said(YES_NO), there, id=way))
        yield Field(_("language"), Choice(languages, before.language or AUTO, id="language"))
        yield Field("", Static(_("from the next start on"), classes="told", markup=False))

    def on_mount(self) -> None:
        """Say what is chosen so far, and learn the names of the zones."""
        self._tell_keys()
        self._tell_zone()
        self._learn_zones()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The policy is shown where somebody may change it."""
        if action == "policy":
            return self._policy is not None
        return super().check_action(action, parameters)

    @on(Choice.Changed)
    def preview(self) -> None:
        """Look as it would."""
        wear(self.app, self._theme())

    @on(Input.Changed, "#zone")
    def tell_zone(self) -> None:
        """Say what time it is there."""
        self.say("")
        self._tell_zone()

    def action_own_keys(self) -> None:
        """Another key for an act."""
        self.app.push_screen(OwnKeys(self._keys), self._take_keys)

    def action_policy(self) -> None:
        """The policy, and what another one would change."""
        if self._policy is not None:
            self._policy()

    def submit(self) -> None:
        """Give what is chosen; a zone that is none is said in place."""
        typed = self._zones.completed(self.query_one("#zone", Input).value.strip())
        try:
            zone = zone_named(typed)
        except ValueError:
            words = _("there is no zone {name}: give one like Europe/Lisbon, or none")
            self.say(words.format(name=clean_line(typed, 40)))
            self.set_focus(self.query_one("#zone", Input))
            return
        self.dismiss(self._chosen(zone))

    def _chosen(self, zone: str) -> Preferences:
        return replace(
            self._before,
            theme=self._theme(),
            key_set=KeySet(self.query_one("#key_set", Choice).value),
            keys=self._keys,
            zone=zone,
            language=language_named(self.query_one("#language", Choice).value),
            notify=frozenset(w for w in WAYS if self.query_one(f"#{w}", Choice).value == "yes"),
        )

    def _theme(self) -> Appearance | None:
        value = self.query_one("#theme", Choice).value
        return None if value == AUTO else Appearance(value)

    def _take_keys(self, keys: Keys | None) -> None:
        if keys is not None:
            self._keys = keys
            self._tell_keys()

    def _tell_keys(self) -> None:
        count = len(self._keys.chosen)
        told = counted("{count} changed · ^k changes", "{count} changed · ^k changes", count)
        words = told if count else _("as they come · ^k changes")
        self.query_one("#own_keys", Static).update(Content(words))

    def _tell_zone(self) -> None:
        typed = self._zones.completed(self.query_one("#zone", Input).value.strip())
        try:
            zone = ZoneInfo(zone_named(typed)) if typed else None
        except ValueError:
            zone = None
        told = ""
        if zone is not None and self._now is not None:
            there = dated(self._now.astimezone(zone), "%a %H:%M %Z")
            told = _("{zone}: it is {moment} there").format(zone=zone.key, moment=there)
        self.query_one("#meant", Static).update(Content(told))

    @work(thread=True, group="zones")
    def _learn_zones(self) -> None:
        self._zones.learn(available_timezones())


def _said(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Options with their words in the language spoken."""
    return [(value, _(words)) for value, words in options]


def _no_colour(why: str) -> str:
    return _("{why}: no colour is shown").format(why=_(why))
