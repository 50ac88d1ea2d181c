"""Key to letter in an answer whose draft is kept as it is typed, beside a bare text field."""

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from textual.app import App, ComposeResult
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea

from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.domain.policy import Policy
from vipdesk.pen import Pen
from vipdesk.pictures import Pictures
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.screens.composer import Composer, Hand
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

KEYS, ROUNDS, PACE = 120, 5, 0.02
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


class Bare(App[None]):
    """A text field and nothing else."""

    def compose(self) -> ComposeResult:
        """The field."""
        yield TextArea()


class Answering(App[None]):
    """The composer on a real store."""

    def __init__(self, composer: Composer) -> None:
        super().__init__()
        self._composer = composer

    async def on_mount(self) -> None:
        """Open it."""
        await self.push_screen(self._composer)


async def latencies(app: App[None]) -> list[float]:
    """Milliseconds from each key to the field's word that its text has changed."""
    took: list[float] = []
    changed = asyncio.Event()

    def hear(message: Message) -> None:
        if isinstance(message, TextArea.Changed):
            changed.set()

    async with app.run_test(size=(120, 36), message_hook=hear) as pilot:
        await pilot.pause(0.3)
        for _ in range(KEYS):
            changed.clear()
            began = time.perf_counter()
            app.post_message(Key("x", "x"))
            await changed.wait()
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(PACE)
    return took


async def bare() -> list[float]:
    """The peer."""
    return await latencies(Bare())


async def answering(where: str, policy: Policy) -> list[float]:
    """The composer; its drafts are written while it is typed into."""
    engine = create_store(where, lambda made: register(made, CLIENT, AGENT, policy, NOW))
    desk = Desk(Writer(engine, policy_for), lambda: NOW)
    desk.execute(OpenTicket("Login page returns 502", 3))
    pen = Pen(lambda: desk)
    pictures = Pictures(Reader(open_reader(where, writes_too=True), policy_for))
    board = await pictures.board()
    hand = Hand(
        pen.execute,
        pen.submit,
        pictures.ticket,
        lambda _: None,
        AGENT.name,
        lambda: ((), ()),
        lambda: NOW,
    )
    took = await latencies(Answering(Composer(board.lines[0], board, hand)))
    pictures.close()
    pen.close(5)
    return took


CLIENT = Client(
    "Acme S.p.A.",
    "All-inclusive",
    date(2026, 4, 1),
    contacts=(Person("Marta Rossi", "marta.rossi@acme.example.com"),),
)
AGENT = Agent("Jana Nováková", "jana@vipdesk.example.org")


def show(name: str, took: list[float]) -> None:
    """Print the median and the slow end."""
    cuts = statistics.quantiles(took, n=100)
    print(f"{name:<28} p50 {cuts[49]:6.2f} ms  p95 {cuts[94]:6.2f} ms  p99 {cuts[98]:6.2f} ms")


def main() -> None:
    """Interleave the rounds, so that a noisy machine is noisy for both."""
    policy = policy_for(shipped_policy_text())
    plain: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in range(ROUNDS):
            plain += asyncio.run(bare())
            ours += asyncio.run(answering(str(Path(folder) / f"{count}.db"), policy))
    show("bare text field", plain)
    show("answer, draft kept meanwhile", ours)
    print(f"ratio of the medians         {statistics.median(ours) / statistics.median(plain):.2f}")


if __name__ == "__main__":
    main()
