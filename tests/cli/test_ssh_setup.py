"""`vipdesk ssh-setup --print`, and what `doctor` says of accounts."""

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from vipdesk.config import system_user

EVA, ADA = "Eva 'the \"index\"' Marková", "Ada Ward"


@pytest.fixture
def manned(desk: Run) -> Run:
    """A desk with a senior, a supervisor, and one who left."""
    for name, role in ((EVA, "senior"), (ADA, "supervisor"), ("Otto", "senior")):
        desk("people", "add", name, "--role", role)
    desk("people", "remove", "Otto")
    return desk


def commands(line: str) -> list[str]:
    """What a line of authorized_keys has run, word by word, as OpenSSH and a shell read it."""
    options, rest = line.split('command="', 1)
    assert options == "restrict,pty,"
    command, key = rest.rsplit('" ', 1)
    assert key.startswith("ssh-ed25519 ")
    assert not command.replace('\\"', "").count('"')
    return shlex.split(command.replace('\\"', '"'))


def test_each_person_has_a_line_bound_to_their_name(manned: Run, store: Path) -> None:
    eva, ada = manned("ssh-setup", "--print", "--json").data["authorized_keys"]
    assert (eva["name"], eva["role"], ada["name"]) == (EVA, "senior", ADA)
    assert commands(eva["line"])[-4:] == ["--store", str(store), "--as", EVA]
    assert commands(ada["line"])[-5:] == ["--store", str(store), "--as", ADA, "watch"]
    said = manned("ssh-setup", "--print").out
    assert eva["line"] in said
    assert "# Ada Ward, supervisor" in said
    assert "Otto" not in said


def test_a_bound_line_runs_as_that_person(manned: Run) -> None:
    _, ada = manned("ssh-setup", "--print", "--json").data["authorized_keys"]
    ended = subprocess.run(
        [*commands(ada["line"])[:-1], "ticket", "new", "--subject", "s", "--severity", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 4
    assert "Ada Ward is a supervisor here" in ended.stderr


def test_the_sample_forwards_nothing(manned: Run, store: Path) -> None:
    sshd = manned("ssh-setup", "--print", "--group", "watchers", "--json").data["sshd"]
    assert f"Match Group watchers User *,!{system_user()}\n" in sshd
    assert f"--store {store}\n" in sshd
    for each in ("AllowTcpForwarding", "AllowAgentForwarding", "X11Forwarding", "PermitTunnel"):
        assert f"    {each} no\n" in sshd


def test_it_prints_only_when_asked_to(manned: Run) -> None:
    assert manned("ssh-setup").code == 2
    assert manned("--as", ADA, "ssh-setup", "--print").code == 4


def test_the_doctor_knows_accounts_that_are_not_there(manned: Run) -> None:
    manned("people", "add", "Jana Nováková", "--role", "dedicated", "--login", system_user())
    manned("people", "add", ADA, "--login", "nobody-has-this")
    found = [one for one in manned("doctor", "--json").data if one["area"] == "people"]
    told = {one["what"]: (one["severity"], one["mend"]) for one in found}
    assert told[f"{system_user()} is the account of Jana Nováková"] == ("ok", "")
    severity, mend = told["nobody-has-this, the account of Ada Ward, is not on this machine"]
    assert severity == "warning"
    assert "people add 'Ada Ward' --login USER" in mend


def test_the_keys_of_the_stores_account_are_left_to_their_own_names(manned: Run) -> None:
    sshd = manned("ssh-setup", "--print", "--json").data["sshd"]
    bound, own = sshd.split("\nMatch User ")
    assert f" User *,!{system_user()}\n    ForceCommand " in bound
    assert own.startswith(f"{system_user()}\n")
    assert "ForceCommand" not in own
    assert bound.count("ClientAliveInterval") == own.count("ClientAliveInterval") == 1
