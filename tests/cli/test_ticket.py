"""`vipdesk ticket` and `vipdesk tickets` (spec: command line): acts, keys, order, filters."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cli.conftest import Run

MARTA = "marta.rossi@acme.example.com"


def opened(desk: Run, subject: str = "Login returns 502", severity: int = 1, *more: str) -> str:
    """A new ticket's number."""
    new = ("ticket", "new", "--subject", subject, "--severity", str(severity), "--from", MARTA)
    return str(desk(*new, *more, "--json").data["number"])


def shown(desk: Run, number: str) -> Any:
    """One ticket, whole."""
    return desk("ticket", "show", number, "--json").data


def arrived(desk: Run, folder: Path, letter: str) -> str:
    """A mail that was taken in, as `ticket show` tells of it to people."""
    (folder / "one.eml").write_text(letter, "utf-8")
    desk("ingest", "mail", str(folder / "one.eml"))
    return desk("ticket", "show", "101").out


class TestActs:
    """Each act prints the ticket's line."""

    def test_numbers_start_at_101(self, desk: Run) -> None:
        assert [opened(desk), opened(desk)] == ["101", "102"]

    def test_a_ticket_received_earlier(self, desk: Run) -> None:
        number = opened(desk, "Slow", 3, "--channel", "phone", "--received", "2026-11-23T09:30")
        line = shown(desk, number)
        assert line["received"] == "2026-11-23T09:30:00+01:00"
        assert line["due"] == "2026-11-23T11:30:00+01:00"

    def test_reply(self, desk: Run) -> None:
        number = opened(desk)
        line = desk("ticket", "reply", number, "--body", "We are on it.", "--json").data
        assert (line["due_kind"], line["band"]) == ("follow-up", "calm")
        message = shown(desk, number)["messages"][-1]
        assert (message["kind"], message["delivery"]) == ("answer", "queued")
        assert message["to"] == [{"name": "Marta Rossi", "address": MARTA}]

    def test_a_body_from_standard_input(self, desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        number = opened(desk)
        typed = SimpleNamespace(buffer=io.BytesIO("Grüße\naus Wien".encode()))
        monkeypatch.setattr("sys.stdin", typed)
        desk("ticket", "note", number, "--body", "-")
        assert shown(desk, number)["messages"][-1]["text"] == "Grüße\naus Wien"

    def test_severity(self, desk: Run) -> None:
        number = opened(desk)
        line = desk("ticket", "severity", number, "4", "--reason", "one user", "--json").data
        assert (line["severity"], line["due_kind"]) == (4, "initial")
        assert shown(desk, number)["history"][-1]["detail"] == "1 to 4: one user"

    @pytest.mark.parametrize("status", ["waiting", "resolved"])
    def test_status(self, desk: Run, status: str) -> None:
        number = opened(desk)
        desk("ticket", "reply", number, "--body", "Done.")
        line = desk("ticket", "status", number, status, "--json").data
        assert (line["status"], line["due"], line["remaining_seconds"]) == (status, None, None)

    def test_open_again(self, desk: Run) -> None:
        number = opened(desk)
        desk("ticket", "status", number, "resolved")
        assert desk("ticket", "status", number, "open", "--json").data["status"] == "open"

    @pytest.mark.parametrize(
        ("arguments", "code", "what"),
        [
            (("show", "999"), 3, "no ticket #999"),
            (("reply", "999", "--body", "x"), 3, "no such ticket"),
            (("reply", "101", "--body", "  "), 3, "the answer is empty"),
            (("note", "101", "--body", ""), 3, "the note is empty"),
            (("severity", "101", "2"), 3, "needs a reason"),
            (("severity", "101", "9", "--reason", "x"), 3, "it has 1, 2, 3, 4, 5"),
            (("severity", "101", "1"), 4, "confirmed as severity 1 already"),
            (("status", "101", "open"), 4, "#101 is open already"),
            (("status", "101", "no-answer-needed"), 4, "opened with"),
            (("status", "101", "closed"), 2, "closed"),
            (("show", "first"), 2, "'first' is no ticket number"),
            (("show", "9" * 30), 2, "is no ticket number"),
            (("reply", "-1", "--body", "x"), 2, "is no ticket number"),
            (("reply", "101", "--bod", "x"), 2, "--bod"),
            (("new", "--subject", "x", "--severity", "9"), 3, "it has 1, 2, 3, 4, 5"),
            (("new", "--subject", " ", "--severity", "1"), 3, "needs a subject"),
            (("new", "--subject", "x", "--severity", "1", "--from", "Marta"), 3, "no mail address"),
            (("new", "--subject", "x", "--severity", "1", "--from", "a b@c"), 3, "no mail address"),
            (("show", "101", "--store", "/"), 5, "/ is a folder"),
            (
                ("new", "--subject", "x", "--severity", "1", "--received", "2027-01-01"),
                3,
                "still to come",
            ),
        ],
    )
    def test_what_can_not_be_done_is_one_line(
        self, desk: Run, arguments: tuple[str, ...], code: int, what: str
    ) -> None:
        opened(desk)
        before = shown(desk, "101")
        said = desk("ticket", *arguments)
        assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
        assert what in said.err
        assert shown(desk, "101")["history"] == before["history"]


class TestShow:
    """One ticket, whole."""

    def test_how_each_target_was_judged(self, desk: Run) -> None:
        number = opened(desk)
        desk("ticket", "reply", number, "--body", "We are on it.")
        closed, running = shown(desk, number)["targets"]
        assert (closed["kind"], closed["outcome"], closed["target"]) == ("initial", "met", 3600)
        assert closed["explanation"]
        assert (running["kind"], running["outcome"]) == ("follow-up", "running")
        assert running["explanation"][-1].startswith("due ")

    def test_an_explanation_is_said_to_its_end(
        self, desk: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = opened(desk, "Slow", 3)
        desk("ticket", "reply", number, "--body", "We are on it.")
        monkeypatch.setenv("VIPDESK_NOW", "2026-11-25T12:00:00+01:00")
        desk("ticket", "reply", number, "--body", "Done.")
        closed = shown(desk, number)["targets"][1]
        assert len(" · ".join(closed["explanation"])) > 300
        said = " ".join(desk("ticket", "show", number).out.split())
        assert closed["explanation"][-1] in said

    def test_for_people(self, desk: Run) -> None:
        number = opened(desk, "Login \x1b[31mreturns\x1b[0m 502")
        desk("ticket", "note", number, "--body", "asked \x1b]0;x\x07 Pavel")
        said = desk("ticket", "show", number).out
        assert "Login" in said
        assert "Pavel" in said
        assert "\x1b" not in said

    def test_a_sender_is_shown_with_the_address_whatever_the_name_says(
        self, desk: Run, tmp_path: Path
    ) -> None:
        head = "From: Marta Rossi <sam@elsewhere.example.org>\nSubject: Invoice\n\n"
        said = arrived(desk, tmp_path, f"{head}Pay now.\n\n> a\n> b\n")
        assert "Marta Rossi <sam@elsewhere.example.org>" in said
        assert "2 lines of history are folded" in said

    def test_an_endless_mail_is_cut(self, desk: Run, tmp_path: Path) -> None:
        said = arrived(
            desk, tmp_path, f"From: {MARTA}\nSubject: Log\n\n{'x' * 9}\n" + "y\n" * 9_000
        )
        assert "xxxxxxxxx" in said
        assert said.count("\n") < 2_100
        assert "the rest is left out" in said


class TestQueue:
    """The queue, in its order."""

    def test_most_urgent_first_and_resolved_only_on_demand(self, desk: Run) -> None:
        later, urgent = opened(desk, "Slow", 3), opened(desk, "Down", 1)
        gone = opened(desk, "Old", 1)
        desk("ticket", "status", gone, "resolved")
        assert [line["number"] for line in desk("tickets", "--json").data] == [
            int(urgent),
            int(later),
        ]
        everything = desk("tickets", "--all", "--json").data
        assert [line["number"] for line in everything] == [int(urgent), int(later), int(gone)]

    def test_the_keys_of_a_line(self, desk: Run) -> None:
        opened(desk, "Down", 1, "--channel", "chat")
        (line,) = desk("tickets", "--json").data
        assert {
            "number": 101,
            "severity": 1,
            "triaged": True,
            "status": "open",
            "subject": "Down",
            "channel": "chat",
            "due_kind": "initial",
            "band": "calm",
        }.items() <= line.items()
        assert line["received"].startswith("2026-11-23T10:42")
        assert line["clock_start"] == line["received"]
        assert line["due"].startswith("2026-11-23T11:42")
        assert 3590 <= line["remaining_seconds"] <= 3600

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ("", {"Down", "Slow inbox"}),
            ("INBOX", {"Slow inbox"}),
            ("severity:1", {"Down"}),
            ("-severity:1", {"Slow inbox"}),
            ("status:waiting", {"Slow inbox"}),
            ("band:paused", {"Slow inbox"}),
            ("is:unanswered", {"Down"}),
            ("from:rossi severity:3", {"Slow inbox"}),
            ("#101", {"Down"}),
            ("subject:slow 'slow inbox'", {"Slow inbox"}),
            ("sev:1", {"Down"}),
            ("is:waiting", {"Slow inbox"}),
            ("owes:us", {"Down"}),
            ("owes:client", {"Slow inbox"}),
            ("before:2026-11-24", {"Down", "Slow inbox"}),
            ("before:2026-11-23", set()),
            ("-after:2026-11-22", set()),
            ("nothing like it", set()),
        ],
    )
    def test_filters(self, desk: Run, wanted: str, found: set[str]) -> None:
        opened(desk, "Down", 1)
        slow = opened(desk, "Slow inbox", 3)
        desk("ticket", "reply", slow, "--body", "Which folder?")
        desk("ticket", "status", slow, "waiting")
        lines = desk("tickets", f"--filter={wanted}", "--json").data
        assert {line["subject"] for line in lines} == found

    @pytest.mark.parametrize("more", [(), ("--all",), ("--filter=i",)])
    def test_the_first_only(self, desk: Run, more: tuple[str, ...]) -> None:
        for subject, severity in (("Is down", 1), ("Is slow", 3), ("Is late", 4)):
            opened(desk, subject, severity)
        lines = desk("tickets", "--limit", "2", *more, "--json").data
        assert [line["number"] for line in lines] == [101, 102]
        assert desk("tickets", "--limit", "-1").code == 2

    @pytest.mark.parametrize(
        ("wanted", "what"),
        [
            ("severty:1", "there is no severty:"),
            ("owes:marta", "owes: takes one of us, client"),
            ("before:yesterday", "before: takes a day, as in 2026-11-01"),
            ("sev:high", "severity: takes one of 1, 2, 3, 4"),
            ("sev:9", "severity: takes one of 1, 2, 3, 4"),
            ("band:red", "band: takes one of calm, warn"),
            ("'never closed", "quotation mark"),
        ],
    )
    def test_a_filter_that_can_not_be_right(self, desk: Run, wanted: str, what: str) -> None:
        said = desk("tickets", f"--filter={wanted}")
        assert (said.code, said.out) == (3, "")
        assert what in said.err

    def test_for_people(self, desk: Run) -> None:
        opened(desk, "Down [bold]x[/bold] [/]", 1)
        assert "Down [bold]x[/bold] [/]" in " ".join(desk("tickets").out.split())

    def test_without_a_store(self, run: Run) -> None:
        said = run("tickets")
        assert (said.code, said.out) == (5, "")
        assert "`vipdesk init` makes one" in said.err
