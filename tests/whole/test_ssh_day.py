"""One working day of five people, each by their own SSH, as README sets them up."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest

from tests.spool import Spool
from tests.whole.office import ADA, EVA, JANA, OTA, PETRA, Office
from tests.whole.terminal import Terminal

NIGHT, MORNING, AFTERNOON = (
    f"2026-11-{day}:00+01:00" for day in ("22T22:10", "23T09:02", "23T15:10")
)
DAYS_OFF = ("2026-11-24", "2026-11-27")
NUMBER = "+39 02 5550 1234"
SAVE, SAVE_AND_RESOLVE, ENTER, LEAVE = "\x13", "\x12", "\r", "\x1b"
NOT_AS_IN_REAL_LIFE = ["configuration", "mail", "terminal"]
"""A clock that was set, no mailbox, and a command without a terminal."""
WIDE, SMALL = (120, 36), (80, 24)


def mail(subject: str, text: str, at: str) -> bytes:
    """Marta writes."""
    message = EmailMessage()
    message["From"] = "Marta Rossi <marta@acme.example.com>"
    message["To"] = "jana@vipdesk.example.org"
    message["Date"] = f"Mon, 23 Nov 2026 {at}:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = f"<at-{at[:2]}@acme.example.com>"
    message.set_content(text)
    return message.as_bytes()


class Day:
    """The office, and its people at their terminals."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def found(self, *arguments: str) -> Any:
        """What a command prints for scripts."""
        return json.loads(self.office.vipdesk(*arguments, "--json"))

    @contextmanager
    def at(self, name: str, size: tuple[int, int], *words: str) -> Iterator[Terminal]:
        """Somebody sits down, works, and leaves."""
        columns, rows = size
        with self.office.at(name, columns=columns, rows=rows) as there:
            there.see(*words)
            yield there
            there.press("q")
            assert there.exit_code() == 0

    def comes(self, subject: str, text: str, at: str) -> None:
        """A mail comes in that was written at that time of the day."""
        place = self.office.accounts.agent.home / "mail.eml"
        place.write_bytes(mail(subject, text, at))
        place.chmod(0o644)
        self.office.vipdesk("ingest", "mail", str(place))


@pytest.fixture
def day(desk_by_ssh: Office) -> Day:
    """A desk made by README's three lines, with its people, on Sunday night."""
    office = desk_by_ssh
    office.begin_empty()
    office.clock.write_text(NIGHT)
    begin = ("init", "--client", "Acme S.p.A.", "--agent", JANA, "--domain", "acme.example.com")
    office.vipdesk(*begin, "--vip-from", "2026-01-01")
    office.vipdesk("contact", "marta@acme.example.com", "--name", "Marta Rossi", "--phone", NUMBER)
    office.vipdesk("people", "add", EVA, "--role", "senior", "--skills", "proxy,login")
    office.take_in_people()
    return Day(office)


def together(*terminals: Terminal) -> None:
    """Each is read while one waits for another."""
    for each in terminals:
        each.company = terminals


def does(terminal: Terminal, keys: str, *words: str) -> None:
    """Press keys, and see what comes of it."""
    terminal.press(keys)
    terminal.see(*words)


def night(day: Day) -> None:
    """Marta calls in the night; a worker takes her message in."""
    spool = Spool(day.office.folder / "spool")
    spool.leave(callerid='"Marta Rossi" <+390255501234>')
    command = (day.office.program, "--store", day.office.store, "worker")
    with day.office.accounts.agent.start(command, VIPDESK_VOICEMAIL=str(spool.top)) as worker:
        until = time.monotonic() + 30
        while not day.found("callbacks"):
            assert time.monotonic() < until, "no callback came of the message"
        worker.terminate()
    assert worker.returncode == 0


def callback(jana: Terminal) -> None:
    """The night's caller is called back first."""
    does(jana, "v", "Marta Rossi", "r reached")
    does(jana, "r", "Reached", "^s save")
    does(jana, SAVE, "Marta Rossi was reached")
    does(jana, LEAVE, "Queue")


def severity_1(day: Day, jana: Terminal, eva: Terminal, ada: Terminal, ota: Terminal) -> None:
    """It comes in, goes to the senior and back, and is answered; Ota sees what Jana sees."""
    day.comes("Login page returns 502", "Nobody of us can log in since eight.", "09:01")
    for each in (jana, ada, ota):
        each.see("Login page")
    does(ada, "B", "Wallboard", "meanings")
    number = day.found("tickets", "--filter", "Login")[0]["number"]
    does(jana, "#", "Go to ticket")
    does(jana, f"{number}{ENTER}", f"╭─ #{number} ", "since eight.")
    ota.see(f"╭─ #{number} ", "since eight.")
    does(jana, "s", "Severity")
    does(jana, f"1nobody can work{ENTER}", f"#{number} is severity 1")
    does(jana, "e", EVA, "enter escalate")
    does(jana, ENTER, f"#{number} is escalated to {EVA}")
    eva.see("1 to accept", "Login page returns 502", "Why it is escalated")
    does(eva, "a", f"is with {EVA}", "h hand back")
    does(eva, "n", f"Note on #{number}")
    does(eva, f"node 3 is full{SAVE}", f"kept on #{number}")
    jana.see("node 3 is full")
    does(eva, "h", f"Hand #{number} back")
    does(eva, f"Node 3 was full and is back{SAVE}", "handed back")
    jana.see("Node 3 was full and is back")
    does(jana, "a", "Answer", "subject Re: Login page")
    does(jana, f"Node 3 was full. All is well again.{SAVE_AND_RESOLVE}", f"#{number}: answer")
    ada.see("1 Critical", "1 of 1")
    does(jana, LEAVE, "Queue")


