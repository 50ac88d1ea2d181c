"""A filter while it is typed: narrowed by what is right so far, with a word on what would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import MARTA, PAOLO, Story
from vipdesk.domain.errors import BadInput
from vipdesk.domain.filter import TOO_LONG, parse_filter, typed_filter, without_order
from vipdesk.domain.order import Order, in_order
from vipdesk.domain.policy import Policy
from vipdesk.domain.term import Term


def _word(said: str) -> Term:
    return Term("", said, turned_round=False, said=said)


@pytest.mark.parametrize(
    ("typed", "terms", "hint"),
    [
        ("", (), ""),
        ("rossi sev:1", (_word("rossi"), Term("severity", "1", False)), ""),
        ("-is:waiting", (Term("is", "waiting", True),), ""),
        ("band:u", (), "band:urgent"),
        ("band:", (), "band:calm warn urgent breached paused none"),
        ("rossi owes:", (_word("rossi"),), "owes:us client senior vendor"),
        ("before:2026-11", (), "before: takes a day, as in 2026-11-01"),
        ("before:2026-11-01", (Term("before", "2026-11-01", False),), ""),
        ("band:red", (), "band: takes one of calm, warn, urgent, breached, paused, none"),
        ("severty:1", (), "severity:1"),
        ("sevv:1", (), "sev:1"),
        ("rossi -sevv:1", (_word("rossi"),), "-sev:1"),
        ("sevv:x", (), "sev:?"),
        ("sevv:", (), "sev:?"),
        ("sev:9", (Term("severity", "9", False),), ""),
        ("re: mail", (_word("re:"), _word("mail")), ""),
        ("'never closed", (_word("never closed"),), ""),
        ("#118", (_word("#118"),), ""),
        ("has:", (), "has:attachment note promise draft"),
        ("has:a", (), "has:attachment"),
        ("has:file", (), "has: takes one of attachment, note, promise, draft"),
        ("-has:note", (Term("has", "note", True),), ""),
        ("hass:note", (), "has:note"),
        ("sort:", (), "sort:due severity newest unanswered sender"),
        ("sort:new", (), "sort:newest"),
        ("sort:newest", (), ""),
        ("sort:age", (), "sort: takes one of due, severity, newest, unanswered, sender"),
        ("-sort:due", (), "sort: takes no minus"),
        ("is:res", (), "is:resolved"),
        ("a" * 501, (), f"{TOO_LONG}: this narrows nothing"),
        (" ".join("abcdefghijklmnopqrstuvwxyz"), (), f"{TOO_LONG}: this narrows nothing"),
    ],
)
def test_what_is_typed_narrows_as_far_as_it_is_right(
    typed: str, terms: tuple[Term, ...], hint: str
) -> None:
    found = typed_filter(typed)
    assert (found.filter.terms, found.hint) == (terms, hint)


@pytest.mark.parametrize("typed", ["sev:9", "-severity:0", "sev:", "sev:x"])
def test_a_severity_that_there_is_not_narrows_nothing(typed: str) -> None:
    found = typed_filter(f"rossi {typed}", (1, 2, 4))
    assert (found.filter.terms, found.hint) == (
        (_word("rossi"),),
        "severity: takes one of 1, 2, 4",
    )
    assert typed_filter("sev:4", (1, 2, 4)).filter.terms == (Term("severity", "4", False),)
    with pytest.raises(BadInput, match="severity: takes one of 1, 2, 4"):
        parse_filter(typed, (1, 2, 4))


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    found = typed_filter(typed).filter
    assert found.sought.terms == tuple(term for term in found.terms if not term.is_begun)
    without_order(typed)


@given(st.text(max_size=60))
def test_what_can_be_typed_is_read_or_refused(typed: str) -> None:
    try:
        parse_filter(typed)
    except BadInput:
        return


@pytest.mark.parametrize("wrong", ["x" * 501, "x " * 25])
def test_more_than_anybody_means_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match="at most 24 terms of 500 signs"):
        parse_filter(wrong)


@pytest.mark.parametrize(
    ("words", "looks_back"),
    [
        ("", False),
        ("rossi", True),
        ("r", False),
        ("rossi l", True),
        ("-rossi", False),
        ("from:rossi", True),
        ("sev:1", True),
        ("before:2026-11-01", True),
        ("has:attachment", True),
        ("is:resolved", True),
        ("status:resolved", True),
        ("is:unknown", True),
        ("rossi -is:waiting", True),
        ("is:waiting", False),
        ("rossi is:open", False),
        ("rossi -is:resolved", False),
        ("band:breached", False),
        ("rossi owes:us", False),
        ("is:unanswered", False),
        ("sort:newest", False),
    ],
)
def test_what_is_resolved_is_meant_where_somebody_looks_for_a_ticket(
    words: str, looks_back: bool
) -> None:
    assert parse_filter(words).looks_back is looks_back


def test_only_what_is_resolved_is_wanted_where_that_is_said() -> None:
    assert parse_filter("rossi is:resolved").wants_resolved
    assert parse_filter("status:resolved").wants_resolved
    assert not parse_filter("-is:resolved").wants_resolved
    assert not parse_filter("-is:open").wants_resolved


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ("", ""),
        ("rossi  sev:1", "rossi  sev:1"),
        ("rossi sort:newest sev:1", "rossi sev:1"),
        ("sort:", ""),
        ("sort", "sort"),
    ],
)
def test_the_order_is_taken_out_of_what_is_typed(typed: str, without: str) -> None:
    assert without_order(typed) == without


def test_the_last_order_that_is_said_holds() -> None:
    assert parse_filter("sort:due sort:sender").order is Order.SENDER
    assert parse_filter("rossi").order is None


def test_each_order(policy: Policy) -> None:
    story = Story(policy)
    story.mail(PAOLO)
    story.at("Mon 2026-11-16 09:05").mail(MARTA)
    story.at("Mon 2026-11-16 09:10").mail(MARTA)
    story.severity(1, ticket=102)
    story.answer(ticket=101)
    lines = [story.line(number) for number in (102, 103, 101)]

    def numbers(order: Order) -> list[int]:
        return [line.number for line in in_order(lines, order)]

    assert numbers(Order.DUE) == [102, 103, 101]
    assert numbers(Order.SEVERITY) == [102, 103, 101]
    assert numbers(Order.NEWEST) == [103, 102, 101]
    assert numbers(Order.UNANSWERED) == [102, 103, 101]
    assert numbers(Order.SENDER) == [102, 103, 101]


def test_a_key_goes_round_the_orders() -> None:
    order, seen = Order.DUE, []
    for _ in Order:
        seen.append(order)
        order = order.after
    assert (order, set(seen)) == (Order.DUE, set(Order))
