"""What a person sees (spec: clock): bands, countdowns that stand still, the queue's order."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.kit import STRANGER, Story, hours
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.target import Band


@pytest.fixture
def story(policy: Policy) -> Story:
    return Story(policy)


@pytest.mark.parametrize(
    ("now", "band"),
    [
        ("Mon 2026-11-23 09:30", Band.CALM),
        ("Mon 2026-11-23 10:29:59", Band.CALM),
        ("Mon 2026-11-23 10:30", Band.WARN),
        ("Mon 2026-11-23 11:05:59", Band.WARN),
        ("Mon 2026-11-23 11:06", Band.URGENT),
        ("Mon 2026-11-23 11:30", Band.URGENT),
        ("Mon 2026-11-23 11:30:00.000001", Band.BREACHED),
    ],
)
def test_bands_by_the_share_used(story: Story, now: str, band: Band) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at(now)
    assert story.band() is band


def test_before_the_clock_has_started_nothing_is_used(story: Story) -> None:
    story.at("Fri 2026-11-20 18:00").mail()
    story.at("Sun 2026-11-22 18:00")
    assert (story.band(), story.left()) == (Band.CALM, hours(2))


def test_a_business_countdown_stands_still_while_closed(story: Story) -> None:
    story.at("Fri 2026-11-20 16:00").mail()
    assert story.at("Fri 2026-11-20 17:00").left() == hours(1)
    assert story.at("Sun 2026-11-22 12:00").left() == hours(1)
    assert story.at("Mon 2026-11-23 09:20").left() == timedelta(minutes=40)


def test_a_calendar_countdown_does_not(story: Story) -> None:
    story.at("Fri 2026-11-20 20:00").chat()
    story.severity(1)
    assert story.at("Fri 2026-11-20 20:30").left() == hours(0.5)


def test_it_is_negative_once_breached(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    assert story.at("Mon 2026-11-23 11:42").left() == timedelta(minutes=-12)


def test_an_overrun_leaves_out_the_time_we_waited_for_the_client(story: Story) -> None:
    story.at("Fri 2026-11-20 09:00").mail()
    story.severity(1)
    story.at("Fri 2026-11-20 09:30").answer()
    story.at("Fri 2026-11-20 14:00").status(Status.WAITING)
    story.at("Fri 2026-11-20 20:00").status(Status.OPEN)
    assert story.at("Fri 2026-11-20 20:15").left() == timedelta(minutes=-45)
    assert story.band() is Band.BREACHED


def test_order_of_the_queue(story: Story) -> None:
    opened: dict[str, int] = {}

    def by_hand(what: str, when: str, level: int) -> int:
        change = story.at(when).do(OpenTicket(what, level, Channel.PHONE))
        opened[what] = change.tickets[0].number
        return opened[what]

    breached = by_hand("breached", "Mon 2026-11-23 09:00", 1)
    soon = by_hand("soon", "Mon 2026-11-23 12:00", 3)
    resolved = by_hand("resolved", "Mon 2026-11-23 12:01", 3)
    story.status(Status.RESOLVED, resolved)
    waiting = by_hand("waiting", "Mon 2026-11-23 12:02", 3)
    story.answer(ticket=waiting)
    story.status(Status.WAITING, waiting)
    waits_short = by_hand("waits short", "Mon 2026-11-23 12:03", 5)
    waits_long = by_hand("waits long", "Mon 2026-11-23 12:04", 5)
    older = by_hand("answered earlier", "Mon 2026-11-23 12:05", 5)
    newer = by_hand("answered later", "Mon 2026-11-23 12:06", 5)
    for number in (waits_short, waits_long, older, newer):
        story.at("Mon 2026-11-23 12:10").answer(ticket=number)
    story.at("Mon 2026-11-23 12:20").mail(ticket=waits_long)
    story.at("Mon 2026-11-23 12:30").mail(ticket=waits_short)
    story.at("Mon 2026-11-23 12:40").answer(ticket=newer)

    lines = sorted(map(story.line, story.tickets), key=lambda x: (x.rank, x.position, x.number))
    names = {number: what for what, number in opened.items()}
    assert [names[line.number] for line in lines] == [
        "breached",
        "soon",
        "waits long",
        "waits short",
        "answered later",
        "answered earlier",
        "waiting",
        "resolved",
    ]
    assert breached == lines[0].number
    assert soon == lines[1].number


def test_an_unknown_sender_stands_among_the_rest(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail(STRANGER)
    story.at("Mon 2026-11-23 09:31").mail()
    assert story.line(102).rank < story.line(101).rank


@given(minutes=some.integers(0, 3 * 24 * 60), level=some.integers(1, 5))
def test_the_row_agrees_with_the_target_it_stands_for(
    policy: Policy, minutes: int, level: int
) -> None:
    story = Story(policy)
    story.at("Fri 2026-11-20 15:30").chat()
    story.severity(level)
    story.now += timedelta(minutes=minutes)
    target = story.course().target
    assert target is not None
    used = target.used(policy.hours, story.now)
    length = policy.hours.length(target.duration)
    assert story.left() == length - used
    assert (story.band() is Band.BREACHED) == target.is_late(policy.hours, story.now)
