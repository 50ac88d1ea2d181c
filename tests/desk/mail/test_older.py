"""What lay in a folder before there was a desk stays there, until somebody asks for it."""

from contextlib import closing
from datetime import datetime
from threading import Event

import pytest

from tests.kit import at
from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from tests.mail.proxy import Proxy
from vipdesk.mail_account import Done
from vipdesk.mail_older import OlderMails

FOUNDED = at("Mon 2026-11-23 00:00")
OLD = ("of May", "of June", "of Sunday")


@pytest.fixture
def old(carried: Carried, account: Account) -> Carried:
    """A mailbox with three mails of before there was a desk, and one of after."""
    days = ("Mon 2024-05-06 10:00", "Mon 2024-06-03 10:00", "Sun 2026-11-22 23:59")
    for name, day in zip(OLD, map(at, days), strict=True):
        account.deliver(letter(name), at=day.timestamp())
    account.deliver(letter("new"), at=at("Mon 2026-11-23 00:01").timestamp())
    carried.begins = FOUNDED
    return carried


def older(carried: Carried, since: datetime) -> int:
    """How many are taken in when they are asked for."""
    with closing(carried.keeper(live=False)) as keeper:
        mailbox = carried.enter(Event())
        taken = OlderMails(mailbox, "INBOX", carried.settings, keeper, since).take(Event())
        mailbox.close()
    return taken


@pytest.mark.parametrize("done", [Done.SEEN, Done.MOVED, Done.LEFT])
def test_only_what_came_since_the_desk_was_set_up_is_taken(
    old: Carried, account: Account, between: Proxy, done: Done
) -> None:
    old.set(done=done, done_folder="Done" if done is Done.MOVED else "")
    old.start().until_kept("new")
    old.until_well()
    assert " older mails lie in INBOX: `vipdesk mail older --since DATE` takes" in old.notes()
    between.cut()
    account.deliver(letter("newer"))
    old.until_kept("new", "newer")
    old.stop()
    account.deliver(letter("newest"))
    old.start().until_kept("new", "newer", "newest")
    old.until_well()
    seen, left = r"\Seen", ["", "", ""]
    flags = {Done.SEEN: [*left, seen, seen, seen], Done.MOVED: left, Done.LEFT: [*left, *left]}
    assert account.flags() == flags[done]
    assert old.notes().count("older mails") == 1


def test_an_old_mail_that_is_put_there_later_is_taken(old: Carried, account: Account) -> None:
    old.start().until_kept("new")
    old.until_well()
    account.deliver(letter("dragged"), at=at("Mon 2024-07-01 10:00").timestamp())
    old.until_kept("new", "dragged")


def test_where_nothing_is_new_the_floor_is_kept_all_the_same(
    carried: Carried, account: Account
) -> None:
    account.deliver(letter("of May"), at=at("Mon 2024-05-06 10:00").timestamp())
    carried.begins = FOUNDED
    carried.start().until_well()
    carried.stop()
    assert "1 older mail lies in INBOX" in carried.notes()
    account.deliver(letter("dragged"), at=at("Mon 2024-07-01 10:00").timestamp())
    carried.start().until_kept("dragged")


def test_a_folder_made_anew_keeps_its_floor_by_date(carried: Carried, account: Account) -> None:
    carried.begins = FOUNDED
    account.deliver(letter("of May"), folder="Support", at=at("Mon 2024-05-06 10:00").timestamp())
    account.deliver(letter("one"), folder="Support")
    carried.set(folders=("Support",)).start().until_kept("one")
    carried.stop()
    account.make_anew("Support")
    account.deliver(letter("of June"), folder="Support", at=at("Mon 2024-06-03 10:00").timestamp())
    account.deliver(letter("two"), folder="Support")
    carried.start().until_kept("one", "two")
    carried.until_well()
    assert account.flags("Support") == ["", r"\Seen"]


def test_older_ones_are_taken_in_when_they_are_asked_for(old: Carried, account: Account) -> None:
    old.start().until_kept("new")
    old.stop()
    assert older(old, at("Mon 2024-06-03 10:00")) == 2
    assert sorted(old.subjects()) == sorted(["new", "of June", "of Sunday"])
    assert older(old, at("Mon 2024-01-01 10:00")) == 1, "once each"
    assert old.real.acknowledgements_due() == ()
    assert account.flags() == ["", "", "", r"\Seen"], "nothing there is touched"
    old.start().until_well()
    old.until_kept("new", *OLD)


def test_more_than_thirty_of_one_sender_are_no_flood(carried: Carried, account: Account) -> None:
    carried.begins = FOUNDED
    mails = [letter(f"mail {number}") for number in range(40)]
    account.deliver(*mails, at=at("Mon 2024-05-06 10:00").timestamp())
    carried.start().until_well()
    carried.stop()
    assert carried.subjects() == []
    assert older(carried, at("Mon 2024-01-01 00:00")) == 40
    assert len(carried.subjects()) == 40
