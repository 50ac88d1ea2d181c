"""What a row says about time (spec: clock, what a person sees)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.kit import BRATISLAVA, MARTA, Story, at
from tests.ui.watching.stage import CLIENT, POLICY
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.target import Band, Countdown
from vipdesk.widgets.countdown import left, moment, remaining, stands_still, timestamp, two_units
from vipdesk.widgets.signs import BAND, CHANNEL


def lasting(**length: float) -> timedelta:
    return timedelta(**length)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (lasting(days=1, hours=3, minutes=59), "1d 03h"),
        (lasting(days=12), "12d 00h"),
        (lasting(hours=23, minutes=59, seconds=59), "23h 59m"),
        (lasting(hours=2, minutes=5), "2h 05m"),
        (lasting(minutes=21), "0h 21m"),
        (lasting(minutes=10, seconds=1), "0h 10m"),
        (lasting(minutes=10), "10m 00s"),
        (lasting(minutes=4, seconds=30), "4m 30s"),
        (lasting(minutes=0), "0m 00s"),
    ],
)
def test_two_units_and_seconds_only_in_the_last_ten_minutes(length: timedelta, said: str) -> None:
    assert two_units(length) == said


def calendar(due: str, hours: float = 4) -> Countdown:
    return Countdown(at(due).astimezone(UTC), timedelta(hours=hours), business=False)


def business(due: str, hours: float = 2) -> Countdown:
    return Countdown(at(due).astimezone(UTC), timedelta(hours=hours), business=True)


@pytest.mark.parametrize(
    ("running", "now", "said"),
    [
        (calendar("Mon 2026-11-23 11:03"), "Mon 2026-11-23 10:42", "0h 21m"),
        (calendar("Mon 2026-11-23 11:03"), "Mon 2026-11-23 10:42:59", "0h 21m"),
        (calendar("Mon 2026-11-23 11:03"), "Mon 2026-11-23 10:43", "0h 20m"),
        (calendar("Mon 2026-11-23 11:03"), "Mon 2026-11-23 10:58:30", "4m 30s"),
        (calendar("Mon 2026-11-23 11:03"), "Mon 2026-11-23 11:03", "0m 00s"),
        (calendar("Mon 2026-11-23 10:30"), "Mon 2026-11-23 10:30:01", "-0h 00m"),
        (calendar("Mon 2026-11-23 10:30"), "Mon 2026-11-23 10:42:17", "-0h 12m"),
        (calendar("Sat 2026-11-21 10:30"), "Mon 2026-11-23 10:42", "-2d 00h"),
        (business("Mon 2026-11-23 11:46"), "Mon 2026-11-23 10:42", "1h 04m"),
        (business("Thu 2026-11-26 13:42", 16), "Mon 2026-11-23 10:42", "2d 00h"),
        (business("Tue 2026-11-24 13:42", 16), "Mon 2026-11-23 10:42", "1d 03h"),
        (business("Fri 2026-11-20 16:00"), "Mon 2026-11-23 10:00", "-2h 00m"),
    ],
)
def test_what_is_left_agrees_with_the_clock_beside_it(
    running: Countdown, now: str, said: str
) -> None:
    assert remaining(running, POLICY, at(now)) == said


def story_of(*, severity: int, channel: Channel = Channel.EMAIL, when: str) -> QueueLine:
    story = Story(POLICY, CLIENT)
    story.at(when).mail(MARTA, channel=channel)
    story.severity(severity)
    return story.line()


def test_business_time_stands_still_while_the_desk_is_closed() -> None:
    line = story_of(severity=3, when="Fri 2026-11-20 16:30")
    evening, sunday = at("Fri 2026-11-20 18:00"), at("Sun 2026-11-22 12:00")
    assert left(line, POLICY, evening) == left(line, POLICY, sunday) == "1h 30m"
    assert stands_still(line, POLICY, sunday)
    assert not stands_still(line, POLICY, at("Mon 2026-11-23 09:00"))
    assert left(line, POLICY, at("Mon 2026-11-23 09:30")) == "1h 00m"


def test_calendar_time_never_stands_still() -> None:
    line = story_of(severity=1, channel=Channel.CHAT, when="Sun 2026-11-22 03:00")
    assert not stands_still(line, POLICY, at("Sun 2026-11-22 03:10"))
    assert left(line, POLICY, at("Sun 2026-11-22 03:10")) == "0h 50m"


def test_before_its_clock_starts_a_row_has_all_its_time() -> None:
    line = story_of(severity=1, when="Sun 2026-11-22 03:00")
    assert left(line, POLICY, at("Sun 2026-11-22 12:00")) == "1h 00m"


def test_waiting_for_the_client_is_paused() -> None:
    story = Story(POLICY, CLIENT)
    story.mail()
    story.answer(then=Status.WAITING)
    assert left(story.line(), POLICY, story.now) == "paused"


def test_without_a_target_a_row_says_how_long_the_client_waits() -> None:
    story = Story(POLICY, CLIENT)
    story.at("Mon 2026-11-23 09:00").mail()
    story.severity(5)
    story.answer()
    assert left(story.line(), POLICY, story.now) == ""
    story.at("Mon 2026-11-23 10:00").mail(ticket=101)
    assert left(story.line(), POLICY, at("Mon 2026-11-23 13:10:40")) == "waits 3h 10m"


@pytest.mark.parametrize(
    ("instant", "said", "told"),
    [
        ("Mon 2026-11-23 10:30", "10:30", "10:30"),
        ("Tue 2026-11-24 09:05", "Tue 09:05", "Tue 24 Nov 09:05"),
        ("Fri 2026-12-04 09:05", "4 Dec", "Fri 4 Dec 09:05"),
        ("Mon 2028-01-03 09:05", "Jan 2028", "Mon 3 Jan 2028 09:05"),
    ],
)
def test_moments_are_as_short_as_they_can_be(instant: str, said: str, told: str) -> None:
    now: datetime = at("Mon 2026-11-23 10:42")
    assert moment(at(instant), now, BRATISLAVA) == said
    assert timestamp(at(instant), now, BRATISLAVA) == told


def test_every_band_and_channel_has_a_sign_of_its_own() -> None:
    assert len({BAND[band] for band in Band}) == len(Band)
    assert len({CHANNEL[channel] for channel in Channel}) == len(Channel)
