"""The one door for writing: all or nothing, what is kept, what a board shows."""

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import ACME, JANA, MARTA, at
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import (
    KeepUnreadable,
    LogCall,
    MarkFailed,
    NoAnswerNeeded,
    Note,
    OpenTicket,
    Reply,
    SaveDraft,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.message import Delivery, Kind
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import instant
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader


def test_a_new_desk_knows_whose_it_is(real: RealDesk) -> None:
    board = real.board()
    assert (board.client, board.agent, board.lines) == (ACME, JANA, ())
    assert board.entitled(real.now)


def test_a_mail_is_on_the_board_with_its_countdown(real: RealDesk) -> None:
    real.mail()
    (line,) = real.board().lines
    assert line.due is not None
    assert instant(line.due) == at("Mon 2026-11-23 11:30")
    assert (line.requester, line.triaged, line.status) == ("Marta Rossi", False, "open")


def test_a_refusal_leaves_no_trace(real: RealDesk) -> None:
    real.mail()
    before = real.ticket()
    with pytest.raises(Refusal):
        real.do(NoAnswerNeeded(101))
    with pytest.raises(BadInput):
        real.do(SetSeverity(101, 1, ""))
    assert real.ticket() == before


def test_of_several_commands_all_are_saved_or_none(real: RealDesk) -> None:
    real.mail()
    before = real.ticket()
    with pytest.raises(BadInput):
        real.desk.execute_all([Note(101, "first"), Note(101, "")])
    assert real.ticket() == before
    real.desk.execute_all([Note(101, "first"), Note(101, "second")])
    assert [m.text for m in real.ticket().messages[1:]] == ["first", "second"]


def test_what_was_decided_is_what_is_read_back(real: RealDesk) -> None:
    real.mail()
    decided = real.at("Mon 2026-11-23 10:00").do(Reply(101, "Which folder?", Status.WAITING))
    real.at("Mon 2026-11-23 10:10").do(SetSeverity(101, 2, "two folders"))
    view = real.ticket()
    assert view.messages[1] == decided.change.messages[0]
    assert [event.what.value for event in view.events] == [
        "opened",
        "answered",
        "severity changed",
    ]
    (verdict,) = view.ticket.verdicts.values()
    assert (verdict.outcome, verdict.used.total_seconds()) == ("met", 1800)
    assert verdict.arithmetic
    assert view.line == real.board().line(101)


def test_a_call_and_a_note_are_on_the_timeline(real: RealDesk) -> None:
    real.do(OpenTicket("Call me", 3, requester=MARTA.address))
    real.do(LogCall(101, reached=False, text="rang twice"))
    real.do(Note(101, "asked Pavel"))
    assert [m.kind for m in real.ticket().messages] == [Kind.RECEIVED, Kind.CALL, Kind.NOTE]


def test_a_failed_delivery_opens_the_target_again(real: RealDesk) -> None:
    real.mail()
    answer = real.at("Mon 2026-11-23 10:00").do(Reply(101, "Which folder?")).change.messages[0]
    assert real.board().queued == 1
    real.at("Mon 2026-11-23 10:05").do(MarkFailed(answer.number, "no such mailbox"))
    view = real.ticket()
    assert view.line.due_kind == "initial"
    assert view.ticket.verdicts == {}
    assert view.messages[1].delivery is Delivery.FAILED
    assert real.board().queued == 0


def test_a_verdict_that_was_taken_back_can_be_given_anew(real: RealDesk) -> None:
    real.mail()
    real.do(SetStatus(101, Status.RESOLVED))
    real.do(SetStatus(101, Status.OPEN))
    assert real.ticket().ticket.verdicts == {}
    real.at("Mon 2026-11-23 10:00").do(SetStatus(101, Status.RESOLVED))
    (verdict,) = real.ticket().ticket.verdicts.values()
    assert verdict.outcome == "stopped"


class TestDrafts:
    """Half-typed text is kept, one for each author."""

    def test_it_is_there_again(self, real: RealDesk) -> None:
        real.mail()
        real.do(SaveDraft(101, "Dear Mar"))
        real.do(SaveDraft(101, "Dear Marta,\n"))
        (draft,) = real.ticket().drafts
        assert (draft.text, draft.author) == ("Dear Marta,\n", JANA.name)
        assert real.board().drafts == frozenset({101})

    def test_an_answer_takes_its_place(self, real: RealDesk) -> None:
        real.mail()
        real.do(SaveDraft(101, "Dear Mar"))
        real.do(Reply(101, "Dear Marta"))
        assert real.ticket().drafts == ()
        assert real.board().drafts == frozenset()

    def test_each_author_has_their_own(self, real: RealDesk) -> None:
        real.mail()
        real.do(SetColleague("Petra Cover", Role.COVER))
        cover = Desk(real.writer, real.clock, "Petra Cover")
        real.do(SaveDraft(101, "Dear Marta"))
        real.at("Mon 2026-11-23 10:00")
        cover.execute(SaveDraft(101, "Hello Marta"))
        view = real.ticket()
        mine, theirs = view.draft_of(JANA.name), view.draft_of_another(JANA.name)
        assert mine is not None
        assert theirs is not None
        assert (mine.text, theirs.text) == ("Dear Marta", "Hello Marta")

    def test_an_empty_one_is_forgotten(self, real: RealDesk) -> None:
        real.mail()
        real.do(SaveDraft(101, "Dear Mar"))
        real.do(SaveDraft(101, ""))
        assert real.ticket().drafts == ()


class TestUnreadable:
    """What could not be read is listed, once."""

    def test_it_is_listed_with_its_bytes(self, real: RealDesk) -> None:
        what = Unreadable("archive.mbox#12", "empty", "ab" * 32, real.now)
        assert not real.do(KeepUnreadable(what)).duplicate
        assert real.do(KeepUnreadable(what)).duplicate
        assert real.reader.kept_apart().unreadable == (what,)
        assert real.board().unreadable == 1


class TestAnotherPolicy:
    """Named for one process, it rules there; what is kept stays as it was judged."""

    def test_rows_are_worked_out_again(self, real: RealDesk, policy: Policy) -> None:
        real.mail()
        strict = policy.severities[3]
        severe = replace(strict, initial=policy.severities[1].initial)
        other = replace(policy, severities={**policy.severities, 3: severe}, version="other")
        reader = Reader(open_reader(real.where), lambda _: other)
        (line,) = reader.board().lines
        view = reader.ticket(101)
        reader.close()
        assert line.due is not None
        assert instant(line.due) == at("Mon 2026-11-23 10:30")
        assert view is not None
        assert view.line == line


def test_a_picture_belongs_to_one_commit(real: RealDesk) -> None:
    real.mail()
    before = real.board()
    real.mail()
    assert [line.number for line in before.lines] == [101]
    assert real.numbers() == [101, 102]
