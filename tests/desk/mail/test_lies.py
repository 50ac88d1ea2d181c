"""Numbers that can't be, mails that come late under a low one, endless news: nothing is lost."""

import re
import time

import pytest

from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from tests.mail.faults import Forged, Rewritten
from tests.mail.proxy import Fault, Proxy
from vipdesk.mail_account import Done
from vipdesk.mail_line import Pace
from vipdesk.store.mail_log import Standing

MAILS = [f"mail {number}" for number in range(3)]


class Hidden(Fault):
    """Leaves one mail out of every list, as long as it is not `shown`."""

    def __init__(self, uid: int) -> None:
        self._uid, self.shown = re.compile(rb" %d\b" % uid), False

    def answer(self, line: bytes) -> bytes:
        """A list without it."""
        hides = line.startswith(b"* SEARCH") and not self.shown
        return self._uid.sub(b"", line) if hides else line


class Chatty(Fault):
    """Says with every answer that something came, and counts the looks."""

    def __init__(self, word: bytes) -> None:
        self._word, self.looks = word, 0

    def command(self, line: bytes) -> bytes:
        """Counted."""
        self.looks += b"SEARCH" in line
        return line

    def answer(self, line: bytes) -> bytes:
        """The same, and that there is a mail."""
        return line + b"* 3 EXISTS\r\n" if line.startswith(self._word) else line


@pytest.mark.parametrize("done", [Done.SEEN, Done.MOVED])
def test_a_mail_that_shows_up_late_under_a_low_number_is_kept_before_it_is_done(
    carried: Carried, between: Proxy, account: Account, done: Done
) -> None:
    account.deliver(*map(letter, MAILS))
    between.fault = hidden = Hidden(2)
    carried.set(done=done, done_folder="Done" if done is Done.MOVED else "")
    carried.start().until_kept("mail 0", "mail 2")
    carried.until_well()
    assert len(account.subjects()) == (1 if done is Done.MOVED else 3)
    hidden.shown = True
    between.cut()
    carried.until_kept(*MAILS)
    carried.until_well()
    left = [] if done is Done.MOVED else [r"\Seen"] * 3
    carried.until(lambda: account.flags() == left)


def test_a_server_that_forgets_what_was_flagged_gives_nothing_out_again(
    carried: Carried, between: Proxy, account: Account
) -> None:
    account.deliver(*map(letter, MAILS))
    between.fault = Rewritten(b"STORE", rb"Seen", b"Draft")
    carried.start().until_kept(*MAILS)
    carried.until_well()
    between.cut()
    carried.until(lambda: carried.notes().count("INBOX is open") == 2)
    assert "0 new" not in carried.notes()


def test_what_was_kept_before_a_crash_is_looked_at_again_and_then_moved(
    carried: Carried, between: Proxy, account: Account
) -> None:
    account.deliver(*map(letter, MAILS))
    carried.start().until_kept(*MAILS)
    carried.until_well()
    carried.stop()
    carried.set(done=Done.MOVED, done_folder="Done").start()
    carried.until(lambda: account.flags() == [])
    assert account.subjects("Done") == MAILS
    assert "3 from INBOX, 0 new" in carried.notes()
    assert sorted(carried.subjects()) == MAILS


@pytest.mark.parametrize("ghost", [b"9999999999", b"4294967295", b"5000"])
def test_a_number_that_no_mail_has_is_told_and_keeps_no_mail_back(
    carried: Carried, between: Proxy, account: Account, ghost: bytes
) -> None:
    account.deliver(*map(letter, MAILS))
    between.fault = Forged(rb"^(\* SEARCH.*)\r\n", rb"\1 " + ghost + b"\r\n")
    carried.start().until_kept(*MAILS)
    carried.until(lambda: carried.standing is Standing.TROUBLE)
    for number in range(8):
        account.deliver(letter(f"later {number}"))
        carried.until_kept(*MAILS, *(f"later {each}" for each in range(number + 1)))
    assert carried.unreadable() == []
    assert carried.told
    between.fault = Fault()
    carried.until_well()
    account.deliver(letter("at last"))
    carried.until(lambda: "at last" in carried.subjects())


@pytest.mark.parametrize("word", ["UIDVALIDITY", "UIDNEXT"])
def test_a_number_beyond_those_of_the_protocol_is_nonsense(
    carried: Carried, between: Proxy, account: Account, word: str
) -> None:
    account.deliver(*map(letter, MAILS))
    between.fault = Forged(rf"{word} \d+".encode(), f"{word} 99999999999999999999".encode())
    carried.start()
    carried.until(lambda: carried.standing is Standing.TROUBLE)
    assert "a number beyond 32 bits" in carried.trouble
    between.fault = Fault()
    carried.until_kept(*MAILS)
    carried.until_well()


@pytest.mark.parametrize("word", [b"* SEARCH", b"+"])
def test_news_without_end_are_looked_at_now_and_then(
    carried: Carried, between: Proxy, account: Account, word: bytes
) -> None:
    account.deliver(*map(letter, MAILS))
    between.fault = chatty = Chatty(word)
    carried.pace = Pace(least=0.5)
    began = time.monotonic()
    carried.start().until_kept(*MAILS)
    carried.until(lambda: chatty.looks >= 4)
    assert chatty.looks <= 3 + (time.monotonic() - began) / 0.5
