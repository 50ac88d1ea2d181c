"""Mail from a real server: how soon it is on the desk's screen, how fast a backlog is caught up.

The server is Dovecot on loopback, with TLS and IDLE. Mails are delivered as its own program
does: a file that is given its name in the mailbox, at the instant that is measured from. The peer
of the backlog is the standard library's client, which fetches one mail after the other and keeps
it in one table, with one commit each: no tickets, no files, no parsing.
"""

import multiprocessing
import random
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tests.bench.backlog import Backlog
from tests.bench.figures import Bench, Figure, at_least, at_most, percentile
from tests.bench.mail_import import AGENT, BEGIN, CLIENT, now
from tests.bench.program import Program
from tests.bench.store import Filling, environment, own_copy
from tests.mail.carried import account_of, letter
from tests.mail.dovecot import Account, MailServer, mail_server
from vipdesk.calls import calls_of
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.secure import trusting
from vipdesk.desk import Desk
from vipdesk.ingest import MailImport
from vipdesk.mail_intake import MailIntake
from vipdesk.mail_keeper import MailKeeper
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.secret import Secret
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files, files_beside
from vipdesk.store.mail_log import MailLog, Side, Standing, mail_state
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

BACKLOG, ARRIVING = 10_000, 100
SOON, PER_SECOND, GROWN = 2_000, 200, 30
SETTLED = 3.0
SETTINGS = """
[mail]
user = "{account.user}"
imap = "imaps://localhost:{account.port}"
smtp = "smtp://localhost:1"
password_file = "{password}"
authority = "{account.authority}"
"""

Progress = Callable[[int], None]


def measure(bench: Bench) -> Iterator[Figure]:
    """One mail after the other, then ten thousand that lie there."""
    with (
        TemporaryDirectory(prefix="vipdesk-imap-") as folder,
        mail_server(Path(folder)) as server,
    ):
        yield from arriving(bench, server)
        yield from catching_up(bench, server)


def arriving(bench: Bench, server: MailServer) -> Iterator[Figure]:
    """From a delivery to the row on the screen of a desk that stands open."""
    account, chance = server.account(), random.Random(3)
    store = own_copy(Filling(), bench.folder, "mail-in")
    told = {**environment(store), "VIPDESK_CONFIG": str(config(account, store))}
    took: list[float] = []
    with Program("-m", "vipdesk", environment=told) as desk:
        desk.see("? help", "Queue · ")
        while not is_well(str(store)):
            desk.rest(0.1)
        desk.rest(SETTLED)
        for number in range(bench.times(ARRIVING, 20)):
            desk.rest(chance.uniform(0.2, 0.7))
            began = time.perf_counter()
            account.drop(number, letter(f"Matter {number}", sender=f"somebody{number}"))
            desk.see(f"Queue · {number + 1} ")
            took.append(1000 * (desk.pieces[-1][0] - began))
    middle = f" (half of them within {percentile(took, 50):,.0f} ms)"
    work = "from the server's delivery to the screen, p99"
    yield at_most(work, percentile(took, 99), SOON, "ms", more=middle)


def config(account: Account, store: Path) -> Path:
    """The settings of a desk for this mailbox."""
    written, password = store.with_name("config.toml"), store.with_name("password")
    password.write_text(account.password)
    password.chmod(0o600)
    written.write_text(SETTINGS.format(account=account, password=password))
    return written


def is_well(where: str) -> bool:
    """Whether what lies there is read, and the server listened to."""
    side = mail_state(where).sides.get(Side.IN)
    return side is not None and side.standing is Standing.WELL


def catching_up(bench: Bench, server: MailServer) -> Iterator[Figure]:
    """A backlog, each time by a process of its own, so that its peak memory is its own."""
    account, count = server.account(), bench.times(BACKLOG, 2_000)
    Backlog(account, count, lambda number: BEGIN + timedelta(minutes=10 * number)).deliver()
    found: dict[str, tuple[float, int, int]] = {}
    with TemporaryDirectory(prefix="vipdesk-bench-") as folder:
        for way in (by_library, by_vipdesk):
            near, far = multiprocessing.Pipe()
            process = multiprocessing.get_context("spawn").Process(
                target=run, args=(way, account, Path(folder), count, far)
            )
            process.start()
            found[way.__name__] = near.recv()
            process.join()
    rate, begin, end = found["by_vipdesk"]
    peer = f"imaplib, no tickets: {found['by_library'][0]:,.0f}/s"
    yield at_least(f"a backlog caught up, of {count:,} mails", rate, PER_SECOND, "/s", peer)
    yield at_most("memory grown from a tenth of them to the end", end - begin, GROWN, "MiB")


def run(
    way: Callable[[Account, Path, int, Progress], None],
    account: Account,
    folder: Path,
    count: int,
    pipe: Connection,
) -> None:
    """Tell mails a second, and the MiB held at a tenth and at the end."""
    peaks: list[int] = []

    def progress(number: int) -> None:
        due = (count // 10, count)[len(peaks)] if len(peaks) < 2 else count + 1
        if number >= due:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    began = time.perf_counter()
    way(account, folder, count, progress)
    pipe.send((count / (time.perf_counter() - began), *peaks))


def by_vipdesk(account: Account, folder: Path, count: int, progress: Progress) -> None:
    """Take them into a new desk: threaded, judged, durable, flagged on the server."""
    where, policy = str(folder / "desk.db"), policy_for(shipped_policy_text())
    engine = create_store(where, lambda new: register(new, CLIENT, AGENT, policy, BEGIN))
    desk, files = Desk(Writer(engine, policy_for), now), Files(files_beside(where))
    mails = MailImport(desk, files, now, calls_of(CLIENT, policy, files))
    keeper, settings = MailKeeper(desk, files, mails, now), account_of(account)
    context, stop = trusting(settings.authority), Event()

    def entered(stop: Event) -> Mailbox:
        return enter(settings.imap, settings.user, Secret(account.password), context, stop)

    intake = MailIntake(settings, entered, keeper, MailLog(where, now), print)
    thread = Thread(target=intake.attend, args=(stop,))
    thread.start()
    (place,) = [f"{settings.user}@{settings.imap.host}/{name}" for name in settings.folders]
    watched = sqlite3.connect(f"file:{where}?mode=ro", uri=True)
    kept = 0
    while kept < count:
        time.sleep(0.05)
        row = watched.execute("SELECT uid FROM mail_place WHERE folder = ?", (place,)).fetchone()
        kept = row[0] if row else 0
        progress(kept)
    stop.set()
    thread.join()


def by_library(account: Account, folder: Path, count: int, progress: Progress) -> None:
    """Fetch each, one insert and one commit a mail."""
    connection = sqlite3.connect(folder / "peer.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE mail (uid TEXT, raw BLOB)")
    with account.program() as other:
        other.select(readonly=True)
        for number, uid in enumerate(other.uid("SEARCH", "ALL")[1][0].split(), 1):
            ((_, raw), _) = other.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1]
            connection.execute("INSERT INTO mail VALUES (?, ?)", (uid.decode(), raw))
            connection.commit()
            progress(number)
    connection.close()
