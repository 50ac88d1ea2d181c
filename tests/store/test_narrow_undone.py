"""What a narrow connection takes back, and when its person's role becomes another."""

from functools import partial

import pytest
from sqlalchemy import Engine

from tests.desk.conftest import EVA, PAVEL, RealDesk
from tests.store.test_narrow import MINE, NOTE, asked, desk_on, pavels
from vipdesk.desk import Desk
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command, Note, Reply, SaveDraft, SetSeverity
from vipdesk.domain.errors import ReadOnlyStore
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    Escalate,
    HandBack,
    SeniorNote,
    SetColleague,
)
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.narrow import as_long_as_at_work, narrow
from vipdesk.store.writer import Writer

__all__ = ["asked", "pavels"]


@pytest.mark.parametrize(
    "acts", [[AcceptEscalation(1)], [DeclineEscalation(1, "on a call")], [SeniorNote(1, "x")]]
)
def test_what_a_senior_said_they_take_back(asked: RealDesk, acts: list[Command]) -> None:
    before, pavel = asked.ticket(), desk_on(asked, 1, PAVEL)
    done = [pavel.execute(act) for act in acts]
    for one in reversed(done):
        for back in one.change.back:
            pavel.execute(back)
    pavel.close()
    (was,), (now,) = before.escalations, asked.ticket().escalations
    assert (now.status, now.asked[0]) == (was.status, was.asked[0])
    assert [m.text for m in asked.ticket().messages if m.stands] == [
        m.text for m in before.messages if m.stands
    ]


def test_a_hand_back_is_taken_back(asked: RealDesk) -> None:
    first, pavel = asked.ticket().escalations, desk_on(asked, 1, PAVEL)
    accepted = pavel.execute(AcceptEscalation(1)).change.back
    before = asked.ticket().escalations
    for back in pavel.execute(HandBack(1, "a full disk")).change.back:
        pavel.execute(back)
    assert asked.ticket().escalations == before
    pavel.execute_all(accepted)
    pavel.close()
    assert asked.ticket().escalations == first
    assert not asked.ticket().messages[-1].stands


def test_the_store_takes_no_undo_of_what_was_not_theirs(asked: RealDesk) -> None:
    """Here the desk asks for no role: what is refused, the connection refuses."""
    pavel, eva = desk_on(asked, 1, PAVEL), desk_on(asked, 2)
    asked.do(Escalate(102, "the index", to=EVA))
    pavel.execute(SeniorNote(1, "looking"))
    for act in (AcceptEscalation(1), SeniorNote(1, "the proxy"), HandBack(1, "a full disk")):
        backs = pavel.execute(act).change.back
        stored = asked.ticket()
        with pytest.raises(ReadOnlyStore):
            eva.execute_all(backs)
        assert asked.ticket() == stored
    pavel.close()
    eva.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE message SET delivery = 'taken back' WHERE number = 1",
        "UPDATE message SET delivery = 'queued' WHERE kind = 'note' AND author = 'Pavel Horák'",
        "UPDATE message SET delivery = 'taken back', text = 'y' WHERE author = 'Pavel Horák'",
        "UPDATE message SET delivery = 'taken back' WHERE author = 'Jana Nováková'",
        "UPDATE escalation SET status = 'not accepted yet', result = 'x'",
        "UPDATE escalation SET status = 'nobody left to ask'",
        "UPDATE escalation SET ended = 1, status = 'not accepted yet'",
    ],
)
def test_an_undo_changes_nothing_else(asked: RealDesk, statement: str) -> None:
    pavel = desk_on(asked, 1, PAVEL)
    pavel.execute(SeniorNote(1, "mine"))
    pavel.execute(AcceptEscalation(1))
    pavel.close()
    asked.do(Note(101, "the agent's"))
    engine, before = open_writer(asked.where, partial(narrow, senior=1)), asked.ticket()
    with pytest.raises(ReadOnlyStore), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert asked.ticket() == before


def test_what_somebody_else_did_since_is_not_undone(asked: RealDesk, pavels: Engine) -> None:
    asked.do(AcceptEscalation(1, by=PAVEL))
    with pytest.raises(ReadOnlyStore), pavels.begin() as connection:
        connection.exec_driver_sql("UPDATE escalation SET status = 'not accepted yet'")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE colleague SET role = 'supervisor' WHERE number = 1",
        "UPDATE colleague SET role = 'cover' WHERE number = 1",
        "UPDATE colleague SET active = 0 WHERE number = 1",
    ],
)
def test_a_role_that_changed_counts_on_a_connection_that_was_open(
    asked: RealDesk, pavels: Engine, change: str
) -> None:
    with pavels.begin() as connection:
        connection.exec_driver_sql(NOTE.format(**MINE))
    agents = open_writer(asked.where)
    with agents.begin() as connection:
        connection.exec_driver_sql(change)
    agents.dispose()
    with pytest.raises(ReadOnlyStore), pavels.begin() as connection:
        connection.exec_driver_sql(NOTE.format(**{**MINE, "number": 100}))


@pytest.mark.parametrize("now", ["role = 'supervisor'", "role = 'senior'", "active = 0"])
def test_a_cover_writes_until_they_are_none(asked: RealDesk, now: str) -> None:
    """Here the desk asks for no role: what is refused, the connection refuses."""
    asked.do(SetColleague("Karl Vogel", Role.COVER))
    engine = open_writer(asked.where, partial(as_long_as_at_work, colleague=3))
    karl = Desk(Writer(engine, policy_for), asked.clock)
    for act in (Note(101, "one"), SaveDraft(101, "Hel"), Reply(102, "Hello")):
        karl.execute(act)
    agents, before = open_writer(asked.where), asked.ticket()
    with agents.begin() as connection:
        connection.exec_driver_sql(f"UPDATE colleague SET {now} WHERE number = 3")
    agents.dispose()
    for refused in (Note(101, "two"), SaveDraft(101, "Hello"), SetSeverity(101, 1, "down")):
        with pytest.raises(ReadOnlyStore, match="who does not work at this desk any more"):
            karl.execute(refused)
    karl.close()
    assert asked.ticket() == before
