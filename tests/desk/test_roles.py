"""The desk refuses by role, whatever screen or program the command comes from."""

import pytest

from tests.desk.conftest import EVA, PAVEL, RealDesk
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, Note, Reply, SaveDraft, SetSeverity, SetStatus
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation import Answer
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    RemoveColleague,
    SeniorNote,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.facts import Status

ADA, KARL = "Ada Ward", "Karl Vogel"


@pytest.fixture
def asked(manned: RealDesk) -> RealDesk:
    """A desk whose ticket is escalated to Pavel, with a supervisor and a cover."""
    manned.do(SetColleague(ADA, Role.SUPERVISOR))
    manned.do(SetColleague(KARL, Role.COVER))
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    return manned


def desk_of(real: RealDesk, name: str) -> Desk:
    """The same store, as somebody else has it open."""
    return Desk(real.writer, real.clock, name)


@pytest.mark.parametrize(
    "command",
    [
        Reply(101, "Hello"),
        Note(101, "mine"),
        SaveDraft(101, "Hel"),
        SetSeverity(101, 1, "down"),
        SetStatus(101, Status.RESOLVED),
        WithdrawEscalation(1),
        Escalate(101, "again"),
        SetColleague(PAVEL, Role.DEDICATED),
        AcceptEscalation(1, by=EVA),
    ],
)
@pytest.mark.parametrize("name", [PAVEL, ADA])
def test_what_a_role_may_not_leaves_no_trace(asked: RealDesk, name: str, command: Command) -> None:
    before, board = asked.ticket(), asked.board()
    with pytest.raises(Refusal, match=f"{name} is a s") as refused:
        desk_of(asked, name).execute(command)
    assert refused.value.exit_code == 4
    with pytest.raises(Refusal):
        desk_of(asked, name).execute_all([command])
    assert (asked.ticket(), asked.board()) == (before, board)


def test_a_senior_does_all_of_theirs(asked: RealDesk) -> None:
    pavel, eva = desk_of(asked, PAVEL), desk_of(asked, EVA)
    pavel.execute(DeclineEscalation(1, "on a call"))
    eva.execute(AcceptEscalation(1))
    eva.execute(SeniorNote(1, "looking"))
    eva.execute(HandBack(1, "a full disk"))
    (escalation,) = asked.ticket().escalations
    assert [one.answer for one in escalation.asked] == [Answer.DECLINED, Answer.ACCEPTED]
    assert [m.author.name for m in asked.ticket().messages][-2:] == [EVA, EVA]


@pytest.mark.parametrize("kind", [AcceptEscalation, DeclineEscalation, HandBack, SeniorNote])
def test_who_was_never_asked_is_told_of_it_as_of_one_that_there_is_not(
    asked: RealDesk, kind: type[AcceptEscalation | DeclineEscalation | HandBack | SeniorNote]
) -> None:
    words = () if kind is AcceptEscalation else ("me too",)
    told = []
    for ended in (False, True):
        if ended:
            asked.do(WithdrawEscalation(1))
        for number in (1, 7):
            with pytest.raises(BadInput) as refused:
                desk_of(asked, EVA).execute(kind(number, *words))
            told.append(str(refused.value))
    assert told == ["there is no such escalation: `vipdesk escalations --all` lists them"] * 4


def test_who_notes_it_down_for_a_senior_who_was_never_asked_is_told_so(asked: RealDesk) -> None:
    with pytest.raises(Refusal, match="#101 was never escalated to Eva Marková"):
        asked.do(SeniorNote(1, "me too", by=EVA))
    with pytest.raises(Refusal, match="Pavel Horák is asked, not Eva Marková"):
        asked.do(DeclineEscalation(1, "no", by=EVA))


def test_a_cover_does_all_that_the_agent_does(asked: RealDesk) -> None:
    karl = desk_of(asked, KARL)
    karl.execute(Reply(101, "Hello"))
    karl.execute(SetStatus(101, Status.RESOLVED))
    assert asked.ticket().events[-2].who == KARL


def test_another_role_counts_from_the_next_act_on(asked: RealDesk) -> None:
    karl, pavel = desk_of(asked, KARL), desk_of(asked, PAVEL)
    karl.execute(Note(101, "one"))
    asked.do(SetColleague(KARL, Role.SUPERVISOR, change_role=True))
    with pytest.raises(Refusal, match="Karl Vogel is a supervisor here"):
        karl.execute(Note(101, "two"))
    asked.do(SetColleague(KARL, Role.COVER, change_role=True))
    karl.execute(Note(101, "three"))
    asked.do(SetColleague(PAVEL, Role.COVER, change_role=True))
    pavel.execute(Note(101, "four"))


def test_who_was_removed_may_do_nothing(asked: RealDesk) -> None:
    eva = desk_of(asked, EVA)
    asked.do(RemoveColleague(EVA))
    with pytest.raises(Refusal, match="Eva Marková was removed, and may do nothing here"):
        eva.execute(AcceptEscalation(1))
