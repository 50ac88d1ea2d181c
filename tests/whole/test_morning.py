"""An agent's morning of forty tickets, played by keys on a real terminal, with every act in it."""

import json
import os
import re
import signal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal

SIZES = [(120, 36), (80, 24)]
SEND, SEND_AND_RESOLVE, READY, EDITOR = "\x13", "\x12", "\x0e", "\x05"
ENTER, LEAVE, DOWN = "\r", "\x1b", "\x1b[B"
FIRST, COUNT = 101, 40

Environment = dict[str, str]


def mail(number: int, subject: str = "", text: str = "", **more: str) -> bytes:
    """The mail that opens ticket `number`, one a minute from nine on."""
    message = EmailMessage()
    message["From"] = "Marta Rossi <marta@acme.example>"
    message["To"] = "jana@vipdesk.example.org"
    message["Date"] = f"Mon, 23 Nov 2026 09:{number - FIRST:02}:00 +0100"
    message["Subject"] = subject or f"Matter {number}"
    message["Message-ID"] = f"<{more.get('name', number)}@acme.example>"
    if answers := more.get("answers", ""):
        message["In-Reply-To"] = f"<{answers}@acme.example>"
    message.set_content(text or f"Words of {number}.")
    if name := more.get("file", ""):
        message.add_attachment(b"what the log says", "text", "plain", filename=name)
    return message.as_bytes()


@pytest.fixture
def desk(environment: Environment) -> Environment:
    """Forty mails since nine, two seniors, an editor that adds a line, and downloads."""
    home = Path(environment["HOME"])
    mails = home / "mails"
    mails.mkdir()
    special = {
        107: mail(107, file="app.log"),
        108: mail(108, text="It is as in #101, again."),
        114: mail(114, name="114"),
        119: mail(119, text="\n".join(f"needle {n}" for n in range(200))),
    }
    for number in range(FIRST, FIRST + COUNT):
        (mails / f"{number}.eml").write_bytes(special.get(number) or mail(number))
    (home / "later").mkdir()
    (home / "later" / "second.eml").write_bytes(
        mail(139, "Matter 114", "And by the way, the invoices.", name="by-the-way", answers="114")
    )
    editor = home / "editor"
    editor.write_text('#!/bin/sh\necho "from the editor" >> "$1"\n')
    editor.chmod(0o755)
    told = environment | {
        "EDITOR": str(editor),
        "XDG_DOWNLOAD_DIR": str(home / "downloads"),
        "VIPDESK_THEME": "16-colours",
    }
    begin = ("init", "--client", "Acme", "--agent", "Jana", "--domain", "acme.example")
    vipdesk(told, *begin, "--vip-from", "2026-01-01")
    for senior in ("Eva Marková", "Pavel Horák"):
        vipdesk(told, "people", "add", senior, "--role", "senior", "--skills", "proxy")
    vipdesk(told, "ingest", "mail", str(mails))
    vipdesk(told, "ingest", "mail", str(home / "later"))
    vipdesk(told, "ticket", "reply", "117", "--body", "It is mended.")
    return told


def shown(desk: Environment, number: int) -> dict[str, Any]:
    """A ticket as a script sees it."""
    found: dict[str, Any] = json.loads(vipdesk(desk, "ticket", "show", str(number), "--json"))
    return found


class Morning:
    """The agent at the keys; each act is waited for before the next one is begun."""

    def __init__(self, agent: Terminal) -> None:
        self.agent = agent

    def to(self, number: int) -> None:
        """Have this ticket in hand, alone."""
        self.agent.press("#")
        self.agent.see("Go to ticket")
        self.agent.press(f"{number}{ENTER}")
        self.reads(number)

    def reads(self, number: int) -> None:
        """Wait until that ticket stands alone, with nothing over it."""
        agent, title = self.agent, f"╭─ #{number} "

        def alone() -> bool:
            under = any(over in agent.shown for over in ("Go to ticket", "Files of", "Copy of"))
            return agent.shown.split("\n")[1].startswith(title) and not under

        agent.wait(alone, f"#{number} alone")

    def back(self) -> None:
        """To the queue again."""
        self.agent.press(LEAVE)
        self.agent.see("Queue ·")

    def does(self, keys: str, *words: str) -> None:
        """Press keys and see what came of them."""
        self.agent.press(keys)
        self.agent.see(*words)


def answers(morning: Morning) -> None:
    """A ready answer, one that is taken back, one from the editor."""
    morning.does("a", "your answer", "subject Re: Matter 101")
    morning.does(READY, "Ready answers", "ask for details")
    morning.does("en working", "Dear {first_name}")
    morning.does(ENTER, "Dear Marta,")
    morning.does(SEND, "#101: answer to Marta Rossi")
    morning.does("a", "subject Re: Matter 102")
    morning.does("Too soon.", "Too soon.")
    morning.does(SEND, "#102: answer to Marta Rossi")
    morning.does("u", "#102: undone: answer")
    morning.does("a", "your draft is back", "Too soon.")
    morning.does(EDITOR, "from the editor")
    morning.does(SEND_AND_RESOLVE, "#102: answer to Marta Rossi")


def notes_and_severities(morning: Morning) -> None:
    """One by one, then three marked at once."""
    morning.to(103)
    morning.does("n", "note", "^s save")
    morning.does("asked Pavel" + SEND, "note kept on #103")
    morning.does("s", "Severity")
    morning.does(ENTER, "#103 is severity 3")
    morning.does("w", "#103 waiting for the client")
    morning.back()
    morning.does("***", "✓ 3")
    morning.does("s", "Severity", "for all 3 marked")
    morning.does("4small" + ENTER, "severity 4 on 3 tickets")


