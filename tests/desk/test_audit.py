"""The audit: everything that was done has its entry, and whatever is done to them is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.conftest import EVA, RealDesk
from tests.desk.test_callbacks import rang
from tests.kit import JANA, MARTA, at
from vipdesk.desk import Desk
from vipdesk.domain.audit import Head, Terminal, Wanted, parse_head
from vipdesk.domain.commands import Command, Note, Reply, SaveDraft, SetContact, SetSeverity
from vipdesk.domain.errors import BadInput, StoreError
from vipdesk.domain.escalation_commands import Escalate, SeniorNote
from vipdesk.domain.handover_commands import WriteForSheet
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.domain.recutting import Pin
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.saved_view import SaveView
from vipdesk.store import driver
from vipdesk.store.audit_check import head
from vipdesk.store.chain import SEALED, contents, digest
from vipdesk.store.health import Severity, examine

EVERYTHING = Wanted()


def told(real: RealDesk, wanted: Wanted = EVERYTHING) -> list[tuple[str, str, str]]:
    """Who did what, and who worked the desk."""
    return [(one.who, one.what, one.worked_by) for one in real.reader.audit(wanted)]


def faults(real: RealDesk, kept: Head | None = None) -> list[str]:
    """What the doctor has to say of the audit."""
    found = [each for each in examine(real.where, kept) if each.severity is Severity.ERROR]
    return [each.what for each in found if each.mend.startswith("keep this file as evidence")]


@pytest.fixture
def busy(manned: RealDesk) -> RealDesk:
    """A desk with six entries: set up, two colleagues, a mail, a severity, a note."""
    manned.do(SetSeverity(101, 1, "nobody can log in"))
    manned.at("Mon 2026-11-23 09:45").do(Note(101, "asked Pavel about the proxy"))
    return manned


def test_everything_that_was_done_has_its_entry(busy: RealDesk) -> None:
    busy.do(Reply(101, "We are on it."))
    assert told(busy) == [
        (JANA.name, "desk set up", JANA.name),
        (JANA.name, "colleague set", JANA.name),
        (JANA.name, "colleague set", JANA.name),
        ("", "opened", JANA.name),
        (JANA.name, "severity changed", JANA.name),
        (JANA.name, "noted", JANA.name),
        (JANA.name, "answered", JANA.name),
    ]
    last = busy.reader.audit(EVERYTHING)[-1]
    assert (last.ticket, last.role, last.at) == (101, "dedicated", at("Mon 2026-11-23 09:45"))
    assert str(busy.reader.audit_head()) == f"7:{last.digest}"


def test_the_transcript_of_a_call_that_was_here_is_in_the_audit(busy: RealDesk) -> None:
    rang(busy)
    rang(busy, transcript="call me")
    last = busy.reader.audit(EVERYTHING)[-1]
    assert (last.what, last.callback) == ("transcript of a call kept", 1)


def test_notes_for_the_sheet_are_in_the_audit(busy: RealDesk) -> None:
    busy.do(WriteForSheet(101, "Ask Pavel."))
    busy.do(WriteForSheet(0, "All is quiet."))
    last = busy.reader.audit(Wanted(most=2))
    assert [(one.what, one.ticket) for one in last] == [
        ("note for the hand-over sheet", 101),
        ("note for the hand-over sheet", None),
    ]


def test_an_act_that_makes_no_event_is_entered_by_its_name(busy: RealDesk) -> None:
    before = busy.reader.audit_head().number
    acts: list[Command] = [Pin(101), Pin(101, pinned=False), SaveView(3, "is:waiting")]
    for act in acts:
        busy.do(act)
    busy.at("Mon 2026-11-23 10:25").do(Sweep())
    entries = busy.reader.audit(EVERYTHING)[before:]
    assert [(one.what, one.ticket, one.detail) for one in entries] == [
        ("kept on top", 101, ""),
        ("let go from the top", 101, ""),
        ("view kept", None, "3: is:waiting"),
        ("reminded", None, f"{JANA.name}: #101 urgent, opening"),
    ]


def test_drafts_and_what_changes_nothing_are_not_entered(busy: RealDesk) -> None:
    busy.do(Sweep())
    before = busy.reader.audit_head()
    for act in (SaveDraft(101, "half typed"), PutMailPlace("a/INBOX", 1, 2), Sweep()):
        busy.do(act)
    assert busy.reader.audit_head() == before


def test_the_terminal_and_the_role_are_told(busy: RealDesk) -> None:
    terminal = Terminal("desk pts/3 from 10.0.0.5")
    busy.do(Escalate(101, "node 3 drops out", to=EVA))
    Desk(busy.writer, busy.clock, EVA, terminal).execute(SeniorNote(1, "had a look"))
    Desk(busy.writer, busy.clock, terminal=Terminal("worker", alone=True)).execute(Pin(101))
    note, pin = busy.reader.audit(Wanted(most=2))
    assert (note.worked_by, note.role, note.terminal) == (EVA, "senior", terminal.name)
    assert (pin.who, pin.worked_by, pin.role, pin.terminal) == ("", "", "", "worker")


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(who="jana", most=2), [5, 6]),
        (Wanted(who="nobody"), []),
        (Wanted(ticket=101), [4, 5, 6]),
        (Wanted(since=at("Mon 2026-11-23 09:45")), [6]),
        (Wanted(until=at("Mon 2026-11-23 09:30")), [1, 2, 3, 4, 5]),
        (Wanted(words="LOG nobody"), [5]),
        (Wanted(words="#101 noted"), [6]),
    ],
)
def test_entries_are_found(busy: RealDesk, wanted: Wanted, numbers: list[int]) -> None:
    assert [entry.number for entry in busy.reader.audit(wanted)] == numbers


@pytest.mark.parametrize("table", ["audit", "past"])
@pytest.mark.parametrize("statement", ["DELETE FROM {0}", "UPDATE {0} SET rowid = rowid"])
def test_entries_are_only_ever_added(busy: RealDesk, table: str, statement: str) -> None:
    with pytest.raises(StoreError, match="the audit is only ever added to"):  # noqa: SIM117 two
        with busy.writer.transaction() as transaction:
            transaction.connection.exec_driver_sql(statement.format(table))


def tamper(where: str, *statements: str) -> None:
    """Change the store as somebody would who can write the file and knows it well."""
    connection = driver.connect(Path(where), "mode=rw")
    kept = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    triggers = connection.execute(kept).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in (*statements, *(sql for _, sql in triggers)):
        connection.execute(statement)
    connection.close()


ILLS: list[tuple[str, str]] = [
    ("UPDATE audit SET detail = 'all was well' WHERE number = 5", "audit entry 5 was changed"),
    ("UPDATE audit SET who = 'Eva' WHERE number = 6", "audit entry 6 was changed"),
    ("UPDATE audit SET at = at - 60000000 WHERE number = 2", "audit entry 2 was changed"),
    ("UPDATE audit SET terminal = x'00' WHERE number = 3", "audit entry 3 was changed"),
    ("UPDATE audit SET digest = 'f' WHERE number = 4", "audit entry 4 was changed"),
    ("DELETE FROM audit WHERE number = 3", "audit entry 3 is gone"),
    ("DELETE FROM audit WHERE number IN (2, 3)", "audit entry 2 is gone, and all up to 3"),
    ("DELETE FROM audit WHERE number > 4", "audit entry 5 is gone, and all up to 6"),
    ("DELETE FROM audit", "audit entry 1 is gone, and all up to 6"),
    (
        "UPDATE audit SET number = CASE number WHEN 4 THEN -5 ELSE -4 END WHERE number IN (4, 5);"
        "UPDATE audit SET number = -number WHERE number < 0",
        "audit entry 4 was changed",
    ),
    ("DELETE FROM audit_head", "the audit has lost its head"),
    ("UPDATE audit_head SET digest = 'f'", "the audit's head does not belong to its last entry, 6"),
    ("UPDATE past SET value = replace(value, 'open', 'waiting')", "audit entry 4 was changed"),
    ("DELETE FROM past WHERE entry = 5", "audit entry 5 was changed"),
    ("INSERT INTO past VALUES (5, 'pin', 101, 'true')", "audit entry 5 was changed"),
    ("INSERT INTO past VALUES (9, 'pin', 101, 'true')", "the past holds what audit entry 9 never"),
    ("UPDATE event SET detail = 'by accident' WHERE number = 4", "audit entry 5 says"),
    ("DELETE FROM event WHERE number = 4", "audit entry 5 says"),
    (
        "INSERT INTO event (at, what, who, detail) VALUES (1, 'noted', 'Eva', 'I was there')",
        "event 6 of the history is in no audit entry",
    ),
    ("UPDATE message SET text = 'we are sorry' WHERE number = 2", "message 2 was changed without"),
    (
        "INSERT INTO message SELECT 9, ticket, kind, channel, author, author_address, at, subject,"
        " 'pay at once', quoted, signature, recipients, delivery, why, fact, 'x', message_id,"
        " refers_to, raw, came_from FROM message WHERE number = 1",
        "message 9 was put in without an audit entry",
    ),
    ("DELETE FROM message WHERE number = 2", "message 2 is gone without an audit entry"),
    ("UPDATE ticket SET due = due + 1", "the queue's row of #101 was changed without an"),
]


@pytest.mark.parametrize(("ill", "said"), ILLS)
def test_the_first_broken_entry_is_named(busy: RealDesk, ill: str, said: str) -> None:
    assert faults(busy) == []
    tamper(busy.where, *ill.split(";"))
    assert said in faults(busy)[0]


def test_a_ticket_that_is_gone_is_named(busy: RealDesk) -> None:
    tamper(busy.where, "PRAGMA foreign_keys = OFF", "DELETE FROM ticket")
    assert "the queue's row of #101 is gone without an audit entry" in faults(busy)


def test_work_goes_on_after_the_end_was_cut_off_and_the_gap_stays(busy: RealDesk) -> None:
    tamper(busy.where, "DELETE FROM audit WHERE number = 6")
    busy.do(Note(101, "nothing to see here"))
    assert faults(busy) == ["audit entry 6 is gone"]


def test_work_goes_on_without_a_head_which_stays_missed(busy: RealDesk) -> None:
    tamper(busy.where, "DELETE FROM audit_head")
    busy.do(Note(101, "nothing to see here"))
    assert faults(busy) == ["the audit has lost its head: entries after 7 may be gone"]


def cut_with_head(where: str) -> None:
    """The end is cut off, and the head set back as if it had never been."""
    last = "SELECT digest FROM audit WHERE number = 4"
    tamper(
        where,
        "DELETE FROM audit WHERE number > 4",
        "DELETE FROM past WHERE entry > 4",
        "DELETE FROM event WHERE number > 3",
        f"UPDATE audit_head SET number = 4, digest = ({last})",
        "UPDATE ticket SET severity = 3",
    )


def sealed_anew(where: str) -> None:
    """An entry is changed, and it and all that follow are sealed anew."""
    tamper(where, "UPDATE audit SET terminal = 'pts/9' WHERE number = 5")
    seal_anew(where)


def seal_anew(where: str) -> None:
    """As who knows this program can: every entry, as it stands now."""
    connection = driver.connect(Path(where), "mode=rw")
    rows = connection.execute(f"SELECT {SEALED} FROM audit ORDER BY number").fetchall()
    connection.close()
    seal, statements = "", []
    for row in rows:
        seal = digest(seal, row, contents(past_of(where, row[0])))
        statements.append(f"UPDATE audit SET digest = '{seal}' WHERE number = {row[0]}")
    tamper(where, *statements, f"UPDATE audit_head SET digest = '{seal}'")


def past_of(where: str, entry: int) -> list[tuple[object, ...]]:
    connection = driver.connect(Path(where), "mode=rw")
    sql = "SELECT kind, key, value FROM past WHERE entry = ? ORDER BY kind, key"
    rows = connection.execute(sql, (entry,)).fetchall()
    connection.close()
    return list(rows)


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (cut_with_head, "audit entry 5 is gone, and all up to 6"),
        (sealed_anew, "audit entry 6 is not the one that was written down elsewhere"),
    ],
)
def test_a_head_that_was_written_down_elsewhere_finds_a_perfect_forgery(
    busy: RealDesk, forge: Callable[[str], None], said: str
) -> None:
    kept = parse_head(str(busy.reader.audit_head()))
    assert faults(busy, kept) == []
    forge(busy.where)
    assert [each for each in faults(busy) if each.startswith("audit entry")] == []
    assert said in faults(busy, kept)


def test_an_older_head_is_on_the_way_of_a_longer_audit(busy: RealDesk) -> None:
    kept = busy.reader.audit_head()
    busy.do(SetContact(MARTA.address, "Marta R."))
    assert faults(busy, kept) == []


@pytest.mark.parametrize("said", ["6:abc", f"0:{'0' * 64}", f"000:{'0' * 64}", f"-1:{'0' * 64}"])
def test_what_is_no_head_is_refused(said: str) -> None:
    with pytest.raises(BadInput, match="`vipdesk audit --head` prints one"):
        parse_head(said)


def test_several_thousand_entries_are_followed_in_portions(real: RealDesk) -> None:
    real.mail()
    real.desk.execute_all(Note(101, f"note {number}") for number in range(4_100))
    assert faults(real) == []
    connection = driver.connect(Path(real.where), "mode=rw")
    last = head(lambda sql: list(connection.execute(sql).fetchall()))
    connection.close()
    assert last == real.reader.audit_head()
    assert [each.number for each in real.reader.audit(Wanted(words="opened"))] == [2]
    tamper(real.where, "UPDATE audit SET what = '' WHERE number = 4000")
    assert faults(real) == ["audit entry 4000 was changed, or the one before it was replaced"]
