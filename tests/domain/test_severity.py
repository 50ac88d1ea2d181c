"""Severity confirmed and changed (spec: clock, severity)."""

import pytest
from msgspec.structs import replace

from tests.kit import Story, at
from vipdesk.domain.course import follow
from vipdesk.domain.duration import parse_duration
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.preview import preview
from vipdesk.domain.queue import queue_line
from vipdesk.domain.target import Band
from vipdesk.domain.why import why_due


@pytest.fixture
def story(policy: Policy) -> Story:
    """An untriaged mail of Monday, 09:30."""
    told = Story(policy)
    told.at("Mon 2026-11-23 09:30").mail()
    return told


def test_the_same_level_confirms_it_without_a_reason(story: Story) -> None:
    change = story.severity(3, reason="")
    assert story.line().triaged
    assert [event.what.value for event in change.events] == ["severity confirmed"]


def test_confirming_twice_is_refused(story: Story) -> None:
    story.severity(3)
    with pytest.raises(Refusal, match="confirmed as severity 3 already"):
        story.severity(3)


@pytest.mark.parametrize("reason", ["", "   ", "\t\n"])
def test_a_change_needs_a_reason(story: Story, reason: str) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        story.severity(2, reason)


def test_a_level_that_the_policy_does_not_have_is_refused(story: Story) -> None:
    with pytest.raises(BadInput, match="severity 9 is not in the policy: it has 1, 2, 3, 4, 5"):
        story.severity(9)


def test_who_when_from_to_and_why_are_kept(story: Story) -> None:
    (event,) = story.at("Mon 2026-11-23 09:45").severity(1, "nobody can log in").events
    assert event.who == "Jana Nováková"
    assert event.at == at("Mon 2026-11-23 09:45")
    assert event.detail == "3 to 1: nobody can log in"


def test_an_open_target_is_recomputed_from_its_original_start(story: Story) -> None:
    story.at("Mon 2026-11-23 10:00").severity(1)
    assert story.due() == at("Mon 2026-11-23 10:30")
    story.severity(4)
    assert story.due() == at("Tue 2026-11-24 09:30")


def test_an_open_follow_up_is_recomputed_from_its_anchor(story: Story) -> None:
    story.at("Mon 2026-11-23 10:00").answer()
    story.at("Mon 2026-11-23 11:00").severity(1)
    assert story.due() == at("Mon 2026-11-23 14:00")


def test_closed_cycles_stay_as_they_were_judged(story: Story) -> None:
    story.at("Mon 2026-11-23 11:00").answer()
    story.at("Mon 2026-11-23 12:00").severity(1)
    (initial,) = story.course().verdicts
    assert (initial.outcome, initial.severity) == ("met", 3)


