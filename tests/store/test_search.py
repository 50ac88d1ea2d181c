"""The search finds what a plain look through everything would find, whatever is typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.queue import COLUMNS
from vipdesk.domain.filter import Filter, typed_filter
from vipdesk.domain.term import Term
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store
from vipdesk.store.queries import Fetch
from vipdesk.store.reindex import TAKE_IN
from vipdesk.store.search import Fts5, open_meeting, resolved_meeting

POLICY = policy_for(shipped_policy_text())
SIGNS = "abAB12éÉßжЖאם中日한 .-_@'\"*:()^+\n\u200d\u202e\u0301😀"
TEXT, TYPED = st.text(SIGNS, max_size=30), st.text(SIGNS + "\0", max_size=30)
MESSAGE = (
    "ticket, subject, text, kind, channel, author, author_address, at, quoted, signature,"
    " recipients, message_id, refers_to, raw, why"
)
AT = 1_760_000_000_000_000
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)


@pytest.fixture(scope="module")
def fetch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fetch]:
    """Statements in a transaction that is never committed."""
    where: Path = tmp_path_factory.mktemp("search") / "data" / "desk.db"
    engine = create_store(str(where))
    with engine.connect() as connection:

        def run(sql: str, values: Sequence[Any]) -> Sequence[Any]:
            ran = connection.exec_driver_sql(sql, tuple(values))
            return ran.fetchall() if ran.returns_rows else []

        yield run
    engine.dispose()


@contextmanager
def undone(fetch: Fetch) -> Iterator[None]:
    """What is written in the block is not there after it."""
    fetch("SAVEPOINT example", ())
    try:
        yield
    finally:
        fetch("ROLLBACK TO example", ())


def write(fetch: Fetch, number: int, subject: str, said: Sequence[str], *, is_open: bool) -> None:
    """A ticket with what was said on it."""
    row = (
        *(number, subject, "Marta", "marta@acme.example.com", "email", 3, 0, AT, 1, 3, 0),
        *("open" if is_open else "resolved", 1 if is_open else 4, -number, None, None, 0, 0, None),
        *(AT, AT, 0, "1"),
    )
    fetch(f"INSERT INTO ticket ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
    for text in said:
        one = (number, "", text, "received", "email", "", "", AT, *[""] * 2, "[]", *[""] * 4)
        fetch(f"INSERT INTO message ({MESSAGE}) VALUES ({', '.join('?' * len(one))})", one)
    fetch(str(TAKE_IN).replace(":first", "?1").replace(":last", "?1"), (number,))


def tokens(text: str) -> list[str]:
    """The words of a text without case and accents, where anything but letters parts them."""
    bare = unicodedata.normalize("NFD", text)
    bare = re.sub("(?<=[^\\W_])[\u0300-\u036f]+", "", bare)
    return [unicodedata.normalize("NFC", word.lower()) for word in re.findall(r"[^\W_]+", bare)]


def stands_in(word: str, text: str) -> bool:
    """Whether the words stand in the text next to each other, the last one begun."""
    sought, there = tokens(word), tokens(text)
    return any(
        there[at : at + len(sought) - 1] == sought[:-1]
        and there[at + len(sought) - 1].startswith(sought[-1])
        for at in range(len(there) - len(sought) + 1)
    )


def naive(term: Term, number: int, subject: str, said: Sequence[str]) -> bool:
    """Whether a ticket has a word, by looking through all of it."""
    if not any(sign.isalnum() for sign in term.value):
        return term.value in f"#{number} {subject} Marta".casefold()
    texts = [subject, "Marta marta@acme.example.com", str(number), *said]
    return any(stands_in(form, text) for form in (term.said, term.value) for text in texts)


def found(fetch: Fetch, wanted: Filter) -> set[int]:
    return set(resolved_meeting(fetch, wanted, POLICY, Fts5(), -1))


@given(st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=3)), max_size=4), TYPED)
@QUIET
def test_a_word_is_found_where_a_plain_look_finds_it(
    fetch: Fetch, tickets: list[tuple[str, list[str]]], typed: str
) -> None:
    words = Filter(tuple(term for term in typed_filter(typed).filter.terms if not term.key))
    with undone(fetch):
        has: dict[Term, set[int]] = {term: set() for term in words.terms}
        for number, (subject, said) in enumerate(tickets, 200):
            write(fetch, number, subject, said, is_open=number % 2 == 0)
            for term in words.terms:
                has[term] |= {number} if naive(term, number, subject, said) else set()
        every = set(range(200, 200 + len(tickets)))
        meets = [every - has[term] if term.turned_round else has[term] for term in words.terms]
        expected = every.intersection(*meets)
        assert found(fetch, words) == {number for number in expected if number % 2}
        for term in words.terms:
            known = open_meeting(fetch, words, Fts5())[term.asked]
            assert known == {number for number in has[term] if number % 2 == 0}


@given(st.text(max_size=500))
@QUIET
def test_nothing_that_is_typed_raises(fetch: Fetch, typed: str) -> None:
    wanted = typed_filter(typed).filter
    open_meeting(fetch, wanted, Fts5())
    found(fetch, wanted)


@pytest.mark.parametrize(
    "typed",
    [
        "\udcff\udc00 has:note",
        "a\0b",
        'NEAR("a" "b", 2)',
        "subject : a OR b*",
        "\u202eשלום\u202c مرحبا",
        "👩🏽‍💻 " * 20,
        "e\u0301" * 200,
        "no:٣ sev:٣",
        "no:" + "9" * 400,
        "before:0001-01-01 after:9999-12-31",
    ],
)
def test_odd_things_are_looked_for_like_any_other(fetch: Fetch, typed: str) -> None:
    with undone(fetch):
        write(fetch, 500, "nothing", ["of it"], is_open=False)
        wanted = typed_filter(typed).filter
        assert found(fetch, wanted) == set()
        open_meeting(fetch, wanted, Fts5())


@pytest.mark.parametrize("typed", ["a " * 5_000, "x" * 10_240, '"' * 10_001])
def test_ten_kilobytes_are_not_looked_for(typed: str) -> None:
    assert typed_filter(typed).filter == Filter()


def test_a_subject_of_ten_kilobytes_is_found_by_its_end(fetch: Fetch) -> None:
    with undone(fetch):
        write(fetch, 500, "word " * 2_000 + "needle", (), is_open=False)
        assert found(fetch, typed_filter("needle").filter) == {500}
        assert found(fetch, typed_filter("subject:needle").filter) == {500}
