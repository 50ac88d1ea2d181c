"""Mail that lies on a server becomes tickets, once each, and the server is told as it was set."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.kit import at
from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from tests.mail.proxy import Proxy
from vipdesk.domain.queue import microseconds
from vipdesk.mail_account import Done, Security, Server
from vipdesk.secret import Secret


def test_what_lies_there_is_taken_in_and_flagged(carried: Carried, account: Account) -> None:
    account.deliver(letter("one"), letter("two"))
    carried.start().until_kept("one", "two")
    carried.until_well()
    assert account.flags() == [r"\Seen", r"\Seen"]
    assert "2 from INBOX, 2 new" in carried.notes()
    assert "INBOX is open: the server tells what comes" in carried.notes()


def test_what_comes_is_told_by_the_server_at_once(carried: Carried, account: Account) -> None:
    carried.start().until_well()
    for number in range(3):
        account.deliver(letter(f"mail {number}"))
        began = time.monotonic()
        carried.until_kept(*(f"mail {n}" for n in range(number + 1)))
        assert time.monotonic() - began < 5, "nobody told"


def test_it_counts_as_received_when_the_server_took_it(carried: Carried, account: Account) -> None:
    taken = at("Mon 2026-11-23 09:02")
    account.deliver(letter("dated"), at=taken.timestamp())
    account.deliver(letter("late"), at=(carried.real.now + timedelta(days=3)).timestamp())
    carried.start().until_kept("dated", "late")
    received = {line.subject: line.received for line in carried.real.board().lines}
    now = carried.real.now
    assert received == {"dated": microseconds(taken), "late": microseconds(now)}


@pytest.mark.parametrize("done", [Done.SEEN, Done.MOVED, Done.LEFT])
def test_what_is_kept_goes_where_it_is_set_to(
    carried: Carried, account: Account, done: Done
) -> None:
    account.deliver(letter("one"), letter("two"))
    carried.set(done=done, done_folder="Done by vipdesk" if done is Done.MOVED else "")
    carried.start().until_kept("one", "two")
    carried.until_well()
    left = {
        Done.SEEN: ([r"\Seen", r"\Seen"], []),
        Done.LEFT: (["", ""], []),
        Done.MOVED: ([], ["one", "two"]),
    }
    moved = account.subjects("Done by vipdesk") if done is Done.MOVED else []
    assert (account.flags(), moved) == left[done]


def test_it_goes_on_where_it_was_after_days(carried: Carried, account: Account) -> None:
    account.deliver(letter("one"))
    carried.set(done=Done.LEFT).start().until_kept("one")
    carried.stop()
    account.deliver(letter("two"), letter("three"))
    carried.start().until_kept("one", "two", "three")
    assert "2 from INBOX, 2 new" in carried.notes()


def test_several_folders_are_read_each_as_it_comes(carried: Carried, account: Account) -> None:
    account.deliver(letter("mine"))
    account.deliver(letter("sorted"), folder="Support")
    carried.set(folders=("INBOX", "Support")).start().until_kept("mine", "sorted")
    carried.until_well()
    account.deliver(letter("sorted too"), folder="Support")
    account.deliver(letter("mine too"))
    carried.until_kept("mine", "sorted", "mine too", "sorted too")


def test_a_flood_in_one_folder_keeps_no_other_waiting(carried: Carried, account: Account) -> None:
    for number in range(400):
        account.drop(number, letter(f"flood {number:03}", sender=f"somebody{number}"))
    account.deliver(letter("urgent"), folder="Urgent")
    carried.set(folders=("INBOX", "Urgent")).start()
    carried.until(lambda: "urgent" in carried.subjects())
    assert len(carried.subjects()) < 400, "the flood came first"
    carried.until(lambda: len(carried.subjects()) == 401)


def test_a_folder_that_is_not_there_is_told_and_the_others_are_read(
    carried: Carried, account: Account
) -> None:
    account.deliver(letter("one"))
    carried.set(folders=("Nowhere", "INBOX")).start().until_kept("one")
    carried.until(lambda: "will not open the folder Nowhere" in carried.trouble)
    account.deliver(letter("two"))
    carried.until_kept("one", "two")
    assert "will not open the folder Nowhere: Mailbox doesn't exist" in carried.trouble
    account.deliver(letter("found"), folder="Nowhere")
    carried.until_kept("one", "two", "found")
    carried.until_well()


def test_a_folder_made_anew_is_read_anew_and_nothing_is_doubled(
    carried: Carried, account: Account
) -> None:
    account.deliver(letter("one"), letter("two"), folder="Support")
    carried.set(folders=("Support",)).start().until_kept("one", "two")
    carried.stop()
    account.make_anew("Support")
    account.deliver(letter("two"), letter("three"), folder="Support")
    carried.start().until_kept("one", "two", "three")
    carried.until_well()
    assert "Support was made anew there: all of it is looked at again" in carried.notes()
    assert "2 from Support, 1 new" in carried.notes()


def test_the_same_mail_in_two_folders_is_one(carried: Carried, account: Account) -> None:
    account.deliver(letter("one"))
    account.deliver(letter("one"), folder="Support")
    carried.set(folders=("INBOX", "Support")).start().until_kept("one")
    carried.until_well()
    assert "1 from Support" in carried.notes()
    assert carried.subjects() == ["one"]


def test_it_enters_by_starttls_and_with_a_token(carried: Carried, account: Account) -> None:
    account.deliver(letter("one"))
    server = Server("localhost", account.starttls_port, Security.STARTTLS)
    carried.secret = Secret(account.token(), token=True)
    carried.set(imap=server).start().until_kept("one")


@pytest.mark.parametrize("secret", [Secret("not it"), Secret("not it", token=True)])
def test_a_refused_password_is_told_and_not_tried_on(carried: Carried, secret: Secret) -> None:
    carried.secret = secret
    carried.start().until(lambda: bool(carried.told))
    assert f"does not let {carried.settings.user} in: [AUTHENTICATIONFAILED]" in carried.told[0]
    assert "check user and password" in carried.trouble
    assert secret.value not in carried.notes() + "".join(carried.told)


def test_stopping_takes_half_a_second_at_most(carried: Carried, account: Account) -> None:
    carried.start().until_well()
    assert carried.stop() < 0.9
    carried.set(folders=("INBOX", "Trash", "Support")).start()
    carried.until(lambda: bool(carried.trouble))
    assert carried.stop() < 0.9


def test_a_large_mail_is_kept_as_its_beginning_and_told(carried: Carried, account: Account) -> None:
    account.deliver(letter("large", "x" * 2_000_000), letter("small"))
    carried.set(largest=1_000_000).start().until_kept("small")
    carried.until(lambda: carried.unreadable() == ["it is larger than 1 MB"])
    (unreadable,) = carried.real.reader.kept_apart().unreadable
    assert unreadable.label.startswith("INBOX, UID 1 of ")


def test_the_password_may_hold_any_letter(carried: Carried, account: Account) -> None:
    account.deliver(letter("one"))
    wrong = replace(account, password="x")
    assert not account.password.isascii()
    assert wrong.user == account.user
    carried.start().until_kept("one")


def test_what_somebody_wants_unread_stays_so_when_the_line_is_cut(
    carried: Carried, between: Proxy, account: Account
) -> None:
    account.deliver(letter("one"), letter("two"))
    carried.start().until_kept("one", "two")
    carried.until(lambda: account.flags() == [r"\Seen"] * 2)
    with account.program() as other:
        other.select()
        other.store("1", "-FLAGS", r"(\Seen)")
    between.cut()
    account.deliver(letter("three"))
    carried.until_kept("one", "two", "three")
    carried.until(lambda: account.flags() == ["", r"\Seen", r"\Seen"])
