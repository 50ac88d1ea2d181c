"""A policy file is read whole: what it may say, and what may be left out."""

from collections.abc import Callable
from datetime import date, timedelta

from vipdesk.domain.duration import parse_duration
from vipdesk.domain.policy import MOST_GUESTS, Channel, ChatRules, Confirm, Policy, Starts
from vipdesk.policies import shipped_policy_text

Read = Callable[[str], Policy]
Changed = Callable[..., str]

SHIPPED = shipped_policy_text()
NEVER_OPEN = "\n".join(
    f'{day} = ["09:00-17:00"]' for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
)


def test_the_shipped_policy_says_what_the_contract_says(policy: Policy) -> None:
    targets = {
        level: (str(grade.initial), str(grade.follow_up) if grade.follow_up else None)
        for level, grade in policy.severities.items()
    }
    assert targets == {
        1: ("1 hour", "4 hours"),
        2: ("1 hour", "4 hours"),
        3: ("2 business hours", "2 business days"),
        4: ("1 business day", None),
        5: ("1 business day", None),
    }
    assert [grade.name for grade in policy.severities.values()] == [
        *("Critical", "High", "Standard", "Bugfix", "Request")
    ]
    assert all(grade.meaning for grade in policy.severities.values())
    assert policy.hours.zone.key == "Europe/Bratislava"
    assert policy.hours.business_day == timedelta(hours=8)
    assert (policy.plan, policy.fee_eur_per_month) == ("All-inclusive", 1000)
    assert policy.default_severity == 3
    assert (policy.warn, policy.urgent) == (0.5, 0.8)
    assert policy.reopen_within == parse_duration("14 days")
    assert policy.send_hold == parse_duration("5 seconds")
    assert policy.callback_aim == parse_duration("1 business hour")
    assert policy.accept_within == parse_duration("15 minutes")
    assert policy.most_an_hour == 30
    assert list(policy.bookings.kinds) == ["assistance", "training", "improvement", "support"]
    assert policy.bookings.kinds["training"] == parse_duration("60 minutes")
    assert policy.bookings.confirm is Confirm.AUTOMATIC


def test_mail_and_voicemail_wait_for_the_opening_and_the_rest_starts_at_once(
    policy: Policy,
) -> None:
    waiting = {c for c in Channel if policy.starts[c] is Starts.NEXT_OPENING}
    assert waiting == {Channel.EMAIL, Channel.VOICEMAIL}


def test_a_channel_left_out_starts_as_the_service_says(policy: Policy, read: Read) -> None:
    head, _, rest = SHIPPED.partition("[channel.email]")
    without = head + rest[rest.index("[tickets]") :]
    assert read(without).starts == policy.starts


def test_the_version_tells_one_text_from_another(policy: Policy, read: Read) -> None:
    assert policy.text == SHIPPED
    assert len(policy.version) == 12
    assert read(SHIPPED).version == policy.version
    assert read(SHIPPED + "\n# a remark\n").version != policy.version


def test_everything_optional_may_be_left_out(changed: Changed, read: Read) -> None:
    text = changed(
        ("saturday = []\n", ""),
        ("sunday = []\n", ""),
        ("closed = []", ""),
        ('holidays = ""', ""),
        ('follow_up = "4 hours"', ""),
    )
    policy = read(text)
    assert policy.hours.timetable.week[5:] == ((), ())
    assert policy.severities[1].follow_up is None


def test_hours_of_every_form_are_read(changed: Changed, read: Read) -> None:
    policy = read(
        changed(
            ('monday = ["09:00-17:00"]', 'monday = ["18:00:30-24:00", "00:00-08:59:59"]'),
            ("closed = []", 'closed = ["2026-12-24"]'),
            ('holidays = ""', 'holidays = "DE-BY"'),
            (
                "[severity.1]",
                '[[hours.special]]\ndate = "2026-12-31"\nintervals = []\n[severity.1]',
            ),
        )
    )
    table = policy.hours.timetable
    monday = [(str(i.start), str(i.end)) for i in table.week[0]]
    assert monday == [("0:00:00", "8:59:59"), ("18:00:30", "1 day, 0:00:00")]
    assert table.intervals(date(2026, 12, 24)) == ()
    assert table.intervals(date(2026, 12, 31)) == ()
    assert table.intervals(date(2030, 5, 2)) == ()
    assert table.intervals(date(2030, 5, 3)) != ()


def test_severities_may_be_fewer_or_more(read: Read) -> None:
    more = '[severity.12]\nname = "Wish"\nmeaning = "Some day."\ninitial = "5 business days"\n'
    policy = read(SHIPPED + more)
    assert list(policy.severities) == [1, 2, 3, 4, 5, 12]


def test_a_desk_that_never_opens_may_promise_calendar_time(changed: Changed, read: Read) -> None:
    text = changed(
        (NEVER_OPEN, ""),
        ("2 business hours", "2 hours"),
        ("2 business days", "2 days"),
        ("1 business day", "1 day"),
        ("1 business day", "1 day"),
        ('"next opening"', '"immediate"'),
        ('"next opening"', '"immediate"'),
        ('starts = "next opening"', 'starts = "immediate"'),
        ("1 business hour", "1 hour"),
        ("2 business hours", "2 hours"),
    )
    text = text.replace('starts = "next opening"', 'starts = "immediate"')
    assert read(text).severities[3].initial == parse_duration("2 hours")


def test_what_is_said_of_mail_may_be_left_out(read: Read) -> None:
    assert read(SHIPPED.partition("# So many mails")[0]).most_an_hour == 30
    assert read(SHIPPED.replace("most_an_hour = 30", "")).most_an_hour == 30
    assert read(SHIPPED.replace("most_an_hour = 30", "most_an_hour = 200")).most_an_hour == 200


def test_how_many_guests_may_be_left_out(read: Read) -> None:
    without = "\n".join(line for line in SHIPPED.splitlines() if not line.startswith("guests = "))
    assert read(without).bookings.guests == read(SHIPPED).bookings.guests == MOST_GUESTS
    assert read(SHIPPED.replace("guests = 5", "guests = 0")).bookings.guests == 0


def test_what_is_said_of_chat_may_be_left_out(read: Read) -> None:
    without = SHIPPED.partition("# Chat at")[0]
    assert read(without).chat == read(SHIPPED).chat == ChatRules()
    other = read(f'{without}\n[chat]\nmail_after = "1 hour"\nmost_an_hour = 5')
    assert other.chat == ChatRules(parse_duration("1 hour"), 5)
