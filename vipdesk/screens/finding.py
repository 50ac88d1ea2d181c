"""What is looked for in the queue, and what the store has found of it so far."""

from datetime import datetime
from functools import lru_cache

from vipdesk.domain.board import Board
from vipdesk.domain.escalation import known_of
from vipdesk.domain.filter import Filter, typed_filter, without_order
from vipdesk.domain.found import Found
from vipdesk.domain.language import _, in_context
from vipdesk.domain.order import Order
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.term import Asked, Known
from vipdesk.widgets.rows import Past

MOST = 200
"""Resolved tickets that are shown at once."""

NOTHING = Found()


class Finding:
    """The words in the line, the order that a key has chosen, and the latest answer.

    `levels` are the severities that there are, as far as is known.
    """

    def __init__(self) -> None:
        self.typed = ""
        self.levels: tuple[int, ...] = ()
        self.chosen = Order.DUE
        self.found = NOTHING
        self.trouble = ""
        self._answered = Filter()
        self._were_resolved: frozenset[int] = frozenset()

    @property
    def wanted(self) -> Filter:
        """What is typed, as far as it is right."""
        return _wanted(self.typed, self.levels)

    @property
    def order(self) -> Order:
        """What comes first: as the line says, else as the key has chosen."""
        return self.wanted.order or self.chosen

    @property
    def question(self) -> Filter:
        """What the store is to be asked; without terms nothing."""
        terms, looks_back = self.wanted.sought.terms, self.wanted.looks_back
        if not (looks_back or any(term.asks for term in terms)):
            return Filter()
        return Filter(terms, self.order)

    @property
    def most(self) -> int:
        """How many resolved tickets are wanted."""
        return MOST if self.question.looks_back else 0

    @property
    def known(self) -> Known:
        """What is known of the open tickets; of a word that is typed on, as of what there was."""
        known = self.found.known
        asked = [term.asked for term in self.wanted.terms if term.asks]
        return {one: known[near] for one in asked if (near := _nearest(one, known)) is not None}

    @property
    def words(self) -> str:
        """The whole search, as it is kept under a digit."""
        sort = f"sort:{self.order}" if self.order is not Order.DUE else ""
        return " ".join(filter(None, (without_order(self.typed).strip(), sort)))

    @property
    def word(self) -> str:
        """The first word that is looked for; empty without one."""
        words = (term.said for term in self.wanted.terms if not (term.key or term.turned_round))
        return next(words, "")

    def among(self, board: Board, now: datetime) -> tuple[QueueLine, ...]:
        """The open rows that are looked for, as far as is known.

        One that was found resolved, and is open again, stays until the store has answered anew.
        """
        wanted, policy, back = self.wanted, board.policy, self._were_resolved
        known = {**self.known, **known_of(board.escalations)}
        if not wanted.terms:
            return board.lines
        met = wanted.among(board.lines, policy, now, known)
        if not back:
            return tuple(met)
        there = back.union(line.number for line in met)
        return tuple(line for line in board.lines if line.number in there)

    def take(self, question: Filter, found: Found) -> None:
        """The answer to a question; one that is no longer asked is dropped."""
        if question == self.question:
            self.found, self.trouble, self._answered = found, "", question
            self._were_resolved = frozenset(line.number for line in found.resolved)

    def forget(self) -> None:
        """Nothing is asked any more: the next answer is to another question."""
        self.take(Filter(), NOTHING)

    def past(self, board: Board) -> Past | None:
        """The resolved tickets that match; None where none are meant."""
        if not self.question.looks_back:
            return None
        here = {line.number for line in board.lines}
        lines = tuple(line for line in self.found.resolved if line.number not in here)
        return Past(_("resolved · {told}").format(told=self._told(len(lines))), lines)

    def line(self, number: int) -> QueueLine | None:
        """The row of a resolved ticket that was found."""
        return next((line for line in self.found.resolved if line.number == number), None)

    def _told(self, count: int) -> str:
        if self.trouble:
            return self.trouble
        if self.question != self._answered:
            return _("looking …")
        if not count:
            return in_context("found", "none")
        more, bound = self.found.more, "+" if self.found.more >= MOST * 4 else ""
        if not more:
            return str(count)
        words = _("{count} of {all}, {order}")
        return words.format(count=count, all=f"{count + more}{bound}", order=self._first())

    def _first(self) -> str:
        return _("latest first") if self.order is Order.DUE else self.order.words


def _nearest(asked: Asked, known: Known) -> Asked | None:
    """What was answered of a word of which this is more, or less: rows must not come and go."""
    key, word = asked
    if asked in known or key:
        return asked if asked in known else None
    begun = (one for one in known if not one[0] and _begins(one[1], word))
    return max(begun, key=lambda one: len(one[1]), default=None)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@lru_cache(maxsize=8)
def _wanted(typed: str, levels: tuple[int, ...]) -> Filter:
    """Kept for a moment: it is asked for with every tick."""
    return typed_filter(typed, levels).filter
