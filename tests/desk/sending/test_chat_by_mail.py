"""A chat answer that reached no page in time goes by mail, once, and any other does not."""

from threading import Event

import pytest

from tests.desk.door.kit import word
from tests.desk.sending.conftest import Sending
from tests.kit import MARTA, at
from vipdesk.desk import Desk
from vipdesk.domain.audit import Wanted
from vipdesk.domain.commands import Reply
from vipdesk.domain.door_commands import MarkSeen
from vipdesk.domain.event import What
from vipdesk.domain.message import Delivery
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import Merge

BEFORE, DUE = "Mon 2026-11-23 09:39:59", "Mon 2026-11-23 09:40"


@pytest.fixture
def chats(sends: Sending) -> Sending:
    """A desk at half past nine, on whose ticket Marta wrote from her page and was answered."""
    page = Desk(sends.real.writer, sends.real.clock, visitor=MARTA)
    page.execute(word("Is it known?", "word-1", ticket=101))
    sends.answer("Yes, since nine.")
    return sends


def seen(sends: Sending, number: int) -> None:
    """It reached her page."""
    page = Desk(sends.real.writer, sends.real.clock, visitor=MARTA)
    page.execute(MarkSeen(101, MARTA.address, number))


def test_it_waits_for_the_page_first(chats: Sending) -> None:
    chats.at(BEFORE)
    assert chats.mails == []
    assert (chats.now(3).channel, chats.now(3).delivery) == (Channel.CHAT, Delivery.SENT)


def test_then_it_goes_by_mail_once(chats: Sending) -> None:
    chats.at(DUE)
    (mail,) = chats.mails
    assert mail["To"] == "Marta Rossi <marta.rossi@acme.example.com>"
    assert "Yes, since nine." in str(mail)
    assert (chats.now(3).channel, chats.now(3).delivery) == (Channel.EMAIL, Delivery.SENT)
    chats.at("Tue 2026-11-24 09:40")
    assert len(chats.mails) == 1


def test_nobody_did_it(chats: Sending) -> None:
    chats.at(DUE)
    done = [one for one in chats.real.reader.audit(Wanted()) if one.what == What.SENT_BY_MAIL.value]
    assert [(one.who, one.ticket) for one in done] == [("", 101)]


def test_what_reached_the_page_goes_by_no_mail(chats: Sending) -> None:
    seen(chats, 3)
    chats.at("Mon 2026-11-23 12:00")
    assert chats.mails == []


def test_nor_where_its_ticket_was_merged_since(chats: Sending) -> None:
    seen(chats, 3)
    chats.real.mail(subject="The same")
    chats.real.do(Merge(101, 102))
    chats.at("Mon 2026-11-23 12:00")
    assert chats.mails == []


def test_what_was_taken_back_goes_by_no_mail(chats: Sending) -> None:
    (back,) = chats.real.do(reply()).change.back
    chats.real.do(back)
    chats.at("Mon 2026-11-23 12:00")
    assert ["Oops" in str(mail) for mail in chats.mails] == [False]


def reply() -> Reply:
    """An answer that is regretted."""
    return Reply(101, "Oops")


def test_the_courier_wakes_for_it_by_itself(chats: Sending) -> None:
    courier = chats.outbox()
    courier.send_due(Event())
    assert courier._next == at(DUE)


def test_what_is_weeks_old_goes_no_more(chats: Sending) -> None:
    chats.at("Tue 2026-12-08 09:30")
    assert chats.mails == []
