"""Callbacks on a real store (spec: clock, callbacks): tried, put on a ticket, once and for all."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, PAOLO, STRANGER, at
from vipdesk.domain.callback import Callback, CallbackStatus, Outcome
from vipdesk.domain.commands import (
    FileCallback,
    Filing,
    LogAttempt,
    MarkHeard,
    NameCaller,
    PlanTry,
    ReceiveCall,
    Reply,
    SetContact,
    SetStatus,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.message import Kind
from vipdesk.domain.policy import Channel
from vipdesk.domain.target import Band
from vipdesk.domain.verdict import Outcome as Judged

PHONE = "+390255501234"
SHOWN = "+39 02 5550 1234"


def rang(real: RealDesk, when: str = "Sun 2026-11-22 18:40", **told: Any) -> Callback:
    """Somebody left a message; the callback as it was taken."""
    said: dict[str, Any] = {
        "channel": Channel.VOICEMAIL,
        "external_id": "asterisk:1",
        "name": "Marta R.",
        "phone": PHONE,
        "shown": SHOWN,
        "received": at(when),
        "length": timedelta(seconds=72),
    }
    return real.do(ReceiveCall(InboundCall(**(said | told)))).change.callbacks[0]


def stored(real: RealDesk, number: int = 1) -> Callback:
    """A callback as it is stored."""
    return next(one for one in real.reader.callbacks() if one.number == number)


def test_the_aim_is_an_hour_of_business_from_the_next_opening(real: RealDesk) -> None:
    rang(real)
    callback, policy = stored(real), real.board().policy
    assert callback.aim(policy).due == at("Mon 2026-11-23 10:00")
    assert callback.band(policy, at("Mon 2026-11-23 09:10")) is Band.CALM
    assert callback.band(policy, at("Mon 2026-11-23 09:30")) is Band.WARN
    assert callback.band(policy, at("Mon 2026-11-23 15:00")) is Band.URGENT, "never a breach"


def test_a_caller_is_known_by_number_and_everybody_else_is_unknown(real: RealDesk) -> None:
    real.do(SetContact(MARTA.address, phones=((PHONE, SHOWN),)))
    assert rang(real).caller == MARTA
    stranger = rang(real, external_id="asterisk:2", phone="+4989123456", shown="+49 89 123456")
    assert not stranger.known
    assert stranger.called == "Marta R."
    assert rang(real, external_id="asterisk:3", phone="", name="").called == "unknown caller"


def test_the_same_call_is_taken_once_whatever_way_it_comes(real: RealDesk) -> None:
    first = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="asterisk:1",
        name="",
        phone=PHONE,
        shown=SHOWN,
        received=at("Mon 2026-11-23 08:12"),
        length=timedelta(seconds=72),
    )
    later = at("Mon 2026-11-23 08:13")
    mailed = replace(first, external_id="mail:7", received=later, by_mail=True)
    assert not real.do(ReceiveCall(first)).duplicate
    assert real.do(ReceiveCall(first)).duplicate
    assert real.do(ReceiveCall(mailed)).duplicate, "the mail about a message of the spool"
    assert len(real.reader.callbacks()) == 1


def test_two_calls_of_one_number_are_two(real: RealDesk) -> None:
    rang(real)
    rang(real, external_id="asterisk:2", received=at("Sun 2026-11-22 18:41"))
    rang(real, external_id="mail:1", by_mail=True, received=at("Sun 2026-11-22 21:00"))
    assert len(real.reader.callbacks()) == 3


def test_words_that_come_later_are_taken_once(real: RealDesk) -> None:
    rang(real)
    assert rang(real, transcript="call me").transcript == "call me"
    said = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="asterisk:1",
        name="",
        phone="",
        shown="",
        received=real.now,
        transcript="something else",
    )
    assert real.do(ReceiveCall(said)).duplicate
    assert [one.transcript for one in real.reader.callbacks()] == ["call me"]


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE])
def test_a_try_that_reached_nobody_plans_the_next(real: RealDesk, outcome: Outcome) -> None:
    rang(real)
    real.do(LogAttempt(1, outcome, "rang ten times"))
    callback = stored(real)
    assert callback.status is CallbackStatus.OPEN
    assert callback.next_try == at("Mon 2026-11-23 10:30").astimezone(UTC)
    (attempt,) = callback.attempts
    assert (attempt.outcome, attempt.who) == (outcome, "Jana Nováková")
    assert attempt.note == "rang ten times"


def test_the_next_try_after_office_hours_is_on_the_next_day(real: RealDesk) -> None:
    rang(real)
    real.at("Mon 2026-11-23 16:30").do(LogAttempt(1, Outcome.NO_ANSWER))
    assert stored(real).next_try == at("Tue 2026-11-24 09:30").astimezone(UTC)


def test_a_wrong_number_plans_nothing_and_stays_open(real: RealDesk) -> None:
    rang(real)
    real.do(LogAttempt(1, Outcome.WRONG_NUMBER))
    assert (stored(real).next_try, stored(real).status) == (None, CallbackStatus.OPEN)


def test_reached_closes_it_and_is_a_public_answer_on_a_new_ticket(real: RealDesk) -> None:
    real.do(SetContact(MARTA.address, phones=((PHONE, SHOWN),)))
    rang(real)
    real.do(LogAttempt(1, Outcome.NO_ANSWER))
    real.at("Mon 2026-11-23 10:15")
    real.do(LogAttempt(1, Outcome.REACHED, "the proxy", Filing(subject="Login broken")))
    callback = stored(real)
    assert (callback.status, callback.ticket) == (CallbackStatus.REACHED, 101)
    view = real.ticket(101)
    assert (view.ticket.subject, view.ticket.requester) == ("Login broken", MARTA)
    assert view.line.severity == 3
    assert not view.line.triaged
    assert view.ticket.opened_at == at("Sun 2026-11-22 18:40")
    (verdict,) = view.ticket.verdicts.values()
    assert verdict.outcome is Judged.MET
    assert verdict.used == timedelta(hours=1, minutes=15), "from the next opening"
    said = [(message.kind, message.why) for message in view.messages]
    assert said == [
        (Kind.RECEIVED, ""),
        (Kind.CALL, "reached nobody: no answer"),
        (Kind.CALL, "reached the client"),
    ]
    assert real.board().callbacks == ()


def test_on_an_existing_ticket_it_is_the_clients_next_word(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(Reply(101, "We look into it.", Status.WAITING))
    real.at("Mon 2026-11-23 09:50")
    rang(real, "Mon 2026-11-23 09:45")
    real.do(FileCallback(1, Filing(ticket=101)))
    line = real.ticket(101).line
    assert (line.status, line.due_kind) == ("open", "follow-up")
    assert stored(real).status is CallbackStatus.OPEN, "somebody still has to call"
    real.do(LogAttempt(1, Outcome.REACHED))
    assert stored(real).status is CallbackStatus.REACHED
    assert len(real.numbers()) == 1


def test_a_word_on_a_ticket_long_resolved_opens_one_that_continues_it(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(SetStatus(101, Status.RESOLVED))
    real.at("Wed 2026-12-23 10:00")
    rang(real, "Wed 2026-12-23 09:45")
    real.do(FileCallback(1, Filing(ticket=101)))
    assert stored(real).ticket == 102
    assert real.ticket(102).ticket.linked_to == 101


def test_reached_needs_a_ticket_to_end_in(real: RealDesk) -> None:
    rang(real)
    with pytest.raises(BadInput, match="needs a ticket to end in"):
        real.do(LogAttempt(1, Outcome.REACHED))
    with pytest.raises(BadInput, match="needs a ticket to end in"):
        real.do(FileCallback(1, done=True))
    assert stored(real).attempts == ()


def test_a_callback_ends_once(real: RealDesk) -> None:
    rang(real)
    real.do(LogAttempt(1, Outcome.REACHED, "", Filing()))
    for command in (
        LogAttempt(1, Outcome.NO_ANSWER),
        FileCallback(1, Filing()),
        PlanTry(1, real.now + timedelta(hours=1)),
    ):
        with pytest.raises(Refusal, match="was reached already"):
            real.do(command)
    assert real.numbers() == [101]


def test_done_without_a_call_leaves_the_ticket_to_be_answered(real: RealDesk) -> None:
    rang(real)
    real.do(FileCallback(1, Filing(subject="By mail"), done=True))
    assert stored(real).status is CallbackStatus.CLOSED
    assert real.ticket(101).line.due_kind == "initial"


def test_a_strangers_ticket_takes_no_callback(real: RealDesk) -> None:
    real.mail(STRANGER)
    rang(real)
    with pytest.raises(Refusal, match="say first who"):
        real.do(FileCallback(1, Filing(ticket=101)))
    with pytest.raises(BadInput, match="no such ticket"):
        real.do(FileCallback(1, Filing(ticket=999)))
    with pytest.raises(BadInput, match="no such callback"):
        real.do(MarkHeard(9))


def test_whoever_is_named_is_known_next_time_and_in_what_waits_already(real: RealDesk) -> None:
    rang(real)
    rang(real, external_id="asterisk:2", received=at("Sun 2026-11-22 20:00"))
    real.do(NameCaller(1, PAOLO.address))
    assert [one.caller for one in real.reader.callbacks()] == [PAOLO, PAOLO]
    assert rang(real, external_id="asterisk:3", received=real.now).caller == PAOLO
    assert real.board().client.phones == {PHONE: PAOLO.address}


def test_naming_somebody_new_makes_a_contact(real: RealDesk) -> None:
    rang(real)
    real.do(NameCaller(1, "Anna@Acme.example.com", "Anna Huber"))
    names = [person.called for person in real.board().client.contacts]
    assert names[-1] == "Anna Huber"
    assert stored(real).known


def test_a_contact_that_a_ticket_is_filed_for_is_known_by_the_number_from_then(
    real: RealDesk,
) -> None:
    rang(real)
    real.do(LogAttempt(1, Outcome.REACHED, "", Filing(requester=PAOLO.address)))
    assert real.ticket(101).ticket.requester == PAOLO
    assert real.board().client.phones == {PHONE: PAOLO.address}
    rang(real, external_id="asterisk:2", received=real.now)
    with pytest.raises(BadInput, match="is no contact of the client"):
        real.do(FileCallback(2, Filing(requester="nobody@example.org")))


def test_who_is_to_be_called_first_comes_first(real: RealDesk) -> None:
    rang(real)
    rang(real, "Mon 2026-11-23 09:20", external_id="asterisk:2", phone="")
    assert [one.number for one in real.board().callbacks] == [1, 2]
    real.do(PlanTry(1, at("Mon 2026-11-23 15:00")))
    assert [one.number for one in real.board().callbacks] == [2, 1]


@pytest.mark.parametrize("when", ["Mon 2026-11-23 09:00", "Wed 2027-12-01 09:00"])
def test_a_next_try_lies_ahead_and_not_too_far(real: RealDesk, when: str) -> None:
    rang(real)
    with pytest.raises(BadInput, match="name a"):
        real.do(PlanTry(1, at(when)))


def test_heard_is_heard_once(real: RealDesk) -> None:
    rang(real)
    real.do(MarkHeard(1))
    heard = stored(real).heard
    real.at("Mon 2026-11-23 11:00").do(MarkHeard(1))
    assert stored(real).heard == heard == at("Mon 2026-11-23 09:30")
