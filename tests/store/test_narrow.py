"""A senior's connection takes a senior's rows, and no others, whatever is asked of it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.desk.conftest import EVA, PAVEL, RealDesk, desk_in
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
    WithdrawEscalation,
)
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import open_writer
from vipdesk.store.narrow import narrow
from vipdesk.store.writer import Writer


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[RealDesk]:
    """Two seniors (1 and 2), two tickets, of which the first is escalated to Pavel."""
    with desk_in(tmp_path, policy_for(shipped_policy_text())) as desk:
        desk.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org"))
        desk.do(SetColleague(EVA, Role.SENIOR, "eva@vipdesk.example.org"))
        desk.mail(subject="Login page returns 502")
        desk.mail(subject="Something else")
        desk.do(Escalate(101, "the proxy", to=PAVEL))
        yield desk


@pytest.fixture
def pavels(asked: RealDesk) -> Iterator[Engine]:
    """The store as Pavel's process has it open."""
    engine = open_writer(asked.where, partial(narrow, senior=1))
    yield engine
    engine.dispose()


def desk_on(real: RealDesk, senior: int, name: str = "") -> Desk:
    """A desk on such a connection, which by itself asks for no role unless it has a name."""
    engine = open_writer(real.where, partial(narrow, senior=senior))
    return Desk(Writer(engine, policy_for), real.clock, name)


def test_all_acts_of_a_senior_go_through(asked: RealDesk) -> None:
    pavel, eva = desk_on(asked, 1, PAVEL), desk_on(asked, 2, EVA)
    pavel.execute(SeniorNote(1, "a moment"))
    pavel.execute(DeclineEscalation(1, "on a call"))
    eva.execute(AcceptEscalation(1))
    eva.execute(SeniorNote(1, "looking"))
    eva.execute(HandBack(1, "a full disk"))
    (escalation,) = asked.ticket().escalations
    assert (escalation.with_whom, escalation.result) == (EVA, "a full disk")
    assert [m.to.name for m in asked.reader.notices(1)] == [PAVEL, EVA]
    pavel.close()
    eva.close()


@pytest.mark.parametrize(
    "command",
    [
        Reply(101, "Hello"),
        Note(101, "mine"),
        SaveDraft(101, "Hel"),
        SetSeverity(101, 1, "down"),
        WithdrawEscalation(1),
        AcceptEscalation(1, by=EVA),
        SetColleague(PAVEL, Role.DEDICATED, change_role=True),
    ],
)
def test_a_desk_that_asks_for_no_role_still_writes_nothing_else(
    asked: RealDesk, command: Command
) -> None:
    before, desk = asked.ticket(), desk_on(asked, 1)
    with pytest.raises(ReadOnlyStore) as refused:
        desk.execute(command)
    assert refused.value.exit_code == 4
    desk.close()
    assert asked.ticket() == before


NOTE = (
    "INSERT INTO message (number, ticket, kind, channel, author, author_address, at, subject, text,"
    " quoted, signature, recipients, delivery, why, message_id, refers_to, raw)"
    " VALUES ({number}, {ticket}, '{kind}', 'manual', '{author}', '', 1, '', 'x', '', '', '[]',"
    " {delivery}, '', '', '', '')"
)
MINE = {"number": 99, "ticket": 101, "kind": "note", "author": PAVEL, "delivery": "NULL"}
EVENT = (
    "INSERT INTO event (at, what, who, ticket, detail) VALUES (1, 'noted', '{who}', {ticket}, '')"
)
NOTICE = (
    "INSERT INTO notice (escalation, name, address, subject, text, at, delivery)"
    " VALUES (1, '{name}', '{address}', 's', 't', 1, 'queued')"
)
ASKED = (
    "INSERT INTO escalation_asked (escalation, place, senior, at, accept_by, answer, who, why)"
    " VALUES (1, 7, {senior}, 1, 1, '{answer}', '', '')"
)
ENTRY = (
    "INSERT INTO audit SELECT number + 1, at, who, '{worked_by}', role, terminal, what, {ticket},"
    " callback, booking, detail, event, happened, digest FROM audit ORDER BY number DESC LIMIT 1"
)
PAST = (
    "INSERT INTO past SELECT max(number) + {on}, '{kind}', {key},"
    ' \'{{"status": "{stands}"}}\' FROM audit'
)


