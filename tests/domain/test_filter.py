"""A filter while it is typed: narrowed by what is right so far, with a word on what would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipdesk.domain.filter import typed_filter
from vipdesk.domain.term import Term


@pytest.mark.parametrize(
    ("typed", "terms", "hint"),
    [
        ("", (), ""),
        ("rossi sev:1", (Term("", "rossi", False), Term("severity", "1", False)), ""),
        ("-is:waiting", (Term("is", "waiting", True),), ""),
        ("band:u", (), "band:urgent"),
        ("band:", (), "band:calm warn urgent breached paused none"),
        ("rossi owes:", (Term("", "rossi", False),), "owes:us client"),
        ("before:2026-11", (), "before: takes a day, as in 2026-11-01"),
        ("before:2026-11-01", (Term("before", "2026-11-01", False),), ""),
        ("band:red", (), "band: takes one of calm, warn, urgent, breached, paused, none"),
        ("severty:1", (Term("", "severty:1", False),), "severity:?"),
        ("re: mail", (Term("", "re:", False), Term("", "mail", False)), ""),
        ("'never closed", (Term("", "never closed", False),), ""),
        ("#118", (Term("", "#118", False),), ""),
    ],
)
def test_what_is_typed_narrows_as_far_as_it_is_right(
    typed: str, terms: tuple[Term, ...], hint: str
) -> None:
    found = typed_filter(typed)
    assert (found.filter.terms, found.hint) == (terms, hint)


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    typed_filter(typed)
