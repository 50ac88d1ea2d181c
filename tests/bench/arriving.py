"""What one new ticket costs a desk that shows 5,000: bytes to the terminal, time of its loop."""

import secrets
from collections.abc import Iterator
from statistics import median

from tests.bench.figures import Bench, Figure, at_most
from tests.bench.keys import desk
from tests.bench.store import DESK, desk_on
from vipdesk.domain.commands import OpenTicket, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel

SETTLED = 1.0


def measure(bench: Bench) -> Iterator[Figure]:
    """Open a ticket that stands in sight, let it settle, and take it away again."""
    sent: list[float] = []
    spent: list[float] = []
    with desk(bench, DESK, "arriving") as ours:
        writer = desk_on(bench.folder / "arriving" / "desk.db")
        for _ in range(bench.times(20, 5)):
            ours.quiet(0.2)
            idle = ours.loop()
            ours.rest(SETTLED)
            before, piece = ours.loop(), len(ours.pieces)
            words = f"Matter-{secrets.token_hex(4)}"
            done = writer.execute(OpenTicket(words, 1, Channel.PHONE))
            ours.rest(SETTLED)
            spent.append(((ours.loop() - before) - (before - idle)) * 1000)
            sent.append(len(ours.output_since(piece)))
            assert sent[-1], "the new ticket did not show"
            writer.execute(SetStatus(done.change.tickets[0].number, Status.RESOLVED))
            ours.rest(SETTLED)
        writer.close()
    work = "one new ticket among 5,000"
    yield at_most(work, median(sent), 1_000, "bytes")
    yield at_most(work, median(spent), 10, "ms of the loop")
