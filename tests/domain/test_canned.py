"""Answers that are kept ready: what is filled in, what is found, which files can be ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipdesk.canned_files import LONGEST, read_canned
from vipdesk.data import data_path
from vipdesk.domain.canned import PLACES, Canned, filled, in_order

VALUES = {"contact": "Marta Rossi", "ticket": "118", "due": ""}


@pytest.mark.parametrize(
    ("text", "said", "unknown"),
    [
        ("Dear {contact}, #{ticket}", "Dear Marta Rossi, #118", ()),
        ("by {due} or {due}", "by {due} or {due}", ("due",)),
        ("{ contact } {} {Contact} {{ticket}}", "{ contact } {} {Contact} {118}", ()),
        ("{nothing}", "{nothing}", ("nothing",)),
    ],
)
def test_places_are_filled_in_and_what_is_not_known_stays(
    text: str, said: str, unknown: tuple[str, ...]
) -> None:
    assert filled(text, VALUES) == (said, unknown)


@given(st.text(alphabet="{}abc_ \n", max_size=80))
def test_any_text_is_filled_in(text: str) -> None:
    said, unknown = filled(text, {})
    assert said == text
    assert all(f"{{{name}}}" in text for name in unknown)


def test_words_and_the_language_find_one() -> None:
    one = Canned("Ask for details", "en", "when it happened")
    assert one.meets("EN happened", {"en", "de"})
    assert one.meets("de"), "a word like any other where no answer is in that language"
    assert not one.meets("de", {"en", "de"})
    assert one.meets("")


def test_what_is_shipped_has_three_languages_and_only_places_that_are_filled_in() -> None:
    found, problems = read_canned([data_path("answers")])
    assert problems == ()
    assert {one.language for one in found} == {"en", "it", "de"}
    for one in found:
        assert filled(one.text, dict.fromkeys(PLACES, "x"))[1] == ()


def test_ones_own_take_the_place_of_those_shipped(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, text in ((shipped, "theirs"), (own, "mine")):
        (folder / "en").mkdir(parents=True)
        (folder / "en" / "hello.txt").write_text(text)
    (own / "plain.md").write_text("without a language")
    found, _ = read_canned([shipped, own, tmp_path / "nowhere"])
    assert [(one.language, one.name, one.text) for one in found] == [
        ("", "plain", "without a language"),
        ("en", "hello", "mine"),
    ]


def test_what_can_t_be_one_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * (LONGEST + 1))
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "good.txt").write_text("fine \x1b[31mred")
    found, problems = read_canned([tmp_path])
    assert [one.name for one in found] == ["good"]
    assert "\x1b" not in found[0].text
    assert [problem.partition("/big.txt: ")[2] for problem in problems][:1] == [
        "it has more than 100,000 bytes: it is left out"
    ]
    assert problems[1].endswith("binary.txt: it is not UTF-8: it is left out")


SHIPPED = read_canned((data_path("answers"),))[0]
ITALIAN = "Buongiorno, da stamattina non ci arrivano le mail: può aiutarci? È il problema di ieri."


def languages(said: str, spoken: str) -> list[str]:
    """The languages in the order in which they are offered."""
    return list(dict.fromkeys(one.language for one in in_order(SHIPPED, said, spoken)))


@pytest.mark.parametrize(
    ("said", "spoken", "first"),
    [
        ("", "en", ["en", "de", "it"]),
        ("", "it", ["it", "de", "en"]),
        ("", "fr", ["de", "en", "it"]),
        (ITALIAN, "en", ["it", "en", "de"]),
        ("Ich weiß nicht, ob das noch gelöst wird.", "it", ["de", "it", "en"]),
        ("Is it solved? I am still waiting for you.", "it", ["en", "it", "de"]),
        ("502", "it", ["it", "de", "en"]),
    ],
)
def test_the_clients_language_comes_first_then_the_desks(
    said: str, spoken: str, first: list[str]
) -> None:
    assert languages(said, spoken) == first


def test_within_a_language_they_stand_by_name() -> None:
    answers = (Canned("b", "en", ""), Canned("A", "en", ""), Canned("c", "", ""))
    assert [one.name for one in in_order(answers, "", "en")] == ["A", "b", "c"]
    assert [one.name for one in in_order(answers, "", "it")] == ["c", "A", "b"]