def files_and_links(morning: Morning) -> None:
    """What came with a mail, and what a text names."""
    morning.to(107)
    morning.does("A", "Files of #107", "app.log")
    morning.does(ENTER, "saved as")
    morning.agent.press(LEAVE)
    morning.reads(107)
    morning.does("r", "#107 resolved")
    morning.back()
    morning.to(108)
    morning.does("y", "Copy of #108")
    morning.does("2", "copied: what the client wrote last")
    morning.does("#", "Go to ticket", "#101")
    morning.agent.press(ENTER)
    morning.reads(101)
    morning.back()


def recutting(morning: Morning) -> None:
    """Merged, parted, merged again; split; gone on; pinned."""
    morning.to(109)
    morning.does("M", "Merge #109")
    morning.does("110", "#110 is due 11:08")
    morning.does(ENTER, "#109 is part of #110 now")
    morning.does("u", "#109 and #110 are two tickets again")
    morning.back()
    morning.to(114)
    morning.does("S", "Split off #114", "by the way")
    morning.does(ENTER, "#141 opened")
    morning.back()
    morning.to(115)
    morning.does("F", "goes on from #115")
    morning.does(SEND, "#142 opened")
    morning.back()
    morning.to(116)
    morning.does("P", "#116 stays on top")
    morning.does("P", "#116 is pinned no more")
    morning.back()


def seniors_promises_and_calls(morning: Morning) -> None:
    """Who else has the next word, and by when the client hears."""
    morning.to(111)
    morning.does("e", "Eva Marková")
    morning.does("the proxy drops out" + ENTER, "#111 is escalated to")
    morning.back()
    morning.to(112)
    morning.does("p", "I will write by")
    morning.does("12:15", "by Mon 23 Nov 12:15")
    morning.does(ENTER, "#112: promised to write by Mon 23 Nov 12:15")
    morning.back()
    morning.to(113)
    morning.does("c", "Call", "reached nobody")
    morning.does("told them" + SEND, "call on #113: reached the client")
    morning.does("W", "#113: the next word is owed by vendor")
    morning.back()
    morning.to(117)
    morning.does("r", "#117 resolved")
    morning.back()


def finding(morning: Morning) -> None:
    """In a ticket, in the queue, among what is resolved, in another order."""
    morning.to(119)
    morning.does("/", "words in this ticket")
    morning.does("needle 7", "of 11")
    morning.agent.press(ENTER)
    morning.agent.see("a answer")
    morning.does(".", "2 of 11")
    morning.agent.press(LEAVE)
    morning.agent.wait(lambda: "of 11" not in morning.agent.shown, "the ticket without marks")
    morning.back()
    morning.does("/", "sev:1")
    morning.does("editor", "resolved · 1", "Matter 102")
    morning.agent.press(LEAVE)
    morning.agent.wait(lambda: " of " not in morning.agent.shown.split("\n")[1], "all rows")
    morning.does("O", "by severity")
    morning.agent.press("OOOO")
    morning.agent.wait(lambda: "by sender" not in morning.agent.shown, "the usual order")
    morning.does("2", "band:urgent")
    morning.agent.press("2")


def the_rest(morning: Morning) -> None:
    """Twenty in a row, in bursts: as fast as keys come over a slow line."""
    for number in range(120, FIRST + COUNT):
        morning.to(number)
        morning.does("aDone" + SEND_AND_RESOLVE, f"#{number}: answer to Marta Rossi")
        morning.back()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_morning_of_forty_tickets(desk: Environment, columns: int, rows: int) -> None:
    with Terminal(environment=desk, columns=columns, rows=rows) as agent:
        agent.see("Matter 101", "Words of 101")
        morning = Morning(agent)
        for part in (
            answers,
            notes_and_severities,
            files_and_links,
            recutting,
            seniors_promises_and_calls,
            finding,
            the_rest,
        ):
            part(morning)
        agent.press("/waiting")
        agent.see("/ waiting")
        os.kill(agent.pid, signal.SIGKILL)
        assert agent.exit_code() == -signal.SIGKILL
    check(desk)
    with Terminal(environment=desk, columns=columns, rows=rows) as agent:
        agent.see("Queue ·")
        agent.press("q")
        assert agent.exit_code() == 0


def check(desk: Environment) -> None:
    """What the morning has left in the store."""
    tickets = json.loads(vipdesk(desk, "tickets", "--all", "--json"))
    status = {one["number"]: one["status"] for one in tickets}
    assert len(status) == COUNT + 2
    assert [status[n] for n in (102, 107, 117)] == ["resolved"] * 3
    assert all(status[n] == "resolved" for n in range(120, FIRST + COUNT))
    assert status[103] == "waiting"
    assert len([one for one in tickets if one["severity"] == 4]) == 3
    said = [one["text"] for one in shown(desk, 102)["messages"]]
    assert re.fullmatch(r"Too soon\.\n?from the editor", said[-1])
    assert said.count("Too soon.") == 1, "what was taken back is kept as such"
    saved = Path(desk["HOME"]) / "downloads" / "app.log"
    assert saved.read_bytes().startswith(b"what the log says")
    assert len(shown(desk, 141)["messages"]) == 1
