"""The initial response (spec: clock): when it starts, what meets it, how it is judged."""

from datetime import timedelta

import pytest

from tests.kit import MARTA, Story, at, hours
from vipdesk.domain.commands import MarkFailed, MarkSent, Note, OpenTicket, SaveDraft
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Origin
from vipdesk.domain.message import Delivery
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.target import Band
from vipdesk.domain.verdict import Verdict


@pytest.fixture
def story(policy: Policy) -> Story:
    return Story(policy)


def initial(story: Story) -> Verdict:
    """How the initial response was judged."""
    (verdict,) = (v for v in story.course().verdicts if v.kind == "initial")
    return verdict


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_next_opening_holds_for_every_severity(story: Story, level: int) -> None:
    story.at("Sun 2026-11-22 03:00").mail()
    story.severity(level, "as the client says")
    assert story.course().clock_start == at("Mon 2026-11-23 09:00")


def test_an_immediate_channel_starts_when_received(story: Story) -> None:
    story.at("Sun 2026-11-22 03:00").chat()
    assert story.course().clock_start == at("Sun 2026-11-22 03:00")


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.PHONE, Channel.BOOKING, Channel.MANUAL])
def test_a_ticket_by_hand_starts_at_once_on_immediate_channels(
    story: Story, channel: Channel
) -> None:
    story.at("Sat 2026-11-21 12:00").do(OpenTicket("Down", 1, channel))
    assert story.due() == at("Sat 2026-11-21 13:00")


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.VOICEMAIL])
def test_a_ticket_by_hand_waits_for_the_opening_of_its_channel(
    story: Story, channel: Channel
) -> None:
    story.at("Sat 2026-11-21 12:00").do(OpenTicket("Down", 1, channel))
    assert story.due() == at("Mon 2026-11-23 10:00")


def test_arriving_mail_gets_the_default_severity_untriaged(story: Story) -> None:
    story.at("Fri 2026-11-20 16:00").mail()
    line = story.line()
    assert (line.severity, line.triaged, line.due_kind) == (3, False, "initial")
    assert story.due() == at("Mon 2026-11-23 10:00")


