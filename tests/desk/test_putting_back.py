"""Acts on callbacks taken back on a real store: all of it, or none and why."""

from datetime import timedelta

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.test_callbacks import PHONE, SHOWN, rang
from tests.desk.test_callbacks import stored as call
from tests.desk.test_reminders import swept
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.callback import CallbackStatus, Outcome
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    Filing,
    LogAttempt,
    MarkHeard,
    Note,
    PlanTry,
    Promise,
    Reply,
    SetContact,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.done import PutBack
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery
from vipdesk.domain.recutting import Split


def act(real: RealDesk, command: Command) -> PutBack:
    """Do it; what takes it back."""
    (back,) = real.do(command).change.back
    assert isinstance(back, PutBack)
    return back


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE, Outcome.WRONG_NUMBER])
def test_a_try_leaves_no_trace_but_in_the_history(real: RealDesk, outcome: Outcome) -> None:
    rang(real)
    real.do(PlanTry(1, at("Mon 2026-11-23 15:00")))
    before = call(real)
    real.do(act(real, LogAttempt(1, outcome, "rang ten times")))
    assert call(real) == before
    (told,) = (one for one in real.reader.history(1) if one.what is What.UNDONE)
    assert (told.who, told.detail.startswith("Marta R., call tried: ")) == ("Jana Nováková", True)


def test_reached_on_a_new_ticket_gives_the_first_response_back(real: RealDesk) -> None:
    real.do(SetContact(MARTA.address, phones=((PHONE, SHOWN),)))
    rang(real)
    real.do(LogAttempt(1, Outcome.NO_ANSWER))
    before = call(real)
    back = act(real, LogAttempt(1, Outcome.REACHED, "the proxy", Filing(subject="Login broken")))
    real.at("Mon 2026-11-23 09:40").do(back)
    assert call(real) == before
    assert real.numbers() == []
    view = real.ticket(101)
    assert (view.line.status, dict(view.ticket.verdicts)) == ("resolved", {})
    assert {message.delivery for message in view.messages} == {Delivery.TAKEN_BACK}
    assert view.events[-1].what is What.UNDONE
    again = real.do(LogAttempt(1, Outcome.REACHED, "", Filing(subject="Login broken")))
    assert again.change.callbacks[0].ticket == 102, "the same call can be filed again"


def test_reached_on_a_ticket_gives_its_clock_and_its_promise_back(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(Promise(101, at("Mon 2026-11-23 11:00")))
    rang(real, "Mon 2026-11-23 09:20")
    before, line = call(real), real.ticket(101).line
    back = act(real, LogAttempt(1, Outcome.REACHED, "", Filing(ticket=101)))
    assert real.ticket(101).line.due_kind != line.due_kind
    real.do(back)
    assert call(real) == before
    after = real.ticket(101).line
    assert after == line._replace(last_activity=after.last_activity)
    assert not real.ticket(101).ticket.verdicts


def test_a_call_put_on_a_waiting_ticket_lets_it_wait_again(real: RealDesk) -> None:
    real.mail(MARTA)
    real.do(Reply(101, "We look into it.", Status.WAITING))
    real.at("Mon 2026-11-23 09:50")
    rang(real, "Mon 2026-11-23 09:45", name="Paolo")
    back = act(real, FileCallback(1, Filing(ticket=101)))
    assert real.ticket(101).line.status == "open"
    real.do(MarkHeard(1))
    real.do(back)
    assert (real.ticket(101).line.status, call(real).ticket) == ("waiting", None)
    assert call(real).heard is not None, "it was heard all the same"
    with pytest.raises(Refusal, match="only what the client said"):
        real.do(Split(real.ticket(101).messages[-1].number))
    answer = real.do(Reply(101, "Any news?")).change.messages[0]
    assert answer.to == (MARTA,), "not to who called about something else"


def test_a_number_that_was_learnt_is_forgotten(real: RealDesk) -> None:
    rang(real)
    back = act(real, FileCallback(1, Filing(requester=PAOLO.address), done=True))
    assert real.board().client.phones == {PHONE: PAOLO.address}
    real.do(back)
    assert real.board().client.phones == {}
    assert (call(real).known, call(real).status) == (False, CallbackStatus.OPEN)


def test_a_planned_try_is_planned_no_more(real: RealDesk) -> None:
    rang(real)
    real.do(act(real, PlanTry(1, at("Mon 2026-11-23 15:00"))))
    assert call(real).next_try is None


@pytest.mark.parametrize(
    "since",
    [
        LogAttempt(1, Outcome.LEFT_MESSAGE),
        PlanTry(1, at("Mon 2026-11-23 15:00")),
        FileCallback(1, Filing()),
    ],
)
def test_a_try_that_was_built_on_stays(real: RealDesk, since: Command) -> None:
    rang(real)
    back = act(real, LogAttempt(1, Outcome.NO_ANSWER))
    real.do(since)
    with pytest.raises(Refusal, match="has gone on since"):
        real.do(back)
    assert len(call(real).attempts) >= 1


@pytest.mark.parametrize("since", [SetSeverity(101, 1, "down"), Note(101, "seen"), Reply(101, "x")])
def test_a_ticket_that_was_worked_on_stays(real: RealDesk, since: Command) -> None:
    rang(real)
    back = act(real, LogAttempt(1, Outcome.REACHED, "", Filing()))
    real.do(since)
    with pytest.raises(Refusal, match="#101 has gone on since"):
        real.do(back)
    assert call(real).status is CallbackStatus.REACHED


def test_it_is_taken_back_once(real: RealDesk) -> None:
    rang(real)
    back = act(real, LogAttempt(1, Outcome.NO_ANSWER))
    real.do(back)
    with pytest.raises(Refusal, match="has gone on since"):
        real.do(back)


def test_what_was_reminded_of_stands_again(real: RealDesk) -> None:
    real.mail(MARTA)
    rang(real, "Mon 2026-11-23 09:20")
    swept(real, "Mon 2026-11-23 10:40")
    before = {one.key for one in real.board().reminders}
    back = act(real, LogAttempt(1, Outcome.REACHED, "", Filing(ticket=101)))
    swept(real, "Mon 2026-11-23 10:41")
    assert {one.key for one in real.board().reminders} < before
    real.at("Mon 2026-11-23 10:42").do(back)
    swept(real, "Mon 2026-11-23 10:43")
    assert {one.key for one in real.board().reminders} == before


def test_a_ticket_that_was_reopened_after_the_undo_owes_nothing(real: RealDesk) -> None:
    rang(real)
    real.do(act(real, LogAttempt(1, Outcome.REACHED, "", Filing())))
    real.do(SetStatus(101, Status.OPEN))
    assert real.ticket(101).line.due is None


def test_the_undo_comes_after_the_act_though_the_clock_was_set_back(real: RealDesk) -> None:
    rang(real)
    back = act(real, LogAttempt(1, Outcome.REACHED, "", Filing()))
    real.now -= timedelta(hours=1)
    real.do(back)
    assert real.numbers() == []
