"""What surrounds a process (spec: command line): nonsense and locked doors are one line."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("soon", "is no instant"),
        ("2026-11-23", "is no instant"),
        ("2026-11-23T10:42", "is no instant"),
        ("2026-11-23T10:42+25:00", "is no instant"),
        ("0001-01-01T00:00+14:00", "is not from 1900 to 2500"),
        ("9999-12-31T23:59:59-12:00", "is not from 1900 to 2500"),
    ],
)
def test_a_clock_that_can_not_start_there(
    desk: Run, monkeypatch: pytest.MonkeyPatch, said: str, why: str
) -> None:
    monkeypatch.setenv("VIPDESK_NOW", said)
    got = desk("tickets")
    assert (got.code, got.out, got.err.count("\n")) == (3, "", 1)
    assert why in got.err
    assert "like 2026-11-23T10:42+01:00" in got.err


def test_who_may_only_read_the_store_may_not_work_it(
    desk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("ticket", "new", "--subject", "Down", "--severity", "1")
    # The system's own answer can't be had in every test run: root may write anything.
    monkeypatch.setattr(os, "access", lambda _, mode: mode == os.R_OK)
    said = desk("ticket", "note", "101", "--body", "x")
    assert (said.code, said.out, said.err.count("\n")) == (4, "", 1)
    assert "use `vipdesk watch`" in said.err
    assert desk("tickets").code == 0


def test_the_doctor_names_what_cannot_be_right_in_somebodys_settings(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "config.toml"
    own.write_text('theme = "pink"\n[keys]\nanswer = "j"\n', encoding="utf-8")
    monkeypatch.setenv("VIPDESK_CONFIG", str(own))
    monkeypatch.setenv("NO_COLOR", "1")
    found = desk("doctor", "--json").data
    told = [each["what"] for each in found if each["severity"] == "warning"]
    assert any("line 1: theme can't be" in what for what in told)
    assert any("line 3: keys.answer: j can't be a key here" in what for what in told)
    assert ("the theme is none", "NO_COLOR is set") in [(f["what"], f["where"]) for f in found]
