"""Of a long talk the last words are shown, and the others when they are asked for."""

import pytest

from tests.desk.door.kit import Door, long_talk
from tests.kit import PAOLO
from vipdesk.domain.commands import Reply
from vipdesk.store.door_words import MOST_SIGNS, MOST_WORDS


def numbers(door: Door) -> list[int]:
    """All that is to be had, from the last words back to the first."""
    page = door.page()
    assert page is not None
    found, more, steps = [word.number for word in page.words], page.more, 0
    while more:
        before = door.reader.earlier("marta.rossi@acme.example.com", 101, found[0])
        assert before is not None
        found, more = [*(word.number for word in before.words), *found], before.more
        steps += 1
    assert steps >= len(found) // MOST_WORDS
    return found


def test_the_last_words_come_first_and_all_can_be_had_once(door: Door) -> None:
    long_talk(door, 230)
    page = door.page()
    assert page is not None
    assert page.anew
    assert [word.number for word in page.words] == list(range(173, 233))
    assert numbers(door) == list(range(1, 233))


def test_no_more_is_promised_where_the_first_is_shown(door: Door) -> None:
    long_talk(door, MOST_WORDS - 2)
    page = door.page()
    assert page is not None
    assert (len(page.words), page.more) == (MOST_WORDS, False)


def test_long_words_come_in_fewer_and_one_always(door: Door) -> None:
    long_talk(door, 30, "ü" * (MOST_SIGNS // 2 + 100))
    page = door.page()
    assert page is not None
    assert (len(page.words), page.more) == (1, True)
    assert numbers(door) == list(range(1, 33))


def test_a_page_begins_with_few_long_words(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vipdesk.store.door_words.MOST_SIGNS", 100)
    for _ in range(3):
        door.says("x" * 45)
    page = door.page()
    assert page is not None
    assert (len(page.words), page.more) == (2, True)
    door.says("x" * 5_000)
    page = door.page()
    assert page is not None
    assert (len(page.words), page.more) == (1, True)


def test_what_is_new_comes_whole_however_much_was_said(door: Door) -> None:
    long_talk(door, 230)
    page = door.page()
    assert page is not None
    door.real.do(Reply(101, "And this."))
    new = door.page(after=page.upto)
    assert new is not None
    assert [word.text for word in new.words] == ["And this."]
    assert not new.anew
    assert not new.more


def test_nothing_earlier_is_anothers(door: Door) -> None:
    long_talk(door, 70)
    assert door.reader.earlier(PAOLO.address, 101, 50) is None
