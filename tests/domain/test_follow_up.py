"""The follow-up (spec: clock): next answer and periodic update, waiting, thank-yous, reopening."""

from datetime import datetime

import pytest

from tests.kit import Story, at, hours
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Band


@pytest.fixture
def story(policy: Policy) -> Story:
    """Severity 3 answered at once on Thursday at 15:00."""
    told = Story(policy)
    told.at("Thu 2026-11-19 14:30").mail()
    told.at("Thu 2026-11-19 15:00").answer()
    return told


def due(story: Story) -> datetime | None:
    """When the follow-up is due."""
    assert story.line().due_kind in (None, "follow-up")
    return story.due()


def test_it_runs_from_our_last_public_message(story: Story) -> None:
    assert due(story) == at("Mon 2026-11-23 15:00")
    story.at("Fri 2026-11-20 10:00").answer()
    assert due(story) == at("Tue 2026-11-24 10:00")


def test_a_severity_1_follow_up_runs_through_the_weekend(policy: Policy) -> None:
    story = Story(policy)
    story.at("Fri 2026-11-20 16:00").mail()
    story.severity(1)
    story.at("Fri 2026-11-20 16:30").answer()
    assert due(story) == at("Fri 2026-11-20 20:30")


def test_a_call_that_reached_the_client_starts_it_anew(story: Story) -> None:
    story.at("Fri 2026-11-20 10:00").call(reached=True)
    assert due(story) == at("Tue 2026-11-24 10:00")
    assert story.outcomes() == [("initial", "met"), ("follow-up", "met")]


def test_the_clients_message_does_not_move_the_anchor_while_we_are_to_write(story: Story) -> None:
    story.at("Fri 2026-11-20 10:00").mail(ticket=101)
    assert due(story) == at("Mon 2026-11-23 15:00")


def test_too_late_is_a_breach_and_the_next_cycle_starts(story: Story) -> None:
    story.at("Mon 2026-11-23 15:00:01").answer()
    assert story.outcomes() == [("initial", "met"), ("follow-up", "breached")]
    assert due(story) == at("Wed 2026-11-25 15:00:01")


def test_there_is_none_before_the_initial_response(policy: Policy) -> None:
    story = Story(policy)
    story.at("Thu 2026-11-19 14:30").mail()
    assert story.line().due_kind == "initial"
    assert story.course().follow_up is None


@pytest.mark.parametrize("level", [4, 5])
def test_where_there_is_no_target_a_message_shows_how_long_the_client_waits(
    story: Story, level: int
) -> None:
    story.severity(level)
    story.at("Fri 2026-11-20 10:00").mail(ticket=101)
    line = story.at("Fri 2026-12-18 10:00").line()
    assert (line.due, line.due_kind) == (None, None)
    assert story.course().client_waits_since == at("Fri 2026-11-20 10:00")
    assert story.band() is Band.NONE


