"""What a senior said is taken back, as long as nobody has acted on it: by them, or by the agent."""

import pytest

from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.desk.test_reminders import standing
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, Note, Reply, SetStatus
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation import Answer, Escalation
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SeniorNote,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import WayBack
from vipdesk.domain.reminder import Occasion
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.undo import undo_of

ACCEPT, DECLINE = AcceptEscalation(1), DeclineEscalation(1, "on a call")
NOTE, BACK = SeniorNote(1, "the proxy"), HandBack(1, "a full disk")


@pytest.fixture
def asked(manned: RealDesk) -> RealDesk:
    """A desk whose ticket is escalated to Pavel; Eva comes next."""
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    return manned


def desk_of(real: RealDesk, name: str) -> Desk:
    """The same store, as somebody else has it open."""
    return Desk(real.writer, real.clock, name)


def escalation(real: RealDesk) -> Escalation:
    """The one there is."""
    (found,) = real.reader.escalations()
    return found


def done(desk: Desk, *commands: Command) -> tuple[WayBack, ...]:
    """What takes the last of these back."""
    return [desk.execute(one) for one in commands][-1].change.back


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((), ACCEPT, "#101: undone: escalation accepted"),
        ((), DECLINE, "#101: undone: escalation declined"),
        ((), NOTE, "#101: undone: note"),
        ((ACCEPT,), NOTE, "#101: undone: note"),
        ((ACCEPT, NOTE), BACK, "#101: undone: handed back"),
    ],
)
def test_it_stands_as_before_and_the_history_keeps_both(
    asked: RealDesk, first: tuple[Command, ...], last: Command, said: str
) -> None:
    pavel = desk_of(asked, PAVEL)
    for one in first:
        pavel.execute(one)
    before, clock = escalation(asked), asked.board().lines
    back, told = done(pavel, last), len(asked.ticket().events)
    assert asked.ticket().events[told - 1].what
    pavel.execute_all(back)
    after = escalation(asked)
    assert (after.status, after.result, after.ended) == (before.status, before.result, None)
    assert after.asked[: len(before.asked)] == before.asked
    assert [one.answer for one in after.asked[len(before.asked) :]] in ([], [Answer.CALLED_OFF])
    assert len(asked.ticket().events) == told + 1
    undone = asked.ticket().events[-1]
    assert (undone.what.value, undone.who) == ("undone", PAVEL)
    undo = undo_of([back])
    assert undo is not None
    assert (undo.said, undo.ticket) == (said, 101)
    assert [line.due for line in asked.board().lines] == [line.due for line in clock]


@pytest.mark.parametrize("last", [ACCEPT, DECLINE, NOTE, BACK])
def test_nothing_is_taken_back_twice_or_by_another_senior(asked: RealDesk, last: Command) -> None:
    pavel, eva = desk_of(asked, PAVEL), desk_of(asked, EVA)
    if last is BACK:
        pavel.execute(ACCEPT)
    back, before = done(pavel, last), asked.ticket()
    with pytest.raises(Refusal, match="another senior's"):
        eva.execute_all(back)
    assert asked.ticket() == before
    pavel.execute_all(back)
    with pytest.raises(Refusal, match=r"gone on since|taken back already"):
        pavel.execute_all(back)


@pytest.mark.parametrize(
    ("act", "since", "why"),
    [
        (ACCEPT, WithdrawEscalation(1), "#101 has gone on since"),
        (ACCEPT, HandBack(1, "x", by=PAVEL), "#101 has gone on since"),
        (DECLINE, AcceptEscalation(1, by=EVA), "#101: Eva Marková has accepted it meanwhile"),
        (DECLINE, DeclineEscalation(1, "no", by=EVA), "#101 has gone on since"),
        (DECLINE, SetStatus(101, Status.RESOLVED), "#101 has gone on since"),
        (BACK, Reply(101, "The disk was full."), "#101 has gone on since"),
        (BACK, SetStatus(101, Status.WAITING), "#101 has gone on since"),
        (BACK, Escalate(101, "again", to=EVA), "#101 has gone on since"),
    ],
)
def test_what_somebody_acted_on_stays(
    asked: RealDesk, act: Command, since: Command, why: str
) -> None:
    pavel = desk_of(asked, PAVEL)
    if act is BACK:
        pavel.execute(ACCEPT)
    back = done(pavel, act)
    asked.do(since)
    before = asked.ticket()
    with pytest.raises(Refusal, match=why):
        pavel.execute_all(back)
    assert asked.ticket() == before


def test_a_note_of_the_agents_and_a_word_of_the_client_keep_nothing_from_it(
    asked: RealDesk,
) -> None:
    pavel = desk_of(asked, PAVEL)
    back = done(pavel, ACCEPT, BACK)
    asked.do(Note(101, "so that was it"))
    asked.mail(references=("mail-1@acme.example.com",))
    pavel.execute_all(back)
    assert escalation(asked).with_whom == PAVEL


def test_who_was_asked_next_is_told_and_may_be_asked_again(asked: RealDesk) -> None:
    pavel = desk_of(asked, PAVEL)
    pavel.execute_all(done(pavel, DECLINE))
    told = [(m.to.name, m.subject.partition(":")[0]) for m in asked.reader.notices(1)]
    assert told[1:] == [(EVA, "Escalation of #101, severity 3"), (EVA, "No longer needed")]
    assert "is with Pavel Horák again, who had declined it" in asked.reader.notices(1)[-1].text
    pavel.execute(DECLINE)
    assert escalation(asked).with_whom == EVA


def test_the_time_to_accept_is_not_begun_anew(asked: RealDesk) -> None:
    pavel, by = desk_of(asked, PAVEL), escalation(asked).asked[0].accept_by
    back = done(pavel, DECLINE)
    asked.now = by
    with pytest.raises(Refusal, match=r"#101: the time to accept it was over at \d\d:\d\d"):
        pavel.execute_all(back)


def test_the_agent_is_reminded_of_a_refusal_no_more(asked: RealDesk) -> None:
    pavel = desk_of(asked, PAVEL)
    back = done(pavel, DECLINE)
    asked.do(Sweep())
    assert Occasion.DECLINED in reminded_of(asked)
    pavel.execute_all(back)
    asked.do(Sweep())
    assert Occasion.DECLINED not in reminded_of(asked)


def reminded_of(real: RealDesk) -> list[Occasion]:
    """What the reminders are about that still matter."""
    return [one.key.occasion for one in standing(real)]


def test_what_the_agent_noted_down_for_a_senior_they_take_back(asked: RealDesk) -> None:
    before = escalation(asked)
    for act in (AcceptEscalation(1, by=PAVEL), DeclineEscalation(1, "no", by=PAVEL)):
        asked.desk.execute_all(asked.do(act).change.back)
        assert escalation(asked).asked[0] == before.asked[0]
    back = asked.do(SeniorNote(1, "told by phone", by=PAVEL)).change.back
    asked.desk.execute_all(back)
    assert not asked.ticket().messages[-1].stands


def test_who_is_no_senior_any_more_takes_nothing_back(asked: RealDesk) -> None:
    pavel = desk_of(asked, PAVEL)
    back = done(pavel, ACCEPT)
    asked.do(SetColleague(PAVEL, Role.SUPERVISOR, change_role=True))
    with pytest.raises(Refusal, match="is a supervisor here"):
        pavel.execute_all(back)
