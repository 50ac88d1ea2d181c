"""`vipdesk init` (spec: command line): the store made without questions, once."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ACME = ("init", "--client", "Acme S.p.A.", "--agent", "Jana Nováková")


def test_it_creates_the_store_and_says_where(run: Run, store: Path) -> None:
    said = run(*ACME, "--json").data
    assert said == {"store": str(store), "client": "Acme S.p.A.", "agent": "Jana Nováková"}
    assert store.is_file()


def test_it_says_where_mail_is_set_up(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VIPDESK_CONFIG", str(tmp_path / "own.toml"))
    said = " ".join(run(*ACME).out.split())
    assert "`vipdesk mail set-up YOUR@ADDRESS`" in said
    assert "contacts nobody is known yet: `vipdesk contact EMAIL --name NAME`" in said


def test_a_mailbox_that_is_set_is_only_to_be_looked_at(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(own))
    own.write_text("[mail]\nuser = 1\n")
    said = " ".join(run(*ACME, "--domain", "acme.example.com").out.split())
    assert "`vipdesk mail check` says whether it works" in said
    assert "contacts" not in said


def test_it_refuses_to_overwrite(run: Run, store: Path) -> None:
    run(*ACME)
    before = store.read_bytes()
    again = run(*ACME)
    assert again.code == 4
    assert "already" in again.err
    assert store.read_bytes() == before


def test_contacts_and_domains_are_the_client(run: Run) -> None:
    run(*ACME, "--contact", "Marta Rossi <Marta@Acme.example.com>", "--domain", "@acme.example.org")
    for address, unknown in (
        ("marta@acme.example.com", False),
        ("anyone@acme.example.org", False),
        ("anyone@acme.example.com", True),
    ):
        number = run(
            *("ticket", "new", "--subject", "Help", "--severity", "3"),
            *("--from", address, "--json"),
        ).data["number"]
        assert run("ticket", "show", str(number), "--json").data["sender_unknown"] is unknown


def test_a_contact_keeps_the_name_as_it_was_given(run: Run) -> None:
    run(*ACME, "--contact", "Rossi, Marta <marta@acme.example.com>")
    new = ("ticket", "new", "--subject", "Help", "--severity", "3")
    number = run(*new, "--from", "Marta@acme.example.com", "--json").data["number"]
    assert run("ticket", "show", str(number), "--json").data["from"] == "Rossi, Marta"


def test_the_add_on_runs_from_today_in_desk_time_by_default(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-22T23:30:00Z")
    run(*ACME)
    for received, entitled in (("2026-11-22T23:59", False), ("2026-11-23T00:00", True)):
        number = run(
            *("ticket", "new", "--subject", "Help", "--severity", "3"),
            *("--received", received, "--json"),
        ).data["number"]
        shown = run("ticket", "show", str(number), "--json").data
        assert shown["entitled"] is entitled


def test_another_plan_is_not_entitled(run: Run) -> None:
    run(*ACME, "--plan", "Basic")
    number = run("ticket", "new", "--subject", "Help", "--severity", "3", "--json").data["number"]
    assert run("ticket", "show", str(number), "--json").data["entitled"] is False


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (("--client", "", "--agent", "Jana"), 3, "--client is empty"),
        (("--client", "Acme", "--agent", " \t"), 3, "--agent is empty"),
        (("--client", "Acme"), 2, "--agent"),
        ((*ACME[1:], "--agent-email", "jana"), 3, "no mail address"),
        ((*ACME[1:], "--agent-email", "jana@"), 3, "no mail address"),
        ((*ACME[1:], "--agent-email", "ja na@example.com"), 3, "no mail address"),
        ((*ACME[1:], "--contact", "Marta Rossi"), 3, "no mail address"),
        ((*ACME[1:], "--contact", "Marta <>"), 3, "no mail address"),
        ((*ACME[1:], "--contact", "a@b@example.com"), 3, "no mail address"),
        ((*ACME[1:], "--domain", "a@b"), 3, "no domain"),
        ((*ACME[1:], "--domain", "two words"), 3, "no domain"),
        ((*ACME[1:], "--domain", ""), 3, "no domain"),
        ((*ACME[1:], "--vip-from", "soon"), 3, "no day"),
        ((*ACME[1:], "--vip-from", "2026-12-01", "--vip-until", "2026-11-01"), 3, "is before"),
        ((*ACME[1:], "--policy", "/nowhere/policy.toml"), 3, "/nowhere/policy.toml"),
    ],
)
def test_what_can_not_be_right_is_refused_and_leaves_nothing(
    run: Run, store: Path, arguments: tuple[str, ...], code: int, what: str
) -> None:
    said = run("init", *arguments)
    assert (said.code, said.err.count("\n")) == (code, 1)
    assert what in said.err
    assert not store.exists()


def test_control_characters_in_a_name_are_not_kept(run: Run) -> None:
    said = run("init", "--client", "Ac\x1b]0;x\x07me", "--agent", "Jana", "--json").data
    assert said["client"].isprintable()


def test_a_folder_that_can_not_be_made_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setenv("VIPDESK_STORE", str(tmp_path / "file" / "desk.db"))
    said = run(*ACME)
    assert (said.code, said.err.count("\n")) == (5, 1)
