"""`vipdesk handover`: the sheet made, written for, read, signed by command line."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_ticket import opened

PETRA, JANA = "Petra Nová", "Jana Nováková"


@pytest.fixture
def leaving(desk: Run) -> Run:
    """A desk whose agent is off from tomorrow, with a cover and a ticket."""
    desk("people", "add", PETRA, "--role", "cover")
    off = ("2026-11-24", "2026-11-27", "--all-day", "--away", "--cover", PETRA)
    desk("busy", "add", "Holiday", *off)
    opened(desk, "Login *page* returns 502", 1)
    return desk


def test_a_sheet_is_made_written_for_and_shown(leaving: Run) -> None:
    assert leaving("handover", "note", "--body", "All is quiet.").code == 0
    assert leaving("handover", "note", "--ticket", "101", "--body", "Ask Pavel.").code == 0
    made = leaving("handover", "--json").data
    assert (made["id"], made["from"], made["to"], made["back"]) == (1, JANA, PETRA, False)
    assert (made["begins"], made["until"]) == (
        "2026-11-24T00:00:00+01:00",
        "2026-11-28T00:00:00+01:00",
    )
    assert (made["status"], made["signed"]) == ("not signed yet", None)
    assert made["note"] == "All is quiet."
    (ticket,) = made["tickets"]
    assert (ticket["number"], ticket["owes"], ticket["note"]) == (101, "us", "Ask Pavel.")
    assert ticket["due"].startswith("2026-11-23T11:42:")
    shown = leaving("handover", "show", "--json").data
    assert shown["tickets"] == made["tickets"]
    told = leaving("handover", "show", "1").out
    assert "Sheet 1: Jana Nováková to Petra Nová" in told
    assert "time off Tue 24 Nov to Fri 27 Nov" in told
    assert "the next word is ours" in told


def test_markdown_is_marked_up_by_nobody_else(leaving: Run) -> None:
    said = leaving("handover", "--md").out
    assert "## Open tickets" in said
    assert r"- #101 Login \*page\* returns 502" in said


def test_it_is_signed_and_the_way_back_goes_likewise(leaving: Run) -> None:
    leaving("handover")
    refused = leaving("handover", "sign", "1")
    assert refused.code == 4
    assert "sheet 1 is for Petra Nová" in refused.err
    signed = leaving("handover", "sign", "1", "--by", PETRA, "--no-mail", "--json").data
    assert (signed["desk"], signed["sheets"][0]["signed_by"]) == (PETRA, PETRA)
    leaving("ticket", "reply", "101", "--body", "It works again.")
    message = leaving("ticket", "show", "101", "--json").data["messages"][-1]
    assert message["from"]["name"] == PETRA
    back = leaving("handover", "--json").data
    assert (back["to"], back["back"]) == (JANA, True)
    assert "answered" in [deed["what"] for deed in back["done"][0]["deeds"]]
    assert leaving("handover", "sign", "2", "--by", JANA, "--json").data["desk"] == JANA
    listed = leaving("handover", "list").out
    assert "Jana Nováková has the desk" in listed


def test_the_mails_are_shown_before_they_go_out(desk: Run) -> None:
    desk("people", "add", PETRA, "--role", "cover")
    desk(
        *("ticket", "new", "--subject", "Down", "--severity", "1"),
        *("--from", "marta.rossi@acme.example.com"),
    )
    made = desk("handover", "--to", PETRA, "--json").data
    (mail,) = made["mails"]
    assert mail["to"]["address"] == "marta.rossi@acme.example.com"
    assert mail["subject"] == "Petra Nová is there for you"
    assert "I am away for a while." in desk("handover", "show").out


def test_a_sheet_is_dropped(leaving: Run) -> None:
    leaving("handover")
    (sheet,) = leaving("handover", "drop", "1", "--json").data["sheets"]
    assert sheet["status"] == "taken back"
    gone = leaving("handover", "show")
    assert gone.code == 3
    assert "no sheet waits to be signed" in gone.err
    assert leaving("handover", "show", "9").code == 3


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE handover SET sheet = '{'",
        "UPDATE handover SET sheet = '{\"tickets\": 5}'",
        "UPDATE handover SET status = 'evil'",
        "UPDATE handover SET taker = x'00ff'",
        "UPDATE handover SET begins = 'late'",
        "UPDATE handover SET at = 9223372036854775807",
        "UPDATE sheet_note SET text = x'00'",
    ],
)
def test_what_no_vipdesk_wrote_is_told_as_damage(leaving: Run, store: Path, sql: str) -> None:
    leaving("handover", "note", "--body", "All is quiet.")
    leaving("handover")
    with sqlite3.connect(store, isolation_level=None) as forger:
        forger.execute(sql)
    forger.close()
    said = leaving("handover", "list")
    assert said.code == 5
    assert "no vipdesk wrote" in said.err
    assert said.err.count("\n") == 1


def test_the_queue_of_then_says_who_had_the_desk(
    leaving: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T11:00:00+01:00")
    leaving("handover")
    leaving("handover", "sign", "1", "--by", PETRA, "--no-mail")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T12:00:00+01:00")
    for when, who in (("10:50", JANA), ("11:30", PETRA)):
        (then,) = leaving("tickets", "--at", when, "--json").data
        assert then["desk"] == who
        assert f"{who} had the desk" in leaving("tickets", "--at", when).out


OTTO = "Otto Cover"


def test_who_takes_the_desk_says_why_and_it_is_said(leaving: Run) -> None:
    leaving("people", "add", OTTO, "--role", "cover")
    leaving("handover", "--to", PETRA)
    alone = leaving("--as", OTTO, "handover", "--to", OTTO)
    assert (alone.code, alone.out) == (4, "")
    assert "Jana Nováková has the desk: who takes it says why, with --reason" in alone.err
    other = leaving("--as", OTTO, "handover", "--to", PETRA, "--reason", "x")
    assert (other.code, "and gives it: Otto Cover can't" in other.err) == (4, True)
    taken = leaving("--as", OTTO, "handover", "--to", OTTO, "--reason", "she is ill")
    assert "sheet 1, which Jana Nováková had made, made way for it" in taken.err
    assert "taken without being given" in taken.out
    assert leaving("handover", "show", "2", "--json").data["reason"] == "she is ill"
    detail = leaving("audit", "--json").data[-1]["detail"]
    assert "sheet 2 for Otto Cover, who takes it from Jana Nováková: she is ill" in detail


def test_the_agent_takes_the_desk_back_without_a_reason(leaving: Run) -> None:
    leaving("handover", "--to", PETRA)
    leaving("handover", "sign", "1", "--by", PETRA, "--no-mail")
    assert leaving("--as", JANA, "handover", "--json").data["reason"] is None