def training(jana: Terminal) -> None:
    """A call is booked for the afternoon."""
    does(jana, "b", "Book a call")
    does(jana, "\tt", "training, ")
    does(jana, "\t\t\t14:00", "enter: Mon 23 Nov 14:00")
    does(jana, ENTER, "booked: ")


def afternoon(day: Day) -> None:
    """What came of the call, and the sheet that hands the desk over; tomorrow the agent is off."""
    day.office.vipdesk("busy", "add", "Holiday", *DAYS_OFF, "--all-day", "--away", "--cover", PETRA)
    with (
        day.at(JANA, SMALL, "Queue · ") as jana,
        day.at(PETRA, WIDE, "Queue · ", PETRA) as petra,
        day.at(OTA, SMALL, "READ-ONLY") as ota,
    ):
        together(jana, petra, ota)
        does(jana, "C", "a agenda", "training", "c was held")
        does(jana, "c", "^s save")
        does(jana, f"She knows the rules now.{SAVE}", "held: ")
        does(jana, LEAVE, "Queue")
        day.comes("Rules ignore umlauts", "None of our rules with an umlaut works.", "15:09")
        jana.see("Rules ignore")
        does(jana, "D", f"Not made yet: for {PETRA}")
        does(jana, "N", "For the sheet: all of it")
        does(jana, f"Marta waits for the umlauts{SAVE}", "▏Marta waits")
        does(jana, "m", f"Sheet 1: {JANA} to {PETRA}")
        does(jana, LEAVE, "Queue")
        petra.see(f"sheet 1 waits for {PETRA}")
        does(petra, "D", "not signed yet", "Marta waits", "s sign")
        does(petra, "s", "Sign sheet 1")
        does(petra, "s", f"{PETRA} has the desk")
        for each in (jana, ota):
            each.see("Petra")
        does(petra, "/", "find")
        does(petra, f"umlauts{ENTER}", "Rules ignore umlauts", "None of our rules")
        does(petra, "a", "Answer", "subject Re: Rules")
        does(petra, f"Jana is off; I am on it.{SAVE}", "answer to Marta Rossi")


def morning(day: Day) -> None:
    """Five people at once; two of them only watch."""
    with (
        day.at(JANA, WIDE, "Queue · ", "Marta Rossi") as jana,
        day.at(EVA, SMALL, "Escalated to you", EVA) as eva,
        day.at(ADA, WIDE, "READ-ONLY", "Queue · ") as ada,
        day.at(OTA, SMALL, "READ-ONLY", "Queue · ") as ota,
    ):
        together(jana, eva, ada, ota)
        callback(jana)
        does(ota, "f", "following")
        severity_1(day, jana, eva, ada, ota)
        training(jana)
        does(ada, LEAVE, "Queue · ")


def check(day: Day) -> None:
    """What is kept of it: who did what and from where, that all is well, and what it came to."""
    entries = day.found("audit", "--from", MORNING, "--limit", "500")
    there = [one for one in entries if one["terminal"].startswith("desk") and one["who"]]
    assert {(one["who"], one["worked_by"], one["role"]) for one in there} == {
        (JANA, JANA, "dedicated"),
        (EVA, EVA, "senior"),
        (PETRA, PETRA, "cover"),
    }
    from_where = re.compile(r"desk on pts/\d+ from 127\.0\.0\.1")
    assert all(from_where.fullmatch(one["terminal"]) for one in there)
    said = {(one["who"], one["what"]) for one in there}
    assert said > {(JANA, "escalated"), (EVA, "handed back"), (PETRA, "answered")}
    wrong = [one for one in day.found("doctor") if one["severity"] != "ok"]
    assert [one["area"] for one in wrong] == NOT_AS_IN_REAL_LIFE
    report = day.found("report", "--month", "2026-11", "--format", "json")
    met = {(one["severity"], one["target"]): one["met"] for one in report["attainment"]}
    assert met == {(1, "initial"): 1, (3, "initial"): 2, (3, "follow-up"): 1}
    assert report["breaches"] == []
    assert [one["kind"] for one in report["calls"]] == ["training"]
    assert [one["status"] for one in report["callbacks"]] == ["reached"]
    assert [one["status"] for one in report["escalations"]] == ["handed back"]


def test_a_day_of_five_people(day: Day) -> None:
    night(day)
    day.office.clock.write_text(MORNING)
    morning(day)
    day.office.clock.write_text(AFTERNOON)
    afternoon(day)
    day.office.all_gone()
    check(day)
