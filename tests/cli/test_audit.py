"""`vipdesk audit`, and the queue of an instant that is over, as scripts and people call them."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk.test_audit import tamper
from vipdesk.cli import whence
from vipdesk.store import driver

JANA = "Jana Nováková"


@pytest.fixture
def busy(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A desk on which a ticket was opened at 10:42, and answered at noon."""
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.5 50222 10.0.0.1 22")
    run("init", "--client", "Acme", "--agent", JANA, "--domain", "acme.example.com")
    run("ticket", "new", "--subject", "Login page returns 502", "--severity", "1")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T12:00:00+01:00")
    run("ticket", "reply", "101", "--body", "We are on it.")
    run("ticket", "status", "101", "waiting")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-24T09:30:00+01:00")
    return run


def test_who_did_what_when_and_from_where(busy: Run) -> None:
    entries = busy("audit", "--json").data
    assert [entry["what"] for entry in entries] == [
        *("desk set up", "opened", "answered", "waiting for the client")
    ]
    last = entries[-1]
    assert last["at"].startswith("2026-11-23T12:00:0")
    assert last["at"].endswith("+01:00")
    told = {key: last[key] for key in ("number", "who", "worked_by", "role", "ticket")}
    assert told == {
        "number": 4,
        "who": JANA,
        "worked_by": JANA,
        "role": "dedicated",
        "ticket": 101,
    }
    assert last["terminal"].startswith("command line")
    assert last["terminal"].endswith(" from 10.0.0.5")


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (("--who", "jana", "--ticket", "101", "--limit", "2"), [3, 4]),
        (("--from", "2026-11-23", "--until", "2026-11-23"), [1, 2, 3, 4]),
        (("--from", "yesterday 11:00"), [3, 4]),
        (("--until", "mon 11:00"), [1, 2]),
        (("--from", "2h"), []),
        (("waiting", "10.0.0.5"), [4]),
    ],
)
def test_entries_are_looked_for(busy: Run, asked: tuple[str, ...], numbers: list[int]) -> None:
    assert [entry["number"] for entry in busy("audit", "--json", *asked).data] == numbers


def test_people_read_a_table(busy: Run) -> None:
    said = busy("audit", "answered").out
    assert "#101" in said
    assert "Mon 23 Nov 12:00" in said


