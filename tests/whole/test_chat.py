"""A chat from the client's page to the agent's screen and back, on one store, on a bad line."""

import json
import os
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection

from tests.door.kit import Browser
from tests.whole.commands import VIPDESK, vipdesk
from tests.whole.terminal import Terminal
from vipdesk.door.visits import COOKIE

MARTA = "marta.rossi@acme.example.com"
Desk = dict[str, str]


@pytest.fixture
def desk(environment: Desk) -> Desk:
    """A desk with one contact, whose door nobody has opened yet."""
    agent = ("--agent", "Jana Nováková", "--agent-email", "jana@vipdesk.example.org")
    contact = ("--contact", f"Marta Rossi <{MARTA}>")
    vipdesk(environment, "init", "--client", "Acme", *agent, *contact, "--vip-from", "2026-01-01")
    return environment


@pytest.fixture
def port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(desk: Desk, port: int) -> Iterator[None]:
    """`vipdesk serve`, once it answers; in the end it is killed, as machines do."""
    command = [*VIPDESK, "serve", "--port", str(port)]
    told = {**os.environ, **desk}
    with subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL) as process:
        try:
            _answers(port)
            yield
        finally:
            process.kill()


def _answers(port: int) -> None:
    give_up = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < give_up, "nobody listens"
        else:
            return


def entered(desk: Desk, port: int) -> Browser:
    """Marta's browser, let in by her personal link."""
    link = json.loads(vipdesk(desk, "door", "link", MARTA, "--json"))["link"]
    origin = f"http://127.0.0.1:{port}"
    path = "/enter/" + link.rpartition("/")[2]
    answer = httpx.post(origin + path, headers={"Origin": origin}, timeout=20)
    assert answer.status_code == 303, answer.text
    cookie = answer.headers["set-cookie"].partition(";")[0]
    return Browser(origin, cookie.removeprefix(f"{COOKIE}="))


class Page:
    """What the page keeps of the conversation, as its script does: each word once."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.words: dict[int, str] = {}
        self.after, self.ticket = "", 0
        self.delivered = self.read = self.we_read = 0
        self.types = False

    @contextmanager
    def line(self) -> Iterator["Page"]:
        """A line to the server, from where the page was."""
        asked = f"topic=chat&after={self.after}" if self.after else "topic=chat"
        with self.browser.line(asked) as line:
            self._line: ClientConnection = line
            self.tells(type="here", how="looks")
            yield self

    def tells(self, **said: Any) -> None:
        """A small thing, on the line."""
        self._line.send(json.dumps(said))

    def until(self, holds: Any) -> None:
        """Take in what comes until it holds; what comes is acknowledged."""
        give_up = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < give_up, f"never came; the page has {self.words}"
            self._take(json.loads(self._line.recv(timeout=30)))

    def _take(self, event: dict[str, Any]) -> None:
        if event["type"] == "types":
            self.types = event["on"]
        if event["type"] != "talk":
            return
        self.after, self.ticket = event["after"], event["ticket"]
        self.read, self.we_read = event["read"], event["we_read"]
        for number in event["gone"]:
            self.words.pop(number, None)
        for word in event["words"]:
            self.words[word["number"]] = word["text"]
        latest = max(self.words, default=0)
        if latest > self.delivered:
            self.delivered = latest
            self.tells(type="seen", ticket=self.ticket, delivered=latest, read=0)

    def says(self, text: str, times: int = 1) -> None:
        """A word; a page that hears nothing of it sends it once more."""
        identity = str(uuid.uuid4())
        for _ in range(times):
            assert self.browser.say(text, identity).status_code == 200

    def has_read_all(self) -> None:
        """It is before her eyes."""
        latest = max(self.words)
        self.tells(type="seen", ticket=self.ticket, delivered=latest, read=latest)


SAID = ["The gateway is down.", "I am on it.", "What do you see?", "An error."]


def test_a_chat_both_ways_on_a_line_that_breaks(desk: Desk, port: int) -> None:
    with served(desk, port), Terminal(environment=desk) as agent:
        agent.see("Nothing is open")
        page = Page(entered(desk, port))
        with page.line():
            both_are_there(page, agent)
        agent.see("Marta Rossi: left ")
        agent.press(f"{SAID[2]}\r")
        agent.see(SAID[2], "› sent")
        page.says(SAID[3], times=3)
        agent.see(SAID[3])
        agent.press("half a wo")
        agent.see("half a wo")
        agent.hang_up()
        agent.exit_code()
    with served(desk, port), Terminal(environment=desk) as agent, page.line():
        page.until(lambda: len(page.words) == len(SAID))
        agent.see(SAID[0])
        agent.press("a")
        agent.see("half a wo", "Marta Rossi: on the page now")
        agent.press("rd.\x1b\rAnd a line.\r")
        page.until(lambda: len(page.words) > len(SAID))
    said = [*SAID, "half a word.\nAnd a line."]
    assert [page.words[number] for number in sorted(page.words)] == said
    page.browser.http.close()
    ticket = json.loads(vipdesk(desk, "ticket", "show", str(page.ticket), "--json"))
    assert [one["text"] for one in ticket["messages"]] == said


def both_are_there(page: Page, agent: Terminal) -> None:
    """A word and its answer, with all that tells how far they have come."""
    page.says(SAID[0])
    agent.see(f"1 {SAID[0]}", "1 in chat")
    page.until(lambda: list(page.words.values()) == SAID[:1])
    agent.press("a")
    agent.see("say something: enter sends it", "Marta Rossi: on the page now")
    page.until(lambda: page.we_read == max(page.words))
    page.tells(type="types", ticket=page.ticket)
    agent.see("Marta Rossi types …")
    page.tells(type="types", ticket=page.ticket, on=False)
    agent.press(SAID[1])
    page.until(lambda: page.types)
    agent.press("\r")
    page.until(lambda: SAID[1] in page.words.values())
    agent.see("✓ delivered")
    page.has_read_all()
    agent.see("✓✓ read")
