"""Looks for tickets by what was written on them, and among the resolved ones by any filter."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from vipdesk.domain.filter import Filter
from vipdesk.domain.order import Order
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds
from vipdesk.domain.term import Has, Known, Term
from vipdesk.store.queries import REQUESTER, Fetch

Condition = tuple[str, tuple[Any, ...]]
"""Trusted SQL about a row of `ticket`, and the values for its marks."""

NEVER: Condition = ("FALSE", ())
ROW_WORDS = f"folded('#' || number || ' ' || subject || ' ' || {REQUESTER})"
MOST_DIGITS = 18


class WordIndex(Protocol):
    """Knows in which tickets a word was written."""

    def holding(self, word: str, folded: str, since: int) -> Condition:
        """The tickets in which a word begins like this, as it was typed and folded.

        What lies before the ticket `since` does not matter.
        """
        ...


class Fts5:
    """The index that SQLite keeps; keys are those of messages with their ticket's above."""

    def holding(self, word: str, folded: str, since: int) -> Condition:
        """In a phrase that nothing typed can end; a word of no letters is no word to the index."""
        if not any(sign.isalnum() for sign in folded):
            return f"instr({ROW_WORDS}, ?) > 0", (_sound(folded),)
        forms = dict.fromkeys((_phrase(word), _phrase(folded)))
        # With the plus tickets are gone through in the order that is wanted, up to the last one;
        # without it each ticket of the word would be fetched to put them in order.
        within = "SELECT rowid >> 32 FROM written WHERE written MATCH ? AND rowid >= ? << 32"
        return f"+number IN ({within})", (" OR ".join(forms), since)


HAS = {
    Has.ATTACHMENT: "message JOIN attachment ON attachment.message = message.number"
    " WHERE message.ticket = ticket.number",
    Has.NOTE: "message WHERE message.ticket = ticket.number AND kind = 'note'"
    " AND delivery IS NOT 'taken back'",
    Has.PROMISE: "fact WHERE fact.ticket = ticket.number AND what = 'promised' AND struck IS NULL",
    Has.DRAFT: "draft WHERE draft.ticket = ticket.number",
}
STATUS = "status = ?"
FLAGS = {
    "untriaged": "NOT triaged",
    "unknown": "sender_unknown",
    "unentitled": "NOT entitled",
    "unanswered": "client_waits_since IS NOT NULL",
    "promised": "due_kind IS 'promise'",
}
BY = {
    Order.DUE: "position",
    Order.SEVERITY: "severity, position",
    Order.NEWEST: "opened_at DESC",
    Order.UNANSWERED: "client_waits_since IS NULL, client_waits_since, position",
    Order.SENDER: f"folded({REQUESTER}), position",
}
FIRST_OPEN = "SELECT coalesce(min(number), 0) FROM ticket WHERE rank < 4"
COUNTED = 5
"""How many times as many as are wanted are counted: beyond that nobody reads numbers."""


def open_meeting(fetch: Fetch, wanted: Filter, words: WordIndex) -> Known:
    """Which open tickets meet what their rows don't tell."""
    ((since,),) = fetch(FIRST_OPEN, ())
    known = {}
    for term in wanted.terms:
        if term.asks and term.asked not in known:
            sql, values = _asked(term, words, since)
            rows = fetch(f"SELECT number FROM ticket WHERE rank < 4 AND {sql}", values)
            known[term.asked] = frozenset(row[0] for row in rows)
    return known


def resolved_meeting(
    fetch: Fetch, wanted: Filter, policy: Policy, words: WordIndex, most: int
) -> Sequence[int]:
    """The numbers of resolved tickets that meet it, and of no more than are to be counted.

    The latest active come first, unless the filter says otherwise; a negative `most` gives all.
    """
    conditions = [_condition(term, policy, words) for term in wanted.terms]
    sql = " AND ".join(["rank = 4", *(f"({condition})" for condition, _ in conditions)])
    values = [value for _, given in conditions for value in given]
    by = BY[wanted.order or Order.DUE]
    first = f"SELECT number FROM ticket WHERE {sql} ORDER BY {by}, number LIMIT ?"
    return [row[0] for row in fetch(first, [*values, most * COUNTED])]


def _condition(term: Term, policy: Policy, words: WordIndex) -> Condition:
    sql, values = _holds(term, policy, words)
    return (f"NOT ({sql})" if term.turned_round else sql), values


def _holds(term: Term, policy: Policy, words: WordIndex) -> Condition:
    """What the term says of a resolved ticket."""
    value = term.value
    match term.key:
        case "" | "has":
            return _asked(term, words, since=0)
        case "is" if value in FLAGS:
            return FLAGS[value], ()
        case "is" | "status":
            return STATUS, (value,)
        case "channel":
            return "channel = ?", (value,)
        case "severity" | "number":
            return _numbered(term.key, value)
        case "before" | "after":
            return _received(term.key, date.fromisoformat(value), policy)
        case "from" | "subject":
            column = REQUESTER if term.key == "from" else "subject"
            return f"instr(folded({column}), ?) > 0", (_sound(value),)
        case "band":
            return ("TRUE" if value == "none" else "FALSE"), ()
    return NEVER


def _asked(term: Term, words: WordIndex, since: int) -> Condition:
    if term.key == "has":
        return f"EXISTS (SELECT 1 FROM {HAS[Has(term.value)]})", ()
    return words.holding(term.said or term.value, term.value, since)


def _numbered(column: str, value: str) -> Condition:
    """A number as it is written: #7 is not #007."""
    if len(value) > MOST_DIGITS or str(int(value)) != value:
        return NEVER
    return f"{column} = ?", (int(value),)


def _received(key: str, day: date, policy: Policy) -> Condition:
    """Before the day began, or after it was over, at the desk."""
    if key == "after" and day == date.max:
        return NEVER
    begins = day if key == "before" else day + timedelta(days=1)
    stamp = microseconds(datetime.combine(begins, time(), policy.hours.zone))
    return f"opened_at {'<' if key == 'before' else '>='} ?", (stamp,)


def _phrase(word: str) -> str:
    """What begins like this; within quotation marks nothing has a meaning but them and NUL."""
    return f'"{_sound(word).translate(_ENDS)}" *'


_ENDS = str.maketrans({'"': " ", "\0": " "})


def _sound(text: str) -> str:
    """The text as the database can take it: half a sign is none."""
    return text.encode("utf-8", "replace").decode()
