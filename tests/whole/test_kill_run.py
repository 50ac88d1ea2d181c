"""The long run of tests/kills in small: mail both ways through processes that are killed."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.kills.place import place
from tests.kills.run import KillRun, Plan
from tests.kills.verdict import verdict
from tests.mail.dovecot import Account

PLAN = Plan(mails=240, answers=24, kills=4, seed=7)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("moves", [True, False], ids=["moved", "flagged"])
def test_mail_both_ways_outlives_every_kill(tmp_path: Path, account: Account, moves: bool) -> None:
    told: list[str] = []
    with place(tmp_path, account, moves=moves) as where:
        happened = KillRun(where, PLAN, told.append).run()
        assert [each for each in verdict(where, happened) if each.faults] == [], told
        assert happened.delivered == PLAN.mails
        assert len(happened.answers) == PLAN.answers

        worse = replace(
            happened, delivered=PLAN.mails + 1, answers=[*happened.answers, "x"], kills=[]
        )
        where.server.taken.insert(0, where.server.taken[-1])
        faults = [fault for each in verdict(where, worse) for fault in each.faults]
    kinds = [fault.split(" ", 1)[1].partition(":")[0] for fault in faults]
    assert kinds == [
        *("lost", "deleted", "not delivered", "no longer in the desk"),
        "repeated without need",
    ]
