"""What a list of tickets is narrowed by: words, and `key:value` pairs.

`rossi severity:1 band:breached -status:waiting` finds what meets every term; a minus turns one
round. A word is looked for in the number, the subject and the sender.
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.target import Band

FLAGS: dict[str, Callable[[QueueLine], bool]] = {
    "untriaged": lambda line: not line.triaged,
    "unknown": lambda line: line.sender_unknown,
    "unentitled": lambda line: not line.entitled,
    "unanswered": lambda line: line.client_waits_since is not None,
}
VALUES: dict[str, tuple[str, ...]] = {
    "status": tuple(status.value for status in Status),
    "channel": tuple(channel.value for channel in Channel),
    "band": tuple(band.value for band in Band),
    "is": tuple(FLAGS),
}
FREE = ("severity", "from", "subject", "number")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; an empty key is a word."""

    key: str
    value: str
    turned_round: bool

    def meets(self, line: QueueLine, policy: Policy, now: datetime) -> bool:
        """Whether the row meets it."""
        return self._holds(line, policy, now) is not self.turned_round

    def _holds(self, line: QueueLine, policy: Policy, now: datetime) -> bool:
        match self.key:
            case "":
                said = f"#{line.number} {line.subject} {line.requester}"
                return self.value in said.casefold()
            case "status" | "channel":
                return bool(getattr(line, self.key) == self.value)
            case "band":
                return line.band(policy, now).value == self.value
            case "is":
                return FLAGS[self.value](line)
            case "severity" | "number":
                return str(getattr(line, self.key)) == self.value
        words = line.requester if self.key == "from" else line.subject
        return self.value in words.casefold()


@dataclass(frozen=True, slots=True)
class Filter:
    """All of these terms; without one everything passes."""

    terms: tuple[Term, ...] = ()

    def meets(self, line: QueueLine, policy: Policy, now: datetime) -> bool:
        """Whether the row meets every term at `now` (aware)."""
        return all(term.meets(line, policy, now) for term in self.terms)


def parse_filter(text: str) -> Filter:
    """Read a filter; BadInput names the term that can't be right, and what could."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise BadInput(f"filter {text[:60]!r}: a quotation mark is not closed") from None
    return Filter(tuple(map(_term, words)))


def words_only(text: str) -> Filter:
    """Every word of `text` to be found as it stands: what is typed can't be wrong."""
    return Filter(tuple(Term("", word.casefold(), False) for word in text.split()))


def _term(word: str) -> Term:
    turned_round = word.startswith("-") and len(word) > 1
    key, colon, value = word.removeprefix("-" if turned_round else "").partition(":")
    if not colon or not key.isalpha():
        return Term("", word.removeprefix("-" if turned_round else "").casefold(), turned_round)
    key, value = key.casefold(), value.casefold()
    if key in VALUES and value not in VALUES[key]:
        raise BadInput(f"filter {word[:60]!r}: {key}: takes one of {', '.join(VALUES[key])}")
    if key not in VALUES and key not in FREE:
        known = ", ".join(f"{name}:" for name in (*VALUES, *FREE))
        raise BadInput(f"filter {word[:60]!r}: there is no {key}:, only words and {known}")
    return Term(key, value, turned_round)
