"""`vipdesk tickets` finds what was written, open and resolved; `reindex` mends the index."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from vipdesk.store import driver


@pytest.fixture
def old_desk(desk: Run) -> Run:
    """Two open tickets, two resolved ones."""
    told = (
        ("Login is slow", "3", "the aubergine is unripe"),
        ("Inbox", "1", "since Sunday"),
        ("Aubergine", "2", "gone"),
        ("Archive", "1", "says the aubergine"),
    )
    for subject, severity, body in told:
        new = desk("ticket", "new", "--subject", subject, "--severity", severity, "--body", body)
        assert new.code == 0, new.err
    for number in ("103", "104"):
        desk("ticket", "note", number, "--body", "looked into it")
        desk("ticket", "status", number, "resolved")
    return desk


def numbers(desk: Run, *arguments: str) -> list[int]:
    return [line["number"] for line in desk("tickets", *arguments, "--json").data]


def ills(desk: Run) -> list[dict[str, str]]:
    """What is wrong with the store."""
    found = desk("doctor", "--json")
    told: list[dict[str, str]] = json.loads(found.out)
    return [each for each in told if (each["area"], each["severity"]) == ("store", "error")]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--filter=auberg",), {101}),
        (("--all", "--filter=auberg"), {101, 103, 104}),
        (("--filter=auberg is:resolved",), {103, 104}),
        (("--filter=is:resolved",), {103, 104}),
        (("--filter=-is:resolved",), {101, 102}),
        (("--filter=a is:resolved",), {103, 104}),
        (("--filter=is:resolved sev:1",), {104}),
        (("--filter=is:resolved -auberg",), set()),
        (("--filter=is:resolved subject:ARCH",), {104}),
        (("--filter=is:resolved no:103",), {103}),
        (("--filter=is:resolved #103",), {103}),
        (("--filter=is:resolved no:" + "9" * 40,), set()),
        (("--filter=is:resolved before:2026-11-23",), set()),
        (("--filter=is:resolved after:2026-11-22",), {103, 104}),
        (("--filter=is:resolved after:9999-12-31",), set()),
        (("--filter=is:resolved -before:0001-01-01",), {103, 104}),
        (("--filter=is:resolved via:voicemail",), set()),
        (("--filter=is:resolved from:acme",), {103, 104}),
        (("--filter=is:resolved is:untriaged",), set()),
        (("--filter=is:resolved band:none",), {103, 104}),
        (("--filter=is:resolved owes:us",), set()),
        (("--filter=has:note",), set()),
        (("--all", "--filter=has:note"), {103, 104}),
        (("--all", "--filter=-has:note"), {101, 102}),
    ],
)
def test_what_is_found(old_desk: Run, arguments: tuple[str, ...], found: set[int]) -> None:
    assert set(numbers(old_desk, *arguments)) == found


def test_the_order_is_said_by_an_option_or_in_the_filter(old_desk: Run) -> None:
    assert numbers(old_desk, "--all", "--sort", "severity") == [102, 104, 103, 101]
    assert numbers(old_desk, "--all", "--filter=sort:severity", "--limit", "2") == [102, 104]
    assert numbers(old_desk, "--filter=sort:severity is:resolved", "--sort", "newest") != []
    assert numbers(old_desk, "--sort", "severity", "--limit", "1") == [102]
    refused = old_desk("tickets", "--sort", "age")
    assert (refused.code, refused.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "typed", ["\udcff", "q\0b", "NEAR(q b)", 'q"b', "q*", "^q", "{q}:b", "; q"]
)
def test_no_word_means_anything_to_the_index(old_desk: Run, typed: str) -> None:
    said = old_desk("tickets", "--all", f"--filter='{typed}'", "--json")
    assert (said.code, said.data) == (0, [])


def test_a_damaged_index_is_told_and_made_anew(old_desk: Run, store: Path) -> None:
    connection = driver.connect(store, "mode=rw")
    connection.execute("DELETE FROM written_data WHERE id > 10")
    connection.close()
    assert [ill["mend"].rpartition(": ")[2] for ill in ills(old_desk)] == ["`vipdesk reindex`"]
    said = old_desk("tickets", "--filter=auberg")
    assert (said.code, "the search index of the store" in said.err) == (5, True)
    assert old_desk("reindex", "--json").data["texts"] == 4 + 4 + 2
    assert ills(old_desk) == []
    assert set(numbers(old_desk, "--all", "--filter=auberg")) == {101, 103, 104}


def test_a_backup_brings_the_index_along(old_desk: Run, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.tar")
    assert old_desk("backup", copy).code == 0
    old_desk("ticket", "note", "102", "--body", "another aubergine")
    assert old_desk("restore", copy, "--replace").code == 0
    assert set(numbers(old_desk, "--all", "--filter=auberg")) == {101, 103, 104}
    assert ills(old_desk) == []
