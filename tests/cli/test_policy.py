"""`vipdesk policy`: what is in force, what another would change, and putting it in force."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_ticket import opened, shown
from vipdesk.policies import shipped_policy_text


@pytest.fixture
def sooner(tmp_path: Path) -> Path:
    """A policy whose severity 3 is due an hour sooner."""
    text = shipped_policy_text()
    new = text.replace('initial = "2 business hours"', 'initial = "1 business hour"')
    assert new != text
    path = tmp_path / "sooner.toml"
    path.write_text(new, encoding="utf-8")
    return path


def test_it_is_shown_as_it_is_read_aloud_and_whole(desk: Run) -> None:
    told = desk("policy", "show")
    assert "Europe/Bratislava" in told.out
    data = desk("policy", "show", "--json").data
    assert data["text"] == shipped_policy_text()
    assert data["says"]["Monday"] == "09:00-17:00"


def test_a_preview_changes_nothing_and_putting_it_does(desk: Run, sooner: Path) -> None:
    number = opened(desk, "Slow", 3)
    before = shown(desk, number)["due"]
    seen = desk("policy", "preview", str(sooner), "--json").data
    assert (seen["open"], len(seen["moved"]), seen["overdue"]) == (1, 1, 0)
    assert seen["moved"][0]["before"] == before
    assert shown(desk, number)["due"] == before
    put = desk("policy", "put", str(sooner), "--json").data
    assert put == seen
    assert shown(desk, number)["due"] == seen["earliest"] == seen["moved"][0]["after"]
    assert desk("policy", "show", "--json").data["version"] == seen["after"]


def test_people_are_told_in_a_table(desk: Run, sooner: Path) -> None:
    opened(desk, "Slow", 3)
    told = desk("policy", "preview", str(sooner))
    assert "severity 3: Standard" in told.out
    assert "1 of 1 open tickets move, 0 overdue by it; the earliest is due" in told.out


@pytest.mark.parametrize(("act", "code"), [("preview", 3), ("put", 3)])
def test_a_file_that_cannot_be_right_is_one_line(
    desk: Run, tmp_path: Path, act: str, code: int
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[service]\nname = 3\n", encoding="utf-8")
    ended = desk("policy", act, str(wrong))
    assert (ended.code, ended.out) == (code, "")
    assert str(wrong) in ended.err
    assert ended.err.count("\n") == 1


def test_the_same_policy_is_refused(desk: Run, tmp_path: Path) -> None:
    same = tmp_path / "same.toml"
    same.write_text(shipped_policy_text(), encoding="utf-8")
    ended = desk("policy", "put", str(same))
    assert (ended.code, "in force already" in ended.err) == (4, True)
