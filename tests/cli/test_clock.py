"""`vipdesk clock` (spec: command line): keys, instants, errors; batches as a pipe gives them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.cli.conftest import Run
from vipdesk.cli.batch import Answers
from vipdesk.cli.reckoner import Reckoner
from vipdesk.policies import policy_for, shipped_policy_text

FRIDAY = "2026-11-20T16:00"


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Answers under the shipped policy."""
    return Answers(Reckoner(policy_for(shipped_policy_text())))


def test_add(run: Run) -> None:
    assert run("clock", "add", FRIDAY, "2 business hours", "--json").data == {
        "start": "2026-11-20T16:00:00+01:00",
        "duration": 7200,
        "due": "2026-11-23T10:00:00+01:00",
        "business": True,
    }


def test_add_takes_an_offset(run: Run) -> None:
    said = run("clock", "add", "2026-11-20T15:00Z", "1 hour", "--json").data
    assert said["due"] == "2026-11-20T17:00:00+01:00"


def test_elapsed(run: Run) -> None:
    said = run("clock", "elapsed", FRIDAY, "2026-11-23T10:00", "--json").data
    assert said == {"business_seconds": 7200, "calendar_seconds": 66 * 3600}


def test_elapsed_backwards_is_nothing(run: Run) -> None:
    said = run("clock", "elapsed", "2026-11-23T10:00", FRIDAY, "--json").data
    assert said == {"business_seconds": 0, "calendar_seconds": 0}


def test_due_by_channel(run: Run) -> None:
    asked = ("clock", "due", "--severity", "1", "--received", "2026-11-22T03:00", "--json")
    assert run(*asked, "--channel", "chat").data["due"] == "2026-11-22T04:00:00+01:00"
    mail = run(*asked, "--channel", "email").data
    assert mail["clock_start"] == "2026-11-23T09:00:00+01:00"
    assert (mail["due"], mail["target"]) == ("2026-11-23T10:00:00+01:00", 3600)


def test_due_of_a_follow_up_counts_from_the_anchor(run: Run) -> None:
    asked = ("clock", "due", "--severity", "3", "--received", "2026-11-19T15:00")
    said = run(*asked, "--kind", "follow-up", "--json").data
    assert said["due"] == "2026-11-23T15:00:00+01:00"


def test_due_is_null_where_there_is_no_target(run: Run) -> None:
    asked = ("clock", "due", "--severity", "4", "--received", FRIDAY, "--kind", "follow-up")
    said = run(*asked, "--explain", "--json").data
    assert said["due"] is None
    assert said["explanation"] == ["severity 4 has no follow-up target"]


def test_due_explained(run: Run) -> None:
    asked = ("clock", "due", "--severity", "3", "--received", FRIDAY, "--explain")
    lines = run(*asked, "--json").data["explanation"]
    assert lines[-1] == "due Mon 10:00"
    assert "weekend" in lines
    assert "weekend\n" in run(*asked).out


def test_another_policy(run: Run, tmp_path: Path) -> None:
    late = tmp_path / "late.toml"
    late.write_text(shipped_policy_text().replace("09:00-17:00", "12:00-20:00"), "utf-8")
    said = run("clock", "add", FRIDAY, "2 business hours", "--policy", str(late), "--json")
    assert said.data["due"] == "2026-11-20T18:00:00+01:00"


def test_the_policy_kept_with_the_store(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late.toml"
    late.write_text(shipped_policy_text().replace("09:00-17:00", "12:00-20:00"), "utf-8")
    other = tmp_path / "other" / "desk.db"
    monkeypatch.setenv("VIPDESK_STORE", str(other))
    desk("init", "--client", "Acme", "--agent", "Jana", "--policy", str(late))
    said = desk("clock", "add", FRIDAY, "2 business hours", "--json")
    assert said.data["due"] == "2026-11-20T18:00:00+01:00"


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (("add", "yesterday", "1 hour"), 3, "is no instant"),
        (("add", FRIDAY, "2 busy hours"), 3, "is no duration"),
        (("add", FRIDAY, "999999999999999 days"), 3, "use a"),
        (("elapsed", FRIDAY, "2026-13-01"), 3, "is no instant"),
        (("due", "--severity", "9", "--received", FRIDAY), 3, "it has 1, 2, 3, 4, 5"),
        (("due", "--severity", "1", "--received", FRIDAY, "--channel", "fax"), 2, "fax"),
        (("due", "--severity", "1"), 2, "--received"),
        (("add", FRIDAY), 2, "DURATION"),
        ((), 2, "ACT"),
    ],
)
def test_errors_are_one_line(run: Run, arguments: tuple[str, ...], code: int, what: str) -> None:
    said = run("clock", *arguments)
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
    assert what in said.err


