"""Who is told off the terminal: for clients who wait at night, for seniors, for the unaccepted."""

from datetime import date, datetime

import pytest

from tests.desk.alarm_kit import kept, standing, sweep
from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.desk.test_escalations import as_senior
from tests.kit import JANA, at
from vipdesk.domain.alarm import AlarmAgain, AlarmTold
from vipdesk.domain.audit import Wanted
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import OpenTicket, Reply, SetSeverity, SetStatus
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    SetAway,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.escalation_notice import ways_to_accept
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder_commands import Sweep

NIGHT, LATER, MORNING = "Mon 2026-11-23 22:00", "Mon 2026-11-23 22:05", "Tue 2026-11-24 09:00"
WAITS, ASKED, IN_VAIN = "client waits", "asked", "not accepted"


def opened(real: RealDesk, when: str = NIGHT, severity: int = 1, subject: str = "Down") -> RealDesk:
    """A ticket of that severity comes in by chat."""
    real.at(when).do(OpenTicket(subject, severity, Channel.CHAT))
    return real


def test_a_client_who_waits_at_night_is_told_to_the_agent_once(real: RealDesk) -> None:
    assert sweep(opened(real)) == [(JANA.name, WAITS)]
    assert sweep(real, LATER) == []
    (alarm,) = kept(real)
    assert alarm.subject == "#101 severity 1: Down"
    assert alarm.text == (
        "Acme S.p.A. waits since Mon 23 Nov 22:00 CET\n"
        "due Mon 23 Nov 23:00 CET (initial)\n"
        "the desk opens Tue 24 Nov 09:00 CET"
    )
    assert alarm.key.matter.since == at(NIGHT)


@pytest.mark.parametrize(
    ("when", "severity", "told"),
    [
        ("Mon 2026-11-23 16:59", 1, False),
        ("Mon 2026-11-23 17:00", 1, True),
        ("Mon 2026-11-23 17:00", 2, True),
        ("Mon 2026-11-23 17:00", 3, False),
        ("Sat 2026-11-28 12:00", 2, True),
        ("Tue 2026-11-24 08:59", 2, True),
        ("Tue 2026-11-24 09:00", 2, False),
    ],
)
def test_only_what_is_severe_and_began_while_closed_is_told(
    real: RealDesk, when: str, severity: int, told: bool
) -> None:
    assert bool(sweep(opened(real, when, severity))) is told


def test_what_began_in_office_hours_is_not_told_at_night(real: RealDesk) -> None:
    assert sweep(opened(real, "Mon 2026-11-23 16:59"), NIGHT) == []


def test_what_waited_through_an_open_day_is_not_told_the_next_night(real: RealDesk) -> None:
    opened(real, "Mon 2026-11-23 22:00")
    assert sweep(real, "Tue 2026-11-24 22:00") == []


def test_a_mail_on_a_severe_ticket_is_told_and_names_who_wrote(real: RealDesk) -> None:
    real.mail(subject="Down\x1b[2J", text="our secret plan", message_id="first@acme.example.com")
    real.do(SetSeverity(101, 1, "it is"))
    real.do(Reply(101, "We are on it."))
    real.at(NIGHT).mail(references=("first@acme.example.com",), text="our secret plan")
    assert sweep(real) == [(JANA.name, WAITS)]
    (alarm,) = kept(real)
    assert "Marta Rossi waits since" in alarm.text
    assert "secret" not in alarm.subject + alarm.text
    assert "\x1b" not in alarm.subject


def test_a_severity_that_is_raised_at_night_is_told(real: RealDesk) -> None:
    assert sweep(opened(real, severity=3)) == []
    real.do(SetSeverity(101, 2, "it is worse"))
    assert sweep(real, LATER) == [(JANA.name, WAITS)]


def away(real: RealDesk, cover: str) -> None:
    """The agent has Tuesday off, and somebody stands in."""
    begins, ends = datetime(2026, 11, 24), datetime(2026, 11, 25)  # noqa: DTZ001 wall times
    day = Busy(
        number=0,
        title="off",
        begins=begins,
        ends=ends,
        zone="Europe/Bratislava",
        all_day=True,
        away=True,
        cover=cover,
    )
    real.do(AddBusy(day))


def test_who_stands_in_is_told_too_on_the_days_off(real: RealDesk) -> None:
    real.do(SetColleague(EVA, Role.COVER))
    away(real, EVA)
    assert sweep(opened(real)) == [(JANA.name, WAITS)]
    assert sweep(real, "Tue 2026-11-24 00:01") == [(EVA, WAITS)]
    assert sweep(opened(real, "Wed 2026-11-25 01:00")) == [(JANA.name, WAITS)]


def test_cover_agents_are_told_on_days_off_for_which_nobody_is_named(real: RealDesk) -> None:
    real.do(SetColleague(EVA, Role.COVER))
    real.do(SetColleague(PAVEL, Role.COVER))
    away(real, "")
    real.do(SetAway(PAVEL, date(2026, 11, 24)))
    assert sweep(opened(real, "Tue 2026-11-24 00:01")) == [(JANA.name, WAITS), (EVA, WAITS)]