@pytest.mark.parametrize(
    "statement",
    [
        NOTE.format(**MINE),
        ENTRY.format(worked_by=PAVEL, ticket=101)
        .replace("at, who,", "at, '',")
        .replace("role,", "'senior',"),
        EVENT.format(who=PAVEL, ticket=101),
        NOTICE.format(name=PAVEL, address="pavel@vipdesk.example.org"),
        ASKED.format(senior=1, answer="accepted"),
        PAST.format(stands="not accepted yet", on=1, kind="escalation", key=1),
        PAST.format(stands="not accepted yet", on=1, kind="message", key=1),
    ],
)
def test_rows_of_theirs_are_taken(pavels: Engine, statement: str) -> None:
    with pavels.begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        NOTE.format(**{**MINE, "kind": "answer", "delivery": "'queued'"}),
        NOTE.format(**{**MINE, "delivery": "'queued'"}),
        NOTE.format(**{**MINE, "author": "Jana Nováková"}),
        NOTE.format(**{**MINE, "ticket": 102}),
        NOTE.format(**{**MINE, "ticket": "NULL"}),
        NOTE.format(**{**MINE, "number": 1}).replace("INSERT", "INSERT OR REPLACE"),
        EVENT.format(who="Jana Nováková", ticket=101),
        EVENT.format(who=PAVEL, ticket=102),
        NOTICE.format(name="Marta Rossi", address="marta.rossi@acme.example.com"),
        NOTICE.format(name=PAVEL, address="marta.rossi@acme.example.com"),
        NOTICE.format(name=EVA, address="eva@vipdesk.example.org"),
        ASKED.format(senior=2, answer="accepted"),
        ENTRY.format(worked_by=PAVEL, ticket=101),
        ENTRY.format(worked_by=PAVEL, ticket=102).replace("at, who,", "at, '',"),
        ENTRY.format(worked_by="", ticket=101).replace("at, who,", "at, '',"),
        PAST.format(stands="not accepted yet", on=2, kind="escalation", key=1),
        PAST.format(stands="accepted", on=1, kind="escalation", key=1),
        ENTRY.format(worked_by=PAVEL, ticket=101)
        .replace("at, who,", "at, '',")
        .replace("role,", "'dedicated',"),
        ASKED.format(senior=2, answer="declined"),
        ASKED.format(senior=1, answer="declined"),
        "INSERT OR REPLACE INTO escalation_asked VALUES (1, 0, 2, 1, 1, 'declined', 1, 'Eva', 'x')",
        "UPDATE escalation_asked SET senior = 2",
        PAST.format(stands="not accepted yet", on=0, kind="message", key=1),
        PAST.format(stands="not accepted yet", on=1, kind="message", key=2),
        PAST.format(stands="not accepted yet", on=1, kind="ticket", key=102),
        PAST.format(stands="not accepted yet", on=1, kind="policy", key=0),
        "UPDATE escalation SET status = 'withdrawn', ended = 1",
        "UPDATE escalation SET status = 'accepted'",
        "UPDATE escalation SET ticket = 102",
        "INSERT OR REPLACE INTO escalation SELECT * FROM escalation",
        "INSERT INTO escalation SELECT 5, 102, at, who, reason, tried, status, result, ended,"
        " ended_by FROM escalation",
        "DELETE FROM escalation",
        "DELETE FROM message",
        "DELETE FROM notice",
        "UPDATE message SET text = ''",
        "UPDATE notice SET address = 'marta.rossi@acme.example.com'",
        "UPDATE ticket SET severity = 1",
        "UPDATE desk SET agent = 'Pavel'",
        "UPDATE colleague SET role = 'dedicated'",
        "INSERT INTO draft VALUES (101, 'Jana Nováková', 'x', 1)",
        "INSERT INTO contact VALUES ('a@b.c', 'A', 0, 9)",
        "INSERT INTO reminder VALUES (9, 'desk', 0, 'opening', 1, '', NULL, NULL)",
        "DELETE FROM written",
        "DROP TRIGGER temp.narrow_0",
        "CREATE TEMP TABLE mine (a)",
        "ATTACH ':memory:' AS other",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA writable_schema = ON",
    ],
)
def test_any_other_row_is_not(asked: RealDesk, pavels: Engine, statement: str) -> None:
    before, board = asked.ticket(), asked.board()
    with pytest.raises(ReadOnlyStore), pavels.begin() as connection:
        connection.exec_driver_sql(statement)
    assert (asked.ticket(), asked.board()) == (before, board)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM escalation_asked",
        "UPDATE escalation_asked SET answer = 'declined', answered = 1, who = 'Eva', why = 'no'",
        "UPDATE escalation_asked SET accept_by = 1",
        "UPDATE escalation SET status = 'handed back', ended = 5, ended_by = 'Jana Nováková'",
    ],
)
def test_no_words_are_put_into_anothers_mouth(asked: RealDesk, statement: str) -> None:
    evas = open_writer(asked.where, partial(narrow, senior=2))
    with evas.begin() as connection:
        connection.exec_driver_sql(ASKED.format(senior=2, answer="accepted"))
    with pytest.raises(ReadOnlyStore), evas.begin() as connection:
        connection.exec_driver_sql(statement)
    evas.dispose()


def test_what_is_over_is_over(asked: RealDesk, pavels: Engine) -> None:
    asked.do(WithdrawEscalation(1))
    for statement in (
        "UPDATE escalation SET result = 'x'",
        "DELETE FROM escalation_asked",
        ASKED.format(senior=1, answer="accepted"),
    ):
        with pytest.raises(ReadOnlyStore), pavels.begin() as connection:
            connection.exec_driver_sql(statement)
