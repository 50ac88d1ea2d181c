"""What the screen of a hand-over sheet can have done."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover
from vipdesk.domain.handover_commands import Templates
from vipdesk.screens.dialog import Do


class Hand(Struct, frozen=True):
    """What a sheet is made and signed with; reading may be slow, so it is awaited.

    `who` acts; `is_named` is whether they were named, whoever has the desk.
    """

    do: Do
    handing: Callable[[], Awaitable[Handing]]
    templates: Callable[[], Awaitable[tuple[Templates, tuple[str, ...]]]]
    who: Callable[[], str]
    is_named: bool = False

    def signer(self, made: Handover) -> str:
        """Who signs a sheet here: who was named, else whom it is for."""
        return self.who() if self.is_named else made.taker
