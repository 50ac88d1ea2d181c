"""A desk that is open takes up a mailbox that is set or mended later; one store carries it."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.mail.both import Both
from tests.mail.carried import letter
from tests.whole.commands import VIPDESK, vipdesk
from tests.whole.terminal import Terminal

ACME = ("--client", "Acme", "--domain", "acme.example.com", "--vip-from", "2026-01-01")


@pytest.fixture
def own_file(environment: dict[str, str], tmp_path: Path) -> Path:
    """The agent's settings, on a desk that is set up; nothing is written there yet."""
    environment["VIPDESK_CONFIG"] = str(tmp_path / "config.toml")
    del environment["VIPDESK_NOW"]
    agent = ("--agent", "Jana", "--agent-email", "jana@vipdesk.example.org")
    vipdesk(environment, "init", *ACME, *agent)
    return tmp_path / "config.toml"


def test_a_mailbox_that_is_set_and_mended_while_the_desk_is_open(
    environment: dict[str, str], own_file: Path, both: Both
) -> None:
    with Terminal(environment=environment) as desk:
        desk.see("○ mail", "No mailbox is set in")
        both.account.deliver(letter("Login"))
        own_file.write_text(both.table())
        desk.see("✕ mail", "is not there: write the")
        both.keep_password("wrong")
        desk.see("does not let")
        both.keep_password()
        desk.see("● mail", "Login")
        desk.wait(lambda: "does not let" not in desk.shown, "the trouble is over")
        desk.press("a")
        desk.see("^s send")
        desk.press("On it.\x13")
        desk.see("is held for 5 seconds, then sent")
        rung = desk.painted.count(b"\a")
        both.account.deliver(letter("Inbox"))
        desk.see("✱ 1 new: #102 Inbox")
        assert desk.painted.count(b"\a") > rung
        desk.wait(lambda: any(b"On it." in mail.raw for mail in both.server.taken), "it is sent")


def test_what_waited_in_vain_leaves_as_soon_as_the_account_is_mended(
    environment: dict[str, str], own_file: Path, both: Both
) -> None:
    both.keep_password("wrong")
    own_file.write_text(both.table())
    new = ("ticket", "new", "--subject", "Login", "--severity", "3")
    vipdesk(environment, *new, "--from", "marta@acme.example.com", "--body", "It fails.")
    vipdesk(environment, "ticket", "reply", "101", "--body", "On it.")
    with worker(environment) as told:
        until(lambda: "does not let" in told() and next_try(environment) is not None)
        both.keep_password()
        until(lambda: any(b"On it." in mail.raw for mail in both.server.taken))
        until(lambda: "all is well again" in told())


def test_a_second_store_does_not_take_the_mail_of_the_first(
    environment: dict[str, str], own_file: Path, both: Both
) -> None:
    both.keep_password()
    own_file.write_text(both.table())
    with worker(environment):
        until(lambda: carried_by(environment) == "worker")
    other = {**environment, "VIPDESK_STORE": environment["VIPDESK_STORE"].replace("desk", "two")}
    vipdesk(other, "init", *ACME, "--agent", "Ben")
    both.account.deliver(letter("Login"))
    with worker(other) as told:
        until(lambda: "is carried by another store" in told())
        assert f'write store = "{other["VIPDESK_STORE"]}" in [mail]' in told()
        assert carried_by(other) is None
    own_file.write_text(both.table(store=other["VIPDESK_STORE"]))
    with worker(environment), worker(other):
        until(lambda: len(json.loads(vipdesk(other, "tickets", "--json"))) == 1)
        assert carried_by(environment) is None
    assert json.loads(vipdesk(environment, "tickets", "--json")) == []


def carried_by(environment: dict[str, str]) -> object:
    return json.loads(vipdesk(environment, "mail", "log", "--json"))["carried_by"]


def next_try(environment: dict[str, str]) -> object:
    shown = json.loads(vipdesk(environment, "ticket", "show", "101", "--json"))
    return shown["messages"][-1]["next_try"]


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[Callable[[], str]]:
    """A worker, until it is no longer needed; gives what it has said."""
    said = Path(environment["VIPDESK_STORE"]).with_suffix(".said")
    told = {**os.environ, **environment}
    with (
        open(said, "w") as file,
        subprocess.Popen([*VIPDESK, "worker"], env=told, stderr=file) as process,
    ):
        try:
            yield said.read_text
        finally:
            process.terminate()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    give_up = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)
