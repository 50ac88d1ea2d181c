"""A chat that went on for weeks: light to open, and all of it is there, in its place."""

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Response, expect

from tests.desk.door.kit import door_of, long_talk
from tests.door.browsers import live, visiting
from tests.door.kit import Doorway
from tests.kit import MARTA, PAOLO
from vipdesk.domain.commands import Reply


def begin(doorway: Doorway, count: int) -> None:
    with door_of(doorway.desk) as door:
        long_talk(door, count)


def test_earlier_words_are_asked_for_by_who_may_see_them(doorway: Doorway) -> None:
    begin(doorway, 70)
    marta, paolo = doorway.enter(MARTA), doorway.enter(PAOLO)
    found = marta.get("/earlier?ticket=101&before=23").json()
    assert [word["number"] for word in found["words"]] == list(range(1, 23))
    assert found["more"] is False
    assert paolo.get("/earlier?ticket=101&before=23").status_code == 404
    for wrong in ("ticket=101", "ticket=101&before=-1", "ticket=x&before=9", "before=9"):
        assert marta.get(f"/earlier?{wrong}").status_code == 400


def test_two_thousand_words_are_light(browser: Chromium, doorway: Doorway) -> None:
    begin(doorway, 2_000)
    with visiting(browser, doorway) as page:
        came: list[Response] = []
        page.on("response", lambda answer: came.append(answer))
        page.goto(doorway.origin)
        live(page)
        expect(page.locator(".word")).to_have_count(60)
        assert sum(len(each.body()) for each in came if each.status == 200) < 60_000


def test_what_is_looked_at_stays_while_earlier_words_come(
    browser: Chromium, doorway: Doorway
) -> None:
    begin(doorway, 140)
    with visiting(browser, doorway) as page:
        earlier = page.get_by_role("button", name="Earlier messages")
        marked = page.locator(".word").first
        marked.evaluate("(each) => { each.id = 'marked'; }")
        marked.scroll_into_view_if_needed()
        top = "() => document.querySelector('#marked').getBoundingClientRect().top"
        earlier.scroll_into_view_if_needed()
        before = page.evaluate(top)
        earlier.press("Enter")
        expect(page.locator(".word")).to_have_count(120)
        assert abs(page.evaluate(top) - before) < 2
        expect(earlier).to_be_focused()
        doorway.desk.do(Reply(101, "Meanwhile."))
        expect(page.locator(".word")).to_have_count(121)
        assert abs(page.evaluate(top) - before) < 2
        expect(page.locator("#marked")).to_have_count(1)
        earlier.press("Enter")
        expect(earlier).to_have_count(0)
        expect(page.locator("#words")).to_be_focused()
        expect(page.locator(".word")).to_have_count(143)
        expect(page.locator(".word .text").first).to_have_text("Hello")
        expect(page.locator(".day")).to_have_count(1)
