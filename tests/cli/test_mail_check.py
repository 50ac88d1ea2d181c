"""`vipdesk mail check` at servers that hang up, lie or are somebody else: each step is told."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Configure, Run, checked
from tests.mail.certificates import Authority, Certificate
from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import CutAt
from tests.mail.proxy import Fault, proxy
from tests.mail.submission import submission
from tests.smtp_server import smtp_server

WRONG: dict[str, Callable[[Authority], Certificate]] = {
    "name": lambda authority: authority.signed("wrong", "subjectAltName=DNS:mail.example.com"),
    "self": lambda authority: authority.self_signed("self"),
    "old": lambda authority: authority.signed("old", days=0),
}
WHY = {
    "name": "certificate is not valid for 'localhost': one for localhost is expected; "
    "it shows one for mail.example.com, until ",
    "self": "self-signed certificate: one for localhost is expected; it shows one for localhost",
    "old": "certificate has expired: one for localhost is expected; it shows one for localhost",
}


class Heard(Fault):
    """Keeps what the server is told."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def command(self, line: bytes) -> bytes:
        """All of it."""
        self.lines.append(line)
        return line


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_certificate_of_the_mailbox_is_named_beside_the_right_one(
    desk: Run, configure: Configure, imap_server: MailServer, wrong: str
) -> None:
    authority = imap_server.authority
    with proxy(imap_server.port, WRONG[wrong](authority), authority.file) as between:
        between.fault = heard = Heard()
        configure(imap=f"imaps://localhost:{between.port}")
        code, steps = checked(desk)
    assert code == 3
    works, said = steps["in", "certificate"]
    assert not works
    assert WHY[wrong] in said
    assert ("in", "login") not in steps, "nothing is said to whom one does not trust"
    assert {line.split()[1] for line in heard.lines} <= {b"CAPABILITY"}, "only looked at"


@pytest.mark.parametrize("starttls", [True, False])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_certificate_of_the_way_out(
    desk: Run, configure: Configure, imap_server: MailServer, wrong: str, starttls: bool
) -> None:
    with submission(WRONG[wrong](imap_server.authority), starttls=starttls) as server:
        configure(smtp=f"{'smtp' if starttls else 'smtps'}://localhost:{server.port}")
        code, steps = checked(desk)
    assert code == 3
    assert WHY[wrong] in steps["out", "certificate"][1]
    assert ("out", "login") not in steps
    assert server.asked == 0


def test_a_server_that_hangs_up_at_a_folder_leaves_all_else_to_be_told(
    desk: Run, configure: Configure, imap_server: MailServer
) -> None:
    good, authority = imap_server.authority.signed("hangs-up"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as between:
        between.fault = CutAt(b"SELECT")
        configure(imap=f"imaps://localhost:{between.port}")
        code, steps = checked(desk)
    assert code == 3
    assert steps["in", "login"][0]
    works, said = steps["in", "folders"]
    assert not works
    assert f"localhost:{between.port}" in said
    assert steps["out", "sender"][0], "the other way is looked at all the same"


def test_who_is_asked_word_by_word_gets_in_as_when_it_sends(
    desk: Run, configure: Configure, account: Account, tmp_path: Path
) -> None:
    with smtp_server(tmp_path, auth_exclude_mechanism=["PLAIN"]) as server:
        server.login, server.password = account.user, account.password
        both = tmp_path / "both.pem"
        both.write_text(account.authority.read_text() + server.authority.read_text())
        configure(smtp=f"smtp://localhost:{server.port}", authority=str(both))
        _, steps = checked(desk)
        assert steps["out", "login"] == (True, f"{account.user} is let in")
        assert server.entered == ["LOGIN"]
        server.faults["EHLO"] = ["250-x\r\n" * 300]
        _, steps = checked(desk)
    works, said = steps["out", "certificate"]
    assert not works
    assert "it said what is no answer" in said


def test_the_password_stands_nowhere(
    desk: Run, configure: Configure, account: Account, imap_server: MailServer, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{account.password}\n")
    good, authority = imap_server.authority.signed("listed"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as between:
        between.fault = listed = Listed()
        configure(
            imap=f"imaps://localhost:{between.port}",
            password_env=None,
            password_command=f"cat {secret}",
        )
        environment = {k: v for k, v in os.environ.items() if k != "MAIL_PASSWORD"}
        command = [sys.executable, "-m", "vipdesk", "mail", "check"]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "✓  IMAP  login" in ran.stdout, ran.stderr
    assert any(b"mail\0check" in line for line in listed.processes)
    words = account.password.encode()
    assert not [line for line in listed.processes if words in line]
    said = [ran.stdout, ran.stderr, *(desk(*act).out for act in (("doctor",), ("mail", "log")))]
    assert not [text for text in said if account.password in text]


class Listed(Fault):
    """Looks at the list of all processes when somebody enters."""

    def __init__(self) -> None:
        self.processes: list[bytes] = []

    def command(self, line: bytes) -> bytes:
        """Nothing is changed."""
        if b"AUTHENTICATE" in line:
            for process in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    self.processes.append(process.read_bytes())
        return line