def test_a_senior_who_is_asked_is_told_at_once_and_only_what_is_needed(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy, says the secret mail"))
    assert sweep(manned) == [(PAVEL, ASKED)]
    (alarm,) = kept(manned)
    assert alarm.subject == "#101 severity 3, you are asked: Login page returns 502"
    assert alarm.text == (
        f"{JANA.name} asks you to take #101\n"
        "due Mon 23 Nov 11:30 CET (initial)\n"
        "accept by Mon 23 Nov 09:45 CET:\n"
        "open your desk (ssh …) and press a,\n"
        f"or where you have a shell: vipdesk escalation accept 1 --as '{PAVEL}'"
    )


def test_a_name_that_a_shell_would_read_is_quoted_where_it_is_told(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    (asked,) = manned.board().escalated.values()
    first, then = ways_to_accept(asked, 'Eva "$(id)" `id`')
    assert first.startswith("open your desk (ssh …) and press a")
    assert then.endswith(""" --as 'Eva "$(id)" `id`'""")


def test_what_nobody_accepts_is_told_to_the_agent_and_the_next_one_is_asked(
    manned: RealDesk,
) -> None:
    manned.do(Escalate(101, "the proxy"))
    sweep(manned)
    assert sweep(manned, "Mon 2026-11-23 09:45") == [(EVA, ASKED), (JANA.name, IN_VAIN)]
    assert standing(manned) == ["over", "queued", "queued"]
    assert sweep(manned, "Mon 2026-11-23 10:00") == [(JANA.name, IN_VAIN)]
    last = kept(manned)[-1]
    assert last.subject == f"#101 severity 3, not accepted by {EVA}: Login page returns 502"
    assert last.text.startswith("nobody is left to ask\n")
    assert standing(manned) == ["over", "over", "over", "queued"], "the last word counts"


def test_a_last_decline_is_told_unless_it_is_the_agent_who_noted_it(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    as_senior(manned, PAVEL, DeclineEscalation(1, "on a call"))
    assert sweep(manned) == [(EVA, ASKED)]
    manned.do(DeclineEscalation(1, "she is ill", by=EVA))
    assert sweep(manned) == []
    manned.do(WithdrawEscalation(1))
    manned.do(Escalate(101, "again"))
    as_senior(manned, PAVEL, DeclineEscalation(2, "on a call"))
    as_senior(manned, EVA, DeclineEscalation(2, "me too"))
    assert sweep(manned, "Mon 2026-11-23 09:31") == [(JANA.name, IN_VAIN)]
    assert "declined by" in kept(manned)[-1].subject


@pytest.mark.parametrize("how", ["answered", "waiting", "resolved", "lowered"])
def test_an_alarm_that_waits_is_over_when_nobody_waits_any_more(real: RealDesk, how: str) -> None:
    sweep(opened(real))
    real.at(LATER)
    match how:
        case "answered":
            real.do(Reply(101, "We are on it."))
        case "waiting":
            real.do(SetStatus(101, Status.WAITING))
        case "resolved":
            real.do(SetStatus(101, Status.RESOLVED))
        case _:
            real.do(SetSeverity(101, 3, "only a part"))
    sweep(real)
    assert standing(real) == ["over"]


def test_an_alarm_outlives_the_opening_while_the_client_waits_but_not_twelve_hours(
    real: RealDesk,
) -> None:
    sweep(opened(real))
    sweep(real, "Tue 2026-11-24 10:00")
    assert standing(real) == ["queued"]
    sweep(real, "Tue 2026-11-24 10:01")
    assert standing(real) == ["over"]


def test_what_was_accepted_needs_nobody(manned: RealDesk) -> None:
    manned.do(Escalate(101, "the proxy"))
    sweep(manned, "Mon 2026-11-23 09:45")
    as_senior(manned, EVA, AcceptEscalation(1))
    sweep(manned)
    assert set(standing(manned)) == {"over"}


def test_tries_are_counted_and_come_ever_later(real: RealDesk) -> None:
    sweep(opened(real))
    waits = []
    for _ in range(7):
        real.do(AlarmAgain(1))
        (alarm,) = kept(real)
        assert alarm.next_try is not None
        waits.append((alarm.next_try - real.now).total_seconds() / 60)
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    real.do(SetStatus(101, Status.RESOLVED))
    sweep(real)
    (alarm,) = kept(real)
    assert (alarm.standing.value, alarm.tries, alarm.next_try) == ("failed", 7, None)


def test_the_audit_says_who_was_told_of_what(real: RealDesk) -> None:
    sweep(opened(real))
    real.do(AlarmAgain(1))
    real.do(AlarmTold(1))
    again, told = real.reader.audit(Wanted(most=2))
    assert (again.what, again.ticket) == ("to be told again", 101)
    assert (told.what, told.ticket) == ("told off the terminal", 101)
    assert told.detail == f"{JANA.name}: client waits"


def test_what_was_told_stays_told(real: RealDesk) -> None:
    sweep(opened(real))
    real.do(AlarmTold(1))
    for command in (AlarmAgain(1), AlarmTold(1), AlarmTold(7), Sweep()):
        real.do(command)
    (alarm,) = kept(real)
    assert (alarm.standing.value, alarm.tries, alarm.next_try) == ("sent", 1, None)


@pytest.mark.parametrize("command", [AlarmTold(1), AlarmAgain(1, told=True)])
def test_who_was_told_as_it_came_to_its_end_was_told(
    real: RealDesk, command: AlarmTold | AlarmAgain
) -> None:
    sweep(opened(real))
    real.at(LATER).do(SetStatus(101, Status.RESOLVED))
    sweep(real)
    real.do(AlarmAgain(1))
    assert standing(real) == ["over"]
    real.do(command)
    assert standing(real) == ["sent"]
