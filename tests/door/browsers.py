"""Real Chromium, started once: each test has profiles of its own in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from tests.door.kit import Doorway
from tests.kit import MARTA
from vipdesk.domain.people import Person

PROGRAM = "/usr/bin/chromium"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-dev-shm-usage", "--disable-component-update", "--no-first-run"),
)
PATIENCE = 15_000
"""Milliseconds: a machine may be busy."""


@contextmanager
def chromium() -> Iterator[Chromium]:
    """The program itself."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(
    browser: Chromium, doorway: Doorway, who: Person = MARTA, zone: str = "Europe/Rome"
) -> Iterator[Page]:
    """A page in the chat of somebody who went in by a link; what it complains of fails the test."""
    context = browser.new_context(locale="en-GB", timezone_id=zone)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.extend(_refused(said.text)))
    try:
        page.goto(f"{doorway.origin}/enter/{doorway.link(who)}")
        page.get_by_role("button").click()
        live(page)
        yield page
        assert wrong == []
    finally:
        context.close()


def live(page: Page) -> None:
    """Wait until the page has its line."""
    page.wait_for_selector("#room[data-line=live]")


def say(page: Page, text: str) -> None:
    """Write something and send it."""
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def words(page: Page) -> list[str]:
    """What stands in the conversation, in its order."""
    return page.locator(".word .text").all_inner_texts()


def _refused(said: str) -> list[str]:
    """What the browser would not do because our own policy forbids it."""
    return [said] if "Content Security Policy" in said else []
