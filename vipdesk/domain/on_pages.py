"""Who is on the client's page, and who types there: it is so for a moment, and kept nowhere."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field


class OnPages(Struct, frozen=True):
    """Who is on the client's page, and whether they look at it; on which ticket each types."""

    here: Mapping[str, bool] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)


NOBODY = OnPages()


class Moments(Protocol):
    """What one desk says of itself, and hears of the pages; each call may block, none fails."""

    def types(self, ticket: int | None) -> None:
        """Somebody types on a ticket now; None for on none. Whoever goes on says so again."""
        ...

    def pages(self) -> OnPages:
        """What is so on the pages now."""
        ...

    def close(self) -> None:
        """Say nothing any more."""
        ...
