"""Copies of what was sent: once each, whatever the line does, and no answer waits for one."""

import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.sending.conftest import DUE, Sending
from tests.mail.dovecot import Account, MailServer, mail_server
from tests.mail.faults import Mute
from tests.mail.proxy import Cut, Fault, Proxy, proxy
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.secure import PATIENCE, trusting
from vipdesk.cli.alongside import alongside
from vipdesk.desk import Desk
from vipdesk.domain.mail_commands import KeepCopy, Outgoing
from vipdesk.domain.message import Delivery
from vipdesk.mail_account import Security, Server
from vipdesk.policies import policy_for
from vipdesk.secret import Secret
from vipdesk.sent_folder import SentFolder
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

KEPT = "a copy is in the folder for what was sent"


class TakenAndCut(Fault):
    """Cuts the line when the mailbox has taken a copy, so that nobody hears of it; once."""

    def __init__(self) -> None:
        self.cuts, self._takes = 0, False

    def command(self, line: bytes) -> bytes:
        """From a copy on, its answers count."""
        self._takes = self._takes or b"APPEND" in line
        return line

    def answer(self, line: bytes) -> bytes:
        """What follows the go-ahead is that it was taken."""
        if self._takes and b" OK " in line and not self.cuts:
            self.cuts += 1
            raise Cut
        return line


@pytest.fixture
def between(imap_server: MailServer) -> Iterator[Proxy]:
    """What stands between the desk and the server."""
    authority = imap_server.authority
    with proxy(imap_server.port, authority.signed("sent"), authority.file) as made:
        yield made


@pytest.fixture
def context(imap_server: MailServer) -> ssl.SSLContext:
    """What trusts the authority of these tests."""
    return trusting(imap_server.authority.file)


def entered(account: Account, port: int, context: ssl.SSLContext, stop: Event) -> Mailbox:
    """The mailbox, by this port."""
    server = Server("localhost", port, Security.TLS)
    return enter(server, account.user, Secret(account.password), context, stop)


@dataclass(slots=True)
class Copies:
    """A store in which mails count as sent, and the thread that puts their copies away."""

    real: RealDesk
    account: Account
    context: ssl.SSLContext
    folder: str = "Sent"
    notes: list[str] = field(default_factory=list)
    sent: int = 0

    def by(self, port: int) -> SentFolder:
        """The way there, by this port."""
        enter = partial(entered, self.account, port, self.context)
        where, clock = self.real.where, self.real.clock

        def open_desk() -> Desk:
            return Desk(Writer(open_writer(where), policy_for), clock)

        return SentFolder(self.folder, enter, self.notes.append, open_desk, clock)

    def put(self, *subjects: str) -> None:
        """These are sent."""
        for subject in subjects:
            self.sent += 1
            raw = f"Subject: {subject}\r\nMessage-ID:\r\n <{subject}@x.example>\r\n\r\nhi\r\n"
            called, known = f"answer {self.sent}", f"{subject}@x.example"
            answer, now = Outgoing.ANSWER, self.real.now
            self.real.do(KeepCopy(answer, self.sent, called, known, raw.encode(), now))

    def subjects(self) -> list[str]:
        """What lies in the folder."""
        return self.account.subjects("Sent") if "Sent" in self.account.folders() else []

    def waiting(self) -> int:
        """How many wait in the store."""
        return len(self.real.desk.copies_waiting())


@pytest.fixture
def copies(real: RealDesk, account: Account, context: ssl.SSLContext) -> Copies:
    """Nothing was sent yet."""
    return Copies(real, account, context)


def until(holds: Callable[[], bool]) -> None:
    """Go on once it is so."""
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_copy_that_was_taken_before_the_line_broke_is_not_put_there_twice(
    copies: Copies, between: Proxy
) -> None:
    copies.put("first")
    sent = copies.by(between.port)
    with alongside("copies", sent.attend):
        until(lambda: copies.subjects() == ["first"])
        between.fault = fault = TakenAndCut()
        copies.put("second")
        sent.put()
        until(lambda: fault.cuts == 1)
        copies.put("third")
        sent.put()
        until(lambda: "third" in copies.subjects())
        until(lambda: copies.waiting() == 0)
    assert copies.subjects() == ["first", "second", "third"]
    assert copies.notes == [f"answer {number}: {KEPT}" for number in (1, 2, 3)]


