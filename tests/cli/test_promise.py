"""`vipdesk promise`: by when the client hears from us."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_ticket import opened, shown
from tests.store.kit import build
from vipdesk.policies import shipped_policy_text
from vipdesk.store import driver
from vipdesk.store.shape import REVISIONS


def test_a_promise_is_the_rows_due_moment_and_is_withdrawn(desk: Run) -> None:
    number = opened(desk, "Slow", 3)
    line = desk("promise", number, "11:30", "--json").data
    assert (line["due"], line["due_kind"]) == ("2026-11-23T11:30:00+01:00", "promise")
    assert 47 * 60 < line["remaining_seconds"] <= 48 * 60
    assert shown(desk, number)["promise"] == "2026-11-23T11:30:00+01:00"
    line = desk("promise", number, "--withdraw", "--json").data
    assert line["due_kind"] == "initial"
    assert shown(desk, number)["promise"] is None
    history = [event["what"] for event in shown(desk, number)["history"]]
    assert history[-2:] == ["promised", "promise withdrawn"]


def test_it_outlives_another_process_and_its_explanation_says_it(desk: Run) -> None:
    number = opened(desk, "Slow", 3)
    desk("promise", number, "tomorrow 10:00")
    data = shown(desk, number)
    assert data["due_kind"] == "initial", "the target is due before"
    assert data["explanation"][0].endswith("to write by Tue 24 Nov 10:00")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("soon",), 3, '"soon" is no moment to come: write it as 15:00'),
        (("10:00",), 3, "Mon 23 Nov 10:00 has passed: promise a moment to come"),
        (("--withdraw",), 4, "no promise stands"),
        ((), 2, "--help` shows what is right"),
        (("11:00", "--withdraw"), 2, "--help` shows what is right"),
    ],
)
def test_what_can_not_be_is_one_line(
    desk: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    number = opened(desk)
    ended = desk("promise", number, *words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_a_store_of_every_release_before_is_brought_up_to_date(
    desk: Run, store: Path, revision: str
) -> None:
    for path in store.parent.glob("*"):
        path.unlink()
    build(str(store), revision)
    older = driver.connect(store, "mode=rw")
    older.execute("UPDATE policy SET text = ?", (shipped_policy_text(),))
    older.close()
    assert desk("promise", "101", "11:30").code == 0
    assert shown(desk, "101")["promise"] == "2026-11-23T11:30:00+01:00"


def test_no_such_ticket(desk: Run) -> None:
    assert desk("promise", "999", "11:00").code == 3
