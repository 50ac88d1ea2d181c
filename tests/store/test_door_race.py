"""Two processes come by the same link, take the same token, send the same word: once, each time."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kit import ACME, JANA, MARTA
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.door_reader import DoorReader
from vipdesk.store.engine import create_store
from vipdesk.store.setup import register

RACES = 60
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

RACER = """
import sys
from datetime import datetime, timedelta
from vipdesk.desk import Desk
from vipdesk.domain.door_commands import Chat, Enter, EnterByToken, MakeLink
from vipdesk.domain.errors import Refusal
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.visitor import door_identity
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

where, who, begins = sys.argv[1:]
now, marta = datetime.fromisoformat(begins), Person("", "marta.rossi@acme.example.com")
writer = Writer(open_writer(where), policy_for)
ours = Desk(writer, lambda: now)
nobody = Desk(writer, lambda: now, visitor=Person("", ""))
page = Desk(writer, lambda: now, visitor=marta)

def did(act):
    try:
        return "lost" if act().duplicate else "won"
    except Refusal:
        return "lost"

print("ready", flush=True)
for race in map(str.strip, sys.stdin):
    if race.startswith("make"):
        ours.execute(MakeLink(marta.address, f"link-{race[4:]}"))
        print("made", flush=True)
        continue
    expires = now + timedelta(minutes=5)
    word = Inbound(channel=Channel.CHAT, external_id=door_identity(marta.address, race),
                   sender=marta, received=now, text=f"word {race}")
    print(*(
        did(lambda: nobody.execute(Enter(f"link-{race}", f"{who}-link-{race}"))),
        did(lambda: nobody.execute(
            EnterByToken(marta.address, "", f"jti-{race}", expires, f"{who}-token-{race}"))),
        did(lambda: page.execute(Chat(word))),
    ), flush=True)
"""


class Racer:
    """A process that does as it is told."""

    def __init__(self, where: str, who: str) -> None:
        words = [sys.executable, "-c", RACER, where, who, NOW.isoformat()]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.answer() == "ready"

    def tell(self, line: str) -> None:
        """Send it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        """The next line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """Let nothing of it be left."""
        with self._process as process:
            process.kill()


@pytest.fixture
def racers(tmp_path: Path) -> Iterator[tuple[str, Racer, Racer]]:
    """A store and two processes that have it open."""
    where = str(tmp_path / "desk.db")
    policy = policy_for(shipped_policy_text())
    create_store(where, lambda new: register(new, ACME, JANA, policy, NOW)).dispose()
    first, second = Racer(where, "first"), Racer(where, "second")
    yield where, first, second
    first.end()
    second.end()


def test_each_is_taken_once(racers: tuple[str, Racer, Racer]) -> None:
    where, first, second = racers
    for race in range(RACES):
        first.tell(f"make{race}")
        assert first.answer() == "made"
        first.tell(str(race))
        second.tell(str(race))
        results = zip(first.answer().split(), second.answer().split(), strict=True)
        assert [sorted(each) for each in results] == [["lost", "won"]] * 3, race
    reader = DoorReader(open_reader(where), policy_for)
    page = reader.conversation(MARTA.address, 101)
    assert page is not None
    assert sorted(one.text for one in page.words) == sorted(f"word {n}" for n in range(RACES))
    reader.close()
