"""Whatever the line, the server or the disk does: no answer is lost, and none is another mail."""

import pytest
from msgspec.structs import replace

from tests.desk.sending.conftest import DUE, Sending
from tests.smtp_server import COMMANDS, HANG_UP, SAY_NOTHING
from vipdesk.desk import Executed
from vipdesk.domain.commands import Command, MarkSent
from vipdesk.domain.errors import StoreError
from vipdesk.domain.message import Delivery


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


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "BODY", "TAKEN"])
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
    execute = sends.real.desk.execute

    def full(command: Command) -> Executed:
        if isinstance(command, MarkSent):
            raise StoreError("no space is left")
        return execute(command)

    monkeypatch.setattr(sends.real.desk, "execute", full)
    courier.look()
    courier.look()
    assert sends.stands[-1] == "no space is left"
    monkeypatch.undo()
    courier.look()
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