class TestWaitingForTheClient:
    """The only pause."""

    def test_it_stops_the_countdown(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        assert due(story) is None
        assert story.band() is Band.PAUSED

    def test_the_clients_next_message_starts_it_at_that_messages_clock_start(
        self, story: Story
    ) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Sat 2026-11-21 20:00").mail(ticket=101)
        assert story.course().status is Status.OPEN
        assert due(story) == at("Tue 2026-11-24 17:00")

    def test_more_messages_before_we_answer_do_not_move_the_anchor(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        story.at("Fri 2026-11-20 16:00").mail(ticket=101)
        assert due(story) == at("Tue 2026-11-24 11:00")

    def test_our_next_public_message_closes_that_cycle_and_starts_the_next(
        self, story: Story
    ) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        story.at("Mon 2026-11-23 11:00").answer()
        assert story.outcomes() == [("initial", "met"), ("follow-up", "met")]
        assert story.course().verdicts[-1].used == hours(8)
        assert due(story) == at("Wed 2026-11-25 11:00")

    def test_a_breach_before_the_wait_is_not_forgotten(self, story: Story) -> None:
        story.at("Tue 2026-11-24 10:00").status(Status.WAITING)
        story.at("Tue 2026-11-24 11:00").mail(ticket=101)
        assert story.outcomes() == [("initial", "met"), ("follow-up", "breached")]

    def test_set_back_to_open_by_hand_the_time_in_between_is_a_pause(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 13:00").status(Status.OPEN)
        assert due(story) == at("Tue 2026-11-24 10:00")

    def test_a_wait_before_the_clock_has_started_takes_nothing_off(self, story: Story) -> None:
        story.severity(1)
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Sat 2026-11-21 20:00").mail(ticket=101)
        story.at("Sat 2026-11-21 21:00").status(Status.WAITING)
        story.at("Sun 2026-11-22 10:00").status(Status.OPEN)
        assert due(story) == at("Mon 2026-11-23 13:00")
        assert story.at("Mon 2026-11-23 10:00").left() == hours(3)

    def test_used_up_exactly_when_the_wait_begins_it_is_still_in_time_after_it(
        self, story: Story
    ) -> None:
        story.at("Wed 2026-11-25 18:00").answer()
        assert due(story) == at("Fri 2026-11-27 17:00")
        story.at("Fri 2026-11-27 18:00").status(Status.WAITING)
        story.at("Mon 2026-11-30 10:00").status(Status.OPEN)
        assert due(story) == at("Mon 2026-11-30 10:00")
        assert story.band() is Band.URGENT
        story.answer()
        assert story.outcomes()[-1] == ("follow-up", "met")

    def test_answering_and_waiting_in_one_act(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").answer(then=Status.WAITING)
        assert due(story) is None
        story.at("Mon 2026-11-23 09:30").mail(ticket=101)
        assert due(story) == at("Wed 2026-11-25 09:30")

    def test_an_answer_while_waiting_keeps_waiting(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 11:00").answer()
        assert story.course().status is Status.WAITING
        assert due(story) is None

    def test_waiting_twice_is_refused(self, story: Story) -> None:
        story.status(Status.WAITING)
        with pytest.raises(Refusal, match="#101 is waiting already"):
            story.status(Status.WAITING)


class TestNoAnswerNeeded:
    """A thank-you puts the ticket back to where it was before that message."""

    def test_back_to_waiting(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        change = story.at("Fri 2026-11-20 12:00").thanks()
        assert story.course().status is Status.WAITING
        assert due(story) is None
        assert [event.what.value for event in change.events] == ["no answer needed"]

    def test_back_to_resolved(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        assert story.course().status is Status.OPEN
        story.at("Fri 2026-11-20 12:00").thanks()
        assert story.course().status is Status.RESOLVED

    def test_open_runs_on_from_our_last_message(self, story: Story) -> None:
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        story.at("Fri 2026-11-20 12:00").thanks()
        assert due(story) == at("Mon 2026-11-23 15:00")
        assert story.course().client_waits_since is None

    def test_it_does_not_count_as_an_answer(self, story: Story) -> None:
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        story.at("Fri 2026-11-20 12:00").thanks()
        assert story.outcomes() == [("initial", "met")]

    def test_only_the_last_of_two_messages_is_taken_back(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.WAITING)
        story.at("Fri 2026-11-20 11:00").mail(ticket=101)
        story.at("Fri 2026-11-20 12:00").mail(ticket=101)
        story.at("Fri 2026-11-20 13:00").thanks()
        assert due(story) == at("Tue 2026-11-24 11:00")

    def test_nothing_to_take_back_after_our_answer(self, story: Story) -> None:
        with pytest.raises(Refusal, match="no message of the client is waiting"):
            story.thanks()

    def test_the_opening_message_wants_an_answer(self, policy: Policy) -> None:
        fresh = Story(policy)
        fresh.at("Mon 2026-11-23 10:00").mail()
        with pytest.raises(Refusal, match="what the ticket was opened with"):
            fresh.thanks()


class TestResolved:
    """Resolved stops everything."""

    def test_no_countdown_runs(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        assert due(story) is None
        assert story.band() is Band.NONE

    def test_a_message_within_reopen_within_reopens_and_restarts_the_follow_up(
        self, story: Story
    ) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        change = story.at("Fri 2026-12-04 10:00").mail(ticket=101)
        assert [event.what.value for event in change.events] == ["received", "reopened"]
        assert story.course().status is Status.OPEN
        assert due(story) == at("Tue 2026-12-08 10:00")

    def test_later_than_that_it_opens_a_new_ticket_linked_to_the_old(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        story.at("Fri 2026-12-04 10:00:01").mail(ticket=101)
        assert story.course(101).status is Status.RESOLVED
        assert story.tickets[102].linked_to == 101
        assert story.line(102).due_kind == "initial"

    def test_history_that_an_archive_brings_later_reopens_nothing(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        story.at("Fri 2026-11-20 12:00").mail(ticket=101, received=at("Tue 2026-11-17 09:30"))
        assert story.course().status is Status.RESOLVED
        assert len(story.tickets) == 1

    def test_reopened_by_hand_it_runs_on_from_where_it_was(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        story.at("Fri 2026-11-20 12:00").status(Status.OPEN)
        assert due(story) == at("Mon 2026-11-23 17:00")

    def test_resolved_unanswered_is_neither_met_nor_breached(self, policy: Policy) -> None:
        fresh = Story(policy)
        fresh.at("Mon 2026-11-23 10:00").mail()
        fresh.at("Mon 2026-11-23 11:00").status(Status.RESOLVED)
        assert fresh.outcomes() == [("initial", "stopped")]

    def test_resolved_too_late_is_a_breach(self, policy: Policy) -> None:
        fresh = Story(policy)
        fresh.at("Mon 2026-11-23 10:00").mail()
        fresh.at("Mon 2026-11-23 12:00:01").status(Status.RESOLVED)
        assert fresh.outcomes() == [("initial", "breached")]

    def test_waiting_is_reached_from_open_only(self, story: Story) -> None:
        story.status(Status.RESOLVED)
        with pytest.raises(Refusal, match="reopen it first"):
            story.status(Status.WAITING)


class TestMailThatCrossesOurs:
    """It reached us before an act of ours that did not know of it: it must not lie unseen."""

    def test_on_a_waiting_ticket_it_is_our_turn_again(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").answer(then=Status.WAITING)
        story.at("Fri 2026-11-20 10:05").mail(ticket=101, received=at("Fri 2026-11-20 09:58"))
        assert story.course().status is Status.OPEN
        assert due(story) == at("Tue 2026-11-24 09:58")

    def test_on_a_resolved_one_too(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
        story.at("Fri 2026-11-20 10:05").mail(ticket=101, received=at("Fri 2026-11-20 09:58"))
        assert story.course().status is Status.OPEN
        assert story.course().client_waits_since == at("Fri 2026-11-20 09:58")

    def test_on_an_open_one_the_client_is_seen_to_wait(self, story: Story) -> None:
        story.at("Fri 2026-11-20 10:00").answer()
        story.at("Fri 2026-11-20 10:05").mail(ticket=101, received=at("Fri 2026-11-20 09:58"))
        assert story.course().client_waits_since == at("Fri 2026-11-20 09:58")
        assert due(story) == at("Tue 2026-11-24 10:00")


def test_waiting_before_the_first_answer_the_older_message_still_waits(policy: Policy) -> None:
    fresh = Story(policy)
    fresh.at("Mon 2026-11-23 10:00").mail()
    fresh.at("Mon 2026-11-23 10:10").status(Status.WAITING)
    fresh.at("Mon 2026-11-23 11:00").mail(ticket=101)
    assert fresh.course().client_waits_since == at("Mon 2026-11-23 10:00")


def test_a_clock_that_is_set_back_does_not_turn_acts_round(story: Story) -> None:
    story.at("Fri 2026-11-20 10:00").status(Status.RESOLVED)
    story.at("Fri 2026-11-20 09:59").status(Status.OPEN)
    assert story.course().status is Status.OPEN
