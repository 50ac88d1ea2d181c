"""An act is undone with its clocks put back, as long as nothing is built on it."""

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.standing import ELEVEN, NINE, TEN, due, standing, undo, verdicts
from tests.kit import at
from vipdesk.domain.commands import (
    Command,
    LogCall,
    MarkFailed,
    MarkSent,
    NoAnswerNeeded,
    Note,
    Promise,
    Reply,
    SaveDraft,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery
from vipdesk.domain.recutting import Owe, Owing, Pin, TakeBack
from vipdesk.domain.term import owes


def acts() -> list[Command]:
    until = at("Mon 2026-11-23 16:00")
    return [
        Reply(101, "Which folder?", Status.WAITING),
        Note(101, "seen"),
        LogCall(101, reached=True, text="told"),
        SetSeverity(101, 1, "down"),
        SetStatus(101, Status.WAITING),
        SetStatus(101, Status.RESOLVED),
        NoAnswerNeeded(101),
        Promise(101, until),
        Owe(101, Owing.VENDOR),
        Pin(101),
    ]


@pytest.mark.parametrize("place", range(10))
def test_an_act_is_undone_with_its_clocks_put_back(real: RealDesk, place: int) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(Reply(101, "Done."))
    real.at(TEN).mail(references=("a@acme.example.com",))
    real.do(Promise(101, at("Mon 2026-11-23 15:00")))
    before, judged = standing(real, 101), verdicts(real, 101)
    pinned = real.board().pinned
    back = real.at(ELEVEN).do(acts()[place]).change.back
    real.at("Mon 2026-11-23 11:01")
    undo(real, back)
    assert (standing(real, 101), verdicts(real, 101), real.board().pinned) == (
        before,
        judged,
        pinned,
    )


def test_the_words_of_an_answer_that_is_taken_back_are_a_draft_again(real: RealDesk) -> None:
    real.at(NINE).mail()
    done = real.do(Reply(101, "Which folder?")).change
    undo(real, done.back)
    view = real.ticket(101)
    assert view.messages[-1].delivery is Delivery.TAKEN_BACK
    assert [draft.text for draft in view.drafts] == ["Which folder?"]
    assert real.board().queued == 0
    assert [e.what for e in view.events][-1] is What.UNDONE


def test_a_draft_that_was_begun_since_stays(real: RealDesk) -> None:
    real.at(NINE).mail()
    done = real.do(Reply(101, "Which folder?")).change
    real.do(SaveDraft(101, "By the way"))
    undo(real, done.back)
    assert [draft.text for draft in real.ticket(101).drafts] == ["By the way"]


def test_what_has_left_is_not_taken_back(real: RealDesk) -> None:
    real.at(NINE).mail()
    done = real.do(Reply(101, "Which folder?")).change
    real.do(MarkSent(done.messages[0].number))
    with pytest.raises(Refusal, match="the answer has left already"):
        undo(real, done.back)


def test_what_was_taken_back_is_never_sent(real: RealDesk) -> None:
    real.at(NINE).mail()
    done = real.do(Reply(101, "Which folder?")).change
    undo(real, done.back)
    real.do(MarkSent(done.messages[0].number))
    real.do(MarkFailed(done.messages[0].number, "late"))
    assert real.ticket(101).messages[-1].delivery is Delivery.TAKEN_BACK
    with pytest.raises(Refusal, match="has gone on since"):
        undo(real, done.back)


def test_an_earlier_act_is_not_undone_under_a_later_one(real: RealDesk) -> None:
    real.at(NINE).mail()
    first = real.do(SetStatus(101, Status.WAITING)).change.back
    second = real.do(SetStatus(101, Status.RESOLVED)).change.back
    with pytest.raises(Refusal, match="has gone on since"):
        undo(real, first)
    undo(real, second)
    undo(real, first)
    assert real.ticket(101).line.status == "open"


def test_what_the_client_writes_meanwhile_hinders_no_undoing(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    back = real.do(SetStatus(101, Status.RESOLVED)).change.back
    assert [type(one) for one in back] == [TakeBack]
    real.at(TEN).mail(references=("a@acme.example.com",))
    undo(real, back)
    assert (real.ticket(101).line.status, due(real, 101)) == ("open", at(ELEVEN))


def test_the_vendor_owes_the_next_word_until_the_client_waits_for_us(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(Owe(101, Owing.VENDOR))
    assert owes(real.ticket(101).line, senior=False) == "us"
    real.do(Reply(101, "We have asked the vendor."))
    assert owes(real.ticket(101).line, senior=False) == "vendor"
    assert due(real, 101) is not None, "waiting for a vendor is our time"
    real.at(TEN).mail(references=("a@acme.example.com",))
    assert owes(real.ticket(101).line, senior=False) == "us"
    with pytest.raises(Refusal, match="owed by vendor already"):
        real.do(Owe(101, Owing.VENDOR))
