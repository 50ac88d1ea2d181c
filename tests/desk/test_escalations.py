"""Escalations on a real store: a senior is asked, told, takes it, hands it back; the clock runs."""

import pytest

from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.desk.standing import undo
from tests.kit import JANA, STRANGER, at
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, NoAnswerNeeded, Reply, SetStatus
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation import Answer, Escalation, EscalationStatus, Notice
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
from vipdesk.domain.message import Kind
from vipdesk.domain.reminder_commands import Sweep


def escalated(real: RealDesk, ticket: int = 101) -> Escalation:
    """The latest escalation of a ticket."""
    return real.ticket(ticket).escalations[-1]


def mails(real: RealDesk) -> list[Notice]:
    """What seniors are told of the first escalation."""
    return list(real.reader.notices(1))


def events(real: RealDesk) -> list[str]:
    """What happened of escalating, in words."""
    told = real.ticket().events
    return [f"{e.what.value}: {e.detail}" for e in told if "escal" in e.what or "senior" in e.what]


def as_senior(real: RealDesk, name: str, command: Command) -> None:
    """A senior acts on the same store."""
    Desk(real.writer, real.clock, name).execute(command)


def test_the_best_senior_is_asked_and_told(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy drops node 3", "restarted it twice"))
    found = escalated(manned)
    assert (found.with_whom, found.status) == (PAVEL, EscalationStatus.ASKED)
    assert found.current is not None
    assert found.current.accept_by == at("Mon 2026-11-23 09:45")
    (mail,) = mails(manned)
    assert (mail.to.name, mail.to.address) == (PAVEL, "pavel@vipdesk.example.org")
    assert mail.subject == "Escalation of #101, severity 3: Login page returns 502"
    for words in (
        "Jana Nováková asks you to take #101 of Acme S.p.A.:",
        "severity  3 Standard",
        "due       Mon 23 Nov 11:30 CET (initial)",
        "the proxy drops node 3",
        "restarted it twice",
        "Accept by Mon 23 Nov 09:45 CET",
        "open your desk (ssh …) and press a,\nor where you have a shell: "
        "vipdesk escalation accept 1 --as 'Pavel Horák'",
    ):
        assert words in mail.text
    note = manned.ticket().messages[-1]
    assert (note.kind, note.author.name) == (Kind.NOTE, JANA.name)
    assert "the proxy drops node 3\n\nTried: restarted it twice" in note.text
    assert manned.board().escalated[101] == found


def test_somebody_who_is_named_is_asked(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy", to="eva marková"))
    assert escalated(manned).with_whom == EVA
    manned.mail()
    with pytest.raises(BadInput, match=r"Otto is no senior: name one of Pavel Horák, Eva Marková"):
        manned.do(Escalate(102, "help", to="Otto"))


def test_least_load_comes_first(manned: RealDesk) -> None:
    for _ in range(3):
        manned.mail(subject="Something else")
    for ticket in (101, 102, 103, 104):
        manned.do(Escalate(ticket, "no idea"))
    asked = [escalated(manned, ticket).with_whom for ticket in (101, 102, 103, 104)]
    assert asked == [PAVEL, EVA, EVA, PAVEL], "101 is about a login, the others are shared out"


def test_it_is_accepted_noted_on_and_handed_back(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    as_senior(manned.at("Mon 2026-11-23 09:40"), PAVEL, AcceptEscalation(1))
    assert escalated(manned).status is EscalationStatus.ACCEPTED
    as_senior(manned, PAVEL, SeniorNote(1, "node 3 is out"))
    as_senior(manned.at("Mon 2026-11-23 10:00"), PAVEL, HandBack(1, "a full disk, mended"))
    found = escalated(manned)
    assert (found.status, found.result) == (EscalationStatus.HANDED_BACK, "a full disk, mended")
    assert (found.ended, found.ended_by) == (at("Mon 2026-11-23 10:00"), PAVEL)
    notes = [(m.author.name, m.text) for m in manned.ticket().messages if m.kind is Kind.NOTE]
    assert notes[1:] == [(PAVEL, "node 3 is out"), (PAVEL, "a full disk, mended")]
    assert events(manned) == [
        f"escalated: to {PAVEL}",
        f"escalation accepted: by {PAVEL}",
    ]
    assert manned.board().escalations == ()
    line = manned.board().line(101)
    assert line is not None
    assert line.due_kind == "initial", "no word of a senior is an answer"


def test_the_clock_runs_whatever_the_ticket_waited_for(manned: RealDesk) -> None:
    manned.do(Reply(101, "We look into it.", Status.WAITING))
    manned.at("Mon 2026-11-23 10:30").do(Escalate(101, "the proxy"))
    line = manned.board().line(101)
    assert line is not None
    assert (line.status, line.due_kind) == ("open", "follow-up")
    with pytest.raises(Refusal, match=r"#101 is escalated to Pavel Horák, so its clock runs"):
        manned.do(SetStatus(101, Status.WAITING))
    with pytest.raises(Refusal, match="its clock runs"):
        manned.do(Reply(101, "One moment.", Status.WAITING))
    manned.do(Reply(101, "One moment."))
    manned.do(WithdrawEscalation(1))
    manned.do(SetStatus(101, Status.WAITING))


def test_a_thank_you_does_not_stop_an_escalated_clock(manned: RealDesk) -> None:
    manned.do(Reply(101, "We look into it.", Status.WAITING))
    answer = manned.ticket().messages[-1]
    manned.at("Mon 2026-11-23 10:00").mail(references=(answer.message_id,))
    manned.do(Escalate(101, "the proxy"))
    manned.do(NoAnswerNeeded(101))
    line = manned.board().line(101)
    assert line is not None
    assert line.status == "open"


def test_the_next_is_asked_where_one_declines_and_then_nobody_is_left(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    as_senior(manned, PAVEL, DeclineEscalation(1, "on leave\nfrom noon"))
    assert (escalated(manned).with_whom, escalated(manned).status.value) == (
        EVA,
        "not accepted yet",
    )
    with pytest.raises(Refusal, match=r"Eva Marková is asked, not Pavel Horák"):
        as_senior(manned, PAVEL, DeclineEscalation(1, "again"))
    as_senior(manned, EVA, DeclineEscalation(1, "not mine"))
    found = escalated(manned)
    assert (found.status, found.current) == (EscalationStatus.UNTAKEN, None)
    assert [one.answer for one in found.asked] == [Answer.DECLINED, Answer.DECLINED]
    assert events(manned)[1:] == [
        f"escalation declined: by {PAVEL}: on leave ↵ from noon",
        f"next senior asked: {EVA}",
        f"escalation declined: by {EVA}: not mine",
        "no senior left to ask: the agent decides",
    ]
    assert [mail.to.name for mail in mails(manned)] == [PAVEL, EVA]


def test_what_nobody_took_can_be_asked_again_or_taken_late(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    for name in (PAVEL, EVA):
        as_senior(manned, name, DeclineEscalation(1, "busy"))
    manned.do(Escalate(101, "it is urgent now", to=EVA))
    again = escalated(manned)
    assert (again.number, again.with_whom, again.reason) == (1, EVA, "it is urgent now")
    assert len(again.asked) == 3
    as_senior(manned, PAVEL, AcceptEscalation(1))
    assert escalated(manned).with_whom == PAVEL
    assert [one.answer.value for one in escalated(manned).asked] == [
        "accepted",
        "declined",
        "called off",
    ]


def test_the_first_to_accept_has_it(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    manned.do(AcceptEscalation(1, by=EVA))
    with pytest.raises(Refusal, match=r"#101 is with Eva Marková already, since 09:30"):
        as_senior(manned, PAVEL, AcceptEscalation(1))
    with pytest.raises(Refusal, match=r"Eva Marková has it, not Pavel Horák"):
        as_senior(manned, PAVEL, HandBack(1, "done"))


def test_who_was_never_asked_accepts_only_what_nobody_took(manned: RealDesk) -> None:
    manned.do(SetColleague("Otto Senior", Role.SENIOR, hours="Sat 09:00-10:00"))
    manned.do(Escalate(101, "the proxy", to=PAVEL))
    for name in (EVA, "Otto Senior"):
        with pytest.raises(BadInput, match="there is no such escalation"):
            as_senior(manned, name, AcceptEscalation(1))
    with pytest.raises(BadInput, match="there is no such escalation"):
        as_senior(manned, EVA, AcceptEscalation(1, by=EVA))
    assert escalated(manned).with_whom == PAVEL
    for moment in ("Mon 2026-11-23 09:45", "Mon 2026-11-23 10:00"):
        manned.at(moment).do(Sweep())
    assert escalated(manned).status is EscalationStatus.UNTAKEN
    as_senior(manned, "Otto Senior", AcceptEscalation(1))
    assert escalated(manned).with_whom == "Otto Senior"


def test_the_agent_notes_down_what_a_senior_said(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    manned.do(AcceptEscalation(1, by=PAVEL))
    manned.do(HandBack(1, "done", by=PAVEL))
    assert (escalated(manned).with_whom, escalated(manned).ended_by) == (PAVEL, JANA.name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (JANA.name, "is no senior"),
        ("", "is no senior"),
        ("Somebody", "nobody here is called Somebody: there is Jana Nováková, Pavel Horák"),
        ("Ada Ward", "Ada Ward is a supervisor here, who looks and writes nothing"),
    ],
)
def test_nobody_but_a_senior_accepts(manned: RealDesk, name: str, said: str) -> None:
    manned.do(SetColleague("Ada Ward", Role.SUPERVISOR))
    manned.do(Escalate(101, "the proxy"))
    with pytest.raises((Refusal, BadInput), match=said):
        as_senior(manned, name, AcceptEscalation(1))


def test_withdrawing_tells_who_was_asked(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    manned.do(WithdrawEscalation(1, "found it"))
    found = escalated(manned)
    assert (found.status, found.asked[0].answer) == (EscalationStatus.WITHDRAWN, Answer.CALLED_OFF)
    assert mails(manned)[-1].subject == "No longer needed: #101: Login page returns 502"
    assert mails(manned)[-1].text.endswith("is withdrawn: found it.\n")
    for command in (
        AcceptEscalation(1, by=PAVEL),
        DeclineEscalation(1, "x", by=PAVEL),
        HandBack(1, "x", by=PAVEL),
        WithdrawEscalation(1),
    ):
        with pytest.raises(Refusal, match="escalation 1 of #101 is over: withdrawn"):
            manned.do(command)
    manned.do(Escalate(101, "it is back"))
    assert escalated(manned).number == 2


def test_it_is_withdrawn_unless_accepted(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    manned.do(AcceptEscalation(1, by=EVA))
    with pytest.raises(Refusal, match="Eva Marková has accepted it meanwhile"):
        manned.do(WithdrawEscalation(1, unaccepted=True))
    manned.do(WithdrawEscalation(1))


def test_resolving_the_ticket_ends_it(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    back = manned.do(Reply(101, "It works again.", Status.RESOLVED)).change.back
    assert escalated(manned).status is EscalationStatus.WITHDRAWN
    assert "the ticket is resolved" in mails(manned)[-1].text
    with pytest.raises(Refusal, match="#101 is resolved: reopen it first"):
        manned.do(Escalate(101, "again"))
    undo(manned, back)
    assert manned.ticket().line.status == "open"
    assert manned.ticket().events[-1].detail == "answer; its escalation stays withdrawn"
    assert manned.ticket().escalation is None


def test_what_can_not_be_escalated(real: RealDesk) -> None:
    real.mail()
    with pytest.raises(Refusal, match="there is no senior to ask: `vipdesk people add"):
        real.do(Escalate(101, "help"))
    real.do(SetColleague(PAVEL, Role.SENIOR))
    with pytest.raises(BadInput, match="the reason is empty"):
        real.do(Escalate(101, "  \n"))
    with pytest.raises(BadInput, match="there is no such ticket"):
        real.do(Escalate(999, "help"))
    real.do(Escalate(101, "help"))
    with pytest.raises(Refusal, match="#101 is escalated to Pavel Horák already"):
        real.do(Escalate(101, "help"))
    real.mail(STRANGER, subject="Hello")
    with pytest.raises(Refusal, match="say first who"):
        real.do(Escalate(102, "help"))
    with pytest.raises(BadInput, match="there is no such escalation"):
        real.do(AcceptEscalation(9, by=PAVEL))
