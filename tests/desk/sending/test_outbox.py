"""Answers on their way: held, sent once, tried again, given up, and never taken back too late."""

from datetime import timedelta
from threading import Event

import pytest

from tests.desk.sending.conftest import DUE, HELD, Sending
from tests.smtp_server import HANG_UP
from vipdesk.domain.errors import Refusal
from vipdesk.domain.mail_commands import Leave, Outgoing, TryAgain
from vipdesk.domain.message import Delivery
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.target import TargetKind
from vipdesk.widgets.entries import entries


def took_back(sends: Sending, number: int) -> TakeBack:
    (back,) = [
        back
        for back in (TakeBack(101, "answer", 2, (2,), message=number),)
        if sends.now(number).fact == 2
    ]
    return back


def test_an_answer_is_held_and_then_sent_once(sends: Sending) -> None:
    answer = sends.answer()
    sends.at(HELD)
    assert not sends.server.taken
    sends.at(DUE).at(DUE)
    (mail,) = sends.mails
    assert mail["Message-ID"] == f"<{answer.message_id}>"
    assert mail["In-Reply-To"] == "<mail-1@acme.example.com>"
    assert mail["From"] == "Jana Nováková <support@vipdesk.example.org>"
    assert mail["Subject"] == answer.subject
    assert sends.server.taken[0].recipients == ("marta.rossi@acme.example.com",)
    assert sends.now(answer.number).delivery is Delivery.SENT
    assert sends.copies == [sends.server.taken[0].raw]
    assert sends.notes == ["answer on #101 to marta.rossi@acme.example.com: sent"]
    assert set(sends.stands) == {""}


def test_several_are_sent_over_one_line_oldest_first(sends: Sending) -> None:
    for text in ("one", "two", "three"):
        sends.answer(text)
    sends.at(DUE)
    assert [mail.get_body(("plain",)).get_content()[:3] for mail in sends.mails] == [  # type: ignore[union-attr] # it has one
        "one",
        "two",
        "thr",
    ]
    assert sends.server.lines == 1


def test_what_is_taken_back_while_it_is_held_never_leaves(sends: Sending) -> None:
    answer = sends.answer()
    sends.at(HELD).real.do(took_back(sends, answer.number))
    sends.at("Mon 2026-11-23 12:00")
    assert not sends.server.taken


def test_what_is_being_handed_over_can_not_be_taken_back(sends: Sending) -> None:
    answer = sends.answer()
    sends.real.do(Leave(Outgoing.ANSWER, answer.number))
    with pytest.raises(Refusal, match="just leaving"):
        sends.real.do(took_back(sends, answer.number))
    assert sends.now(answer.number).delivery is Delivery.LEAVING


def test_what_was_taken_back_can_not_leave_any_more(sends: Sending) -> None:
    answer = sends.answer()
    sends.real.do(took_back(sends, answer.number))
    with pytest.raises(Refusal, match="taken back, or has left"):
        sends.real.do(Leave(Outgoing.ANSWER, answer.number))
    with pytest.raises(Refusal):
        sends.real.do(TryAgain(Outgoing.ANSWER, answer.number, sends.real.now, "why"))
    assert sends.now(answer.number).delivery is Delivery.TAKEN_BACK


def test_after_a_crash_at_the_hand_over_it_goes_again_as_the_same_mail(sends: Sending) -> None:
    answer = sends.answer()
    sends.real.do(Leave(Outgoing.ANSWER, answer.number))  # and the desk is killed
    sends.at("Mon 2026-11-23 09:30")
    assert [mail["Message-ID"] for mail in sends.mails] == [f"<{answer.message_id}>"]
    assert sends.now(answer.number).delivery is Delivery.SENT
    sends.at(DUE)
    assert len(sends.mails) == 1


