"""The main job, as people do it: mail in, worked by keyboard, watched from another account."""

import mailbox
import os
import random
import signal
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal


def mail(sender: str, subject: str, text: str, at: str) -> EmailMessage:
    """A mail as it would lie on disk."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "jana@vipdesk.example.org", subject
    made["Date"] = f"Mon, 23 Nov 2026 {at}:00 +0100"
    made["Message-ID"] = f"<{at.replace(':', '')}@acme.example.com>"
    made.set_content(text)
    return made


MARTA, PAOLO = "Marta Rossi <marta@acme.example.com>", "Paolo Bianchi <paolo@acme.example.com>"
ARCHIVED = mail(MARTA, "Inbox crawls", "Every click takes a minute.", "10:20")
DELIVERED = mail(PAOLO, "Login page returns 502", "Nobody can log in.", "09:05")
SINGLE = mail("Sam <sam@example.org>", "Statistics of the campaign", "I work for Acme.", "10:30")


@pytest.fixture
def desk(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A desk with an mbox, a Maildir and a single mail taken in."""
    box = mailbox.mbox(tmp_path / "archive.mbox")
    box.add(ARCHIVED)
    box.close()
    maildir = mailbox.Maildir(tmp_path / "Maildir")
    maildir.add(mailbox.MaildirMessage(DELIVERED))
    maildir.close()
    (tmp_path / "one.eml").write_bytes(SINGLE.as_bytes())
    vipdesk(
        environment,
        *("init", "--client", "Acme S.p.A.", "--agent", "Jana Nováková"),
        *("--agent-email", "jana@vipdesk.example.org", "--domain", "acme.example.com"),
        *("--vip-from", "2026-04-01"),
    )
    paths = (str(tmp_path / name) for name in ("archive.mbox", "Maildir", "one.eml"))
    vipdesk(environment, "ingest", "mail", *paths)
    return environment


def watching(environment: dict[str, str]) -> Terminal:
    """A supervisor under another account, where we may choose accounts."""
    return Terminal("watch", environment=environment, watcher=True)


def test_the_most_urgent_ticket_is_answered_in_open_a_type_send(desk: dict[str, str]) -> None:
    with Terminal(environment=desk) as agent, watching(desk) as supervisor:
        agent.see("Queue · 3 open", "Login page returns 502", "Nobody can log in.")
        supervisor.see("READ-ONLY", "Queue · 3 open", "Login page returns 502")
        agent.press("a")
        agent.see("Answer", "Paolo Bianchi <paolo@acme.example.com>")
        agent.press("We are on it, Paolo.")
        agent.see("We are on it, Paolo.")
        agent.press("\x13")
        agent.see("not sent yet", "no mail account")
        supervisor.see("We are on it, Paolo.")
        agent.press("q")
        assert agent.exit_code() == 0
        supervisor.see("desk closed")
        supervisor.press("aq")
        assert supervisor.exit_code() == 0
    assert "We are on it, Paolo." in vipdesk(desk, "ticket", "show", "102")


def test_what_is_half_typed_survives_the_line(desk: dict[str, str]) -> None:
    with Terminal(environment=desk) as agent:
        agent.see("Login page returns 502", "Nobody can log in.")
        agent.press("a")
        agent.see("Answer")
        agent.press("Dear Paolo, the prox")
        agent.see("Dear Paolo, the prox")
        os.kill(agent.pid, signal.SIGHUP)
        assert agent.exit_code() == 128 + signal.SIGHUP
    with Terminal(environment=desk, columns=80, rows=24) as agent:
        agent.see("Login page returns 502")
        agent.press("a")
        agent.see("Dear Paolo, the prox")


def test_two_desks_and_a_command_line_see_each_other(desk: dict[str, str]) -> None:
    with Terminal(environment=desk) as one, Terminal(environment=desk, columns=100) as other:
        one.see("Queue · 3 open")
        other.see("Queue · 3 open")
        vipdesk(desk, "ticket", "new", "--subject", "Rang: an invoice", "--severity", "1")
        one.see("Rang: an invoice")
        other.see("Queue · 4 open")
        one.press("n")
        one.see("Note")
        one.press("asked Pavel\x13")
        other.see("asked Pavel")


def test_a_desk_of_forty_columns_is_worked_too(desk: dict[str, str]) -> None:
    with Terminal(environment=desk, columns=40, rows=12) as agent:
        agent.see("Login page", "? help")
        agent.press("\r")
        agent.see("Nobody can log in.")
        agent.press("a")
        agent.press("On it.")
        agent.see("On it.")
        agent.press("\x13")
        agent.see("answer to Paolo Bianchi")
    assert "On it." in vipdesk(desk, "ticket", "show", "102")


def test_half_typed_text_survives_a_storm_of_sizes(desk: dict[str, str]) -> None:
    sizes = random.Random(7)
    with Terminal(environment=desk) as agent:
        agent.see("Login page returns 502", "Nobody can log in.")
        agent.press("a")
        agent.see("Answer", "Paolo Bianchi")
        agent.press("Half a sent")
        for _ in range(100):
            agent.resize(sizes.randint(1, 200), sizes.randint(1, 60))
        agent.screen.reset()
        agent.resize(90, 28)
        agent.see("Half a sent")
        agent.press("ence\x13")
        agent.see("queued")
        agent.press("q")
        assert agent.exit_code() == 0


def test_twenty_columns_are_told_how_many_it_takes(desk: dict[str, str]) -> None:
    with Terminal(environment=desk, columns=20, rows=8) as agent:
        agent.see("needs 40 x 12")
        agent.screen.reset()
        agent.resize(80, 24)
        agent.see("Login page returns 502")


def test_the_first_use_asks_whose_desk_it_is(environment: dict[str, str]) -> None:
    with Terminal(environment=environment) as agent:
        agent.see("lient", "gent")
        agent.press("Acme S.p.A.\t")
        agent.see("Acme S.p.A.")


def test_keys_that_come_while_the_desk_still_opens_are_not_lost(desk: dict[str, str]) -> None:
    with Terminal(environment=desk) as agent:
        agent.press("G?")
        agent.see("Keys and signs")
        agent.press("\x1b")
        agent.see("Login page returns 502", "? help")
        agent.press("q")
        assert agent.exit_code() == 0