class TestBatch:
    """JSON lines in, JSON lines out."""

    def ask(self, answers: Answers, *asked: object) -> list[Any]:
        """The answers to these questions; bytes go as they are."""
        lines = [q if isinstance(q, bytes) else json.dumps(q).encode() for q in asked]
        return [json.loads(line) for line in answers.to(lines).splitlines()]

    def test_each_op_answers_as_its_command_does(self, answers: Answers) -> None:
        add, elapsed, due = self.ask(
            answers,
            {"op": "add", "start": FRIDAY, "duration": "2 business hours"},
            {"op": "elapsed", "a": FRIDAY, "b": "2026-11-23T10:00"},
            {"op": "due", "severity": 3, "received": FRIDAY, "channel": "email"},
        )
        assert add["due"] == "2026-11-23T10:00:00+01:00"
        assert elapsed["business_seconds"] == 7200
        assert due["due"] == "2026-11-23T10:00:00+01:00"

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            (b"{", "no JSON"),
            (b"[1]", "no object"),
            (b'"add"', "no object"),
            (b"\xff\xfe", "no JSON"),
            (b"[" * 5000, "nested too deeply"),
            (b"{}", '"op" is one of'),
            (b'{"op": ["add"]}', '"op" is one of'),
            (b'{"op": "add", "start": "2026-11-20T16:00"}', "'duration' is missing"),
            (b'{"op": "add", "start": 5, "duration": "1 hour"}', "is a string"),
            (b'{"op": "add", "start": "2026-11-20", "duration": ["1 hour"]}', "is a string"),
            (b'{"op": "elapsed", "a": "x", "b": "y"}', "is no instant"),
            (b'{"op": "due", "severity": 7, "received": "2026-11-20T16:00"}', "it has 1, 2"),
            (b'{"op": "due", "severity": null, "received": "2026-11-20"}', "it has 1, 2"),
            (b'{"op": "due", "severity": 1, "recieved": "2026-11-20"}', "knows no 'recieved'"),
            (b'{"op": "due", "severity": 1, "received": "2026-11-20", "kind": []}', "kind"),
            (b'{"op": "add", "start": "' + b"x" * 70000 + b'", "duration": ""}', "longer than"),
        ],
    )
    def test_a_bad_line_gives_an_error_in_its_place(
        self, answers: Answers, line: bytes, what: str
    ) -> None:
        bad, good = self.ask(
            answers, line, {"op": "add", "start": FRIDAY, "duration": "1 business hour"}
        )
        assert what in bad["error"]
        assert good["due"] == "2026-11-20T17:00:00+01:00"

    def test_blank_lines_get_no_answer(self, answers: Answers) -> None:
        assert self.ask(answers, b"", b"   ", b"\r") == []

    @given(some.binary(max_size=200).filter(lambda line: b"\n" not in line and line.strip()))
    @settings(deadline=None)
    def test_whatever_comes_gets_one_answer(self, answers: Answers, line: bytes) -> None:
        (answer,) = self.ask(answers, line)
        assert "error" in answer

    def test_a_program_that_asks_one_by_one_is_answered_at_once(self, store: Path) -> None:
        asked = json.dumps({"op": "add", "start": FRIDAY, "duration": "1 hour"}).encode() + b"\n"
        with subprocess.Popen(
            [sys.executable, "-m", "vipdesk", "clock", "batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=dict(os.environ),
        ) as batch:
            assert batch.stdin is not None
            assert batch.stdout is not None
            for _ in range(3):
                batch.stdin.write(asked)
                assert b'"due": "2026-11-20T17:00:00+01:00"' in batch.stdout.readline()
            batch.stdin.write(asked.rstrip())
            batch.stdin.close()
            assert b"due" in batch.stdout.read()
        assert batch.returncode == 0

    def test_it_keeps_order_over_many_lines(self, store: Path) -> None:
        minutes = [number % 60 for number in range(5000)]
        asked = "".join(
            json.dumps({"op": "add", "start": f"2026-11-20T10:{m:02}", "duration": "0 hours"})
            + "\n"
            for m in minutes
        )
        done = subprocess.run(
            [sys.executable, "-m", "vipdesk", "clock", "batch"],
            input=asked.encode(),
            capture_output=True,
            check=True,
        )
        got = [int(json.loads(line)["due"][14:16]) for line in done.stdout.splitlines()]
        assert got == minutes