def test_a_copy_that_the_line_took_along_is_put_there_again(copies: Copies, between: Proxy) -> None:
    copies.put("first")
    sent = copies.by(between.port)
    with alongside("copies", sent.attend):
        until(lambda: copies.subjects() == ["first"])
        between.cut()
        copies.put("second")
        sent.put()
        until(lambda: copies.subjects() == ["first", "second"])


def test_what_was_sent_just_before_the_desk_is_left_is_kept_all_the_same(copies: Copies) -> None:
    copies.put("first")
    sent = copies.by(copies.account.port)
    with alongside("copies", sent.attend):
        until(lambda: copies.subjects() == ["first"])
        copies.put("second", "third")
        sent.put()
    assert copies.subjects() == ["first", "second", "third"]
    assert copies.notes == [f"answer {number}: {KEPT}" for number in (1, 2, 3)]


def test_a_mailbox_that_says_nothing_holds_nobody_up_and_loses_nothing(
    copies: Copies, between: Proxy
) -> None:
    between.fault = Mute(b"APPEND")
    sent = copies.by(between.port)
    with alongside("copies", sent.attend):
        copies.put("first", "second")
        sent.put()
        until(lambda: between.calls > 0)
        left = time.monotonic()
    assert time.monotonic() - left < PATIENCE / 2, "leaving does not wait for it either"
    assert copies.waiting() == 2
    with alongside("copies", copies.by(copies.account.port).attend):
        until(lambda: copies.waiting() == 0)
    assert copies.subjects() == ["first", "second"]


def test_a_kill_after_the_copy_was_put_there_puts_it_there_once(copies: Copies) -> None:
    copies.put("first")
    with alongside("copies", copies.by(copies.account.port).attend):
        until(lambda: copies.waiting() == 0)
    copies.sent = 0
    copies.put("first")  # and it was killed before that was kept
    with alongside("copies", copies.by(copies.account.port).attend):
        until(lambda: copies.waiting() == 0)
    assert copies.subjects() == ["first"]


def test_a_folder_that_is_refused_is_told_and_given_up_after_two_days(copies: Copies) -> None:
    copies.folder = "x" * 300
    copies.put("first")
    with alongside("copies", copies.by(copies.account.port).attend):
        until(lambda: bool(copies.notes))
    assert copies.notes[0].startswith("answer 1: sent, its copy waits: localhost")
    assert copies.waiting() == 1
    copies.real.now += timedelta(days=2)
    with alongside("copies", copies.by(copies.account.port).attend):
        until(lambda: copies.waiting() == 0)
    assert copies.notes[-1].startswith("answer 1: sent, but no copy of it is kept: localhost")


@pytest.fixture
def full() -> Iterator[tuple[Account, ssl.SSLContext]]:
    """A mailbox with a quota that one mail has used up."""
    with (
        TemporaryDirectory(prefix="vipdesk-full-") as folder,
        mail_server(Path(folder), 20_000) as server,
    ):
        account = server.account()
        account.deliver(b"Subject: large\r\n\r\n" + b"x" * 19_900)
        yield account, trusting(server.authority.file)


def test_a_full_mailbox_is_told_and_answers_leave_all_the_same(
    sends: Sending, full: tuple[Account, ssl.SSLContext]
) -> None:
    account, context = full
    copies = Copies(sends.real, account, context)
    answer = sends.answer()
    sends.at(DUE)
    assert sends.now(answer.number).delivery is Delivery.SENT
    with alongside("copies", copies.by(account.port).attend):
        until(lambda: bool(copies.notes))
        sends.answer("another")
        sends.at("Mon 2026-11-23 09:31")
        assert len(sends.mails) == 2
    assert "sent, its copy waits: " in copies.notes[0]
    assert "[OVERQUOTA]" in copies.notes[0]
    account.clear()
    with alongside("copies", copies.by(account.port).attend):
        until(lambda: copies.waiting() == 0)
    assert len(copies.subjects()) == 2
