"""Two desks at one store: what one does while the other takes back, merges or splits."""

import pytest

from tests.desk.conftest import PAVEL, RealDesk
from tests.desk.standing import NINE, TEN, due, undo
from tests.kit import PAOLO, at
from vipdesk.domain.commands import Note, OpenTicket, SaveDraft, SetStatus
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation_commands import Escalate
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import Merge, Split, WayBack

FIRST = "a@acme.example.com"


@pytest.mark.timeout(20)
def test_a_follow_on_that_was_merged_back_leads_mail_to_where_it_went(real: RealDesk) -> None:
    real.at(NINE).mail(message_id=FIRST)
    real.do(SetStatus(101, Status.RESOLVED))
    real.do(OpenTicket("The same again", 3, follows=101))
    real.do(SetStatus(101, Status.OPEN))
    real.do(Merge(102, into=101))
    real.do(SetStatus(101, Status.RESOLVED))
    real.at(TEN).mail(references=(FIRST,))
    assert real.numbers() == [101]
    assert real.ticket(101).messages[-1].at == at(TEN)


def test_a_merging_is_not_undone_without_a_message_that_was_split_off_since(
    real: RealDesk,
) -> None:
    real.at(NINE).mail()
    real.at(TEN).mail(PAOLO)
    back = real.do(Merge(101, into=102)).change.back
    (moved,) = (m for m in real.ticket(102).messages if m.came_from)
    real.do(Split(moved.number))
    with pytest.raises(Refusal, match="a message of #101 has gone on since"):
        undo(real, back)
    assert sorted(real.numbers()) == [102, 103]


def test_a_split_is_not_undone_over_a_note_that_was_written_since(real: RealDesk) -> None:
    back = _split(real)
    real.do(Note(102, "He called about it."))
    with pytest.raises(Refusal, match="#102 has gone on since: merge it instead"):
        undo(real, back)


def test_a_draft_comes_along_where_a_split_is_undone(real: RealDesk) -> None:
    back = _split(real)
    real.do(SaveDraft(101, "on the first"))
    real.do(SaveDraft(102, "half an answer"))
    undo(real, back)
    assert real.ticket(101).drafts[0].text == "on the first\n\nhalf an answer"


def test_an_escalated_ticket_is_not_merged_away(manned: RealDesk) -> None:
    manned.at(TEN).mail(PAOLO)
    manned.do(Escalate(101, PAVEL, "the proxy"))
    with pytest.raises(Refusal, match="#101 is escalated: merge the other one into it instead"):
        manned.do(Merge(101, into=102))
    assert due(manned, 101) is not None


def test_a_split_off_ticket_that_was_escalated_is_not_put_back(manned: RealDesk) -> None:
    manned.mail(references=("mail-1@acme.example.com",))
    back = manned.do(Split(manned.ticket(101).messages[-1].number)).change.back
    manned.do(Escalate(102, PAVEL, "the proxy"))
    with pytest.raises(Refusal, match="#102"):
        undo(manned, back)


def _split(real: RealDesk) -> tuple[WayBack, ...]:
    real.at(NINE).mail(message_id=FIRST)
    real.at(TEN).mail(references=(FIRST,))
    return real.do(Split(real.ticket(101).messages[-1].number)).change.back
