"""Which word of the client's needs no answer, if one does not (spec: clock, follow-up)."""

from datetime import datetime
from itertools import takewhile

from vipdesk.domain.facts import Answered, ClockJoined, Fact, Word, in_order
from vipdesk.domain.ticket import Ticket


def thanks(ticket: Ticket) -> Word | None:
    """The last that was said, here or on a ticket merged into this one; None where none can be.

    What the ticket was opened with is no thank-you.
    """
    here = [fact for fact in _said(ticket) if not isinstance(fact, ClockJoined)]
    again = (word for word in unanswered_words(ticket) if [word] != here)
    return max(again, key=_came, default=None)


def unanswered_words(ticket: Ticket) -> list[Word]:
    """What the client said since our last answer, the latest first."""
    back = takewhile(lambda fact: not isinstance(fact, Answered), reversed(_said(ticket)))
    return [word for word in back if isinstance(word, Word)]


def _said(ticket: Ticket) -> list[Fact]:
    return [fact for fact in in_order(ticket.facts) if isinstance(fact, Word | Answered)]


def _came(word: Word) -> datetime:
    return word.since if isinstance(word, ClockJoined) else word.noticed or word.at
