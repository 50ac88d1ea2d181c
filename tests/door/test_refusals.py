"""What can't be is told in words of its own, and nothing that was chosen is lost."""

import re
from typing import NoReturn

import pytest

from tests.door.kit import Browser, Doorway
from tests.door.test_booking import FIRST, TUESDAY, booked
from tests.kit import MARTA, PAOLO
from vipdesk.domain.calendar_commands import Book, CancelBooking
from vipdesk.domain.commands import SetSeverity, SetStatus
from vipdesk.domain.errors import StoreError
from vipdesk.domain.facts import Status
from vipdesk.door.limits import What


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-11-23T07:00", "This time is over."),
        ("2026-11-23T09:00", "This time is too near: a call is booked at least 2 office hours"),
        ("2026-11-24T02:00", "The desk is closed at this time."),
        ("2026-11-24T15:45", "The desk closes before this call would end."),
        ("2026-11-24T09:30", "This time is not free any more."),
        ("2026-11-24T10:05", "This time is too close to another call."),
        ("2027-11-24T09:00", "This time is too far ahead."),
    ],
)
def test_each_refusal_has_its_words(
    doorway: Doorway, marta: Browser, start: str, words: str
) -> None:
    doorway.desk.do(Book("training", TUESDAY, PAOLO.address))
    answer = marta.form("/book", kind="training", start=f"{start}:00+00:00", subject="Rules")
    assert answer.status_code == 409
    told = re.search(r'role="alert">([^<]+)<', answer.text)
    assert told is not None
    assert words in told[1]
    assert 'value="Rules"' in answer.text
    assert len(booked(doorway)) == 1


def test_what_can_not_be_done_with_a_call_has_its_words(doorway: Doorway, marta: Browser) -> None:
    doorway.desk.do(Book("training", TUESDAY, MARTA.address))
    same = marta.form("/book", move="1", start=FIRST)
    assert "Your call is at this time already." in same.text
    doorway.desk.at("Tue 2026-11-24 08:30")
    for answer in (
        marta.form("/calls/1/cancel"),
        marta.form("/book", move="1", start="2026-11-25T10:15:00+00:00"),
    ):
        assert answer.status_code == 409
        assert "write to Jana Nováková in the chat instead" in answer.text
    doorway.desk.do(CancelBooking(1))
    assert "This call is over, or cancelled already." in marta.form("/calls/1/cancel").text


@pytest.mark.parametrize("status", [429, 503])
def test_what_was_chosen_is_not_lost(
    doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    def fails(*_: object, **__: object) -> NoReturn:
        raise StoreError("it is locked")

    if status == 503:
        monkeypatch.setattr("vipdesk.desk.Desk.execute", fails)
    else:
        while not doorway.door.limits.wait(What.BOOK, MARTA.address):
            pass
    answer = marta.form("/book", kind="support", start=FIRST, subject="Rules")
    assert answer.status_code == status
    assert int(answer.headers["retry-after"]) >= 1
    assert 'value="Rules"' in answer.text
    assert f'value="{FIRST}" required checked' in answer.text
    assert '<option value="support" selected>' in answer.text


def test_a_way_back_to_the_booking_is_shown(marta: Browser) -> None:
    answer = marta.form("/book", own_page="of another visit", start=FIRST)
    assert answer.status_code == 403
    assert '<a href="/book">' in answer.text


def proposed(marta: Browser, level: int, number: int = 1) -> tuple[int, str]:
    """What the page says to a proposal."""
    identity = f"{number:08}-0000-4000-8000-000000000000"
    answer = marta.form("/tickets/101/severity", id=identity, level=str(level), reason="Nobody.")
    if answer.status_code == 303:
        return 303, marta.page(answer.headers["location"])
    return answer.status_code, answer.text


def test_a_proposal_that_can_not_be_says_why(doorway: Doorway, marta: Browser) -> None:
    marta.say("The gateway is down.")
    doorway.desk.do(SetSeverity(101, 2, "as it is"))
    assert "It has this severity already." in proposed(marta, 2)[1]
    doorway.desk.do(SetStatus(101, Status.RESOLVED))
    status, page = proposed(marta, 1)
    assert (status, "This matter is closed. Write a word" in page) == (409, True)


def test_a_proposal_of_too_many_is_said_to_be_kept(
    doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    marta.say("The gateway is down.")
    monkeypatch.setattr("vipdesk.store.door_state.said_lately", lambda *_: 10_000)
    for _ in range(2):  # sent again, it is still only kept
        status, page = proposed(marta, 1)
        assert status == 303
        assert "This is kept for us to look at" in page
        assert "Your proposal is with" not in page
    monkeypatch.undo()
    assert "Your proposal is with Jana" in proposed(marta, 1, 2)[1]
    assert len(doorway.desk.ticket().messages) == 2
