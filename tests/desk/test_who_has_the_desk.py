"""Who has the desk is who is told, named and kept; who was named acts in their own name."""

from contextlib import closing

import pytest

from tests.desk.alarm_kit import sweep
from tests.desk.conftest import EVA, PETRA, RealDesk
from tests.desk.leaving import JANA, handed_over, made
from tests.kit import at
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import OpenTicket, Reply
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import Escalate, RemoveColleague, SetColleague
from vipdesk.domain.handover_commands import SignSheet
from vipdesk.domain.policy import Channel
from vipdesk.domain.wall import on_duty
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.senior_reader import SeniorReader

OTTO = "Otto"


def named(real: RealDesk, name: str) -> Desk:
    """A desk at which somebody was named."""
    return Desk(real.writer, real.clock, name)


def test_at_night_who_has_the_desk_is_told_and_nobody_else(leaving: RealDesk) -> None:
    handed_over(leaving).at("Mon 2026-11-23 22:00").do(OpenTicket("Down", 1, Channel.CHAT))
    assert sweep(leaving) == [(PETRA, "client waits")]
    made(leaving)
    leaving.do(SignSheet(2, JANA))
    assert sweep(leaving) == [(JANA, "client waits")], "the time off is still to come"


def test_who_has_the_desk_stays_until_they_hand_it_over(leaving: RealDesk) -> None:
    handed_over(leaving)
    for gone in (
        RemoveColleague("petra nová"),
        SetColleague(PETRA, Role.SUPERVISOR, change_role=True),
    ):
        with pytest.raises(Refusal, match="Petra Nová has the desk: hand it over first"):
            leaving.do(gone)
    leaving.do(SetColleague(PETRA, Role.COVER, "petra@example.org"))
    made(leaving)
    leaving.do(SignSheet(2, JANA))
    leaving.do(RemoveColleague(PETRA))


def test_who_is_no_cover_any_more_takes_no_desk(leaving: RealDesk) -> None:
    made(leaving)
    leaving.do(RemoveColleague(PETRA))
    with pytest.raises(BadInput, match="Petra Nová is not known as a cover"):
        leaving.do(SignSheet(1, PETRA))


def test_a_third_one_signs_for_nobody(leaving: RealDesk) -> None:
    leaving.do(SetColleague(OTTO, Role.COVER))
    made(leaving)
    with pytest.raises(Refusal, match="sheet 1 is for Petra Nová: Otto can't sign it"):
        named(leaving, OTTO).execute(SignSheet(1, PETRA))
    named(leaving, PETRA).execute(SignSheet(1))
    assert leaving.board().holder == PETRA


def test_the_client_hears_from_who_has_the_desk_whoever_helps(leaving: RealDesk) -> None:
    change = named(leaving, PETRA).execute(Reply(101, "Looking.")).change
    assert (change.messages[0].author.name, change.events[0].who) == (JANA, PETRA)


def test_a_senior_sees_who_has_the_desk(leaving: RealDesk) -> None:
    leaving.do(SetColleague(EVA, Role.SENIOR))
    leaving.do(Escalate(101, "no idea"))
    handed_over(leaving)
    with closing(SeniorReader(open_reader(leaving.where), policy_for, 2)) as reader:
        board = reader.board()
    assert (board.holder, len(board.lines)) == (PETRA, 1)


@pytest.mark.parametrize(
    ("now", "back"),
    [
        ("Mon 2026-11-23 10:00", None),
        ("Tue 2026-11-24 10:00", "Fri 2026-11-27 09:00"),
        ("Fri 2026-11-27 10:00", None),
    ],
)
def test_an_agent_with_time_off_is_not_in(leaving: RealDesk, now: str, back: str | None) -> None:
    (agent, *_) = (one for one in on_duty(leaving.board(), at(now)) if one.name == JANA)
    assert agent.since == (at(back) if back else None)
    leaving.do(SetColleague(JANA, Role.DEDICATED, "jana@vipdesk.example.org"))
    (agent,) = (one for one in on_duty(leaving.board(), at(now)) if one.name == JANA)
    assert agent.since == (at(back) if back else None), "known among our people too"
