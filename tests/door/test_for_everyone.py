"""The pages for everyone: by screen reader and keyboard, light and dark, on a phone, and light."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload, Page, Response, ViewportSize, expect

from tests.desk.conftest import desk_in
from tests.door.axe import violations
from tests.door.browsers import live, say, visiting
from tests.door.kit import Doorway, open_door
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import Reply
from vipdesk.domain.door_commands import MarkRead
from vipdesk.door.pages import HERE
from vipdesk.policies import policy_for, shipped_policy_text

PAGES = ("/", "/tickets", "/tickets/101", "/book", "/book?move=1", "/nowhere")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""

DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=600)
CONTRASTS = Path(__file__).with_name("contrasts.js").read_text("utf-8")
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place); }"""
OPEN = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
SPOKEN = """() => { window.spoken = []; new MutationObserver((changes) => changes
  .flatMap((each) => [...each.addedNodes]).filter((node) => !node.parentElement
  ?.closest('[aria-live=off]') && node.getAttribute?.('aria-live') !== 'off')
  .forEach((node) => window.spoken.push(node.textContent)))
  .observe(document.querySelector('[role=log]'), { childList: true, subtree: true }); }"""
FOCUSED = """() => { const it = document.activeElement;
  const words = it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText;
  const box = (it.type === 'file' ? it.labels[0] : it).getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const seen = top && (it.contains(top) || top.contains(it) || it.labels?.[0]?.contains(top));
  return [words.trim().replace(/\\s+/g, ' '), Boolean(seen)]; }"""


@pytest.fixture(scope="module")
def doorway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorway]:
    """One door for all of this file: what is looked at is not changed by it."""
    policy = policy_for(shipped_policy_text())
    with desk_in(tmp_path_factory.mktemp("door"), policy) as desk, open_door(desk) as opened:
        yield opened


@pytest.fixture(scope="module")
def visited(browser: Chromium, doorway: Doorway) -> Iterator[Page]:
    """The browser of somebody with a ticket and a call."""
    with visiting(browser, doorway) as opened:
        say(opened, "The gateway is down. See https://shop.acme.example.com/status/of/all/of/it")
        expect(opened.locator(".word .mark")).to_have_text("Sent")
        doorway.desk.do(Reply(101, "On it."))
        doorway.desk.do(Book("training", at("Tue 2026-11-24 10:00"), MARTA.address, "Rules"))
        yield opened


@pytest.fixture
def page(visited: Page) -> Page:
    """The same, as every test begins with it."""
    visited.set_viewport_size(DESKTOP)
    visited.emulate_media(color_scheme="light", reduced_motion="reduce")
    return visited


def check(page: Page, where: str) -> None:
    """Nothing keeps anybody out of what is shown now."""
    page.evaluate(OPEN)
    found = page.evaluate(CONTRASTS)
    assert found, where
    assert [row for row in found if row["contrast"] < LEAST_CONTRAST] == [], where
    assert page.evaluate(TWICE) == [], where
    assert violations(page) == [], where


def names(page: Page, count: int) -> list[str]:
    """What has the focus as somebody goes on by the tabulator; nothing of it is covered."""
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(FOCUSED)
        assert seen, name
        found.append(name)
    return found


class TestAxe:
    """What axe-core knows of the rules of WCAG, on each page and in what can become of it."""

    @pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)])
    def test_every_page(
        self, doorway: Doorway, page: Page, scheme: Literal["light", "dark"], size: ViewportSize
    ) -> None:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        for path in PAGES:
            page.goto(doorway.origin + path)
            check(page, path)

    @pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)])
    def test_who_comes_and_goes(
        self,
        doorway: Doorway,
        browser: Chromium,
        scheme: Literal["light", "dark"],
        size: ViewportSize,
    ) -> None:
        context = browser.new_context(locale="en-GB", viewport=size, color_scheme=scheme)
        page = context.new_page()
        for path in ("/", "/panel", "/enter", "/enter/used", f"/enter/{doorway.link()}"):
            page.goto(doorway.origin + path)
            check(page, path)
        page.get_by_role("button", name="Go in").click()
        live(page)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
        check(page, "/leave")
        context.close()

    def test_what_went_wrong(self, doorway: Doorway, page: Page) -> None:
        page.goto(doorway.origin)
        live(page)
        page.route("**/say", lambda route: route.fulfill(status=409, json={"words": "No."}))
        log = FilePayload(name="log.txt", mimeType="text/plain", buffer=b"error")
        page.locator("#file").set_input_files(files=[log] * 6)
        expect(page.get_by_role("alert")).to_have_text("Five files at once are the most.")
        check(page, "too many files")
        say(page, "Not to be sent.")
        expect(page.locator(".word.failed")).to_be_visible()
        expect(page.get_by_role("alert")).to_have_text("Not sent. No.")
        check(page, "not sent")
        page.get_by_role("button", name="Discard").click()
        page.unroute("**/say")
        page.goto(f"{doorway.origin}/book")
        page.locator("input[name=start]").first.check(force=True)
        page.get_by_text("Invite guests").click()
        page.get_by_label("E-mail address").first.fill("nobody")
        page.get_by_role("button", name="Book the call").click()
        field = page.get_by_label("E-mail address").first
        expect(field).to_have_accessible_description(re.compile("^This is no e-mail address"))
        expect(field).to_be_focused()
        expect(page.locator("input[name=start]").first).to_be_checked()
        check(page, "no guest")


