"""`vipdesk report` in its four forms."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def month(desk: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A desk with #101, which came at 10:42 and was answered at 13:00."""
    desk("ticket", "new", "--subject", "Login page returns 502", "--severity", "3")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T13:00:00+01:00")
    desk("ticket", "reply", "101", "--body", "Done.")
    desk("ticket", "cause", "101", "--target", "initial", "--text", "power cut")
    return desk


def test_json_names_counts_breaches_and_tickets(month: Run) -> None:
    told = month("report", "--month", "2026-11", "--format", "json").data
    assert told["breaches"] == month("report", "--month", "2026-11", "--json").data["breaches"]
    (attained,) = told["attainment"]
    assert (attained["severity"], attained["target"]) == (3, "initial")
    assert (attained["met"], attained["judged"]) == (0, 1)
    assert attained["median_seconds"] == pytest.approx(8280, abs=60)
    (breach,) = told["breaches"]
    assert (breach["ticket"], breach["cause"], breach["open"]) == (101, "power cut", False)
    (ticket,) = told["tickets"]
    assert [one["outcome"] for one in ticket["targets"]] == ["breached", "running"]
    assert ticket["targets"][0]["explanation"][-1].startswith("ended Mon 13:00")
    assert set(told["definitions"]) >= {"met", "median", "worst", "late"}


def test_markdown_is_what_comes_unasked(month: Run) -> None:
    said = month("report", "--month", "2026-11")
    assert said.out.startswith("# Service report, November 2026")
    assert said.out == month("report", "--month", "2026-11", "--format", "md").out
    assert "Cause: power cut" in said.out


def test_a_page_and_a_sheet(month: Run) -> None:
    page = month("report", "--month", "2026-11", "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    rows = list(
        csv.DictReader(io.StringIO(month("report", "--month", "2026-11", "--format", "csv").out))
    )
    assert [(row["ticket"], row["outcome"]) for row in rows] == [
        ("101", "breached"),
        ("101", "running"),
    ]


def test_what_is_no_month_is_said(month: Run) -> None:
    said = month("report", "--month", "2026-13")
    assert (said.code, said.out) == (3, "")
    assert "write it as 2026-11" in said.err
    assert month("report").code == 2
    assert month("report", "--month", "2026-11", "--format", "pdf").code == 2


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE verdict SET target = 'soon'",
        "UPDATE verdict SET outcome = 'splendid'",
        "UPDATE cause SET text = x'00ff'",
        "UPDATE ticket SET subject = x'00ff'",
    ],
)
def test_what_no_vipdesk_wrote_is_told_as_damage(month: Run, store: Path, forged: str) -> None:
    with sqlite3.connect(store, isolation_level=None) as forger:
        forger.execute(forged)
    forger.close()
    said = month("report", "--month", "2026-11")
    assert (said.code, said.out) == (5, "")
    assert "no vipdesk wrote" in said.err
