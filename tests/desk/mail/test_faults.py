"""Lines that are cut, servers that lie, forge or fall silent: nothing is lost, nothing doubled."""

import pytest
from msgspec.structs import replace

from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import (
    CutAtMails,
    CutLaterEachTime,
    Forged,
    HalfLiteral,
    InPassing,
    Late,
    Mute,
    Rewritten,
)
from tests.mail.proxy import Fault, Proxy, proxy
from vipdesk.mail_account import Done
from vipdesk.mail_line import Pace

MAILS = [f"mail {number}" for number in range(5)]


def deliver(account: Account) -> None:
    """Some mails lie there."""
    account.deliver(*map(letter, MAILS))


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("done", [Done.SEEN, Done.MOVED])
def test_a_line_that_is_cut_at_each_command_in_turn(
    carried: Carried, between: Proxy, account: Account, heard: bool, done: Done
) -> None:
    deliver(account)
    fault = CutLaterEachTime(heard=heard)
    between.fault = fault
    carried.set(done=done, done_folder="Done" if done is Done.MOVED else "")
    carried.pace = Pace(shortest=0.01, longest=0.1)
    carried.start().until_kept(*MAILS)
    every = list(MAILS)
    for number in range(4):
        every.append(f"later {number}")
        account.deliver(letter(every[-1]))
        carried.until_kept(*every)
    carried.until_well()
    assert fault.cuts > 12
    if done is Done.MOVED:
        carried.until(lambda: account.flags() == [])
        assert sorted(account.subjects("Done")) == sorted(every)
    else:
        carried.until(lambda: account.flags() == [r"\Seen"] * len(every))


@pytest.mark.parametrize(
    "fault",
    [
        HalfLiteral(3),
        Forged(rb"\{\d+\}", b"{99999999999}", 3),
        Forged(rb"\{\d+\}", b"{7}", 3),
        Forged(rb"\{\d+\}", b"{" + b"9" * 5000 + b"}", 3),
        Forged(rb"RFC822.SIZE \d+", b"RFC822.SIZE 99999999999"),
        Forged(rb"RFC822.SIZE \d+", b"RFC822.SIZE 1"),
        Forged(rb"RFC822.SIZE \d+", b"RFC822.SIZE none"),
        Forged(rb"^\* .*", b"\xff\x00 garbage \x1b[31m", 4),
        Forged(rb"^\* \d+ FETCH.*\{", b"* 1 FETCH (BODY[] {", 2),
        Forged(rb"^\* SEARCH.*\r\n", b"* SEARCH 1 2 3 9999999999999999999999\r\n", 2),
        Forged(rb"^\* SEARCH.*\r\n", b"* 1 EXISTS\r\n" * 2_000_000, 1),
        Forged(rb"^\* SEARCH.*\r\n", b"x" * 9_000_000, 1),
        Forged(rb"^\* OK \[UIDVALIDITY.*\r\n", b"", 2),
        Forged(rb"^\* OK \[UIDNEXT.*\r\n", b"* OK [UIDNEXT 1] no\r\n"),
        Forged(rb"^.* OK", b"* BYE tired", 3),
        Forged(rb'INTERNALDATE "[^"]*"', b'INTERNALDATE "99-Foo-9999 99:99:99 +9999"'),
        Late(0.005),
    ],
    ids=lambda fault: repr(vars(fault))[:60],
)
def test_a_server_that_lies_or_sends_garbage(
    carried: Carried, between: Proxy, account: Account, fault: Fault
) -> None:
    deliver(account)
    between.fault = fault
    carried.start().until_kept(*MAILS)
    carried.until_well()
    assert carried.unreadable() == []
    carried.until(lambda: account.flags() == [r"\Seen"] * len(MAILS))
    carried.stop()
    carried.start().until_well()
    carried.until_kept(*MAILS)


def test_a_mail_that_is_given_out_badly_keeps_no_other_back(
    carried: Carried, between: Proxy, account: Account
) -> None:
    deliver(account)
    between.fault = Rewritten(b"BODY.PEEK[]", rb"(FETCH (?:\S+,)?3(?:,\S+)? \(UID) ", rb"\1 X")
    carried.start()
    carried.until(lambda: len(carried.subjects()) == len(MAILS) - 1)
    carried.until(lambda: len(carried.unreadable()) == 1)
    assert "gives it out badly, and others well" in carried.unreadable()[0]
    assert "mail 2" not in carried.subjects()
    carried.until_well()


@pytest.mark.parametrize("bad", [(1,), (2, 3)])
@pytest.mark.parametrize("done", [Done.SEEN, Done.MOVED])
def test_a_mail_at_which_the_server_hangs_up_keeps_no_other_back(
    carried: Carried, between: Proxy, account: Account, bad: tuple[int, ...], done: Done
) -> None:
    deliver(account)
    fault = CutAtMails(*bad)
    between.fault = fault
    carried.set(done=done, done_folder="Done" if done is Done.MOVED else "")
    carried.pace = Pace(shortest=0.01, longest=0.05)
    carried.start().until(lambda: len(carried.unreadable()) == len(bad))
    carried.until(lambda: len(carried.subjects()) == len(MAILS) - len(bad))
    carried.until_well()
    assert not {f"mail {uid - 1}" for uid in bad} & set(carried.subjects())
    assert len(account.subjects()) == (len(MAILS) if done is Done.SEEN else len(bad)), "left there"
    cuts = fault.cuts
    between.cut()
    account.deliver(letter("later"))
    carried.until(lambda: "later" in carried.subjects())
    assert fault.cuts == cuts, "it is not asked for again on each line"


