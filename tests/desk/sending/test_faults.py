"""Whatever the line, the server or the disk does: no answer is lost, and none is another mail."""

from collections.abc import Iterable
from datetime import timedelta
from threading import Event

import pytest
from msgspec.structs import replace

from tests.desk.sending.conftest import DUE, Sending
from tests.smtp_server import COMMANDS, HANG_UP, PASSWORD, SAY_NOTHING
from vipdesk.desk import Executed
from vipdesk.domain.commands import Command, MarkSent, Reply
from vipdesk.domain.errors import StoreError
from vipdesk.domain.message import Attachment, Delivery
from vipdesk.domain.recutting import TakeBack


@pytest.mark.parametrize("command", [*COMMANDS, "TAKEN"])
@pytest.mark.parametrize("fault", [HANG_UP, SAY_NOTHING, "451 4.3.0 not now"])
def test_whatever_happens_on_the_line_it_is_sent_and_is_one_mail(
    sends: Sending, command: str, fault: str
) -> None:
    answer = sends.answer()
    sends.patience = 0.4
    sends.server.faults[command] = [fault]
    sends.at(DUE).at("Mon 2026-11-23 09:31:05")
    assert {mail["Message-ID"] for mail in sends.mails} == {f"<{answer.message_id}>"}
    assert sends.now(answer.number).delivery is Delivery.SENT
    assert len(sends.mails) == (2 if command == "TAKEN" else 1)
    assert len({one.raw for one in sends.server.taken}) == 1


@pytest.mark.parametrize("command", ["RCPT", "DATA", "BODY", "TAKEN"])
def test_what_is_refused_for_good_fails_at_once_wherever_it_is_said(
    sends: Sending, command: str
) -> None:
    answer = sends.answer()
    sends.server.faults[command] = ["554 5.7.1 no"]
    sends.at(DUE).at("Mon 2026-11-23 10:31:05")
    assert sends.now(answer.number).delivery is Delivery.FAILED
    assert sends.now(answer.number).why.endswith("554 5.7.1 no")


