"""A mail comes in at night, is acknowledged, answered in the morning, and a copy is kept."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.mail.carried import letter
from tests.mail.dovecot import Account
from tests.smtp_server import SmtpServer, smtp_server
from tests.whole.commands import VIPDESK, vipdesk

SUNDAY, MONDAY = "2026-11-22T22:00:00+01:00", "2026-11-23T10:42:00+01:00"
MORE = """
[mail]
user = "{account.user}"
imap = "imaps://localhost:{account.port}"
smtp = "smtp://localhost:{server.port}"
password_env = "MAIL_PASSWORD"
authority = "{authority}"
sent = "Sent"
"""
Desk = dict[str, str]


@pytest.fixture
def server(tmp_path: Path, account: Account) -> Iterator[SmtpServer]:
    """Where mail goes; the same mailbox opens it."""
    with smtp_server(tmp_path) as here:
        here.login, here.password = account.user, account.password
        yield here


@pytest.fixture
def desk(server: SmtpServer, account: Account, tmp_path: Path) -> Desk:
    """A desk with that mailbox, whose contact reads Italian."""
    authority = tmp_path / "both.pem"
    authority.write_bytes(account.authority.read_bytes() + server.authority.read_bytes())
    own_file = tmp_path / "config.toml"
    own_file.write_text(MORE.format(account=account, server=server, authority=authority))
    told = {
        "VIPDESK_STORE": str(tmp_path / "data" / "desk.db"),
        "VIPDESK_CONFIG": str(own_file),
        "MAIL_PASSWORD": account.password,
        "VIPDESK_NOW": SUNDAY,
    }
    agent = ("--agent", "Jana", "--agent-email", "jana@vipdesk.example.org")
    contact = ("--contact", "Marta Rossi <marta.rossi@acme.example.com>")
    vipdesk(told, "init", "--client", "Acme", *agent, *contact, "--vip-from", "2026-01-01")
    vipdesk(told, "contact", "marta.rossi@acme.example.com", "--language", "it")
    return told


@contextmanager
def worker(desk: Desk) -> Iterator[None]:
    """A worker, until it is no longer needed."""
    told = {**os.environ, **desk}
    with subprocess.Popen([*VIPDESK, "worker"], env=told, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def until(desk: Desk, holds: Callable[[], bool]) -> None:
    """Wait for something to become true; fail with the log where it does not."""
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up, vipdesk(desk, "mail", "log")


def sent(server: SmtpServer) -> list[Message]:
    return [message_from_bytes(one.raw) for one in server.taken]


def test_from_the_night_to_the_copy(desk: Desk, server: SmtpServer, account: Account) -> None:
    account.deliver(letter("Accesso"), at=datetime.fromisoformat(SUNDAY).timestamp() - 60)
    with worker(desk):
        until(desk, lambda: len(server.taken) == 1)
        (note,) = sent(server)
        assert note["Auto-Submitted"] == "auto-replied"
        assert note["To"] == "Marta Rossi <marta.rossi@acme.example.com>"
        assert note["In-Reply-To"] == "<Accesso@acme.example.com>"
        body = note.get_payload(decode=True)
        assert isinstance(body, bytes)
        assert "lunedì 23 novembre, ore 09:00" in " ".join(body.decode().split())
        until(desk, lambda: "Sent" in account.folders())
    (ticket,) = json.loads(vipdesk(desk, "tickets", "--json"))
    desk["VIPDESK_NOW"] = MONDAY
    vipdesk(desk, "ticket", "reply", str(ticket["number"]), "--body", "È risolto.")
    desk["VIPDESK_NOW"] = MONDAY.replace(":42:", ":43:")
    with worker(desk):
        until(desk, lambda: len(server.taken) == 2)
        until(desk, lambda: len(account.subjects("Sent")) == 2)
    answer = sent(server)[1]
    assert answer["In-Reply-To"] == "<Accesso@acme.example.com>"
    assert answer["Auto-Submitted"] is None
    assert [entry["delivery"] for entry in shown(desk, ticket["number"])] == ["sent"]


def shown(desk: Desk, number: int) -> list[dict[str, str]]:
    messages = json.loads(vipdesk(desk, "ticket", "show", str(number), "--json"))["messages"]
    return [message for message in messages if message["kind"] == "answer"]
