"""The process that reads mails: what one mail does to it is no other mail's business."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.channels.mail.letters import FILED, NOW, in_parts, letter, opened, part
from vipdesk.channels.mail.bounds import MOST_BYTES
from vipdesk.channels.mail.files import MailFile
from vipdesk.channels.mail.message import MailMessage, Unreadable
from vipdesk.channels.mail.parser import Limits, MailParser
from vipdesk.domain.errors import DeskError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def parser() -> Iterator[MailParser]:
    with MailParser() as one:
        yield one


def started() -> set[int]:
    """The processes that this one has started and that are not gone, dead ones too."""
    listed = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return {int(number) for number in " ".join(listed).split()}


OTHERS: set[int] = set()


@pytest.fixture(autouse=True)
def _of_other_tests() -> None:
    OTHERS.clear()
    OTHERS.update(started())


def children() -> set[int]:
    """Those of this test: a server of another may still run."""
    return started() - OTHERS


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that other processes bring about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def numbered(count: int, body: str = "Hello\n") -> list[MailFile]:
    raws = [letter(f"Subject: number {n}", body=body) for n in range(count)]
    return [MailFile(Path("x"), f"x#{n}", raw, FILED, len(raw)) for n, raw in enumerate(raws)]


def test_the_process_says_what_reading_says(parser: MailParser) -> None:
    data = bytes(range(256))
    raw = in_parts(
        "mixed",
        part("text/plain", "Dobrý deň\n\nOn Mon, 23 Nov 2026 10:00, A wrote:\n> x\n\n-- \nMarta"),
        part("application/pdf; name=a.pdf", data),
        part("image/png", b""),
        lines=("Cc: A <a@example.com>, b@example.com", "Reply-To: c@example.com"),
    )
    got = parser.parse(raw, FILED, NOW)
    assert isinstance(got, MailMessage)
    assert got.raw == raw
    assert len(got.attachments) == 2
    assert repr(got).replace(repr(raw), "") == repr(opened(raw)).replace("raw=b''", "raw=")


def test_mails_come_back_in_their_order_with_what_was_known_before(parser: MailParser) -> None:
    known = Unreadable("it can't be opened: Permission denied", b"")
    items = numbered(300)
    items[7] = MailFile(Path("x"), "x#7", known, FILED, 5)
    items[8] = MailFile(Path("x"), "x#8", b"", FILED, 0)
    got = list(parser.parse_all(iter(items), NOW))
    assert [item for item, _ in got] == items
    assert got[7][1] is known
    assert got[8][1] == Unreadable("it is empty", b"")
    subjects = [mail.subject for _, mail in got if isinstance(mail, MailMessage)]
    assert subjects == [f"number {n}" for n in range(300) if n not in (7, 8)]


def test_large_mails_go_to_and_fro_without_a_jam(parser: MailParser) -> None:
    data = os.urandom(5_000_000)
    raw = in_parts("mixed", part("text/plain", "See"), part("application/zip", data))
    items = [MailFile(Path("x"), f"x#{n}", raw, FILED, len(raw)) for n in range(12)]
    for _, mail in parser.parse_all(items, NOW):
        assert isinstance(mail, MailMessage)
        assert mail.attachments[0].content == data


def test_it_reads_ahead_but_not_without_bound(parser: MailParser) -> None:
    taken: list[MailFile] = []

    def offered() -> Iterator[MailFile]:
        for item in numbered(500):
            taken.append(item)
            yield item

    listing = parser.parse_all(offered(), NOW)
    next(listing)
    assert 20 < len(taken) <= 100
    taken.clear()
    big = [MailFile(Path("x"), "x", letter(body="x" * 9_000_000), FILED, 1)] * 9

    def large() -> Iterator[MailFile]:
        for item in big:
            taken.append(item)
            yield item

    next(parser.parse_all(large(), NOW))
    assert len(taken) <= 3


def test_mails_larger_than_any_are_not_even_passed_on(parser: MailParser) -> None:
    got = parser.parse(letter() + b"x" * MOST_BYTES, FILED, NOW)
    assert isinstance(got, Unreadable)
    assert got.reason == "it is larger than 50 MB"
    assert len(got.raw) == 1024 * 1024


def test_the_largest_mail_is_read_within_the_limits(parser: MailParser) -> None:
    body = b"QUJD" * 19 + b"\n"
    raw = in_parts(
        "mixed",
        part("text/plain", "See"),
        part("application/zip", body * (MOST_BYTES // 79), "Content-Transfer-Encoding: base64"),
    )
    got = parser.parse(raw, FILED, NOW)
    assert isinstance(got, MailMessage)
    assert len(got.attachments[0].content) > 30_000_000


def killed_by_hand(parser: MailParser) -> MailMessage | Unreadable:
    """What becomes of a mail while whose reader is killed."""
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    return parser.parse(letter(), FILED, NOW)


def test_a_reader_that_is_killed_is_replaced_and_the_mail_is_read(parser: MailParser) -> None:
    parser.parse(letter(), FILED, NOW)
    before = children()
    assert isinstance(killed_by_hand(parser), MailMessage)
    assert len(children()) == 1
    assert children() != before


def test_a_mail_that_takes_too_long_is_kept_and_the_next_are_read() -> None:
    items = numbered(6)
    with MailParser(Limits(seconds=0.4)) as parser:
        parser.parse(letter(), FILED, NOW)
        (child,) = children()
        os.kill(child, signal.SIGSTOP)  # it hangs, whatever the mail is
        got = [mail for _, mail in parser.parse_all(items, NOW)]
    assert got[0] == Unreadable(
        "reading it takes longer than 0.4 seconds", letter("Subject: number 0")
    )
    assert [mail.subject for mail in got[1:] if isinstance(mail, MailMessage)] == [
        f"number {n}" for n in range(1, 6)
    ]


def test_a_mail_that_takes_too_much_memory_is_kept_and_the_next_are_read() -> None:
    small = letter(body="small\n")
    large = in_parts("mixed", part("application/zip", b"x" * 45_000_000))
    with MailParser(Limits(memory=100 * 1024 * 1024)) as parser:
        assert isinstance(parser.parse(small, FILED, NOW), MailMessage)
        got = parser.parse(large, FILED, NOW)
        assert isinstance(got, Unreadable)
        assert got.reason == "reading it takes more than 100 MB of memory"
        assert got.raw is large
        assert isinstance(parser.parse(small, FILED, NOW), MailMessage)


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_a_reader_that_can_not_start_is_no_mails_fault(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with MailParser() as parser, pytest.raises(DeskError, match="can't start"):
        parser.parse(letter(), FILED, NOW)


def test_a_listing_that_is_given_up_leaves_nothing_behind(parser: MailParser) -> None:
    listing = parser.parse_all(numbered(200), NOW)
    next(listing)
    del listing
    got = parser.parse(letter("Subject: another"), FILED, NOW)
    assert isinstance(got, MailMessage)
    assert got.subject == "another"
    assert len(children()) == 1


def test_two_listings_at_once_do_not_disturb_each_other(parser: MailParser) -> None:
    one, two = (parser.parse_all(numbered(100), NOW) for _ in range(2))
    for (first, read), (second, also) in zip(one, two, strict=True):
        assert first.label == second.label
        assert read == also


def test_leaving_ends_every_process_even_one_that_hangs() -> None:
    before = children()
    with MailParser() as parser:
        listing = parser.parse_all(numbered(100), NOW)
        next(listing)
        (child,) = children() - before
        os.kill(child, signal.SIGSTOP)
    assert children() == before
    handles = len(list(Path("/proc/self/fd").iterdir()))
    with MailParser() as parser:
        parser.parse(letter(), FILED, NOW)
    assert len(list(Path("/proc/self/fd").iterdir())) == handles


def test_the_process_starts_quickly_and_light() -> None:
    began = time.monotonic()
    with MailParser() as parser:
        parser.parse(letter(), FILED, NOW)
        (child,) = children()
        maps = Path(f"/proc/{child}/maps").read_text()
    assert time.monotonic() - began < 5  # 0.1 s here; a slow machine is no fault
    assert not any(name in maps for name in ("sqlite", "pydantic", "lxml", "greenlet"))


PARENT = """
import time
from datetime import datetime, UTC
from vipdesk.channels.mail.parser import MailParser
now = datetime(2026, 11, 24, tzinfo=UTC)
parser = MailParser()
parser.parse(b"From: a@example.com\\n\\nx", now, now)
print(open("/proc/thread-self/children").read(), flush=True)
time.sleep(600)
"""


def is_running(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_with_the_one_that_started_it(how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.send_signal(how)
        parent.wait()
        until(lambda: not is_running(child))


def test_it_works_beside_other_threads(parser: MailParser) -> None:
    got: list[object] = []

    def read() -> None:
        with MailParser() as own:
            got.extend(mail for _, mail in own.parse_all(numbered(20), NOW))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 60
    assert all(isinstance(mail, MailMessage) for mail in got)


def test_nothing_a_mail_does_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with MailParser() as parser:
        for charset in ("utf-7", "x\x1b[31m", "hex"):
            line = f"Content-Type: text/html; charset={charset}"
            parser.parse(letter(line, body=b"<b>\xff\xfe\x1b]0;x\x07" * 500), FILED, NOW)
    assert capfd.readouterr() == ("", "")
