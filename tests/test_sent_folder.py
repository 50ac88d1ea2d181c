"""Copies of what was sent: once each, whatever the line does, and no answer waits for one."""

import ssl
import time
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event

import pytest

from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import Mute
from tests.mail.proxy import Cut, Fault, Proxy, proxy
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.secure import trusting
from vipdesk.cli.alongside import alongside
from vipdesk.mail_account import Security, Server
from vipdesk.secret import Secret
from vipdesk.sent_folder import MOST_WAITING, SentFolder


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


KEPT = "a copy is in the folder for what was sent"


def copy_of(subject: str) -> bytes:
    """A mail as it was sent."""
    return f"Subject: {subject}\r\nMessage-ID:\r\n <{subject}@x.example>\r\n\r\nhi\r\n".encode()


def until(holds: Callable[[], bool]) -> None:
    """Go on once it is so."""
    give_up = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_copy_that_was_taken_before_the_line_broke_is_not_put_there_twice(
    account: Account, between: Proxy, context: ssl.SSLContext
) -> None:
    notes: list[str] = []
    sent = SentFolder("Sent", partial(entered, account, between.port, context), notes.append)
    with alongside("copies", sent.attend):
        sent.put("first", copy_of("first"))
        until(lambda: "Sent" in account.folders() and account.subjects("Sent") == ["first"])
        between.fault = fault = TakenAndCut()
        sent.put("second", copy_of("second"))
        until(lambda: fault.cuts == 1)
        sent.put("third", copy_of("third"))
        until(lambda: "third" in account.subjects("Sent"))
    assert account.subjects("Sent") == ["first", "second", "third"]
    assert notes == [f"{one}: {KEPT}" for one in ("first", "second", "third")]


def test_a_copy_that_the_line_took_along_is_put_there_again(
    account: Account, between: Proxy, context: ssl.SSLContext
) -> None:
    sent = SentFolder("Sent", partial(entered, account, between.port, context), lambda _: None)
    with alongside("copies", sent.attend):
        sent.put("first", copy_of("first"))
        until(lambda: "Sent" in account.folders() and account.subjects("Sent") == ["first"])
        between.cut()
        sent.put("second", copy_of("second"))
        until(lambda: account.subjects("Sent") == ["first", "second"])


def test_what_was_sent_just_before_the_desk_is_left_is_kept_all_the_same(
    account: Account, context: ssl.SSLContext
) -> None:
    notes: list[str] = []
    sent = SentFolder("Sent", partial(entered, account, account.port, context), notes.append)
    with alongside("copies", sent.attend):
        sent.put("answer 1", copy_of("first"))
        until(lambda: "Sent" in account.folders() and account.subjects("Sent") == ["first"])
        sent.put("answer 2", copy_of("second"))
        sent.put("answer 3", copy_of("third"))
    assert account.subjects("Sent") == ["first", "second", "third"]
    assert notes == [f"answer {number}: {KEPT}" for number in (1, 2, 3)]


def test_a_mailbox_that_says_nothing_holds_nobody_up_and_is_told(
    account: Account, between: Proxy, context: ssl.SSLContext
) -> None:
    between.fault = Mute(b"APPEND")
    notes: list[str] = []
    sent = SentFolder("Sent", partial(entered, account, between.port, context), notes.append)
    began = time.monotonic()
    with alongside("copies", sent.attend):
        for number in range(MOST_WAITING + 2):
            sent.put(f"answer {number}", copy_of(str(number)))
        assert time.monotonic() - began < 1
        until(lambda: between.calls > 0)
    assert time.monotonic() - began < 5, "leaving does not wait for it either"
    lost = "sent, but no copy of it is kept"
    assert f"answer {MOST_WAITING + 1}: {lost}: {MOST_WAITING} others wait for the mailbox" in notes
    assert f"answer 0: {lost}: the desk was left meanwhile" in notes
    assert len(notes) == MOST_WAITING + 2


def test_a_folder_that_is_refused_is_told(account: Account, context: ssl.SSLContext) -> None:
    notes: list[str] = []
    name = "x" * 300
    sent = SentFolder(name, partial(entered, account, account.port, context), notes.append)
    with alongside("copies", sent.attend):
        sent.put("answer 1", copy_of("first"))
        until(lambda: bool(notes))
    assert notes[0].startswith("answer 1: sent, but no copy of it is kept: localhost")
