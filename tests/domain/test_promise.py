"""A promise of our own is a clock beside the target: tighter, kept or broken."""

from datetime import datetime, timedelta

import pytest

from tests.kit import BRATISLAVA, PAOLO, STRANGER, Story, at
from vipdesk.domain.by_when import by_when
from vipdesk.domain.commands import MarkFailed, Promise, WithdrawPromise
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import countdowns
from vipdesk.domain.target import Band
from vipdesk.domain.why import why_due

MONDAY = "Mon 2026-11-23 09:00"
TEN, THREE = at("Mon 2026-11-23 10:00"), at("Mon 2026-11-23 15:00")


@pytest.fixture
def story(policy: Policy) -> Story:
    """A mail of Monday 09:00, severity 3: its answer is due at 11:00."""
    story = Story(policy).at(MONDAY)
    story.mail()
    return story


def promised(story: Story, until: datetime) -> list[What]:
    return [event.what for event in story.do(Promise(101, until)).events]


def test_a_tighter_promise_is_what_the_row_counts(story: Story) -> None:
    assert promised(story, TEN) == [What.PROMISED]
    line = story.line()
    assert (story.due(), line.due_kind) == (TEN, "promise")
    assert story.left() == timedelta(hours=1)
    assert story.band() is Band.CALM
    assert story.at("Mon 2026-11-23 09:50").band() is Band.URGENT
    assert story.at("Mon 2026-11-23 10:01").band() is Band.BREACHED


def test_it_goes_before_what_is_due_later_in_the_queue(story: Story) -> None:
    story.mail(PAOLO)
    story.do(Promise(102, TEN))
    rows = sorted((story.line(101), story.line(102)), key=lambda row: (row.rank, row.position))
    assert [row.number for row in rows] == [102, 101]


def test_a_looser_promise_leaves_the_target_first_and_both_can_be_seen(story: Story) -> None:
    story.do(Promise(101, THREE))
    assert (story.due(), story.line().due_kind) == (at("Mon 2026-11-23 11:00"), "initial")
    assert list(countdowns(story.course())) == ["initial", "promise"]


@pytest.mark.parametrize(
    ("answered_at", "ended"),
    [("10:00", What.PROMISE_KEPT), ("10:01", What.PROMISE_BROKEN)],
)
def test_an_answer_keeps_it_in_time_and_breaks_it_later(
    story: Story, answered_at: str, ended: What
) -> None:
    story.do(Promise(101, TEN))
    story.at(f"Mon 2026-11-23 {answered_at}").answer()
    assert [event.what for event in story.changes[-1].events] == [What.ANSWERED, ended]
    assert story.changes[-1].events[1].detail == "to write by Mon 23 Nov 10:00"
    assert story.course().promise is None
    assert story.outcomes() == [("initial", "met")], "a promise of ours is no target of the client"


def test_a_call_that_reached_the_client_keeps_it_and_an_attempt_does_not(story: Story) -> None:
    story.do(Promise(101, TEN))
    story.call(reached=False)
    assert story.course().promise is not None
    change = story.call(reached=True)
    assert change.events[-1].what is What.PROMISE_KEPT


def test_it_is_open_again_where_the_answer_finally_failed(story: Story) -> None:
    story.do(Promise(101, TEN))
    answer = story.answer()
    story.do(MarkFailed(answer.number, "no such mailbox"))
    assert (story.due(), story.line().due_kind) == (TEN, "promise")


def test_waiting_for_the_client_does_not_stop_it(story: Story) -> None:
    story.answer()
    story.do(Promise(101, TEN))
    story.status(Status.WAITING)
    assert (story.due(), story.band()) == (TEN, Band.CALM)


def test_resolving_ends_it(story: Story) -> None:
    story.do(Promise(101, TEN))
    change = story.status(Status.RESOLVED)
    assert [event.what for event in change.events] == [What.RESOLVED, What.PROMISE_WITHDRAWN]
    story.status(Status.OPEN)
    assert story.course().promise is None


