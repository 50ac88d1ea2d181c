"""How fast a spool of voicemail is taken in and looked over again.

The peer reads the same notes with `configparser` and the same recordings, one insert and one
commit each.
"""

import configparser
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import Bench, Figure, at_least, at_most
from tests.spool import SUNDAY_EVENING, note_text
from vipdesk.calls import calls_of
from vipdesk.desk import Desk
from vipdesk.domain.people import Agent, Client
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files, files_beside
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CLIENT = Client(name="Acme", plan="All-inclusive", vip_from=date(2026, 1, 1))
SECOND_OF_GSM = (b"\xd0" + bytes(32)) * 50
WANTED, WANTED_AGAIN = 1000.0, 1.0


def now() -> datetime:
    """The instant of the import."""
    return NOW


def fill(top: Path, count: int) -> None:
    """So many messages in the folders of fifty mailboxes, each second of audio another."""
    for number in range(count):
        folder = top / "default" / f"{100 + number % 50}" / "INBOX"
        folder.mkdir(parents=True, exist_ok=True)
        at = SUNDAY_EVENING - number
        note = note_text(origtime=at, msg_id=f"{at}-{number:08}", callerid=f"<+3902555{number:05}>")
        path = folder / f"msg{number:05}.txt"
        path.write_text(note)
        path.with_suffix(".gsm").write_bytes(SECOND_OF_GSM + number.to_bytes(33, "big"))


def by_vipdesk(top: Path, folder: Path) -> tuple[float, float]:
    """Seconds to take all of them in, and to look at all of them again."""
    where, policy = str(folder / "desk.db"), policy_for(shipped_policy_text())
    engine = create_store(where, lambda new: register(new, CLIENT, Agent("Jana"), policy, NOW))
    desk, files = Desk(Writer(engine, policy_for), now), Files(files_beside(where))
    voicemails = VoicemailImport(desk, files, now, calls_of(CLIENT, policy, files))
    begun = time.perf_counter()
    taken = voicemails.run([top])
    done = time.perf_counter()
    again = voicemails.run([top])
    ended = time.perf_counter()
    desk.close()
    assert (again.duplicates, again.callbacks_new) == (taken.callbacks_new, 0)
    return done - begun, ended - done


def by_library(top: Path, folder: Path) -> float:
    """Seconds for the peer."""
    connection = sqlite3.connect(folder / "peer.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE message (id TEXT PRIMARY KEY, caller TEXT, audio BLOB)")
    begun = time.perf_counter()
    for path in top.rglob("*.txt"):
        note = configparser.ConfigParser(interpolation=None)
        note.read(path)
        said = note["message"]
        row = said["msg_id"], said["callerid"], path.with_suffix(".gsm").read_bytes()
        connection.execute("INSERT INTO message VALUES (?, ?, ?)", row)
        connection.commit()
    connection.close()
    return time.perf_counter() - begun


def measure(bench: Bench) -> Iterator[Figure]:
    """Taken in, and looked over again."""
    count = bench.times(10_000, 1_000)
    with TemporaryDirectory(prefix="vipdesk-bench-") as folder:
        top = Path(folder) / "spool"
        fill(top, count)
        peer = f"configparser: {count / by_library(top, Path(folder)):,.0f}/s"
        taken, again = by_vipdesk(top, Path(folder))
    yield at_least(f"voicemails taken in, of {count:,}", count / taken, WANTED, "/s", peer)
    yield at_most("the same looked over again", again, WANTED_AGAIN, "s")
