"""A chat both ways, as browsers and the desk see it, over a real server."""

import json
import uuid
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection

from tests.door.kit import Browser, Doorway
from tests.kit import MARTA, PAOLO
from vipdesk.domain.commands import Reply
from vipdesk.domain.door_commands import MarkRead


def heard(line: ClientConnection, kind: str) -> dict[str, Any]:
    """The next event of a kind on a line."""
    while True:
        event = json.loads(line.recv(timeout=10))
        if event["type"] == kind:
            return dict(event)


def words_of(events: list[dict[str, Any]]) -> list[str]:
    return [word["text"] for event in events for word in event.get("words", ())]


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


def test_a_word_reaches_the_desk_and_its_answer_the_page(doorway: Doorway, marta: Browser) -> None:
    with marta.line() as line:
        assert heard(line, "hello")["after"] == ""
        said = marta.say("The gateway is down.\nAll of it.")
        assert said.status_code == 200, said.text
        number = said.json()["ticket"]
        event = heard(line, "talk")
        assert [word["mine"] for word in event["words"]] == [True]
        view = doorway.desk.ticket(number)
        assert [message.text for message in view.messages] == ["The gateway is down.\nAll of it."]
        doorway.desk.do(Reply(number, "On it."))
        event = heard(line, "talk")
        assert [(w["text"], w["ours"], w["by"]) for w in event["words"]] == [
            ("On it.", True, "Jana Nováková")
        ]


def test_what_is_sent_twice_is_taken_once(doorway: Doorway, marta: Browser) -> None:
    identity = str(uuid.uuid4())
    first, again = marta.say("Once.", identity), marta.say("Once.", identity)
    assert first.json() == again.json()
    assert len(doorway.desk.ticket(first.json()["ticket"]).messages) == 1


def test_a_line_goes_on_after_what_the_page_has(doorway: Doorway, marta: Browser) -> None:
    number = marta.say("First.").json()["ticket"]
    with marta.line() as line:
        after = heard(line, "talk")["after"]
    doorway.desk.do(Reply(number, "While you were away."))
    marta.say("And this.")
    for asked in (f"topic=chat&after={after}", f"topic=chat&ticket={number}&after={after}"):
        with marta.line(asked) as line:
            assert words_of([heard(line, "talk")]) == ["While you were away.", "And this."]
    with marta.line(f"topic=chat&after={marta_after(marta)}") as line:
        doorway.desk.do(Reply(number, "Live again."))
        assert words_of([heard(line, "talk")]) == ["Live again."]


def marta_after(browser: Browser) -> str:
    return str(browser.get("/live/poll?topic=chat").json()["after"])


def test_all_three_ways_tell_the_same(doorway: Doorway, marta: Browser) -> None:
    number = marta.say("Hello?").json()["ticket"]
    doorway.desk.do(Reply(number, "Hello!"))
    with marta.line() as line:
        by_socket = heard(line, "talk")
    by_poll = marta.get("/live/poll?topic=chat").json()["events"][0]
    with marta.http.stream("GET", "/live/events?topic=chat") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = (json.loads(row[6:]) for row in stream.iter_lines() if row.startswith("data: "))
        by_stream = next(event for event in told if event["type"] == "talk")
    assert by_socket == by_poll == by_stream
    assert words_of([by_socket]) == ["Hello?", "Hello!"]


def test_a_look_waits_until_something_is_said(doorway: Doorway, marta: Browser) -> None:
    number = marta.say("Hello?").json()["ticket"]
    after = marta_after(marta)
    with marta.http.stream("GET", "/live/events?topic=chat") as stream:
        rows = stream.iter_lines()
        next(rows)  # whoever is told by then, the other waits
        with httpx.Client(base_url=marta.origin, headers=marta.http.headers) as other:
            request = other.build_request("GET", f"/live/poll?topic=chat&after={after}")
            doorway.desk.do(Reply(number, "Here."))
            found = other.send(request).json()
    assert words_of(found["events"]) == ["Here."]


def test_every_tab_is_told_and_nobody_else(doorway: Doorway, marta: Browser) -> None:
    paolo = doorway.enter(PAOLO)
    with marta.line() as one, marta.line() as two, paolo.line() as other:
        for line in (one, two, other):
            heard(line, "hello")
        marta.say("Mine alone.")
        assert words_of([heard(one, "talk")]) == words_of([heard(two, "talk")]) == ["Mine alone."]
        paolo.say("Paolo's.")
        event = heard(other, "talk")
        assert words_of([event]) == ["Paolo's."]
        assert paolo.get(f"/tickets/{event['ticket'] - 1}").status_code == 404


def test_marks_go_both_ways(doorway: Doorway, marta: Browser) -> None:
    said = marta.say("Hello?").json()
    number = said["ticket"]
    with marta.line() as line:
        assert heard(line, "talk")["we_read"] == 0
        doorway.desk.do(MarkRead(number, said["number"]))
        assert heard(line, "talk")["we_read"] == said["number"]
        doorway.desk.do(Reply(number, "Hello!"))
        event = heard(line, "talk")
        ours = event["words"][-1]["number"]
        assert (event["delivered"], event["read"]) == (0, 0)
        line.send(json.dumps({"type": "seen", "ticket": number, "delivered": ours}))
        assert heard(line, "talk")["delivered"] == ours
        line.send(json.dumps({"type": "seen", "ticket": number, "delivered": ours, "read": ours}))
        assert heard(line, "talk")["read"] == ours


def test_outside_the_hours_it_says_when_and_takes_the_message(
    doorway: Doorway, marta: Browser
) -> None:
    assert "Jana Nováková answers you here." in " ".join(marta.page("/").split())
    doorway.desk.at("Sat 2026-11-28 12:00")
    page = " ".join(marta.page("/").split())
    assert "Jana Nováková is back on Monday, 30 November, 09:00." in page
    assert "https://chat.example.com/" in page
    assert marta.say("It is Saturday.").status_code == 200


def test_pages_speak_as_the_browser_asks(marta: Browser) -> None:
    page = marta.http.get(
        "/", headers={"Accept": "text/html", "Accept-Language": "it-CH, de;q=0.5"}
    )
    assert page.headers["content-language"] == "it"
    assert '<html lang="it">' in page.text


def test_a_page_is_not_believed_what_it_has(doorway: Doorway, marta: Browser) -> None:
    number = doorway.enter(PAOLO).say("Paolo's.").json()["ticket"]
    with marta.line(f"topic=chat&after={number}.1.0.0.0") as line:
        assert heard(line, "hello")["after"] == ""
        assert list(doorway.door.hub.talks()) == [(MARTA.address, 0)]
