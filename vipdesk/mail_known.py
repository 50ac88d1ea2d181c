"""What is known of the mails of a folder while the program runs."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

STRIKES = 3
"""So often a mail is asked for that the server gives out badly, while it gives out others."""


class Known(Struct):
    """What is known of the mails of a folder, from one line to the next.

    What the server gave out badly is asked for alone from then on, and not for ever; what this
    program has `kept` is not fetched again, even where the server forgets that it was told; of what
    is `finished` it is not told again: somebody may want it unread.
    """

    failed: Counter[int] = field(default_factory=Counter)
    hopeless: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    finished: set[int] = field(default_factory=set)
    validity: int = 0

    def know(self, validity: int) -> None:
        """Forget them where the numbers mean other mails now."""
        if validity != self.validity:
            self.failed.clear()
            self.hopeless.clear()
            self.kept.clear()
            self.finished.clear()
            self.validity = validity

    def first(self, uids: Sequence[int], most: int) -> Sequence[int]:
        """The part of these that is asked for at once, at most so many."""
        if uids[0] in self.failed:
            return uids[:1]
        good = next((at for at, uid in enumerate(uids) if uid in self.failed), most)
        return uids[: min(good, most)]

    def hopeful(self, uids: Sequence[int]) -> list[int]:
        """Those of these that were not asked for in vain as often as one is."""
        hopeless = self.hopeless
        return [u for u in uids if u not in hopeless and self.failed[u] < STRIKES]