def test_resolving_after_it_has_passed_breaks_it(story: Story) -> None:
    story.do(Promise(101, TEN))
    change = story.at("Mon 2026-11-23 10:30").status(Status.RESOLVED)
    assert change.events[-1].what is What.PROMISE_BROKEN


def test_a_later_one_replaces_it_and_taking_that_back_brings_it_back(story: Story) -> None:
    story.do(Promise(101, TEN))
    story.do(Promise(101, at("Mon 2026-11-23 09:30")))
    assert story.due() == at("Mon 2026-11-23 09:30")
    change = story.do(WithdrawPromise(101))
    assert change.events[0].what is What.PROMISE_WITHDRAWN
    assert story.due() == TEN
    story.do(WithdrawPromise(101))
    assert story.line().due_kind == "initial"
    with pytest.raises(Refusal, match="no promise stands"):
        story.do(WithdrawPromise(101))


def test_undoing_one_leaves_another_that_was_given_since(story: Story) -> None:
    story.do(Promise(101, TEN))
    story.do(Promise(101, THREE))
    with pytest.raises(Refusal, match="another promise has been given since"):
        story.do(WithdrawPromise(101, TEN))
    story.do(WithdrawPromise(101, THREE))
    assert story.due() == TEN


def test_why_it_is_due_begins_with_the_promise(story: Story) -> None:
    story.do(Promise(101, TEN))
    first, *rest = why_due(story.course())
    assert first == "promised Mon 23 Nov 09:00 to write by Mon 23 Nov 10:00"
    assert rest[-1].endswith("due Mon 11:00")


def test_a_promise_with_no_target_is_explained_alone(story: Story) -> None:
    story.severity(5)
    story.answer()
    story.do(Promise(101, TEN))
    assert len(why_due(story.course())) == 1


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (at("Mon 2026-11-23 09:00"), "has passed"),
        (at("Mon 2026-11-23 08:00"), "Mon 23 Nov 08:00 has passed: promise a moment to come"),
        (at("Sat 2027-12-25 10:00"), "more than a year ahead"),
    ],
)
def test_a_moment_that_can_not_be_promised_is_refused(
    story: Story, until: datetime, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        story.do(Promise(101, until))


def test_a_resolved_ticket_takes_no_promise(story: Story) -> None:
    story.status(Status.RESOLVED)
    with pytest.raises(Refusal, match="reopen it first"):
        story.do(Promise(101, TEN))


def test_nobody_unknown_is_promised_anything(policy: Policy) -> None:
    story = Story(policy).at(MONDAY)
    story.mail(STRANGER)
    with pytest.raises(Refusal, match="say first who Sam Sellers is"):
        story.do(Promise(101, TEN))


NOW = at("Mon 2026-11-23 10:42")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("15:00", "Mon 2026-11-23 15:00"),
        ("9:30", "Mon 2026-11-23 09:30"),
        (" Today 15:00 ", "Mon 2026-11-23 15:00"),
        ("tomorrow 9:00", "Tue 2026-11-24 09:00"),
        ("Fri 16:30", "Fri 2026-11-27 16:30"),
        ("monday 15:00", "Mon 2026-11-23 15:00"),
        ("monday 10:00", "Mon 2026-11-30 10:00"),
        ("2026-12-01T10:00", "Tue 2026-12-01 10:00"),
        ("2026-12-01 09:00Z", "Tue 2026-12-01 10:00"),
    ],
)
def test_moments_are_said_as_people_say_them(said: str, meant: str) -> None:
    assert by_when(said, NOW, BRATISLAVA) == at(meant)


def test_nothing_is_asked_for() -> None:
    with pytest.raises(BadInput, match="no moment is given: write it as 15:00"):
        by_when(" ", NOW, BRATISLAVA)


@pytest.mark.parametrize("said", ["soon", "25:00", "10:60", "fry 10:00", "15.00", "15"])
def test_what_is_no_moment_is_told_with_what_would_be(said: str) -> None:
    with pytest.raises(BadInput, match="is no moment to come: write it as 15:00"):
        by_when(said, NOW, BRATISLAVA)
