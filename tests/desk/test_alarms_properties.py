"""However a night goes, and whoever looks how often: each alarm is made once, and rightly."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.alarm_kit import kept
from tests.desk.conftest import EVA, PAVEL, RealDesk, desk_in
from tests.kit import JANA
from vipdesk.domain.alarm import AlarmAgain, AlarmTold, Cause, Standing
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, OpenTicket, Reply, SetSeverity, SetStatus
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation import Answer, EscalationStatus
from vipdesk.domain.escalation_commands import AcceptEscalation, Escalate, SetColleague
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for, shipped_policy_text

POLICY = policy_for(shipped_policy_text())
ACTS = ("open", "write", "answer", "wait", "raise", "lower", "escalate", "accept", "resolve")
WORD = st.tuples(
    st.sampled_from((*ACTS, "sweep", "sweep", "again", "told")),
    st.integers(0, 2),
    st.integers(0, 300),
)


def act(real: RealDesk, what: str, place: int) -> None:
    """One act; what is not allowed just then is none."""
    ticket = 101 + place
    commands: dict[str, Command] = {
        "open": OpenTicket("Down", place + 1, Channel.CHAT),
        "answer": Reply(ticket, "We are on it."),
        "wait": SetStatus(ticket, Status.WAITING),
        "raise": SetSeverity(ticket, 1, "worse"),
        "lower": SetSeverity(ticket, 3, "better"),
        "escalate": Escalate(ticket, "the proxy"),
        "accept": AcceptEscalation(place + 1, by=PAVEL),
        "resolve": SetStatus(ticket, Status.RESOLVED),
        "sweep": Sweep(),
        "again": AlarmAgain(place + 1),
        "told": AlarmTold(place + 1),
    }
    try:
        if what == "write":
            real.mail(subject=f"Down [{place}]")
        else:
            real.do(commands[what])
    except (Refusal, BadInput):
        return


def check(real: RealDesk) -> None:
    """Right after a sweep: once each, and all that there is a reason for."""
    alarms = kept(real)
    assert len({one.key for one in alarms}) == len(alarms)
    lines = {line.number: line for line in real.board().lines}
    for one in alarms:
        if one.standing is not Standing.QUEUED or one.key.matter.cause is not Cause.CLIENT_WAITS:
            continue
        line = lines[one.key.matter.ticket]
        assert line.severity <= 2
        assert line.client_waits_since is not None
        assert one.key.to == JANA.name
        assert not POLICY.hours.is_open(one.key.matter.since)
    asked = {
        (one.ticket, each.name, each.at)
        for one in real.reader.escalations()
        if one.status is EscalationStatus.ASKED and one.ticket in lines
        for each in one.asked
        if each.answer is Answer.WAITING
    }
    known = {(a.key.matter.ticket, a.key.to, a.key.matter.since) for a in alarms}
    assert asked <= known, "every senior who is asked is told"


@settings(max_examples=40, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=25))
def test_each_alarm_is_made_once_whatever_happens(words: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, desk_in(Path(folder), POLICY) as real:
        for name in (PAVEL, EVA):
            real.do(SetColleague(name, Role.SENIOR))
        real.at("Mon 2026-11-23 16:30")
        for what, place, minutes in words:
            real.now += timedelta(minutes=minutes)
            act(real, what, place)
            if what == "sweep":
                check(real)
        real.do(Sweep())
        check(real)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 50), max_size=8))
def test_how_often_is_looked_makes_no_other_alarms(looks: list[int]) -> None:
    """A night in which two clients wait, looked at all the time or once at its end."""
    found = []
    for often in (looks, []):
        with TemporaryDirectory() as folder, desk_in(Path(folder), POLICY) as real:
            real.at("Mon 2026-11-23 20:00")
            for severity in (1, 2, 3):
                real.do(OpenTicket("Down", severity, Channel.CHAT))
            for minutes in often:
                real.now += timedelta(minutes=minutes)
                real.do(Sweep())
            real.at("Tue 2026-11-24 08:00").do(Sweep())
            found.append({one.key for one in kept(real)})
    assert found[0] == found[1]
