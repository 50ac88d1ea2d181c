"""What a list of tickets is narrowed by: words, and `key:value` pairs.

`rossi sev:1 band:breached -is:waiting before:2026-11-01` finds what meets every term; a minus
turns one round. A word is looked for in the number, the subject and the sender, and at the
beginning of words in all that was written on a ticket. Days are those of the desk. `sort:sender`
narrows nothing, it says what comes first.
"""

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.order import Order
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.term import NOTHING_KNOWN, VALUES, Known, Term

SORT = "sort"
CHOICES = {**VALUES, SORT: tuple(Order)}
FREE = ("severity", "from", "subject", "number")
DAYS = ("before", "after")
KEYS = (*CHOICES, *FREE, *DAYS)
SHORT = {"sev": "severity", "no": "number", "via": "channel"}
"""What may be typed for a longer key."""

Levels = Sequence[int]
"""The severities that there are; none where they are not known."""

MOST_SIGNS, MOST_TERMS = 500, 24
TOO_LONG = N_("at most 24 terms of 500 signs together")


class Filter(Struct, frozen=True):
    """All of these terms; without one everything passes. `order` is None where none was said."""

    terms: tuple[Term, ...] = ()
    order: Order | None = None

    def meets(
        self, line: QueueLine, policy: Policy, now: datetime, known: Known = NOTHING_KNOWN
    ) -> bool:
        """Whether the row meets every term at `now` (aware), as far as is known."""
        return all(term.meets(line, policy, now, known) for term in self.terms)

    def among(
        self,
        lines: Sequence[QueueLine],
        policy: Policy,
        now: datetime,
        known: Known = NOTHING_KNOWN,
    ) -> Sequence[QueueLine]:
        """Those rows that meet it: term after term, each looks at what the one before has left."""
        for term in self.terms:
            lines = term.among(lines, policy, now, known)
        return lines

    @property
    def sought(self) -> "Filter":
        """The same without words of one letter, which nearly everything has, while one types."""
        return replace(self, terms=tuple(term for term in self.terms if not term.is_begun))

    @property
    def wants_resolved(self) -> bool:
        """Whether it says that nothing but resolved tickets is looked for."""
        return any(term.wants_resolved for term in self.terms)

    @property
    def looks_back(self) -> bool:
        """Whether what is resolved may be meant too."""
        sought = any(term.looks_back for term in self.terms)
        return sought and not any(term.keeps_to_open for term in self.terms)


def parse_filter(text: str, levels: Levels = ()) -> Filter:
    """Read a filter; BadInput names the term that can't be right, and what could.

    `levels` are the severities that there are; without them each number may be one.
    """
    try:
        words = _shell_words(text)
    except ValueError:
        raise BadInput(
            _("filter {text!r}: a quotation mark is not closed").format(text=text[:60])
        ) from None
    if _is_too_long(text, words):
        raise BadInput(_("filter {text!r}: {why}").format(text=text[:60], why=_(TOO_LONG)))
    return _filter([_term(word, levels) for word in words])


class Typed(Struct, frozen=True):
    """What can be made of a filter that somebody is typing; `hint` says what would be right."""

    filter: Filter
    hint: str = ""


def typed_filter(text: str, levels: Levels = ()) -> Typed:
    """Narrow by all that is right so far; what is not yet, or not at all, narrows nothing.

    A key that is like none is a word with a colon in it, as in `re: mail`.
    """
    terms: list[Term] = []
    hint = ""
    words = _split(text)
    if _is_too_long(text, words):
        return Typed(Filter(), _("{why}: this narrows nothing").format(why=_(TOO_LONG)))
    for word in words:
        try:
            terms.append(_term(word, levels))
        except BadInput as why:
            if _key(word) in KEYS:
                hint = _completion(word) or str(why).partition(": ")[2]
            elif near := _meant(word, levels):
                hint = near
            else:
                terms.append(Term("", word.casefold(), False, word))
    return Typed(_filter(terms), hint)


def without_order(text: str) -> str:
    """What is typed, but for what says which order; as it was where there is nothing such."""
    words = text.split()
    kept = [word for word in words if _key(word) != SORT or ":" not in word]
    return text if len(kept) == len(words) else " ".join(kept)


def _filter(terms: list[Term]) -> Filter:
    orders = [Order(term.value) for term in terms if term.key == SORT]
    narrowing = tuple(term for term in terms if term.key != SORT)
    return Filter(narrowing, orders[-1] if orders else None)


def _is_too_long(text: str, words: list[str]) -> bool:
    return len(text) > MOST_SIGNS or len(words) > MOST_TERMS


def _shell_words(text: str) -> list[str]:
    """The words as a shell takes them; ValueError where a quotation mark is open."""
    if not text:
        return []
    from shlex import split  # slow to import, for who looks for something

    return split(text)


def _split(text: str) -> list[str]:
    """The words; a quotation mark that is still open is closed at the end."""
    for end in ("", '"', "'"):
        try:
            return _shell_words(text + end)
        except ValueError:
            continue
    return text.split()


def _key(word: str) -> str:
    key = word.removeprefix("-").partition(":")[0].casefold()
    return SHORT.get(key, key)


def _completion(word: str) -> str:
    """`band:urgent` for `band:u`: the values that begin like that; empty without one."""
    key, begun = _key(word), word.partition(":")[2].casefold()
    fit = [value for value in CHOICES.get(key, ()) if value.startswith(begun)]
    return f"{key}:{' '.join(fit)}" if fit and not (key == SORT and word[0] == "-") else ""


def _meant(word: str, levels: Levels) -> str:
    """`sev:1` for `sevv:1`; empty where no key is like it."""
    near = get_close_matches(_key(word), [*KEYS, *SHORT], 1)
    if not near:
        return ""
    minus, value = "-" if word.startswith("-") else "", word.partition(":")[2]
    meant = f"{minus}{near[0]}:{value}"
    is_right = value and not _wrong(_key(meant), value.casefold(), bool(minus), levels)
    return meant if is_right else f"{minus}{near[0]}:?"


def _term(word: str, levels: Levels) -> Term:
    turned_round = word.startswith("-") and len(word) > 1
    said = word.removeprefix("-" if turned_round else "")
    key, colon, value = said.partition(":")
    if not colon or not key.isalpha():
        return Term("", said.casefold(), turned_round, said)
    key, value = SHORT.get(key.casefold(), key.casefold()), value.casefold()
    if key not in KEYS:
        known = ", ".join(f"{name}:" for name in KEYS)
        raise BadInput(
            _("filter {word!r}: there is no {key}:, only words and {known}").format(
                word=word[:60], key=key, known=known
            )
        )
    if wrong := _wrong(key, value, turned_round, levels):
        raise BadInput(
            _("filter {word!r}: {key}: {wrong}").format(word=word[:60], key=key, wrong=wrong)
        )
    return Term(key, value, turned_round)


def _wrong(key: str, value: str, turned_round: bool, levels: Levels) -> str:
    """What would be right instead; empty where it is."""
    if key in CHOICES and value not in CHOICES[key]:
        return _("takes one of {choices}").format(choices=", ".join(CHOICES[key]))
    if key == SORT and turned_round:
        return _("takes no minus")
    if key in DAYS and not _is_day(value):
        return _("takes a day, as in 2026-11-01")
    if key == "severity" and levels and value not in map(str, levels):
        return _("takes one of {choices}").format(choices=", ".join(map(str, levels)))
    if key in ("severity", "number") and not value.isdecimal():
        return _("takes a number")
    return ""


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return len(said) == len("2026-11-01")