def test_a_wrong_password_keeps_everything_until_it_is_mended(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["AUTH"] = ["535 5.7.8 no"]
    sends.at(DUE)
    assert "does not let support@vipdesk.example.org in" in sends.stands[-1]
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    sends.at("Mon 2026-11-23 09:31:05")
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_what_can_not_be_marked_as_sent_is_never_sent_twice_by_this_courier(
    sends: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, courier = sends.answer(), sends.outbox()
    sends.real.at(DUE)

    def full(commands: Iterable[Command]) -> list[Executed]:
        assert isinstance(next(iter(commands)), MarkSent)
        raise StoreError("no space is left")

    monkeypatch.setattr(sends.real.desk, "execute_all", full)
    courier.look()
    sends.real.now += timedelta(seconds=1)
    courier.look()
    assert sends.stands[-1] == "no space is left"
    assert sends.server.lines == 1, "not even a line is opened before that is kept"
    monkeypatch.undo()
    sends.real.now += timedelta(seconds=2)
    courier.look()
    assert sends.stands[-1] == ""
    assert len(sends.mails) == 1
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_an_account_without_an_address_keeps_everything_until_it_is_mended(sends: Sending) -> None:
    answer, whole = sends.answer(), sends.account
    with sends.real.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql("UPDATE desk SET agent_address = ''")
    sends.account = replace(whole, user="jana")
    sends.server.login = "jana"
    sends.at(DUE)
    assert "there is no address to write from" in sends.stands[-1]
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    sends.account, sends.server.login = whole, whole.user
    sends.at("Mon 2026-11-23 09:31:05")
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_while_the_store_fails_no_line_is_opened_and_it_is_looked_at_less_and_less(
    sends: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends.answer()
    courier, looks = sends.outbox(), 0
    sends.real.at(DUE)

    def full(_: Command) -> Executed:
        nonlocal looks
        looks += 1
        raise StoreError("no space is left")

    monkeypatch.setattr(sends.real.desk, "execute", full)
    for _ in range(20):
        courier.look()
        sends.real.now += timedelta(seconds=0.25)
    assert (looks, sends.server.lines) == (3, 3), "at 0, 1 and 3 seconds"
    monkeypatch.undo()
    sends.real.now += timedelta(minutes=1)
    courier.look()
    assert (len(sends.mails), sends.stands[-1]) == (1, "")


def test_a_wrong_password_fails_no_answer_however_long_it_lasts(sends: Sending) -> None:
    sends.server.password, courier = "another", sends.outbox()
    answer = sends.answer()
    sends.real.at(DUE)
    for _ in range(60):
        courier.look()
        sends.real.now += timedelta(hours=1)
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    assert "does not let support@vipdesk.example.org in" in sends.stands[-1]
    waits = sends.real.ticket().next_tries[answer.number]
    assert "does not let support@vipdesk.example.org in" in waits.why
    sends.server.password = PASSWORD
    sends.outbox().send_due(Event())
    assert sends.now(answer.number).delivery is Delivery.SENT, "at once, when carried anew"


def test_a_refused_login_is_tried_less_and_less_whatever_is_written(sends: Sending) -> None:
    sends.server.password, courier = "another", sends.outbox()
    for minute in range(120):
        sends.real.at(f"Mon 2026-11-23 {10 + minute // 60}:{minute % 60:02}")
        if not minute % 20:
            sends.answer(f"answer {minute}")
        courier.look()
    assert sends.server.lines <= 8


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
@pytest.mark.parametrize("said", ["553 5.7.1 Sender address rejected: not owned by user", ""])
def test_a_sender_that_is_not_ours_keeps_everything_and_fails_nothing(
    sends: Sending, command: str, said: str
) -> None:
    answers = [sends.answer(text) for text in ("one", "two", "three")]
    sends.server.faults[command] = [said or "550 5.1.8 no such sender"] * 100
    sends.real.now += timedelta(seconds=5)
    courier = sends.outbox()
    for _ in range(50):
        courier.look()
        sends.real.now += timedelta(hours=1)
    assert {sends.now(one.number).delivery for one in answers} == {Delivery.QUEUED}
    assert "it refuses us: 55" in sends.stands[-1]
    sends.server.faults[command].clear()
    sends.real.now += timedelta(hours=1)
    courier.look()
    assert [sends.now(one.number).delivery for one in answers] == [Delivery.SENT] * 3
    assert sends.stands[-1] == ""


def test_a_line_that_was_down_for_days_fails_no_answer(sends: Sending) -> None:
    answer, courier = sends.answer(), sends.outbox()
    sends.server.faults["CONNECT"] = [HANG_UP] * 5000
    sends.real.at(DUE)
    for _ in range(100):
        courier.look()
        sends.real.now += timedelta(hours=1)
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    sends.server.faults["CONNECT"].clear()
    sends.real.now += timedelta(minutes=5)
    courier.look()
    assert sends.now(answer.number).delivery is Delivery.SENT


def test_an_old_answer_is_tried_for_two_days_from_its_first_try(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["RCPT"] = ["450 later"] * 12
    sends.at("Fri 2026-12-04 09:30")
    for hour in range(10, 20):
        sends.at(f"Fri 2026-12-04 {hour}:30")
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    sends.at("Fri 2026-12-04 21:00").at("Fri 2026-12-04 23:00")
    assert sends.now(answer.number).delivery is Delivery.SENT


@pytest.mark.parametrize("command", ["RCPT", "BODY"])
def test_a_full_mailbox_of_theirs_is_told_on_the_ticket(sends: Sending, command: str) -> None:
    answer = sends.answer()
    sends.server.faults[command] = ["452 4.2.2 mailbox full", "552 5.2.2 mailbox full"]
    sends.at(DUE)
    waits = sends.real.ticket().next_tries[answer.number]
    assert waits.why == "the mail server takes it later: 452 4.2.2 mailbox full"
    sends.at("Mon 2026-11-23 09:31:05")
    failed = sends.now(answer.number)
    assert failed.delivery is Delivery.FAILED
    assert failed.why == "the mail server refuses it: 552 5.2.2 mailbox full"


def test_an_attachment_that_can_not_be_read_now_is_waited_for_and_one_that_is_gone_is_not(
    sends: Sending,
) -> None:
    digest = sends.files.put(b"all well")
    file, kept = Attachment("log.txt", "text/plain", 8, digest), sends.files.path(digest)
    (answer,) = sends.real.do(Reply(101, "See the log.", attachments=(file,))).change.messages
    aside = kept.rename(kept.with_name("aside"))
    kept.mkdir()  # who reads it is told something else than that it is not there
    sends.at(DUE)
    assert sends.now(answer.number).delivery is Delivery.QUEUED
    assert "can't be read" in sends.real.ticket().next_tries[answer.number].why
    kept.rmdir()
    sends.at("Mon 2026-11-23 09:31:05" if aside.exists() else DUE)
    assert sends.now(answer.number).delivery is Delivery.FAILED
    assert "a file that goes with it is lost" in sends.now(answer.number).why


def test_the_line_is_looked_at_before_anything_is_due(sends: Sending) -> None:
    sends.server.password = "another"
    courier = sends.outbox()
    courier.look()
    assert "does not let support@vipdesk.example.org in" in sends.stands[-1]
    sends.server.password = PASSWORD
    sends.real.now += timedelta(minutes=1)
    courier.look()
    assert sends.stands[-1] == "", "and again, though nothing is due"
    for _ in range(5):
        sends.real.now += timedelta(minutes=1)
        courier.look()
    assert sends.server.lines == 2


def test_the_light_does_not_stay_red_for_an_answer_that_was_taken_back(
    sends: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, courier = sends.answer(), sends.outbox()
    sends.server.faults["CONNECT"] = [HANG_UP]
    sends.real.at(DUE)
    courier.look()
    assert sends.stands[-1]
    fact = sends.now(answer.number).fact
    assert fact is not None
    sends.real.do(TakeBack(101, "answer", fact, (fact,), message=answer.number))
    sends.real.now += timedelta(minutes=1)
    courier.look()
    assert sends.stands[-1] == ""
