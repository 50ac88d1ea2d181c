"""`vipdesk mail check` over servers that are private in another way, are slow, or know better."""

import json
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.cli.conftest import Configure, Run, checked
from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import Forged
from tests.mail.proxy import proxy
from tests.mail.submission import Submission
from tests.store.kit import until
from tests.whole.commands import VIPDESK


def test_the_wrong_kind_of_privacy_is_told(
    desk: Run,
    configure: Configure,
    account: Account,
    outgoing: Submission,
) -> None:
    configure(imap=f"imaps://localhost:{account.starttls_port}",
              smtp=f"smtps://localhost:{outgoing.port}")  # fmt: skip
    _, steps = checked(desk)
    for side in ("in", "out"):
        assert "keeps no private line" in steps[side, "certificate"][1]
    assert {"use imap:// here", "use smtp:// here"} <= mends(desk)


def test_a_line_that_is_private_from_its_first_byte_is_told_within_seconds(
    desk: Run,
    configure: Configure,
    account: Account,
) -> None:
    configure(imap=f"imap://localhost:{account.port}")
    began = time.monotonic()
    _, steps = checked(desk)
    assert time.monotonic() - began < 15
    assert "is private from its first byte" in steps["in", "certificate"][1]
    assert "use imaps:// here" in mends(desk)


def test_each_step_is_told_as_soon_as_it_is_known(
    desk: Run, configure: Configure, tmp_path: Path, store: Path
) -> None:
    """The last server takes the line, and says nothing for long."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(smtp=f"smtp://localhost:{silent.getsockname()[1]}")
        with open(tmp_path / "said", "w+") as said:
            check = [*VIPDESK, "mail", "check"]
            with subprocess.Popen(check, stdout=said, stderr=subprocess.STDOUT) as process:
                until(lambda: "SMTP  connection" in (tmp_path / "said").read_text())
                assert "✓  IMAP  login" in (tmp_path / "said").read_text()
                process.send_signal(signal.SIGINT)
                assert process.wait(20) == 130
        told = (tmp_path / "said").read_text()
    assert "Traceback" not in told
    assert "✓  SMTP  connection" in told.splitlines()[-1]


def mends(run: Run) -> set[str]:
    """What is to be done."""
    return {step["mend"] for step in json.loads(run("mail", "check", "--json").out)}


def test_a_folder_that_the_server_marks_for_what_was_sent_is_named(
    desk: Run,
    configure: Configure,
    imap_server: MailServer,
) -> None:
    good, authority = imap_server.authority.signed("marked"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as between:
        between.fault = Forged(rb"LIST \([^)]*\) (\S+) \S+", rb'LIST (\\Sent) \1 "Gesendete &AMQ-"')
        configure(imap=f"imaps://localhost:{between.port}", sent="Gesendet")
        _, steps = checked(desk)
    assert steps["in", "sent"] == (
        *(True,),
        "copies of what leaves go to Gesendet, which is made when it is first looked for;"
        " the server keeps such in Gesendete Ä: is that meant?",
    )
