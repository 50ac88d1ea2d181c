"""Where the rows of a queue stand: open tickets, below a rule those that are resolved."""

from msgspec import Struct

from vipdesk.domain.queue import QueueLine


class Past(Struct, frozen=True):
    """The resolved tickets below the open ones, and what the rule between them says."""

    rule: str
    lines: tuple[QueueLine, ...] = ()


class Rows(Struct, frozen=True):
    """An index counts tickets, a row what stands on the screen: the rule is a row too."""

    opened: tuple[QueueLine, ...] = ()
    past: Past | None = None

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        """Every ticket, in the order of the rows."""
        return (*self.opened, *self.past.lines) if self.past is not None else self.opened

    @property
    def count(self) -> int:
        """How many rows there are."""
        past = self.past
        return len(self.opened) + (len(past.lines) + 1 if past is not None else 0)

    def row(self, index: int) -> int:
        """The row of a ticket."""
        return index + (self.past is not None and index >= len(self.opened))

    def index(self, row: int) -> int | None:
        """The ticket of a row; None for the rule, and where there is none."""
        if not 0 <= row < self.count or self.is_rule(row):
            return None
        return row - (self.past is not None and row > len(self.opened))

    def is_rule(self, row: int) -> bool:
        """Whether the rule is there."""
        return self.past is not None and row == len(self.opened)