def test_a_temporary_failure_is_tried_again_later_and_later(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["RCPT"] = ["451 4.7.1 greylisted"] * 3
    sends.at(DUE)
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    for early, due in (("09:31:04", "09:31:05"), ("09:33:04", "09:33:05"), ("09:37:04", "")):
        sends.at(f"Mon 2026-11-23 {early}")
        if due:
            sends.at(f"Mon 2026-11-23 {due}")
        assert not sends.server.taken
    sends.at("Mon 2026-11-23 09:37:05")
    assert len(sends.server.taken) == 1
    assert sends.notes[0].startswith("answer on #101: not sent yet: the mail server takes it later")
    assert "451 4.7.1 greylisted" in sends.notes[0]


def test_while_it_waits_for_its_next_try_it_can_be_taken_back(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["MAIL"] = ["421 4.3.2 closing"]
    sends.at(DUE).real.do(took_back(sends, answer.number))
    sends.at("Mon 2026-11-23 12:00")
    assert not sends.server.taken


def test_a_line_that_breaks_after_the_mail_leaves_no_way_back(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["TAKEN"] = [HANG_UP]
    sends.at(DUE)
    assert sends.now(answer.number).delivery is Delivery.LEAVING
    with pytest.raises(Refusal, match="just leaving"):
        sends.real.do(took_back(sends, answer.number))
    sends.at("Mon 2026-11-23 09:31:05")
    assert [mail["Message-ID"] for mail in sends.mails] == [f"<{answer.message_id}>"] * 2
    assert sends.server.taken[0].raw == sends.server.taken[1].raw
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_a_permanent_failure_opens_the_target_again(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["RCPT"] = ["550 5.1.1 no such mailbox"]
    assert sends.real.ticket().line.due_kind == TargetKind.FOLLOW_UP
    sends.at(DUE)
    failed = sends.now(answer.number)
    assert failed.delivery is Delivery.FAILED
    assert failed.why == "the mail server refuses it: 550 5.1.1 no such mailbox"
    assert sends.real.ticket().line.due_kind == TargetKind.INITIAL
    sends.at("Mon 2026-11-23 12:00")
    assert not sends.server.taken


def test_one_that_fails_keeps_nobody_else_waiting(sends: Sending) -> None:
    bad, good = sends.answer("bad"), sends.answer("good")
    sends.server.faults["MAIL"] = ["550 no"]
    sends.at(DUE)
    assert sends.now(bad.number).delivery is Delivery.FAILED
    assert sends.now(good.number).delivery is Delivery.SENT


def test_a_server_that_is_away_is_told_and_all_go_at_once_when_it_is_back(sends: Sending) -> None:
    first = sends.answer("first")
    sends.server.faults["CONNECT"] = [HANG_UP] * 4
    for minute in ("30:05", "31:05", "33:05", "37:05"):
        sends.at(f"Mon 2026-11-23 09:{minute}")
    assert "can't be used: it broke off" in sends.stands[-1]
    assert sends.now(first.number).delivery is Delivery.QUEUED
    courier = sends.outbox()
    sends.server.faults["CONNECT"] = [HANG_UP]
    sends.real.at("Mon 2026-11-23 09:45:05")
    courier.send_due(Event())
    sends.answer("second")
    sends.real.at("Mon 2026-11-23 09:45:10")
    courier.send_due(Event())
    assert len(sends.server.taken) == 2, "what waited for the server goes with the next"
    assert sends.stands[-1] == ""


def test_after_two_days_of_trying_it_is_given_up(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["RCPT"] = ["450 later"] * 100
    sends.real.now += timedelta(seconds=5)
    courier, tries = sends.outbox(), 0
    while sends.now(answer.number).delivery is Delivery.QUEUED:
        tries += 1
        courier.send_due(Event())
        sends.real.now += timedelta(hours=1)
    assert tries == 49
    assert sends.now(answer.number).why.startswith("tried for two days: the mail server takes it")


def test_a_machine_that_slept_for_days_still_tries_a_while(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["RCPT"] = ["450 later"] * 3
    sends.at("Fri 2026-11-27 09:00")
    assert sends.now(answer.number).delivery is Delivery.QUEUED


def test_an_answer_for_nobody_fails_and_says_so(sends: Sending) -> None:
    made = sends.answer()
    with sends.real.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE message SET recipients = '[]' WHERE number = ?", (made.number,)
        )
    sends.at(DUE)
    assert sends.now(made.number).why == "nobody with a mail address is known to send it to"


def test_nothing_is_sent_while_nothing_is_due(sends: Sending) -> None:
    sends.at(DUE)
    assert (sends.server.taken, sends.stands) == ([], [""])


def test_the_ticket_says_why_it_waits_and_when_it_is_tried_again(sends: Sending) -> None:
    answer = sends.answer()
    assert sends.real.ticket().next_tries == {}
    sends.server.faults["RCPT"] = ["450 4.2.1 later"]
    sends.at(DUE)
    again = sends.real.ticket().next_tries[answer.number]
    assert again.why == "the mail server takes it later: 450 4.2.1 later"
    assert again.at == sends.real.now + timedelta(minutes=1)
    view = sends.real.ticket()
    shown = entries(view, sends.real.now, None)
    said = ["".join(text for text, _ in line) for entry in shown for line in entry.below]
    assert any(line.startswith("not sent yet: the mail server takes it later") for line in said)
    sends.at("Mon 2026-11-23 09:31:05")
    assert sends.real.ticket().next_tries == {}


def test_what_may_have_left_still_counts_as_not_sent(sends: Sending) -> None:
    sends.answer()
    assert sends.real.board().queued == 1
    sends.server.faults["TAKEN"] = [HANG_UP]
    sends.at(DUE)
    assert sends.real.board().queued == 1
    sends.at("Mon 2026-11-23 09:31:05")
    assert sends.real.board().queued == 0
