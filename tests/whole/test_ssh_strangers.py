"""Keys and users that nobody knows, or knows no more: they open nothing, and are told why."""

import subprocess
from pathlib import Path

import pytest

from tests.whole.office import EVA, OTA, Office

DENIED = "Permission denied (publickey"


def test_a_key_of_nobody_is_let_in_nowhere(desk_by_ssh: Office, tmp_path: Path) -> None:
    key = tmp_path / "stranger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name in (EVA, OTA):
        typed = desk_by_ssh.ssh(name)
        theirs = [f"-oIdentityFile={key}" if "IdentityFile" in one else one for one in typed]
        ended = desk_by_ssh.tries(theirs)
        assert (ended.returncode, ended.stdout) == (255, "")
        assert DENIED in ended.stderr


def test_a_user_of_nobody_is_let_in_by_no_key(desk_by_ssh: Office) -> None:
    *options, there = desk_by_ssh.ssh(EVA)
    login, _, host = there.partition("@")
    for user in ("daemon", f"{login}x"):
        ended = desk_by_ssh.tries([*options, f"{user}@{host}"])
        assert (ended.returncode, ended.stdout) == (255, "")
        assert DENIED in ended.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("remove", EVA), "vipdesk: Eva Marková was removed, and may do nothing here"),
        (
            ("add", EVA, "--role", "supervisor", "--change-role"),
            "vipdesk: Eva Marková is a supervisor now",
        ),
    ],
)
def test_a_role_that_changes_ends_what_is_open_with_a_line(
    desk_by_ssh: Office, change: tuple[str, ...], said: str
) -> None:
    with desk_by_ssh.at(EVA) as eva:
        eva.see("Escalated to you · 1 to accept", "a accept")
        desk_by_ssh.vipdesk("escalation", "withdraw", "1")
        desk_by_ssh.vipdesk("people", *change)
        eva.see(said)
        assert eva.exit_code() == 4
    desk_by_ssh.all_gone()


def test_the_key_of_who_was_removed_opens_nothing(desk_by_ssh: Office) -> None:
    desk_by_ssh.vipdesk("escalation", "withdraw", "1")
    for name in (EVA, OTA):
        desk_by_ssh.vipdesk("people", "remove", name)
        with desk_by_ssh.at(name, options=("-tt",)) as gone:
            gone.see(f"vipdesk: {name} was removed, and may do nothing here")
            assert gone.exit_code() == 4
