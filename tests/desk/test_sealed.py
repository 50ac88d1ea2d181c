"""What an act wrote beside the queue is sealed too: whoever changes it in the file is found."""

from pathlib import Path

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.test_audit import faults, seal_anew, tamper
from tests.desk.test_callbacks import rang
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import Reply, SetSeverity
from vipdesk.domain.handover_commands import MakeSheet
from vipdesk.domain.target import TargetKind
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store import driver
from vipdesk.store.health import Severity, examine
from vipdesk.store.seal_kinds import KINDS

ALSO = " without an audit entry"


@pytest.fixture
def full(leaving: RealDesk) -> RealDesk:
    """A desk with a row of each kind: a late answer and its cause, a call, a sheet."""
    leaving.do(SetSeverity(101, 1, "nobody can log in"))
    leaving.at("Mon 2026-11-23 12:00").do(Reply(101, "We are on it."))
    leaving.do(GiveCause(101, TargetKind.INITIAL, "I was ill"))
    rang(leaving)
    leaving.do(MakeSheet())
    return leaving


ILLS: list[tuple[str, str]] = [
    ("UPDATE verdict SET used = 60000000, outcome = 'met'", "the clock of #101"),
    ("UPDATE verdict SET due = due + 1", "the clock of #101"),
    ("UPDATE verdict SET void = 1", "the clock of #101"),
    ("DELETE FROM verdict", "the clock of #101"),
    ("UPDATE fact SET at = at - 1000000 WHERE what = 'answered'", "the clock of #101"),
    ("DELETE FROM fact", "the clock of #101"),
    ("UPDATE cause SET text = 'the client was away'", "a cause of #101"),
    ("DELETE FROM cause", "a cause of #101"),
    ("UPDATE colleague SET role = 'dedicated'", "who works here"),
    ("UPDATE colleague SET logins = 'mallory'", "who works here"),
    (
        "INSERT INTO colleague VALUES (9, 'Mallory', 'm@example.com', 'cover', '', '', '', 1, '')",
        "who works here",
    ),
    ("UPDATE desk SET agent = 'Mallory'", "whose desk it is"),
    ("UPDATE policy SET since = since + 1", "a policy that was in force"),
    ("UPDATE handover SET status = 'signed', signed_by = taker", "hand-over sheet 1"),
    ("DELETE FROM handover", "hand-over sheet 1"),
    ("INSERT INTO pin VALUES (101)", "what is kept on top of the queue"),
    ("UPDATE message SET ticket = NULL WHERE number = 1", "where message 1 is"),
    ("UPDATE message SET message_id = 'a@b' WHERE number = 1", "where message 1 is"),
    (
        "INSERT INTO attachment VALUES (1, 0, 'a.txt', 'text/plain', 1, 'ab')",
        "or what came with it",
    ),
    ("UPDATE callback SET closed = received", "callback 1"),
    ("INSERT INTO callback_attempt VALUES (1, 1, 1, 'Jana', 'reached', '')", "callback 1"),
]


@pytest.mark.parametrize(("ill", "said"), ILLS)
def test_what_an_act_wrote_is_sealed(full: RealDesk, ill: str, said: str) -> None:
    assert faults(full) == []
    tamper(full.where, ill)
    assert any(said in found and found.endswith(ALSO) for found in faults(full))


def test_what_was_put_in_where_nothing_was_is_found(real: RealDesk) -> None:
    real.mail()
    tamper(
        real.where,
        "INSERT INTO colleague VALUES (1, 'Mallory', 'm@example.com', 'cover', '', '', '', 1, '')",
    )
    assert faults(real) == [f"who works here, and as what, was changed{ALSO}"]


def test_a_policys_text_is_what_its_version_says(full: RealDesk) -> None:
    tamper(full.where, "UPDATE policy SET text = text || ' '")
    version = policy_for(shipped_policy_text()).version
    assert f"the text of policy {version} is not what was in force under that name" in faults(full)


def test_a_policy_under_a_name_of_old_is_missed_under_its_own(full: RealDesk) -> None:
    tamper(
        full.where,
        "UPDATE policy SET version = 'mine', text = text || ' '",
        "UPDATE desk SET policy_version = 'mine'",
    )
    version = policy_for(shipped_policy_text()).version
    assert f"policy {version}, which was in force, is gone" in faults(full)


def test_the_policy_in_force_is_the_one_that_was_put_in_force(full: RealDesk) -> None:
    tamper(
        full.where,
        "INSERT INTO policy SELECT '0123456789ab', text, since FROM policy",
        "UPDATE desk SET policy_version = '0123456789ab'",
    )
    assert "the policy in force is not the one that was put in force" in faults(full)


def test_a_target_that_took_longer_than_promised_was_not_met(full: RealDesk) -> None:
    tamper(full.where, "UPDATE verdict SET outcome = 'met' WHERE outcome = 'breached'")
    assert "a target of #101 took longer than promised, and is told as met" in faults(full)


def test_what_was_never_sealed_is_sealed_when_it_is_written_next(full: RealDesk) -> None:
    _forget(full.where)
    shift = "UPDATE fact SET at = at + 1 WHERE what = 'answered'"
    tamper(full.where, shift)
    assert faults(full) == []
    full.do(Reply(101, "It works again."))
    assert faults(full) == []
    tamper(full.where, shift)
    assert any("the clock of #101" in found for found in faults(full))


def test_a_policy_that_is_no_text_is_told(full: RealDesk) -> None:
    tamper(full.where, "UPDATE policy SET text = x'00'")
    assert "the audit holds what no vipdesk wrote" in " ".join(faults(full))


def test_the_audit_is_followed_though_its_guards_are_gone(full: RealDesk) -> None:
    kept = full.reader.audit_head()
    _run(full.where, "DROP TRIGGER audit_no_update")
    gone = "`audit_no_update` was taken away or changed: it keeps what is entered as it was entered"
    assert faults(full) == [gone]
    _run(full.where, "UPDATE audit SET who = 'Eva' WHERE number = 2")
    assert faults(full, kept) == [
        gone,
        "audit entry 2 was changed, or the one before it was replaced",
    ]


def test_a_guard_that_guards_nothing_is_found_and_the_audit_followed(full: RealDesk) -> None:
    idle = "CREATE TRIGGER past_no_delete BEFORE DELETE ON past BEGIN SELECT 1; END"
    _run(full.where, "DROP TRIGGER past_no_delete", idle, "DELETE FROM past WHERE entry = 1")
    found = " ".join(faults(full))
    assert "`past_no_delete` was taken away or changed" in found
    assert "audit entry 1 was changed" in found


def test_tables_of_another_make_are_not_followed(full: RealDesk) -> None:
    _run(
        full.where,
        "ALTER TABLE audit RENAME TO kept",
        "CREATE VIEW audit AS SELECT * FROM kept",
        "DROP TRIGGER event_no_delete",
    )
    assert faults(full) == []
    assert any(each.severity is Severity.ERROR for each in examine(full.where))


def _run(where: str, *statements: str) -> None:
    connection = driver.connect(Path(where), "mode=rw")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _forget(where: str) -> None:
    """As a program left it that did not seal these yet."""
    kinds = ", ".join(f"'{sealed.kind}'" for sealed in KINDS)
    tamper(where, f"DELETE FROM past WHERE kind IN ({kinds})")
    seal_anew(where)
