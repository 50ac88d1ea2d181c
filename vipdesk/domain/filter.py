"""What a list of tickets is narrowed by: words, and `key:value` pairs.

`rossi sev:1 band:breached -is:waiting before:2026-11-01` finds what meets every term; a minus
turns one round. A word is looked for in the number, the subject and the sender. Days are those of
the desk.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.target import Band


def _is(status: Status) -> Callable[[QueueLine], bool]:
    return lambda line: line.status == status.value


ESCALATED = "escalated"
Escalated = Mapping[int, bool]
"""The tickets that are escalated, by number, and whether a senior has them or is asked."""

NOTHING_ESCALATED: Escalated = {}
FLAGS: dict[str, Callable[[QueueLine], bool]] = {
    "untriaged": lambda line: not line.triaged,
    "unknown": lambda line: line.sender_unknown,
    "unentitled": lambda line: not line.entitled,
    "unanswered": lambda line: line.client_waits_since is not None,
    "promised": lambda line: line.due_kind == "promise",
    **{status.value: _is(status) for status in Status},
}
VALUES: dict[str, tuple[str, ...]] = {
    "status": tuple(status.value for status in Status),
    "channel": tuple(channel.value for channel in Channel),
    "band": tuple(band.value for band in Band),
    "is": (*FLAGS, ESCALATED),
    "owes": ("us", "client", "senior", "vendor"),
}
FREE = ("severity", "from", "subject", "number")
DAYS = ("before", "after")
KEYS = (*VALUES, *FREE, *DAYS)
SHORT = {"sev": "severity", "no": "number", "via": "channel"}
"""What may be typed for a longer key."""


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; an empty key is a word."""

    key: str
    value: str
    turned_round: bool

    def meets(self, line: QueueLine, policy: Policy, now: datetime, escalated: Escalated) -> bool:
        """Whether the row meets it."""
        return self._holds(line, policy, now, escalated) is not self.turned_round

    def _holds(self, line: QueueLine, policy: Policy, now: datetime, escalated: Escalated) -> bool:
        match self.key:
            case "":
                said = f"#{line.number} {line.subject} {line.requester}"
                return self.value in said.casefold()
            case "status" | "channel":
                return bool(getattr(line, self.key) == self.value)
            case "band":
                return line.band(policy, now).value == self.value
            case "is":
                flag = FLAGS.get(self.value)
                return flag(line) if flag else line.number in escalated
            case "owes":
                return owes(line, escalated.get(line.number, False)) == self.value
            case "before" | "after":
                came = policy.hours.local(instant(line.received)).date()
                day = date.fromisoformat(self.value)
                return came < day if self.key == "before" else came > day
            case "severity" | "number":
                return str(getattr(line, self.key)) == self.value
        words = line.requester if self.key == "from" else line.subject
        return self.value in words.casefold()


@dataclass(frozen=True, slots=True)
class Filter:
    """All of these terms; without one everything passes."""

    terms: tuple[Term, ...] = ()

    def meets(
        self,
        line: QueueLine,
        policy: Policy,
        now: datetime,
        escalated: Escalated = NOTHING_ESCALATED,
    ) -> bool:
        """Whether the row meets every term at `now` (aware)."""
        return all(term.meets(line, policy, now, escalated) for term in self.terms)


def parse_filter(text: str) -> Filter:
    """Read a filter; BadInput names the term that can't be right, and what could."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise BadInput(f"filter {text[:60]!r}: a quotation mark is not closed") from None
    return Filter(tuple(map(_term, words)))


@dataclass(frozen=True, slots=True)
class Typed:
    """What can be made of a filter that somebody is typing; `hint` says what would be right."""

    filter: Filter
    hint: str = ""


def typed_filter(text: str) -> Typed:
    """Narrow by all that is right so far; what is not yet, or not at all, narrows nothing."""
    terms: list[Term] = []
    hint = ""
    for word in _split(text):
        try:
            terms.append(_term(word))
        except BadInput as why:
            key = _key(word)
            if key in KEYS:
                hint = _completion(word) or str(why).partition(": ")[2]
            else:
                near = get_close_matches(key, [*KEYS, *SHORT], 1)
                hint = f"{near[0]}:?" if near else hint
                terms.append(Term("", word.casefold(), False))
    return Typed(Filter(tuple(terms)), hint)


def owes(line: QueueLine, senior: bool) -> str:
    """Who owes the next word: `us`, `client`, `senior`, `vendor`; empty where nobody does.

    A client who waits for an answer waits for us, whatever a vendor owes.
    """
    if line.status == Status.RESOLVED:
        return ""
    if line.status == Status.WAITING:
        return "client"
    if senior:
        return "senior"
    return "us" if line.client_waits_since is not None else line.owed_by or "us"


def _split(text: str) -> list[str]:
    """The words; a quotation mark that is still open is closed at the end."""
    for end in ("", '"', "'"):
        try:
            return shlex.split(text + end)
        except ValueError:
            continue
    return text.split()


def _key(word: str) -> str:
    key = word.removeprefix("-").partition(":")[0].casefold()
    return SHORT.get(key, key)


def _completion(word: str) -> str:
    """`band:urgent` for `band:u`: the values that begin like that; empty without one."""
    key, begun = _key(word), word.partition(":")[2].casefold()
    fit = [value for value in VALUES.get(key, ()) if value.startswith(begun)]
    return f"{key}:{' '.join(fit)}" if fit else ""


def _term(word: str) -> Term:
    turned_round = word.startswith("-") and len(word) > 1
    said = word.removeprefix("-" if turned_round else "")
    key, colon, value = said.partition(":")
    if not colon or not key.isalpha():
        return Term("", said.casefold(), turned_round)
    key, value = SHORT.get(key.casefold(), key.casefold()), value.casefold()
    if key not in KEYS:
        known = ", ".join(f"{name}:" for name in KEYS)
        raise BadInput(f"filter {word[:60]!r}: there is no {key}:, only words and {known}")
    if key in VALUES and value not in VALUES[key]:
        raise BadInput(f"filter {word[:60]!r}: {key}: takes one of {', '.join(VALUES[key])}")
    if key in DAYS and not _is_day(value):
        raise BadInput(f"filter {word[:60]!r}: {key}: takes a day, as in 2026-11-01")
    if key in ("severity", "number") and not value.isdecimal():
        raise BadInput(f"filter {word[:60]!r}: {key}: takes a number")
    return Term(key, value, turned_round)


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return len(said) == len("2026-11-01")
