"""The audit: an entry for everything anyone did, each sealed with the one before it."""

import re
from datetime import datetime

from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.text import clean_line

SET_UP = N_("desk set up")
BEGUN = N_("audit begun")
RESTORED = N_("put back from a copy")

CHANGED = N_("✗ changed")
"""The mark of an entry that is not as it was made."""

_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class Terminal(Struct, frozen=True):
    """Where an act came from, in clean words; `alone` where nobody sits there."""

    name: str = ""
    alone: bool = False


NOWHERE = Terminal()

AT_DOOR = N_("client")
"""The role of who acts at the client's own door."""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry; instants are aware UTC.

    `at` is when it was done, `happened` the instant that the history gives it; `who` did it (empty
    for nobody), `worked_by` sat at the desk (empty where it went by itself), in that `role`;
    `sealed` is whether it is as it was made.
    """

    number: int
    at: datetime
    who: str
    worked_by: str
    role: str
    terminal: str
    what: str
    ticket: int | None
    callback: int | None
    booking: int | None
    detail: str
    event: int | None
    happened: datetime
    digest: str
    sealed: bool = True


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries are looked for; `since` and `until` (aware) are both meant.

    `most` is how many of the latest are given, a negative number gives all.
    """

    who: str = ""
    ticket: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    most: int = -1

    def meets(self, entry: Entry) -> bool:
        """Whether name and words are in it, as screens tell it or as it is kept."""
        named = f"{entry.who}\n{entry.worked_by}".casefold()
        if self.who.casefold() not in named:
            return False
        about = f"#{entry.ticket}" if entry.ticket is not None else ""
        parts = (entry.what, _(entry.what), entry.detail, entry.role, entry.terminal, about)
        text = "\n".join((named, *parts)).casefold()
        return all(word in text for word in self.words.casefold().split())


class Head(Struct, frozen=True):
    """The last entry's number and digest: kept elsewhere, they prove that nothing was removed."""

    number: int
    digest: str

    def __str__(self) -> str:
        """As it is written down."""
        return f"{self.number}:{self.digest}"


def parse_head(said: str) -> Head:
    """A head as it was written down; BadInput for what is none."""
    found = _HEAD.fullmatch(said.strip())
    if found is None or int(found[1]) < 1:
        words = clean_line(said, 60)
        raise BadInput(
            _('"{words}" is no head of an audit: `vipdesk audit --head` prints one').format(
                words=words
            )
        )
    return Head(int(found[1]), found[2])
