"""Why something that a client asks for can't be: told apart, for their page says it in its own
words, by their clock."""

from enum import Enum, auto

from vipdesk.domain.errors import Refusal


class WhyNot(Enum):
    """What stands against a call at some time, one that is booked, or another severity."""

    PAST = auto()
    NOTICE = auto()
    HORIZON = auto()
    ENDS_LATE = auto()
    CLOSED = auto()
    TAKEN = auto()
    TOO_CLOSE = auto()
    CALL_NEAR = auto()
    CALL_OVER = auto()
    CALL_SAME = auto()
    MATTER_CLOSED = auto()
    SEVERITY_SAME = auto()


class Declined(Refusal):
    """A refusal of which it is told why, beside its words."""

    def __init__(self, why: WhyNot, words: str) -> None:
        super().__init__(words)
        self.why = why
