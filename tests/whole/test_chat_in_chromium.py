"""A chat between a real browser and the desk in a terminal, over `vipdesk serve`."""

import json

from playwright.sync_api import expect

from tests.door.browsers import chromium, live, say, words
from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal
from tests.whole.test_chat import MARTA, Desk, desk, port, served

__all__ = ["desk", "port"]


def test_a_browser_and_a_terminal(desk: Desk, port: int) -> None:
    with served(desk, port), chromium() as browser:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        link = json.loads(vipdesk(desk, "door", "link", MARTA, "--json"))["link"]
        page.goto(f"http://127.0.0.1:{port}/enter/{link.rpartition('/')[2]}")
        page.get_by_role("button").click()
        live(page)
        say(page, "The gateway is down.")
        expect(page.locator(".word.mine .mark")).to_have_text("Sent")
        with Terminal(environment=desk) as agent:
            agent.see("1 The gateway is down.", "1 in chat")
            agent.press("a")
            agent.see("say something: enter sends it", "Marta Rossi: on the page now")
            expect(page.locator(".word.mine .mark")).to_have_text("Read")
            agent.press("On it")
            expect(page.locator("#types")).to_have_text("Jana Nováková is typing…")
            agent.press(".\r")
            expect(page.locator(".word.ours .text")).to_have_text("On it.")
            expect(page.locator("#types")).to_have_text("")
            agent.see("✓✓ read")
            page.locator("#text").press_sequentially("Tha")
            agent.see("Marta Rossi types …")
            page.locator("#text").fill("Thanks!")
            page.keyboard.press("Enter")
            agent.see("Thanks!")
        assert words(page) == ["The gateway is down.", "On it.", "Thanks!"]
        context.close()