def test_the_first_answer_in_time_meets_it(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 11:30").answer()
    verdict = initial(story)
    assert (verdict.outcome, verdict.used) == ("met", hours(2))


def test_one_second_more_is_a_breach(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 11:30:01").answer()
    assert story.outcomes() == [("initial", "breached")]


def test_a_microsecond_more_is_a_breach_for_nothing_is_rounded(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 11:30:00.000001").answer()
    assert story.outcomes() == [("initial", "breached")]


def test_used_up_exactly_at_closing_an_answer_at_opening_is_in_time(story: Story) -> None:
    story.at("Fri 2026-11-20 15:00").mail()
    assert story.due() == at("Fri 2026-11-20 17:00")
    story.at("Mon 2026-11-23 09:00")
    assert story.band() is Band.URGENT
    story.answer()
    assert initial(story).used == hours(2)
    assert story.outcomes() == [("initial", "met")]


def test_a_second_after_that_opening_is_late(story: Story) -> None:
    story.at("Fri 2026-11-20 15:00").mail()
    story.at("Mon 2026-11-23 09:00:01")
    assert story.band() is Band.BREACHED
    story.answer()
    assert story.outcomes() == [("initial", "breached")]


def test_an_answer_before_the_clock_has_started_used_nothing(story: Story) -> None:
    story.at("Sat 2026-11-21 23:00").mail()
    story.at("Sun 2026-11-22 02:00").answer()
    verdict = initial(story)
    assert (verdict.outcome, verdict.used) == ("met", timedelta(0))


def test_a_note_does_not_meet_it(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 09:40").do(Note(101, "asked Pavel"))
    assert story.line().due_kind == "initial"
    assert story.outcomes() == []


def test_a_half_typed_answer_does_not_meet_it(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.do(SaveDraft(101, "We are"))
    assert story.line().due_kind == "initial"


def test_a_call_that_reached_the_client_meets_it(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 10:00").call(reached=True)
    assert story.outcomes() == [("initial", "met")]


def test_an_attempt_that_reached_nobody_does_not(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 10:00").call(reached=False)
    assert story.line().due_kind == "initial"
    assert story.outcomes() == []


@pytest.mark.parametrize("origin", [Origin.AUTO_REPLY, Origin.BOUNCE, Origin.LIST])
def test_automatic_mail_starts_no_clock(story: Story, origin: Origin) -> None:
    change = story.at("Mon 2026-11-23 09:30").mail(origin=origin)
    assert story.tickets == {}
    assert change.messages[0].ticket is None
    assert change.messages[0].why == origin.value


def test_a_message_of_the_client_while_waiting_for_us_moves_nothing(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 10:30").mail(ticket=101)
    assert story.due() == at("Mon 2026-11-23 11:30")


def test_it_never_pauses_not_even_while_waiting_for_the_client(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 09:40").status(Status.WAITING)
    assert story.due() == at("Mon 2026-11-23 11:30")
    story.at("Mon 2026-11-23 11:31")
    assert story.band() is Band.BREACHED
    story.answer()
    assert story.outcomes() == [("initial", "breached")]


class TestDelivery:
    """A message whose delivery finally failed never was an answer."""

    def test_the_target_is_open_again_as_if_it_had_not_been_sent(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        answer = story.at("Mon 2026-11-23 10:00").answer()
        story.at("Mon 2026-11-23 12:00").do(MarkFailed(answer.number, "no such mailbox"))
        assert story.outcomes() == []
        assert story.due() == at("Mon 2026-11-23 11:30")
        assert story.band() is Band.BREACHED
        failed = story.messages[answer.number]
        assert (failed.delivery, failed.why) == (Delivery.FAILED, "no such mailbox")

    def test_what_was_set_together_with_it_is_taken_back_too(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        answer = story.at("Mon 2026-11-23 10:00").answer(then=Status.WAITING)
        story.at("Mon 2026-11-23 10:05").do(MarkFailed(answer.number, "no such mailbox"))
        assert story.course().status is Status.OPEN

    def test_an_answer_that_was_sent_stays_one(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        answer = story.at("Mon 2026-11-23 10:00").answer()
        story.at("Mon 2026-11-23 10:01").do(MarkSent(answer.number))
        assert story.messages[answer.number].delivery is Delivery.SENT
        assert story.outcomes() == [("initial", "met")]

    def test_what_finally_failed_is_not_sent_after_all(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        answer = story.at("Mon 2026-11-23 10:00").answer()
        story.at("Mon 2026-11-23 10:01").do(MarkFailed(answer.number, "no such mailbox"))
        change = story.at("Mon 2026-11-23 10:02").do(MarkSent(answer.number))
        assert (change.messages, change.events) == ((), ())
        assert story.messages[answer.number].delivery is Delivery.FAILED

    def test_an_earlier_answer_that_arrived_still_counts(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        story.at("Mon 2026-11-23 10:00").answer()
        later = story.at("Mon 2026-11-23 10:30").answer()
        story.at("Mon 2026-11-23 10:40").do(MarkFailed(later.number, "mailbox full"))
        assert story.outcomes() == [("initial", "met")]
        assert story.course().follow_up is not None


def test_two_messages_imported_the_wrong_way_round_start_at_the_earlier(story: Story) -> None:
    story.at("Mon 2026-11-23 12:00")
    story.mail(received=at("Mon 2026-11-23 11:00"))
    story.mail(ticket=101, received=at("Mon 2026-11-23 09:30"))
    assert story.course().clock_start == at("Mon 2026-11-23 09:30")
    assert story.line().received == story.line().clock_start


def test_an_answer_goes_to_who_wrote_last(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    answer = story.answer()
    assert answer.to == (MARTA,)
    assert answer.subject.startswith("Re: New mail is not fetched [#101 ")
