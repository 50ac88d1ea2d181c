"""The command palette: whatever works here and now, by its words."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from vipdesk.appearance import WORDS
from vipdesk.domain.language import _
from vipdesk.widgets.keys import Entry, entries

EVERYWHERE = ("app.command_palette", "app.focus_next", "app.focus_previous", "screen.copy_text")
"""What every screen has: keys to be known, not acts to be looked for."""


class Themes(Provider):
    """Offers each theme by its name."""

    async def discover(self) -> Hits:
        """None of them before something is typed: they are no acts."""
        none: tuple[DiscoveryHit, ...] = ()
        for hit in none:
            yield hit

    async def search(self, query: str) -> Hits:
        """Those that fit the words."""
        matcher = self.matcher(query)
        for theme, name in WORDS.items():
            words = _("Theme: {name}").format(name=_(name))
            if (score := matcher.match(words)) > 0:
                action = f"app.theme('{theme.value if theme else ''}')"
                run = partial(self.screen.run_action, action)
                yield Hit(score, matcher.highlight(words), run)


class Verbs(Provider):
    """Offers all that has a key on the screen below, at this moment."""

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for key, says, action in self._working():
            yield DiscoveryHit(f"{says} ({key})", partial(self.screen.run_action, action))

    async def search(self, query: str) -> Hits:
        """What fits the words."""
        matcher = self.matcher(query)
        for key, says, action in self._working():
            words = f"{says} ({key})"
            if (score := matcher.match(words)) > 0:
                run = partial(self.screen.run_action, action)
                yield Hit(score, matcher.highlight(words), run)

    def _working(self) -> Iterator[Entry]:
        return (entry for entry in entries(self.screen) if entry[2] not in EVERYWHERE)
