"""A server that takes a mail and never says so: tried a few times more, then told as it is."""

from datetime import timedelta
from threading import Event

import pytest

from tests.desk.sending.conftest import DUE, Sending
from tests.smtp_server import HANG_UP
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.target import TargetKind


def through_the_day(sends: Sending, answer: Message) -> Message:
    """The courier looks every ten minutes, started anew each time."""
    sends.at(DUE)
    for _ in range(30):
        sends.real.now += timedelta(minutes=10)
        sends.outbox().send_due(Event())
    return sends.now(answer.number)


def reminded(sends: Sending) -> list[str]:
    """What the agent is reminded of."""
    return [one.text for one in sends.real.board().reminders if one.stands]


def test_it_is_tried_three_times_more_then_told_that_it_may_have_arrived(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["TAKEN"] = [HANG_UP] * 100
    ended = through_the_day(sends, answer)
    assert len(sends.mails) == 4
    assert {mail["Message-ID"] for mail in sends.mails} == {f"<{answer.message_id}>"}
    assert ended.delivery is Delivery.FAILED
    assert ended.why.startswith(
        "it may have arrived, ask before you send it again: 4 times the mail server did not say so"
    )
    assert sends.notes[-1].startswith("answer on #101: given up: it may have arrived")
    assert sends.real.ticket().line.due_kind == TargetKind.INITIAL, "no word of ours is certain"
    (told,) = [one for one in reminded(sends) if "answer" in one]
    assert told.endswith(": nobody knows whether the answer arrived")


def test_what_surely_was_not_taken_goes_on_being_tried(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["BODY"] = ["451 4.3.0 not now"] * 6
    assert through_the_day(sends, answer).delivery is Delivery.SENT
    assert len(sends.mails) == 1


def test_certain_failures_between_doubts_count_for_none(sends: Sending) -> None:
    answer = sends.answer()
    sends.server.faults["CONNECT"] = ["", HANG_UP, HANG_UP, "", HANG_UP, HANG_UP]
    sends.server.faults["TAKEN"] = [HANG_UP] * 3
    assert through_the_day(sends, answer).delivery is Delivery.SENT
    assert len(sends.mails) == 4


@pytest.mark.parametrize("command", ["RCPT", "BODY"])
def test_what_is_refused_after_a_doubt_may_have_arrived_before(
    sends: Sending, command: str
) -> None:
    answer = sends.answer()
    sends.server.faults["TAKEN"] = [HANG_UP]
    sends.at(DUE)
    sends.server.faults[command] = ["554 5.7.1 seen before"]
    sends.at("Mon 2026-11-23 09:31:05")
    why = sends.now(answer.number).why
    assert why.startswith("it may have arrived, ask before you send it again: the mail server ref")
    assert why.endswith("554 5.7.1 seen before")
