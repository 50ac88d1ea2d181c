"""The command palette: whatever works here and now, by its words."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from vipdesk.verbs import ACTS, Act


class Verbs(Provider):
    """Offers each act that the screen below can do at this moment."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for act in self._working():
            yield DiscoveryHit(_shown(act), partial(self.screen.run_action, act.action))

    async def search(self, query: str) -> Hits:
        """Those whose words fit."""
        matcher = self.matcher(query)
        for act in self._working():
            words = _shown(act)
            if (score := matcher.match(words)) > 0:
                run = partial(self.screen.run_action, act.action)
                yield Hit(score, matcher.highlight(words), run)

    def _working(self) -> Iterator[Act]:
        return (act for act in ACTS if self.screen.check_action(act.action, ()))


def _shown(act: Act) -> str:
    return f"{act.says} ({act.key})"
