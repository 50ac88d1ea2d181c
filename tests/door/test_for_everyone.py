"""The pages for everyone: by screen reader and keyboard, light and dark, on a phone, and light."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Response, expect

from tests.door.browsers import live, say, visiting
from tests.door.kit import Doorway
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import Reply
from vipdesk.door.pages import HERE

PAGES = ("/", "/tickets", "/tickets/101", "/book", "/nowhere")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""

CONTRASTS = Path(__file__).with_name("contrasts.js").read_text("utf-8")
NAMELESS = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((each) => each.checkVisibility() && !(each.textContent.trim()
    || each.getAttribute('aria-label') || each.labels?.length))
  .map((each) => each.outerHTML)"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place); }"""


@pytest.fixture
def page(browser: Chromium, doorway: Doorway) -> Iterator[Page]:
    with visiting(browser, doorway) as opened:
        say(opened, "The gateway is down. See https://shop.acme.example.com/status/of/all/of/it")
        expect(opened.locator(".word .mark")).to_have_text("Sent")
        doorway.desk.do(Reply(101, "On it."))
        doorway.desk.do(Book("training", at("Tue 2026-11-24 10:00"), MARTA.address, "Rules"))
        yield opened


def test_every_page_can_be_read_and_used_by_all(doorway: Doorway, page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in PAGES:
            page.goto(doorway.origin + path)
            page.wait_for_load_state()
            found = page.evaluate(CONTRASTS)
            poor = [row for row in found if row["contrast"] < LEAST_CONTRAST]
            assert len(found) > 3
            assert poor == [], (scheme, path)
            assert page.evaluate(NAMELESS) == [], path
            assert page.evaluate(TWICE) == [], path
            assert page.locator("h1").count() == 1, path
            assert page.locator("main").count() == 1, path


def test_nothing_hangs_over_the_edge_of_a_phone(doorway: Doorway, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    for path in PAGES:
        page.goto(doorway.origin + path)
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, path
    page.goto(doorway.origin)
    live(page)
    box = page.locator("#send").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 600


def test_a_screen_reader_is_told_what_is_what(doorway: Doorway, page: Page) -> None:
    page.goto(doorway.origin)
    live(page)
    tree = page.locator("body").aria_snapshot()
    for part in (
        '- link "To the content"',
        '- navigation "Pages"',
        '- region "Conversation with Jana Nováková"',
        '- log "Messages"',
        '- textbox "Your message"',
        '- button "Send"',
        '- button "Sign out"',
    ):
        assert part in tree, f"{part}\n{tree}"


def test_the_keyboard_is_enough(doorway: Doorway, page: Page) -> None:
    page.goto(f"{doorway.origin}/book?kind=training")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.locator("input[name=start]").first.focus()
    page.keyboard.press("ArrowRight")
    picked = page.locator("input[name=start]:checked").get_attribute("value")
    page.get_by_label("What is it about?").focus()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="booked")).to_be_visible()
    week = at("Mon 2026-11-23 00:00"), at("Mon 2026-11-30 00:00")
    booked = {one.subject: one.start for one in doorway.desk.reader.calendar(*week).bookings}
    assert booked["By keyboard"].isoformat() == picked


def test_a_page_is_light(doorway: Doorway, browser: Chromium) -> None:
    with visiting(browser, doorway) as page:
        came: list[Response] = []
        page.on("response", lambda answer: came.append(answer))
        page.goto(doorway.origin)
        live(page)
        assert sum(len(each.body()) for each in came if each.status == 200) < 60_000
        assert {each.url.split("/")[2] for each in came} == {doorway.origin.split("/")[2]}
    assert len((HERE / "static" / "chat.js").read_bytes()) < 15_000