class TestLateAtRegrading:
    """Overdue at once by the change: a kind of breach of its own."""

    def test_it_is_recorded_as_such(self, story: Story) -> None:
        story.at("Mon 2026-11-23 10:45").severity(1)
        assert story.band() is Band.BREACHED
        story.at("Mon 2026-11-23 10:50").answer()
        assert story.outcomes() == [("initial", "late at re-grading")]

    def test_the_agent_is_told_before(self, story: Story) -> None:
        told = preview(story.tickets[101], 1, story.policy, at("Mon 2026-11-23 10:45"))
        assert told.late_at_once
        assert told.before is not None
        assert told.after is not None
        assert told.before.due == at("Mon 2026-11-23 11:30")
        assert told.after.due == at("Mon 2026-11-23 10:30")

    def test_the_agent_is_told_of_a_follow_up_that_stands_still_too(self, story: Story) -> None:
        story.at("Mon 2026-11-23 10:00").answer()
        story.at("Mon 2026-11-23 15:00").status(Status.WAITING)
        told = preview(story.tickets[101], 1, story.policy, at("Mon 2026-11-23 16:00"))
        assert (told.before, told.after, told.late_at_once) == (None, None, True)
        story.at("Mon 2026-11-23 16:00").severity(1)
        story.at("Mon 2026-11-23 16:30").mail(ticket=101)
        assert story.outcomes() == [("initial", "met"), ("follow-up", "late at re-grading")]

    def test_in_time_under_the_new_level_is_no_breach(self, story: Story) -> None:
        told = preview(story.tickets[101], 1, story.policy, at("Mon 2026-11-23 10:30"))
        assert not told.late_at_once

    def test_late_under_the_old_level_already_is_an_ordinary_breach(self, story: Story) -> None:
        assert not preview(
            story.tickets[101], 1, story.policy, at("Mon 2026-11-23 12:00")
        ).late_at_once
        story.at("Mon 2026-11-23 12:00").severity(1)
        story.answer()
        assert story.outcomes() == [("initial", "breached")]

    def test_a_downgrade_never_erases_a_breach(self, story: Story) -> None:
        story.at("Mon 2026-11-23 12:00").severity(5)
        assert story.band() is Band.BREACHED
        story.answer()
        assert story.outcomes() == [("initial", "breached")]

    def test_not_even_one_to_a_level_that_promises_no_follow_up(self, story: Story) -> None:
        story.at("Mon 2026-11-23 10:00").answer()
        story.at("Wed 2026-11-25 10:01").severity(5)
        story.at("Wed 2026-11-25 10:05").answer()
        assert story.outcomes() == [("initial", "met"), ("follow-up", "breached")]
        assert story.course().verdicts[-1].severity == 3

    def test_nor_one_after_a_resolution_that_came_too_late(self, story: Story) -> None:
        story.at("Mon 2026-11-23 12:00").status(Status.RESOLVED)
        story.at("Mon 2026-11-23 12:05").severity(5)
        story.at("Mon 2026-11-23 12:10").answer()
        assert story.outcomes() == [("initial", "breached")]

    def test_nor_does_it_erase_lateness_at_regrading(self, story: Story) -> None:
        story.at("Mon 2026-11-23 10:45").severity(1)
        story.at("Mon 2026-11-23 10:46").severity(5)
        story.at("Mon 2026-11-23 10:50").answer()
        assert story.outcomes() == [("initial", "late at re-grading")]

    def test_a_follow_up_that_is_held_is_judged_by_when_it_was_held(self, story: Story) -> None:
        story.at("Mon 2026-11-23 10:00").answer()
        story.at("Mon 2026-11-23 12:00").status(Status.WAITING)
        story.at("Mon 2026-11-23 16:00").severity(1)
        story.at("Mon 2026-11-23 16:30").status(Status.OPEN)
        assert story.due() == at("Mon 2026-11-23 18:30")


def test_to_a_level_without_follow_up_the_countdown_ends(story: Story) -> None:
    story.at("Mon 2026-11-23 10:00").answer()
    story.severity(5)
    assert story.due() is None
    assert preview(story.tickets[101], 3, story.policy, story.now).after is not None


class TestAnotherPolicy:
    """A change of policy keeps what was judged and recomputes what is open."""

    @pytest.fixture
    def strict(self, policy: Policy) -> Policy:
        """Severity 3 within one business hour."""
        severe = replace(policy.severities[3], initial=parse_duration("1 business hour"))
        return replace(policy, severities={**policy.severities, 3: severe}, version="strict")

    def test_an_open_cycle_follows_the_policy_in_force(self, story: Story, strict: Policy) -> None:
        story.policy = strict
        assert story.due() == at("Mon 2026-11-23 10:30")

    def test_a_severity_that_it_does_not_have_promises_nothing(self, story: Story) -> None:
        told = follow(story.tickets[101], replace(story.policy, severities={}))
        assert queue_line(told).due is None
        assert why_due(told) == ("nothing is due: severity 3 is not in the policy",)

    @pytest.mark.parametrize("level", [3, 4])
    def test_what_was_closed_without_a_verdict_gets_none_later(
        self, story: Story, policy: Policy, level: int
    ) -> None:
        story.at("Mon 2026-11-23 10:00").answer()
        story.severity(level)
        story.at("Mon 2026-11-23 12:00").status(Status.WAITING)
        story.at("Mon 2026-11-23 14:00").mail(ticket=101)
        told = story.outcomes()
        severe = replace(policy.severities[level], follow_up=parse_duration("1 minute"))
        severities = {**policy.severities, level: severe}
        story.policy = replace(policy, severities=severities, version="strict")
        assert story.outcomes() == told
        assert story.due() == at("Mon 2026-11-23 14:01")

    def test_a_verdict_stays_with_the_version_it_was_judged_by(
        self, story: Story, strict: Policy
    ) -> None:
        before = story.policy.version
        story.at("Mon 2026-11-23 11:15").answer()
        story.policy = strict
        (verdict,) = story.course().verdicts
        assert (verdict.outcome, verdict.policy_version) == ("met", before)
        assert verdict.arithmetic
