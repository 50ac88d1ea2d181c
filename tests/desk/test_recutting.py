"""Merged, split, followed on, taken back: what becomes of clocks, messages and history."""

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.standing import ELEVEN, NINE, TEN, due, standing, undo, verdicts
from tests.kit import MARTA, PAOLO, STRANGER, at
from vipdesk.domain.commands import (
    MarkFailed,
    Note,
    OpenTicket,
    Promise,
    Reply,
    SaveDraft,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation_commands import Escalate
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import Merge, Split


def test_the_oldest_unanswered_clock_lives_on(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.at(TEN).mail(PAOLO, message_id="b@acme.example.com")
    assert (due(real, 101), due(real, 102)) == (at(ELEVEN), at("Mon 2026-11-23 12:00"))
    real.do(Merge(101, into=102))
    assert due(real, 102) == at(ELEVEN)
    assert real.numbers() == [102]
    assert [m.author for m in real.ticket(102).messages] == [MARTA, PAOLO]
    assert [m.came_from for m in real.ticket(102).messages] == [101, None]


def test_a_younger_clock_changes_nothing(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.at(TEN).mail(PAOLO)
    real.do(Merge(102, into=101))
    assert due(real, 101) == at(ELEVEN)


def test_an_answered_ticket_takes_over_the_clock_that_waits(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.do(Reply(101, "Which folder?", Status.WAITING))
    real.at(TEN).mail(PAOLO)
    real.do(Merge(102, into=101))
    line = real.ticket(101).line
    assert (line.status, line.due_kind, due(real, 101)) == (
        "open",
        "initial",
        at("Mon 2026-11-23 12:00"),
    )
    real.at(ELEVEN).do(Reply(101, "Both are mended."))
    assert verdicts(real, 101) == [("initial", "met"), ("initial", "met")]


def test_the_source_leaves_all_figures(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.at("Mon 2026-11-23 12:00").do(Reply(101, "Sorry."))
    assert verdicts(real, 101) == [("initial", "breached")]
    real.mail(PAOLO)
    real.do(Merge(101, into=102))
    assert verdicts(real, 101) == []
    assert real.ticket(101).line.status == "resolved"


def test_a_clock_that_was_missed_stays_missed_though_an_older_one_lives_on(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.do(Reply(101, "Which folder?"))
    real.at("Mon 2026-11-23 09:30").do(SetStatus(101, Status.WAITING))
    real.mail(references=(real.ticket(101).messages[-1].message_id,))
    real.at(TEN).mail(PAOLO)
    real.at("Mon 2026-11-23 13:00").do(Merge(101, into=102))
    assert real.ticket(102).line.due_kind == "follow-up"
    assert verdicts(real, 102) == [("initial", "breached")]


def test_the_graver_confirmed_severity_comes_along(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.do(SetSeverity(101, 1, "down"))
    real.at(TEN).mail(PAOLO)
    real.do(Merge(101, into=102))
    assert (real.ticket(102).line.severity, due(real, 102)) == (1, at(TEN))


def test_a_severity_that_nobody_confirmed_does_not(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.at(TEN).mail(PAOLO)
    real.do(SetSeverity(102, 5, "a question"))
    real.do(Merge(101, into=102))
    assert real.ticket(102).line.severity == 5


def test_the_tighter_promise_comes_along(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.do(Promise(101, at("Mon 2026-11-23 09:45")))
    real.mail(PAOLO)
    real.do(Merge(101, into=102))
    assert (real.ticket(102).line.due_kind, due(real, 102)) == (
        "promise",
        at("Mon 2026-11-23 09:45"),
    )


def test_merging_is_undone_with_all_clocks_put_back(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.do(Reply(101, "Which folder?"))
    real.do(SetSeverity(101, 2, "many"))
    real.at(TEN).mail(PAOLO)
    before = standing(real, 101), standing(real, 102), verdicts(real, 101)
    messages = real.ticket(101).messages, real.ticket(102).messages
    merged = real.do(Merge(101, into=102)).change
    undo(real, merged.back)
    assert (standing(real, 101), standing(real, 102), verdicts(real, 101)) == before
    assert (real.ticket(101).messages, real.ticket(102).messages) == messages
    assert real.ticket(101).events[-1].what is What.UNMERGED


def test_what_was_merged_twice_is_parted_twice(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    real.mail(subject="A third")
    first = real.do(Merge(101, into=102)).change.back
    second = real.do(Merge(102, into=103)).change.back
    assert len(real.ticket(103).messages) == 3
    undo(real, second)
    undo(real, first)
    assert [len(real.ticket(n).messages) for n in (101, 102, 103)] == [1, 1, 1]


def test_a_ticket_that_has_gone_on_is_not_parted(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    back = real.do(Merge(101, into=102)).change.back
    real.do(Reply(102, "Both are mended."))
    with pytest.raises(Refusal, match="#102 has gone on since"):
        undo(real, back)


@pytest.mark.parametrize(
    ("source", "into", "why"),
    [
        (101, 101, "can't be merged with itself"),
        (103, 101, "say first who Sam Sellers is"),
        (101, 103, "say first who Sam Sellers is"),
        (101, 102, "#102 is resolved: reopen it first"),
    ],
)
def test_what_can_t_be_merged(real: RealDesk, source: int, into: int, why: str) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    real.do(SetStatus(102, Status.RESOLVED))
    real.mail(STRANGER)
    with pytest.raises(Refusal, match=why):
        real.do(Merge(source, into))


def test_what_a_senior_has_is_not_merged_away(manned: RealDesk) -> None:
    manned.mail(PAOLO)
    manned.do(Escalate(101, "the proxy drops node 3"))
    with pytest.raises(Refusal, match="#101 is escalated: merge the other one into it instead"):
        manned.do(Merge(101, into=102))
    manned.do(Merge(102, into=101))
    assert manned.ticket(101).escalation is not None
    assert manned.numbers() == [101]


def test_two_tickets_are_not_parted_once_a_message_was_split_off(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    back = real.do(Merge(101, into=102)).change.back
    split = real.do(Split(real.ticket(102).messages[0].number)).change.back
    with pytest.raises(Refusal, match="a message of #101 has gone on since"):
        undo(real, back)
    undo(real, split)
    undo(real, back)
    assert real.numbers() == [101, 102]


def test_nothing_is_done_on_a_ticket_that_was_merged(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    real.do(Merge(101, into=102))
    for command in (Reply(101, "ok"), Merge(101, into=102), SetStatus(101, Status.OPEN)):
        with pytest.raises(Refusal, match="#101 was merged into #102: go on there"):
            real.do(command)


def test_what_the_client_writes_on_a_merged_ticket_comes_to_where_it_went(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.mail(PAOLO, message_id="b@acme.example.com")
    real.do(Merge(101, into=102))
    real.mail(references=("a@acme.example.com",))
    real.mail(subject=f"AW: {answer.subject}")
    assert len(real.ticket(102).messages) == 5
    assert real.ticket(101).messages == ()


def test_drafts_of_both_come_together(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.mail(PAOLO)
    real.do(SaveDraft(101, "from the first"))
    real.do(SaveDraft(102, "from the second"))
    real.do(Merge(101, into=102))
    assert real.ticket(102).drafts[0].text == "from the second\n\nfrom the first"


def test_an_answer_that_fails_after_its_ticket_was_merged_is_told_on_the_other(
    real: RealDesk,
) -> None:
    real.at(NINE).mail()
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.mail(PAOLO)
    real.do(Reply(102, "Which one?"))
    real.do(Merge(101, into=102))
    before = verdicts(real, 102)
    real.do(MarkFailed(answer.number, "no such mailbox"))
    assert verdicts(real, 102) == before
    assert real.ticket(102).events[-1].what is What.NOT_DELIVERED


def test_a_split_keeps_the_arrival_time_of_its_message(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.at(TEN).mail(PAOLO, references=("a@acme.example.com",), subject="By the way: invoices")
    second = real.ticket(101).messages[-1]
    real.at("Mon 2026-11-23 14:00").do(Split(second.number))
    fresh = real.ticket(102)
    assert (fresh.ticket.subject, fresh.ticket.requester) == ("By the way: invoices", PAOLO)
    assert fresh.ticket.opened_at == at(TEN)
    assert due(real, 102) == at("Mon 2026-11-23 12:00")
    assert [m.author for m in real.ticket(101).messages] == [MARTA]
    assert due(real, 101) == at(ELEVEN)


def test_what_is_left_is_as_if_the_message_had_never_been_there(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(Reply(101, "Done.", Status.RESOLVED))
    real.at(TEN).mail(references=("a@acme.example.com",), subject="Something else")
    assert real.ticket(101).line.status == "open"
    real.do(Split(real.ticket(101).messages[-1].number))
    assert real.ticket(101).line.status == "resolved"
    real.mail(references=(real.ticket(102).messages[0].message_id,))
    assert len(real.ticket(102).messages) == 2


def test_splitting_is_undone(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.at(TEN).mail(PAOLO, references=("a@acme.example.com",))
    before, messages = standing(real, 101), real.ticket(101).messages
    back = real.do(Split(messages[-1].number)).change.back
    undo(real, back)
    assert (standing(real, 101), real.ticket(101).messages) == (before, messages)
    assert real.numbers() == [101]


def test_a_ticket_that_was_written_on_is_not_put_back(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.mail(PAOLO, references=("a@acme.example.com",))
    back = real.do(Split(real.ticket(101).messages[-1].number)).change.back
    noted = real.do(Note(102, "seen")).change.back
    with pytest.raises(Refusal, match="#102 has gone on since: merge it instead"):
        undo(real, back)
    undo(real, noted)
    undo(real, back)
    assert real.numbers() == [101]


def test_the_only_word_of_a_ticket_is_not_split_off(real: RealDesk) -> None:
    real.at(NINE).mail()
    with pytest.raises(Refusal, match="all that the client said there"):
        real.do(Split(real.ticket(101).messages[0].number))
    note = real.do(Note(101, "seen")).change.messages[0]
    with pytest.raises(Refusal, match="only what the client said"):
        real.do(Split(note.number))


def test_a_follow_on_continues_its_ticket(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(SetStatus(101, Status.RESOLVED))
    real.do(OpenTicket("And now the rest", 3, follows=101))
    assert real.ticket(102).ticket.linked_to == 101
    assert real.ticket(101).continued_by == (102,)
    real.mail(references=("a@acme.example.com",))
    assert len(real.ticket(102).messages) == 2