def test_whose_desk_it_was_done_at_is_told_where_it_was_anothers(
    busy: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    busy("people", "add", "Petra Nová", "--role", "cover", "--email", "petra@example.org")
    busy("handover", "--to", "Petra Nová")
    busy("handover", "sign", "1", "--by", "Petra Nová")
    told = [" ".join(line.split()) for line in busy("audit").out.splitlines()]
    assert any(f"Petra Nová (at {JANA}'s desk) desk taken over" in line for line in told)
    assert any("colleague set Petra Nová is a cover agent from now on" in line for line in told)


def test_the_queue_of_then_has_bands_and_countdowns_of_then(busy: Run) -> None:
    (now,) = busy("tickets", "--json").data
    assert (now["status"], now["band"], now["due"]) == ("waiting", "paused", None)
    (then,) = busy("tickets", "--at", "2026-11-23T11:30", "--json").data
    assert (then["status"], then["band"]) == ("open", "warn")
    assert then["due"].startswith("2026-11-23T11:42:0")
    assert 12 * 60 <= then["remaining_seconds"] <= 13 * 60
    (late,) = busy("tickets", "--at", "mon 11:58", "--json").data
    assert late["band"] == "breached"
    assert busy("tickets", "--at", "mon 10:30", "--json").data == []


def test_the_queue_of_then_is_narrowed_as_todays(busy: Run) -> None:
    assert busy("tickets", "--at", "mon 11:30", "--filter", "is:waiting", "--json").data == []
    (found,) = busy("tickets", "--at", "mon 11:30", "--filter", "login", "--json").data
    assert found["number"] == 101
    assert busy("tickets", "--at", "mon 11:30", "--limit", "0", "--json").data == []


def test_of_a_past_that_is_only_reckoned_nobody_is_named_as_who_had_the_desk(
    busy: Run, store: Path
) -> None:
    tamper(str(store), "DELETE FROM past WHERE kind = 'policy'")
    (then,) = busy("tickets", "--at", "mon 11:30", "--json").data
    assert (then["number"], then["desk"]) == (101, None)
    said = busy("tickets", "--at", "mon 11:30")
    assert "this is reckoned" in said.err
    assert "Login page" in said.out
    assert "had the desk" not in said.out


@pytest.mark.parametrize("said", ["2026-11-25", "soon"])
def test_an_instant_that_is_not_over_is_refused(busy: Run, said: str) -> None:
    refused = busy("tickets", "--at", said)
    assert refused.code == 3
    assert "moment" in refused.err


def test_a_head_kept_elsewhere_shows_what_was_cut_off(busy: Run, store: Path) -> None:
    head = busy("audit", "--head", "--json").data
    assert head["head"] == f"{head['number']}:{head['digest']}"
    told = busy("doctor", "--audit-head", head["head"]).out
    assert "all 4 audit entries" in told
    assert "the audit goes on from entry 4 as it was kept elsewhere" in told
    forged = f"{head['number']}:{'0' * 64}"
    found = busy("doctor", "--json", "--audit-head", forged)
    assert found.code == 5
    assert "audit entry 4 is not the one that was written down elsewhere" in found.out
    assert busy("doctor", "--audit-head", "4").code == 3


def test_what_was_changed_is_found_by_doctor_with_its_mend(busy: Run, store: Path) -> None:
    connection = driver.connect(store, "mode=rw")
    (trigger,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'audit_no_update'"
    ).fetchone()
    connection.execute("DROP TRIGGER audit_no_update")
    connection.execute("UPDATE audit SET who = 'Eva' WHERE number = 2")
    connection.execute(trigger)
    connection.close()
    found = busy("doctor")
    assert found.code == 5
    assert "audit entry 2 was changed" in found.out
    shown = busy("audit")
    assert shown.code == 5
    assert "2 ✗" in shown.out
    assert shown.err == (
        "vipdesk: audit entry 2 changed, or what came before replaced:"
        " `vipdesk doctor` says what to do\n"
    )
    told = json.loads(busy("audit", "--json").out)
    assert [entry["sealed"] for entry in told] == [True, False, True, True]
    assert busy("audit", "--ticket", "101", "--from", "11:00", "--json").code == 0
    assert "keep this file as evidence" in found.out


def test_a_terminal_is_told_by_name_and_can_forge_nothing() -> None:
    here, there = os.openpty()
    saved = os.dup(0)
    os.dup2(there, 0)
    try:
        name = os.ttyname(0).removeprefix("/dev/")
        told = whence.sat_at("desk", {"SSH_CLIENT": "10.0.0.5\x1b[2J\n9 1 22"})
        assert told.name.startswith(f"desk on {name} from 10.0.0.5")
        assert "\x1b" not in told.name
        assert "\n" not in told.name
    finally:
        os.dup2(saved, 0)
        for descriptor in (here, there, saved):
            os.close(descriptor)
    assert whence.left_alone("mail in", {}).alone


def test_who_was_to_be_called_then_is_listed(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("callback", "missed", "02 5550 1234")
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T11:00:00+01:00")
    tried = desk(
        *("callback", "attempt", "1", "reached", "--subject", "Rules"),
        *("--contact", "marta.rossi@acme.example.com"),
    )
    assert tried.code == 0, tried.err
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T12:00:00+01:00")
    assert desk("callbacks", "--json").data == []
    (then,) = desk("callbacks", "--at", "10:50", "--json").data
    assert (then["status"], then["attempts"], then["ticket"]) == ("open", 0, None)
    assert desk("callbacks", "--at", "10:30", "--json").data == []
    assert desk("callbacks", "--at", "11:30", "--json").data == []
    assert len(desk("callbacks", "--at", "11:30", "--all", "--json").data) == 1
    assert desk("callbacks", "--at", "2026-11-25").code == 3


def test_people_are_told_which_instant_was_taken(busy: Run) -> None:
    told = busy("tickets", "--at", "mon 11:30").out.splitlines()[0].strip()
    assert told == "Mon 23 Nov 2026 11:30 CET: Jana Nováková had the desk"
    assert busy("callbacks", "--at", "mon 11:30").out.splitlines()[0].strip() == (
        "Mon 23 Nov 2026 11:30 CET"
    )


def test_nobody_had_the_desk_before_it_was_founded(busy: Run) -> None:
    for words in ("tickets", "callbacks"):
        told = busy(words, "--at", "2020-01-01T10:00").out.splitlines()[0].strip()
        assert told == "Wed 1 Jan 2020 10:00 CET: the desk was not founded yet"
