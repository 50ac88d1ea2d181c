"""The panel in the client's own software: where it fails, and where it is closed."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, TimeoutError, expect

from tests.desk.conftest import RealDesk
from tests.door.browsers import PATIENCE
from tests.door.embedding import Around, embedding_page
from tests.door.kit import Doorway, open_door
from vipdesk.domain.commands import Reply


@pytest.fixture
def around() -> Iterator[Around]:
    with embedding_page() as opened:
        yield opened


@pytest.fixture
def doorway(real: RealDesk, around: Around) -> Iterator[Doorway]:
    with open_door(real, embedded_on=(around.origin,)) as opened:
        around.desk = opened
        yield opened


@pytest.fixture
def page(browser: Chromium, doorway: Doorway, around: Around) -> Iterator[Page]:
    """In that software, with the button on it."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(around.origin)
    yield page
    assert wrong == []
    context.close()


def opened(page: Page) -> None:
    """Wait until the chat is there."""
    page.frame_locator("iframe").locator("#room[data-line=live]").wait_for()


def test_a_panel_without_a_token_says_so_and_tries_again(page: Page, around: Around) -> None:
    around.fails = 1
    page.get_by_role("button", name="Chat").click()
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("status")).to_contain_text("Something went wrong here.")
    expect(inside.get_by_role("button", name="Try again")).to_be_visible()
    opened(page)  # by itself


def test_a_panel_tries_again_when_it_is_asked_to(page: Page, around: Around) -> None:
    around.fails = 6  # by itself that would take minutes
    page.get_by_role("button", name="Chat").click()
    inside = page.frame_locator("iframe")
    again, room = inside.get_by_role("button", name="Try again"), inside.locator("#room")
    for _ in range(12):
        expect(again.or_(room)).to_be_visible()
        if room.is_visible():
            break
        with suppress(TimeoutError):  # it may have tried by itself just now
            again.click(timeout=1_000)
    opened(page)


@pytest.mark.parametrize("refused", ["**/enter", "**/room"])
def test_a_panel_that_the_desk_refuses_tries_again(page: Page, refused: str) -> None:
    page.route(refused, lambda route: route.fulfill(status=503, body="busy"), times=1)
    page.get_by_role("button", name="Chat").click()
    expect(page.frame_locator("iframe").get_by_role("button", name="Try again")).to_be_visible()
    opened(page)


def test_what_came_meanwhile_is_counted_on_the_next_page_too(page: Page, doorway: Doorway) -> None:
    page.get_by_role("button", name="Chat").click()
    opened(page)
    inside = page.frame_locator("iframe")
    inside.locator("#text").fill("Hello?")
    inside.locator("#text").press("Enter")
    expect(inside.locator(".word .mark")).to_have_text("Sent")
    page.goto("about:blank")
    doorway.desk.do(Reply(101, "Hello!"))
    page.go_back()
    expect(page.get_by_role("button", name="Chat (1)", exact=True)).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    doorway.desk.do(Reply(101, "Are you there?"))
    expect(page.get_by_role("button", name="Chat (2)", exact=True)).to_be_visible()
    page.get_by_role("button", name="Chat (2)").click()
    expect(page.get_by_role("button", name="Chat", exact=True)).to_be_visible()
    expect(inside.locator(".word.ours")).to_have_count(2)
    expect(inside.locator("#text")).to_be_focused()


def test_who_never_chatted_has_no_line(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("button", name="Chat")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
