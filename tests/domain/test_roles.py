"""The table of what each role may do, held against every command there is."""

from types import UnionType
from typing import Any, get_args

import pytest

from vipdesk.domain.actor import Actor
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    AnswerBack,
    DeclineEscalation,
    HandBack,
    SeniorNote,
    SeniorNoteBack,
)
from vipdesk.domain.roles import MAY, check_may, check_sees_all, check_works, check_writes

ACTS = {AcceptEscalation, DeclineEscalation, HandBack, SeniorNote, AnswerBack, SeniorNoteBack}


def kinds(of: Any) -> set[Any]:
    """The commands of a union, and of the unions in it."""
    return set().union(*map(kinds, get_args(of))) if isinstance(of, UnionType) else {of}


def may(role: Role, kind: Any) -> bool:
    """Whether somebody in that role may do it."""
    try:
        check_may(Actor("Eva", role, 1), kind(*("" for _ in kind.__struct_fields__)))
    except Refusal:
        return False
    return True


def test_there_is_a_line_for_each_role() -> None:
    assert set(MAY) == set(Role)
    assert len(kinds(Command)) > 50


@pytest.mark.parametrize("kind", sorted(kinds(Command), key=str))
def test_each_command_is_for_whom_the_table_says(kind: Any) -> None:
    assert may(Role.DEDICATED, kind)
    assert may(Role.COVER, kind)
    assert not may(Role.SUPERVISOR, kind)
    if kind not in ACTS:
        assert not may(Role.SENIOR, kind)


def test_a_senior_acts_for_themselves_only() -> None:
    eva = Actor("Eva Marková", Role.SENIOR, 1)
    for command in (AcceptEscalation(1), HandBack(1, "done", "eva marková"), SeniorNote(1, "x")):
        check_may(eva, command)
    with pytest.raises(Refusal, match="Eva Marková is a senior agent here"):
        check_may(eva, DeclineEscalation(1, "busy", "Pavel Horák"))
    check_may(Actor("Karl", Role.COVER, 2), DeclineEscalation(1, "busy", "Pavel Horák"))


@pytest.mark.parametrize(
    ("role", "works", "sees_all", "writes"),
    [
        (Role.DEDICATED, True, True, True),
        (Role.COVER, True, True, True),
        (Role.SENIOR, False, False, True),
        (Role.SUPERVISOR, False, True, False),
    ],
)
def test_who_works_sees_and_writes(role: Role, works: bool, sees_all: bool, writes: bool) -> None:
    checks = ((check_works, works), (check_sees_all, sees_all), (check_writes, writes))
    for check, fine in checks:
        if fine:
            check(Actor("Eva", role, 1))
        else:
            with pytest.raises(Refusal, match="Eva is a s"):
                check(Actor("Eva", role, 1))
