"""Search over a desk that has run for years: resolved tickets, and letters typed over open ones.

Beside it, in the same run: the same words looked for without the index.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Engine

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.queue import COLUMNS, START
from tests.kit import ACME, JANA
from vipdesk.domain.filter import typed_filter
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.finding import Finding
from vipdesk.screens.titles import Narrowing
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.reindex import take_in
from vipdesk.store.setup import register

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
MOST = 200
RESOLVED, OPEN = 100_000, 5_000
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "er", "an", "in")]
SENDERS = [f"{first} {last}" for first in ("Marta", "Paolo", "Luca") for last in ("Rossi", "Ferri")]
LENGTHS = (8, 20, 40, 60, 150)
MESSAGE = (
    "number, ticket, kind, channel, author, author_address, at, subject, text, quoted, signature,"
    " recipients, message_id, refers_to, raw, why, external_id"
)
ATTACHMENT = "message, place, name, media_type, size, digest"
WITHOUT_INDEX = (
    "SELECT number FROM ticket WHERE rank = 4 AND EXISTS (SELECT 1 FROM message"
    " WHERE ticket = ticket.number AND text LIKE '%' || ? || '%') ORDER BY position LIMIT 200"
)
Row = tuple[object, ...]


class Prose:
    """Invented words, as often as words are: few of them all the time, most of them seldom."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        lengths = (1, 2, 2, 3, 3, 4)
        self.words = [
            "".join(self.chance.choices(SYLLABLES, k=self.chance.choice(lengths)))
            for _ in range(30_000)
        ]
        weights = list(accumulate(1 / (place + 5) for place in range(len(self.words))))
        self._pool = self.chance.choices(self.words, cum_weights=weights, k=2_000_000)
        self._at = 0

    def text(self, length: int) -> str:
        """So many words."""
        self._at = (self._at + length) % (len(self._pool) - 1_000)
        return " ".join(self._pool[self._at : self._at + length])

    def typed(self) -> Iterator[str]:
        """What somebody types, letter by letter, from the second one on."""
        while True:
            words = self.text(self.chance.choice((1, 1, 2))).split(" ")
            term = self.chance.choice(("", "", "", " sev:3", " from:rossi", " has:attachment"))
            whole = " ".join(words) + term
            yield from (whole[:length] for length in range(2, len(whole) + 1))


def ticket_row(number: int, prose: Prose, *, is_open: bool, version: str) -> Row:
    """A ticket as it stands in the table."""
    at, chance = START + number * 1_000_000, prose.chance
    rank = chance.choice((0, 0, 0, 1, 2, 3)) if is_open else 4
    due = at + chance.randrange(10**12) if rank == 0 else None
    sender, severity = chance.choice(SENDERS), chance.choice((1, 2, 3, 3, 4))
    return (
        *(number, prose.text(6), sender, f"{sender.replace(' ', '.').lower()}@acme.example.com"),
        *("email", severity, 0, at, 1, severity, 0, "open" if is_open else "resolved", rank),
        *(due or -at, due, 7_200_000_000 if due else None, 0, 1, "initial" if due else None),
        *(at, at, 0, version),
    )


def message_row(number: int, ticket: int, prose: Prose) -> Row:
    """One of its messages."""
    kind = prose.chance.choice(("received", "answer", "note"))
    text = prose.text(prose.chance.choice(LENGTHS))
    return (
        *(number, ticket, kind, "email", "Marta Rossi", "marta@acme.example.com", START),
        *("Re: mail", text, "", "", "[]", "", "", "", "", f"m{number}"),
    )


def rows(resolved: int, opened: int, version: str, prose: Prose) -> Iterator[tuple[str, Row]]:
    """Tickets, each with some messages, every sixth of those with a file."""
    message = 0
    for number in range(101, 101 + resolved + opened):
        is_open = number > 100 + resolved
        yield "ticket", ticket_row(number, prose, is_open=is_open, version=version)
        for _ in range(prose.chance.choice((1, 2, 2, 3, 4))):
            message += 1
            yield "message", message_row(message, number, prose)
            if not prose.chance.randrange(6):
                yield "attachment", (message, 0, "log.txt", "text/plain", 3, "ab" * 32)


def fill(engine: Engine, written: Iterator[tuple[str, Row]]) -> None:
    """Write the rows as they stand in the tables, and the index of them."""
    columns = {"ticket": COLUMNS, "message": MESSAGE, "attachment": ATTACHMENT}
    inserts = {
        table: f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * (names.count(',') + 1))})"
        for table, names in columns.items()
    }
    with engine.begin() as connection:
        raw = connection.connection.cursor()
        for table, row in written:
            raw.execute(inserts[table], row)
        raw.close()
        take_in(connection)


def timed(act: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    """Milliseconds of each."""
    taken = []
    for words in typed:
        began = time.perf_counter()
        act(words)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def measure(bench: Bench) -> Iterator[Figure]:
    """Fill a store, type over it; beside it the same without an index."""
    folder = bench.folder / "search"
    folder.mkdir(exist_ok=True)
    where = str(folder / "desk.db")
    policy, prose = policy_for(shipped_policy_text()), Prose()
    if not Path(where).exists():
        engine = create_store(where, lambda new: register(new, ACME, JANA, policy, NOW))
        fill(engine, rows(RESOLVED, OPEN, policy.version, prose))
        engine.dispose()
    connection = open_reader(where)
    reader, typing = Reader(connection, policy_for), prose.typed()
    typed = [next(typing) for _ in range(bench.times(600, 200))]
    searched = timed(lambda words: reader.search(typed_filter(words).filter.sought, MOST), typed)
    board, finding = reader.board(), Finding()

    def letter(words: str) -> object:
        finding.typed = words
        return Narrowing().rows(board, finding, NOW), finding.past(board)

    def without_index(words: str) -> object:
        with connection.snapshot() as fetch:
            return fetch(WITHOUT_INDEX, (words,))

    letters, seldom = timed(letter, typed), prose.words[-20:]
    peer = median(timed(without_index, seldom))
    reader.close()
    said = f"LIKE over all texts, p50: {peer:,.0f} ms"
    yield at_most(f"search over {RESOLVED:,} resolved, p99", p99(searched), 150, "ms", said)
    yield at_most(f"a letter narrows {OPEN:,} open rows, p99", p99(letters), 50, "ms")


def p99(taken: Sequence[float]) -> float:
    """What all but one in a hundred stay below."""
    return quantiles(taken, n=100)[98]
