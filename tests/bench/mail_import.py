"""How fast mail files are taken in with full durability, beside the standard library.

3,000 ordinary mails of 1-30 kB in one mbox file, a third in threads, a fifth with files. The
peer reads them with `mailbox` and `email` and inserts each into one table of its own, with one
commit a mail at synchronous=FULL: no tickets, no files, no cleaning. Each runs in a process of its
own, so that its peak memory is its own.
"""

import mailbox
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from tests.bench.figures import Bench, Figure, at_least, at_most
from vipdesk.calls import calls_of
from vipdesk.desk import Desk
from vipdesk.domain.people import Agent, Client, Person
from vipdesk.ingest import MailImport
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files, files_beside
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

MAILS = 3000
ROUNDS = 3
TARGET = 300
BEGIN = datetime(2026, 9, 1, 6, tzinfo=UTC)
NOW = BEGIN + timedelta(days=80)
NAMES = ("Marta Rossi", "Paolo Bianchi", "Luca Ferrari", "Giulia Conti", "Anna Huber")
PROSE = """the mailbox rule inbox webhook since monday nobody sees new messages after an update and
we already tried to reconnect it però la regola è ancora ferma wir können seit gestern keine Mails
lesen please have a look attached you find what the log says about every single attempt"""
WORDS = PROSE.split()
CLIENT = Client(
    name="Acme S.p.A.",
    plan="All-inclusive",
    vip_from=date(2026, 4, 1),
    domains=frozenset({"acme.example.com"}),
    contacts=tuple(
        Person(name, f"{name.lower().replace(' ', '.')}@acme.example.com") for name in NAMES
    ),
)
AGENT = Agent("Jana Nováková", "jana@vipdesk.example.org")

Progress = Callable[[int], None]


def write_mbox(path: Path) -> None:
    """Write the mails that both sides read."""
    chance = random.Random(11)
    with path.open("wb") as file:
        for number in range(MAILS):
            at = BEGIN + timedelta(minutes=35 * number)
            raw = mail(number, at, chance).as_bytes().replace(b"\nFrom ", b"\n>From ")
            file.write(f"From bench@acme.example.com {at:%a %b %d %H:%M:%S %Y}\n".encode())
            file.write(raw + b"\n")


def mail(number: int, at: datetime, chance: random.Random) -> EmailMessage:
    """One ordinary mail; every third answers an earlier one."""
    name = NAMES[number % len(NAMES)]
    one = EmailMessage()
    one["Received"] = f"from mail.acme.example.com by mx1.vipdesk.example.org; {rfc(at)}"
    one["Message-ID"] = f"<{number}.bench@acme.example.com>"
    one["Date"], one["To"] = rfc(at), AGENT.address
    one["From"] = f"{name} <{name.lower().replace(' ', '.')}@acme.example.com>"
    one["Subject"] = f"{prose(chance, 6)} {number}"
    if number % 3 == 2:
        parent = f"<{number - chance.choice((1, 2))}.bench@acme.example.com>"
        one["In-Reply-To"], one["References"] = parent, parent
    text = "\n".join(prose(chance, 12) for _ in range(chance.randint(15, 90)))
    one.set_content(f"{text}\n\n-- \n{name}\nAcme S.p.A.\n")
    if number % 2:
        one.add_alternative(f"<p>{text}</p>", subtype="html")
    if number % 5 == 0:
        content = chance.randbytes(chance.randint(500, 12_000))
        one.add_attachment(content, "application", "pdf", filename=f"log-{number}.pdf")
    return one


def rfc(at: datetime) -> str:
    """An instant as a header says it."""
    return format_datetime(at)


def prose(chance: random.Random, count: int) -> str:
    """So many words."""
    return " ".join(chance.choices(WORDS, k=count))


def now() -> datetime:
    """The instant of the import."""
    return NOW


def by_vipdesk(mbox: Path, folder: Path, progress: Progress) -> None:
    """Take the mails into a new desk: stored, threaded, judged, durable."""
    where, policy = str(folder / "desk.db"), policy_for(shipped_policy_text())
    engine = create_store(where, lambda new: register(new, CLIENT, AGENT, policy, BEGIN))
    desk = Desk(Writer(engine, policy_for), now)
    files = Files(files_beside(where))
    taken = MailImport(desk, files, now, calls_of(CLIENT, policy, files)).taken([mbox])
    for number, _ in enumerate(taken, 1):
        progress(number)
    desk.close()


def by_library(mbox: Path, folder: Path, progress: Progress) -> None:
    """Read the mails as the standard library does; one insert and one commit each."""
    connection = sqlite3.connect(folder / "peer.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE mail (id TEXT, sender TEXT, subject TEXT, text TEXT, raw)")
    for number, row in enumerate(rows(mbox), 1):
        connection.execute("INSERT INTO mail VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
        progress(number)
    connection.close()


def rows(mbox: Path) -> Iterator[tuple[str, str, str, str, bytes]]:
    """What the peer keeps of each mail."""
    box = mailbox.mbox(mbox)
    for key in box.iterkeys():
        raw = box.get_bytes(key)
        one = message_from_bytes(raw, EmailMessage, policy=default)
        body = one.get_body(("plain", "html"))
        text = body.get_content() if body else ""
        yield str(one["message-id"]), str(one["from"]), str(one["subject"]), text, raw
    box.close()


def run(
    way: Callable[[Path, Path, Progress], None], mbox: Path, folder: Path, pipe: Connection
) -> None:
    """Tell mails a second, and the MiB held at a tenth and at the end."""
    peaks: list[int] = []

    def progress(number: int) -> None:
        if number in (MAILS // 10, MAILS):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    began = time.perf_counter()
    way(mbox, folder, progress)
    pipe.send((MAILS / (time.perf_counter() - began), *peaks))


def measure(bench: Bench) -> Iterator[Figure]:
    """Both, in turns, each in a process of its own."""
    found: dict[str, list[tuple[float, int, int]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        mbox = Path(folder) / "bench.mbox"
        write_mbox(mbox)
        for number in range(bench.times(ROUNDS, 1)):
            for way in (by_vipdesk, by_library):
                place = Path(folder) / f"{way.__name__}-{number}"
                place.mkdir()
                near, far = multiprocessing.Pipe()
                process = multiprocessing.get_context("spawn").Process(
                    target=run, args=(way, mbox, place, far)
                )
                process.start()
                found.setdefault(way.__name__, []).append(near.recv())
                process.join()
    rates = {name: median(rate for rate, _, _ in rounds) for name, rounds in found.items()}
    grown = max(end - begin for _, begin, end in found["by_vipdesk"])
    peer = f"mailbox, no tickets: {rates['by_library']:,.0f}/s"
    yield at_least(f"mails taken in, of {MAILS:,}", rates["by_vipdesk"], TARGET, "/s", peer)
    yield at_most("memory grown from a tenth of them to the end", grown, 50, "MiB")
