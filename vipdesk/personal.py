"""What the screens know of the person who sits before them."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field

from vipdesk.appearance import Shows
from vipdesk.preferences import Preferences

Keep = Callable[[Preferences, Preferences], None]
"""Writes what differs between what held before and after; raises BadInput. It may block."""

Save = Callable[[str, bytes], str]
"""Saves a file under a name or one like it; raises BadInput. It may block."""


def nobody() -> bool:
    """There is no mail account."""
    return False


class Personal(Struct, frozen=True, kw_only=True):
    """`complaints` are about their file, `keep` None where nothing may be written.

    `mail` says whether what they write is sent: a mail account is set up. `save` puts a file among
    their downloads and says where, None where that can't be. Both may block. `below` is the one
    folder whose files they may take where the account is not theirs: then no editor is started.
    """

    preferences: Preferences = field(default_factory=Preferences)
    shows: Shows = field(default_factory=Shows)
    complaints: tuple[str, ...] = ()
    keep: Keep | None = None
    mail: Callable[[], bool] = nobody
    save: Save | None = None
    below: Path | None = None