def test_nothing_hangs_over_the_edge_of_a_phone(doorway: Doorway, page: Page) -> None:
    page.set_viewport_size(PHONE)
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


class TestScreenReader:
    """What is read aloud: what each thing is, and what comes."""

    def test_it_is_told_what_is_said(self, doorway: Doorway, page: Page) -> None:
        page.goto(doorway.origin)
        live(page)
        expect(page.locator("body")).to_match_aria_snapshot("""
            - link "To the content"
            - banner:
              - paragraph:
                - strong: Jana Nováková
              - navigation "Pages":
                - link "Chat"
                - link "Where things stand"
                - link "Book a call"
              - button "Sign out"
            - main:
              - heading "Chat with Jana Nováková" [level=1]
              - region "Conversation with Jana Nováková":
                - log "Messages":
                  - list:
                    - listitem: Monday 23 November
                    - listitem
                    - listitem
                - textbox "Your message"
                - text: File
                - button "File"
                - button "Send"
                - status
        """)

    def test_it_is_told_what_is_booked_and_free(self, doorway: Doorway, page: Page) -> None:
        page.goto(f"{doorway.origin}/book")
        page.get_by_text("Invite guests").click()
        expect(page.locator("body")).to_match_aria_snapshot("""
            - main:
              - heading "Book a call" [level=1]
              - region "Your calls":
                - heading "Your calls" [level=2]
                - list:
                  - listitem:
                    - paragraph:
                      - link /Calendar file Tuesday, 24 November/
                      - link /Move Tuesday, 24 November/
                    - button /Cancel Tuesday, 24 November/
              - combobox "Kind of call"
              - combobox "Your zone"
              - navigation "Weeks":
                - link /Later/
              - group:
                - group "Guest 1":
                  - textbox "E-mail address"
                  - textbox "Name (may be left out)"
              - group "Monday, 23 November":
                - radio /11.30/
              - textbox "What is it about?"
              - button "Book the call"
        """)

    def test_what_comes_is_said_once_and_what_one_wrote_is_not(
        self, doorway: Doorway, page: Page
    ) -> None:
        page.goto(doorway.origin)
        live(page)
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
        (log,) = (one for one in tree["nodes"] if one.get("role", {}).get("value") == "log")
        told = {one["name"]: one["value"].get("value") for one in log["properties"]}
        assert (told["live"], told["relevant"]) == ("polite", "additions")
        page.evaluate(SPOKEN)
        doorway.desk.do(MarkRead(101, 1))
        expect(page.locator(".word.mine .mark").last).to_have_text("Read")
        say(page, "And now?")
        expect(page.locator(".word.mine:not(.leaving) .text").last).to_have_text("And now?")
        expect(page.locator(".word.leaving")).to_have_count(0)
        doorway.desk.do(Reply(101, "It is up again."))
        expect(page.locator(".word.ours .text").last).to_have_text("It is up again.")
        spoken = page.evaluate("() => window.spoken")
        assert len(spoken) == 1, spoken
        assert spoken[0].endswith("It is up again.")


class TestKeyboard:
    """Everything is reached in the order in which it is read, and seen while it has the focus."""

    @pytest.mark.parametrize("size", [DESKTOP, PHONE])
    def test_the_order_is_that_of_reading(
        self, doorway: Doorway, page: Page, size: ViewportSize
    ) -> None:
        page.set_viewport_size(size)
        page.goto(doorway.origin)
        live(page)
        top = ["To the content", "Chat", "Where things stand", "Book a call", "Sign out"]
        link = "https://shop.acme.example.com/status/of/all/of/it"
        rest = ["Messages", link, "Your message", "+ File", "Send"]
        page.locator(".skip").focus()
        assert names(page, 9) == [*top, *rest][1:]
        page.goto(f"{doorway.origin}/book?kind=training")
        calls = ["Calendar file", "Move", "Cancel"]
        chosen = ["Kind of call", "Your zone", "Show", "Show times in your own zone (Europe/Rome)"]
        found = names(page, 18)
        assert [name.partition(" Tue")[0] for name in found[:8]] == [*top, *calls]
        assert found[8:14] == [*chosen, "Later →", "Invite guests"]
        assert found[15:17] == ["What is it about?", "Book the call"]

    def test_it_is_enough_to_book_by(self, doorway: Doorway, page: Page) -> None:
        page.goto(f"{doorway.origin}/book?kind=training")
        page.get_by_text("Invite guests").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("anna@acme.example.com")
        expect(page.get_by_role("group", name="Guest 2")).to_be_visible()
        expect(page.get_by_role("group", name="Guest 3")).to_be_hidden()
        page.locator("input[name=start]").first.focus()
        page.keyboard.press("ArrowRight")
        picked = page.locator("input[name=start]:checked").get_attribute("value")
        page.get_by_label("What is it about?").focus()
        page.keyboard.type("By keyboard")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="booked")).to_be_visible()
        expect(page.get_by_text("Also invited: anna@acme.example.com")).to_be_visible()
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
