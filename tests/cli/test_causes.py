"""The cause of a breach on the command line."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def late(desk: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A desk with #101, which came at 10:42 and is late since 12:42."""
    desk("ticket", "new", "--subject", "Login page returns 502", "--severity", "3")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T13:00:00+01:00")
    return desk


def cause(run: Run, text: str, target: str = "initial") -> int:
    """Give one; the exit code."""
    return run("ticket", "cause", "101", "--target", target, "--text", text).code


def test_a_cause_stands_beside_its_target_before_and_after_it_is_judged(late: Run) -> None:
    said = late("ticket", "cause", "101", "--target", "initial", "--text", "power cut", "--json")
    assert said.data["number"] == 101
    shown = late("ticket", "show", "101", "--json").data
    assert shown["targets"][-1]["cause"] == "power cut"
    assert shown["causes"] == [
        {
            "target": "initial",
            "text": "power cut",
            "at": shown["causes"][0]["at"],
            "who": "Jana Nováková",
        }
    ]
    assert "initial: cause: power cut" in late("ticket", "show", "101").out
    late("ticket", "reply", "101", "--body", "Done.")
    judged = late("ticket", "show", "101", "--json").data["targets"][0]
    assert (judged["outcome"], judged["cause"]) == ("breached", "power cut")
    assert judged["due"].startswith("2026-11-23T12:42:00")
    assert "cause: power cut" in late("ticket", "show", "101").out


def test_it_is_corrected_by_another_one(late: Run) -> None:
    assert [cause(late, "power cut"), cause(late, "no power until 12:50")] == [0, 0]
    assert [one["text"] for one in late("ticket", "show", "101", "--json").data["causes"]] == [
        "no power until 12:50"
    ]


def test_what_was_not_missed_has_none(late: Run) -> None:
    assert cause(late, "power cut", "follow-up") == 4
    assert cause(late, "") == 3
    assert cause(late, "x", "promise") == 2
    said = late("ticket", "cause", "999", "--target", "initial", "--text", "x")
    assert said.code == 3


def test_a_row_of_the_queue_has_its_cause_also_that_of_then(
    late: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert late("tickets", "--json").data[0]["cause"] is None
    said = late("ticket", "cause", "101", "--target", "initial", "--text", "power cut", "--json")
    assert said.data["cause"] == "power cut"
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T14:00:00+01:00")
    assert cause(late, "no power in Milan") == 0
    for more in ((), ("--limit", "1"), ("--filter", "login")):
        assert late("tickets", *more, "--json").data[0]["cause"] == "no power in Milan"
    assert late("ticket", "show", "101", "--json").data["cause"] == "no power in Milan"
    assert late("tickets", "--at", "12:59", "--json").data[0]["cause"] is None


def test_a_table_tells_causes_where_there_are_any_and_room(
    late: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        return late("tickets").out.splitlines()

    monkeypatch.setenv("COLUMNS", "120")
    assert not told()[0].rstrip().endswith("cause")
    cause(late, "power cut")
    assert told()[0].rstrip().endswith("cause")
    assert told()[1].rstrip().endswith("power cut")
    assert late("tickets", "--at", "12:59").out.count("power cut") == 0
    monkeypatch.setenv("COLUMNS", "119")
    assert "cause" not in "".join(told())
