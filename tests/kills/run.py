"""Mail comes in and answers go out while whoever carries them is killed, again and again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.kills.lives import LONGEST, SHORTEST, Carrier, Rest, life, pause
from tests.kills.mails import Client
from tests.kills.place import Place
from tests.smtp_server import SAY_NOTHING
from vipdesk.clock import system_clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import Reply
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.mail_log import Side, Standing, mail_state
from vipdesk.store.writer import FIRST_TICKET, Writer

BURSTS = 4
"""How often mail comes and answers are written in one life."""

IN_FLIGHT, LONGEST_FLIGHT = 0.5, 4.0
"""Share of lives that end when the server has taken a mail and not said so; how long that is
waited for."""

PATIENCE = 240.0
RECEIVED = "SELECT count(*) FROM message WHERE kind = 'received'"
UNSENT = "SELECT count(*) FROM message WHERE kind = 'answer' AND delivery <> 'sent'"
HIGHEST = "SELECT max(number) FROM ticket"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much, and by which dice."""

    mails: int
    answers: int
    kills: int
    seed: int


@dataclass(slots=True)
class Happened:
    """The Message-IDs of the answers that were accepted, and how many mails had left at each kill.

    `delivered` are the client's mails.
    """

    answers: list[str] = field(default_factory=list)
    kills: list[int] = field(default_factory=list)
    delivered: int = 0


class KillRun:
    """One run; `tell` hears how it goes."""

    def __init__(self, place: Place, plan: Plan, tell: Callable[[str], None]) -> None:
        self._place, self._plan, self._tell = place, plan, tell
        self._chance = random.Random(plan.seed)
        self._client = Client(place.account, plan.mails, plan.seed)
        self._happened = Happened()

    def run(self) -> Happened:
        """All lives, then one that is left to finish, and killed as well."""
        desk = Desk(Writer(open_writer(self._place.where), policy_for), system_clock)
        self._desk = desk
        try:
            for number in range(self._plan.kills):
                self._live_and_die(number)
            with life(Carrier.WORKER, self._place.environment) as rest:
                self._mark(rest)
                self._spread(1, 1)
                self._finish(rest)
        finally:
            desk.close()
        self._happened.delivered = self._client.delivered
        return self._happened

    def _live_and_die(self, number: int) -> None:
        carrier = self._chance.choice(list(Carrier))
        seconds = self._chance.uniform(SHORTEST, LONGEST[carrier])
        self._spread(number, self._plan.kills)
        with life(carrier, self._place.environment) as rest:
            self._mark(rest)
            for burst in range(1, BURSTS):
                rest(seconds / BURSTS)
                self._spread(number + burst / BURSTS, self._plan.kills)
            self._hold(rest)
        self._place.server.faults["TAKEN"].clear()
        self._tell(f"{number + 1:3} {carrier} killed after {seconds:4.1f} s; {self._stands()}")

    def _mark(self, rest: Rest) -> None:
        """What the one before handed over has come by now; this one has not begun yet."""
        rest(0.3)
        self._happened.kills.append(len(self._place.server.taken))

    def _spread(self, done: float, of: float) -> None:
        """Mails and answers, so that they last for all lives."""
        self._client.deliver(round(self._plan.mails * done / of) - self._client.delivered)
        highest = self._place.count(HIGHEST)
        for _ in range(round(self._plan.answers * done / of) - len(self._happened.answers)):
            if highest:
                self._answer(self._chance.randint(FIRST_TICKET, highest))

    def _answer(self, ticket: int) -> None:
        done = self._desk.execute(Reply(ticket, f"An answer on {ticket}."))
        self._happened.answers.append(done.change.messages[0].message_id)

    def _hold(self, rest: Rest) -> None:
        """Let the next mail be taken by a server that does not say so any more, now and then."""
        server = self._place.server
        if self._chance.random() > IN_FLIGHT:
            return
        server.faults["TAKEN"].append(SAY_NOTHING)
        until = time.monotonic() + LONGEST_FLIGHT
        while server.faults["TAKEN"] and time.monotonic() < until:
            rest(0.05)

    def _finish(self, rest: Rest) -> None:
        """Until all is kept, told to the server, and sent."""
        until, moved = time.monotonic() + PATIENCE, self._place.count
        while moved(RECEIVED) < self._plan.mails or moved(UNSENT) or not self._is_well():
            if time.monotonic() > until:
                self._tell(f"given up: {self._stands()}")
                return
            rest(0.5)
        pause(1.0)

    def _is_well(self) -> bool:
        side = mail_state(self._place.where).sides.get(Side.IN)
        return side is not None and side.standing is Standing.WELL

    def _stands(self) -> str:
        kept, unsent = self._place.count(RECEIVED), self._place.count(UNSENT)
        written, left = len(self._happened.answers), len(self._place.server.taken)
        return (
            f"{self._client.delivered:,} delivered, {kept:,} kept;"
            f" {written} answers, {unsent} of them to go, {left} mails left"
        )
