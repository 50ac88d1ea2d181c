"""Each word that waits keeps its clock through merging, splitting and the thank-you."""

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.standing import ELEVEN, NINE, TEN, due, undo
from tests.kit import PAOLO, at
from vipdesk.domain.commands import NoAnswerNeeded, Reply
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import Merge, Split


def merged(real: RealDesk) -> None:
    """Marta's matter, answered and waiting for her, and her thanks, merged into it."""
    real.at(NINE).mail(subject="Login page returns 502")
    real.do(Reply(101, "Mended: does it work?", Status.WAITING))
    real.at(TEN).mail(subject="Thanks!")
    real.do(Merge(102, into=101))


def test_thanks_that_came_by_merging_need_no_answer(real: RealDesk) -> None:
    merged(real)
    assert real.ticket(101).line.status == "open"
    back = real.do(NoAnswerNeeded(101)).change.back
    assert (real.ticket(101).line.status, due(real, 101)) == ("waiting", None)
    assert real.ticket(101).events[-1].what is What.NO_ANSWER_NEEDED
    undo(real, back)
    assert (real.ticket(101).line.status, due(real, 101)) == ("open", at("Mon 2026-11-23 12:00"))


def test_thanks_that_came_by_merging_are_put_aside_before_what_the_ticket_began_with(
    real: RealDesk,
) -> None:
    real.at(NINE).mail(subject="Thanks!")
    real.at(TEN).mail(subject="Login page returns 502")
    real.do(Merge(101, into=102))
    assert due(real, 102) == at(ELEVEN)
    real.do(NoAnswerNeeded(102))
    assert due(real, 102) == at("Mon 2026-11-23 12:00")
    with pytest.raises(Refusal, match="it is what the ticket was opened with"):
        real.do(NoAnswerNeeded(102))


def test_a_younger_clock_is_there_when_the_older_word_needs_no_answer(real: RealDesk) -> None:
    real.at("Mon 2026-11-23 08:00").mail(message_id="a@acme.example.com")
    real.do(Reply(101, "Mended: does it work?", Status.WAITING))
    real.at(NINE).mail(references=("a@acme.example.com",), subject="Thanks!")
    thanks = real.ticket(101).messages[-1]
    real.at(TEN).mail(PAOLO)
    real.do(Merge(102, into=101))
    assert real.ticket(101).line.due_kind == "follow-up"
    real.do(Split(thanks.number))
    assert (real.ticket(101).line.due_kind, due(real, 101)) == (
        "initial",
        at("Mon 2026-11-23 12:00"),
    )


def test_what_was_put_aside_after_merging_is_not_parted(real: RealDesk) -> None:
    real.at(NINE).mail()
    real.at(TEN).mail(PAOLO)
    parting = real.do(Merge(102, into=101)).change.back
    back = real.do(NoAnswerNeeded(101)).change.back
    with pytest.raises(Refusal, match="#101 has gone on since"):
        undo(real, parting)
    undo(real, back)
    undo(real, parting)
    assert due(real, 102) == at("Mon 2026-11-23 12:00")


def test_a_merged_message_takes_its_clock_along_when_it_is_split_off(real: RealDesk) -> None:
    merged(real)
    thanks = real.ticket(101).messages[-1]
    back = real.do(Split(thanks.number)).change.back
    assert (real.ticket(101).line.status, due(real, 101)) == ("waiting", None)
    assert due(real, 103) == at("Mon 2026-11-23 12:00")
    undo(real, back)
    assert (real.ticket(101).line.status, due(real, 101)) == ("open", at("Mon 2026-11-23 12:00"))
    assert real.ticket(101).messages[-1] == thanks


def test_of_two_merged_messages_the_other_keeps_its_clock(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.at(TEN).mail(references=("a@acme.example.com",))
    real.mail(PAOLO)
    real.do(Merge(101, into=102))
    assert due(real, 102) == at(ELEVEN)
    real.do(Split(1))
    assert (due(real, 102), due(real, 103)) == (at("Mon 2026-11-23 12:00"), at(ELEVEN))


def test_a_periodic_clock_is_anchored_at_our_answer_wherever_it_goes(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(Reply(101, "We look into it."))
    periodic = due(real, 101)
    real.at(TEN).mail(references=("a@acme.example.com",))
    real.mail(PAOLO)
    real.do(Reply(102, "We look into it.", Status.WAITING))
    real.do(Merge(101, into=102))
    assert due(real, 102) == periodic


def test_what_had_been_put_aside_is_so_again_when_its_splitting_is_undone(real: RealDesk) -> None:
    real.at(NINE).mail(message_id="a@acme.example.com")
    real.do(Reply(101, "Mended.", Status.WAITING))
    real.at(TEN).mail(references=("a@acme.example.com",), subject="Thanks!")
    aside = real.do(NoAnswerNeeded(101)).change.back
    back = real.do(Split(real.ticket(101).messages[-1].number)).change.back
    with pytest.raises(Refusal, match="#101 has gone on since"):
        undo(real, aside)
    undo(real, back)
    assert real.ticket(101).line.status == "waiting"