def test_where_it_is_all_that_is_there_it_is_waited_for_until_another_comes(
    carried: Carried, between: Proxy, account: Account
) -> None:
    account.deliver(letter("bad"))
    fault = CutAtMails(1)
    between.fault = fault
    carried.pace = Pace(shortest=0.01, longest=0.05)
    carried.start().until(lambda: fault.cuts > 8)
    assert carried.unreadable() == []
    account.deliver(letter("good"))
    carried.until_kept("good")
    assert len(carried.unreadable()) == 1


def test_mails_of_a_server_that_gives_out_none_are_waited_for(
    carried: Carried, between: Proxy, account: Account
) -> None:
    deliver(account)
    between.fault = Rewritten(b"BODY.PEEK[]", rb"BODY.PEEK\[\]", b"BODY.PEEKED")
    carried.start()
    carried.until(lambda: between.calls > 8)
    assert carried.unreadable() == []
    assert "BAD" in carried.trouble
    between.fault = Fault()
    carried.until_kept(*MAILS)
    carried.until_well()


def test_what_can_not_be_moved_is_kept_all_the_same_and_moved_later(
    carried: Carried, between: Proxy, account: Account
) -> None:
    deliver(account)
    between.fault = Rewritten(b"UID MOVE", b"Done", b"Full")
    carried.set(done=Done.MOVED, done_folder="Done").start().until_kept(*MAILS)
    carried.until(lambda: "will not move mails to Done: [TRYCREATE]" in carried.trouble)
    assert carried.told
    account.deliver(letter("later"))
    carried.until_kept(*MAILS, "later")
    between.fault = Fault()
    between.cut()
    carried.until_well()
    carried.until(lambda: account.flags() == [])
    assert account.subjects("Done") == [*MAILS, "later"]


@pytest.mark.parametrize(
    "fault", [Forged(rb"\bIDLE\b", b"XIDLE"), Rewritten(b"idle IDLE", b"idle IDLE", b"idle XIDLE")]
)
def test_without_idle_it_is_looked_now_and_then(
    carried: Carried, between: Proxy, account: Account, fault: Fault
) -> None:
    between.fault = fault
    carried.pace = Pace(look_every=0.1)
    carried.start().until_well()
    assert "INBOX is open: looked at every 0 s" in carried.notes()
    deliver(account)
    carried.until_kept(*MAILS)


@pytest.mark.parametrize(
    ("pattern", "before"), [(rb"^\* SEARCH", False), (rb"^\* SEARCH", True), (rb"^\+ idling", True)]
)
def test_what_is_told_in_passing_is_not_missed(
    carried: Carried, between: Proxy, account: Account, pattern: bytes, before: bool
) -> None:
    between.fault = InPassing(pattern, lambda: deliver(account), before=before)
    carried.start().until_kept(*MAILS)


def test_without_move_mails_are_copied_flagged_and_left(
    carried: Carried, between: Proxy, account: Account
) -> None:
    between.fault = Forged(rb"\bMOVE\b", b"XMOVE")
    deliver(account)
    carried.set(done=Done.MOVED, done_folder="Done").start().until_kept(*MAILS)
    carried.until_well()
    assert account.subjects("Done") == MAILS
    assert account.flags() == [r"\Seen"] * len(MAILS)
    carried.stop()
    carried.start().until_well()
    assert account.subjects("Done") == MAILS


def test_idling_is_begun_anew_before_anybody_cuts_it(
    carried: Carried, between: Proxy, account: Account
) -> None:
    carried.pace = Pace(idle=0.1)
    carried.start().until_well()
    deliver(account)
    carried.until_kept(*MAILS)
    assert between.calls == 1


@pytest.mark.parametrize("word", [b"CAPABILITY", b"SELECT", b"SEARCH", b"BODY.PEEK", b"IDLE"])
def test_a_server_that_falls_silent_does_not_keep_anybody_from_leaving(
    carried: Carried, between: Proxy, account: Account, word: bytes
) -> None:
    deliver(account)
    between.fault = Mute(word)
    carried.start()
    carried.until(lambda: between.calls > 0)
    assert carried.stop() < 0.9


@pytest.mark.parametrize("wrong", ["name", "self", "old"])
def test_a_wrong_certificate_is_refused_and_told(
    carried: Carried, imap_server: MailServer, account: Account, wrong: str
) -> None:
    deliver(account)
    authority = imap_server.authority
    made = {
        "name": lambda: authority.signed("name", "subjectAltName=DNS:mail.example.com"),
        "self": lambda: authority.self_signed("self"),
        "old": lambda: authority.signed("old", days=0),
    }[wrong]()
    why = {"name": "Hostname mismatch", "self": "self-signed", "old": "expired"}[wrong]
    with proxy(imap_server.port, made, authority.file) as between:
        heard = CutLaterEachTime(heard=False)
        between.fault = heard
        carried.set(imap=replace(carried.settings.imap, port=between.port)).start()
        carried.until(lambda: bool(carried.told))
        assert f"localhost:{between.port} is not to be trusted" in carried.told[0]
        assert why in carried.told[0]
        assert "`vipdesk mail check` shows more" in carried.trouble
        assert heard.cuts == 0, "something was said to it"
    assert carried.subjects() == []


def test_a_server_that_starts_again_is_found_again(
    carried: Carried, imap_server: MailServer, account: Account
) -> None:
    deliver(account)
    carried.start().until_kept(*MAILS)
    carried.until_well()
    imap_server.stop()
    carried.until(lambda: "can't be reached" in carried.trouble)
    carried.until(lambda: bool(carried.told))
    imap_server.start()
    account.deliver(letter("after"))
    carried.until_kept(*MAILS, "after")
    carried.until_well()
    assert carried.told[-1] == "", "that all is well again is told, too"
