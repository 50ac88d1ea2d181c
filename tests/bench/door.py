"""The client's own door with two hundred browsers on it: a word there and back, what they cost.

The server is `vipdesk serve`, the agent sits before a desk with 5,000 open tickets, and one of the
browsers is Chromium. All of them share this machine.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench.figures import Bench, Figure, at_most, percentile
from tests.bench.program import PEERS, ROOT, Program
from tests.bench.store import DESK, desk_on, environment, own_copy
from tests.door.browsers import chromium, live
from vipdesk.domain.commands import SetContact
from vipdesk.domain.door_commands import Enter, MakeLink
from vipdesk.domain.visit import digest_of
from vipdesk.door.visits import COOKIE

PEOPLE, EACH = 25, 8
"""Contacts, and browsers of each."""

ROUNDS, PAGES = 60, 15
PACE = 1.1
"""Seconds between two words: a contact may say one a second without end."""

IDLE = 30


@dataclass(frozen=True, slots=True)
class Doorway:
    """A server on a store, and who may come in."""

    origin: str
    process: subprocess.Popen[bytes]
    store: Path
    secrets: tuple[str, ...]
    link: str
    """The secrets of browsers that are signed in, and of one link more."""

    def processor(self) -> float:
        """Seconds of processor time that the server has used."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def resident(self) -> float:
        """MiB that the server holds."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def guests(store: Path) -> tuple[tuple[str, ...], str]:
    """The secrets of browsers that are signed in, eight of each contact's, and of a link."""
    desk, found = desk_on(store), []
    for number in range(PEOPLE):
        address = f"guest{number}@acme.example.com"
        desk.execute(SetContact(address, f"Guest {number}"))
        for _ in range(EACH):
            link, visit = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            desk.execute(MakeLink(address, digest_of(link)))
            desk.execute(Enter(digest_of(link), digest_of(visit), "127.0.0.1"))
            found.append(visit)
    desk.execute(MakeLink(address, digest_of(last := secrets.token_urlsafe(32))))
    desk.close()
    return tuple(found), last


@contextmanager
def served(bench: Bench) -> Iterator[Doorway]:
    """The server, once it answers."""
    store = own_copy(DESK, bench.folder, "door")
    those, link = guests(store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "vipdesk", "serve", "--port", str(port)]
    told = os.environ | {"PYTHONPATH": str(ROOT), **environment(store)}
    with subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL) as process:
        try:
            _answers(port)
            yield Doorway(f"http://127.0.0.1:{port}", process, store, those, link)
        finally:
            process.kill()


def _answers(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


@contextmanager
def browsers(here: Doorway, count: int) -> Iterator[None]:
    """So many with a line of their own, in a process of theirs."""
    command = [sys.executable, str(PEERS / "browsers.py"), here.origin, COOKIE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(" ".join(here.secrets[:count]).encode() + b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"open\n"
        yield
        process.stdin.close()


def idle(here: Doorway, bench: Bench, count: int) -> Iterator[Figure]:
    """What lines cost on which nothing is said."""
    time.sleep(3)
    before, seconds = here.processor(), bench.times(IDLE, 10)
    time.sleep(seconds)
    share = (here.processor() - before) / seconds * 100
    work = f"the door, {count} browsers that say nothing"
    yield at_most(work, share, 2, "% of a core")
    yield at_most(work, here.resident(), 150, "MiB")


def signed_in(here: Doorway, browser: Browser) -> BrowserContext:
    """A profile of Chromium that somebody went in with."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{here.origin}/enter/{here.link}")
    page.get_by_role("button").click()
    live(page)
    page.close()
    return context


def pages(here: Doorway, profile: BrowserContext, bench: Bench) -> Iterator[Figure]:
    """From nothing to a page with its line, and all that it loads."""
    took: list[float] = []
    sizes: list[int] = []
    for _ in range(bench.times(PAGES, 4)):
        page = profile.new_page()
        profile.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("response", lambda answer: sizes.append(len(answer.body())))
        began = time.perf_counter()
        page.goto(here.origin)
        live(page)
        took.append((time.perf_counter() - began) * 1000)
        page.close()
    yield at_most("the door's page in Chromium, ready, p50", percentile(took, 50), 300, "ms")
    yield at_most("the same, all it loads", sum(sizes) / len(took) / 1000, 60, "kB")


def there_and_back(
    here: Doorway, profile: BrowserContext, bench: Bench, count: int
) -> Iterator[Figure]:
    """The client's enter to the agent's screen, and the agent's to the client's page."""
    there: list[float] = []
    back: list[float] = []
    page = profile.new_page()
    page.goto(here.origin)
    live(page)
    said(page, "first word")
    with Program("-m", "vipdesk", environment=environment(here.store)) as agent:
        agent.see("? help", "1 in chat")
        ticket = number_of_chat(here)
        agent.type(b"#" + ticket.encode() + b"\r")
        agent.see(f"─ #{ticket} first word ──")
        agent.type(b"a")
        agent.see("on the page now")
        for number in range(bench.times(ROUNDS, 10)):
            word, answer = f"Word-{number:03}", f"Said-{number:03}"
            page.locator("#text").fill(word)
            agent.quiet(0.2)
            began = time.perf_counter()
            page.keyboard.press("Enter")
            agent.see(word)
            there.append((time.perf_counter() - began) * 1000)
            agent.type(answer.encode())
            agent.quiet(0.2)
            began = time.perf_counter()
            agent.type(b"\r")
            page.wait_for_selector(f".word.ours :text-is('{answer}')")
            back.append((time.perf_counter() - began) * 1000)
            agent.rest(PACE)
    both = [one + other for one, other in zip(there, back, strict=True)]
    work = f"a word from the client to the agent's screen and one back, {count} browsers, p99"
    median = f"p50 {percentile(both, 50):.0f}, p95 {percentile(both, 95):.0f}"
    ways = f" ({median}; there {percentile(there, 99):.0f}, back {percentile(back, 99):.0f})"
    yield at_most(work, percentile(both, 99), 400, "ms", "", ways)


def said(page: Page, text: str) -> None:
    """Write something, send it, and see it taken."""
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_selector(".word.mine:not(.leaving)")


def number_of_chat(here: Doorway) -> str:
    """The number of the ticket that the chat opened."""
    command = [sys.executable, "-m", "vipdesk", "tickets", "--json", "--sort", "newest"]
    told = os.environ | {"PYTHONPATH": str(ROOT), **environment(here.store)}
    listed = subprocess.run([*command, "--limit", "1"], env=told, capture_output=True, check=True)
    return str(json.loads(listed.stdout)[0]["number"])


def measure(bench: Bench) -> Iterator[Figure]:
    """The server with all browsers on it, then Chromium as one more."""
    count = bench.times(PEOPLE * EACH, 40)
    with served(bench) as here, browsers(here, count - 1):
        yield from idle(here, bench, count)
        with chromium() as browser:
            profile = signed_in(here, browser)
            yield from pages(here, profile, bench)
            yield from there_and_back(here, profile, bench, count)
