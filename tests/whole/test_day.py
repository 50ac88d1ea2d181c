"""A day at the desk as the README tells it, by keyboard, on a real terminal."""

import json

import pytest

from tests.whole.commands import vipdesk
from tests.whole.terminal import Terminal

SIZES = [(120, 36), (80, 24)]
SAVE, LEAVE, ENTER = "\x13", "\x1b", "\r"
AFTERNOON = "2026-11-23T15:10:00+01:00"


def callback_is_reached(agent: Terminal) -> None:
    """Paolo's voicemail of the night: nobody answers, then he does."""
    agent.press("v")
    agent.see("unknown caller", "r reached")
    agent.press("j")
    agent.see("Hi Jana, Paolo here.")
    agent.press("n")
    agent.see("Paolo Bianchi: no answer, next try Mon 23 Nov 11:42")
    agent.press("k")
    agent.see("Hi Jana, Paolo here.")
    agent.press("r")
    agent.see("Reached", "^s save")
    agent.press(SAVE)
    agent.see("Paolo Bianchi was reached, counts as an answer on #")
    agent.press(LEAVE)
    agent.see("Queue")


def call_is_booked_and_moved(agent: Terminal) -> None:
    """A call in a free slot of tomorrow, then an hour later."""
    agent.press("b")
    agent.see("Book a call")
    agent.press("tomorrow 9:00")
    agent.see("enter: Tue 24 Nov 09:00")
    agent.press(ENTER)
    agent.see("booked: ")
    agent.press("C")
    agent.see("a agenda", "training")
    agent.press("jj")
    agent.see("Tue 24 Nov 2026 09:00", "m move")
    agent.press("m")
    agent.see("Move")
    agent.press("tomorrow 10:00")
    agent.see("enter: Tue 24 Nov 10:00")
    agent.press(ENTER)
    agent.see("moved: ")
    agent.press(LEAVE)
    agent.see("Queue")


def reminder_is_obeyed(agent: Terminal) -> None:
    """What is urgent stands in the list, and enter goes there."""
    agent.press("!")
    agent.see("Reminders", "most of its time", "esc close")
    agent.press("g")
    agent.press(ENTER)
    agent.see("esc back")


def severity_1_is_promised_and_answered(agent: Terminal) -> None:
    """The most urgent ticket hears by when, and then what."""
    agent.press("p")
    agent.see("I will write by")
    agent.press("12:15")
    agent.see("by Mon 23 Nov 12:15")
    agent.press(ENTER)
    agent.see("promised to write by Mon 23 Nov 12:15")
    agent.press("a")
    agent.see("Answer")
    agent.press("Node 3 is out, please try again.")
    agent.see("please try again.")
    agent.press(SAVE)
    agent.see("not sent yet")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_day_at_the_desk(demonstration: dict[str, str], columns: int, rows: int) -> None:
    with Terminal(environment=demonstration, columns=columns, rows=rows) as agent:
        agent.see("Login page", "reminder")
        severity_1_is_promised_and_answered(agent)
        callback_is_reached(agent)
        call_is_booked_and_moved(agent)
        reminder_is_obeyed(agent)
        agent.press("q")
        assert agent.exit_code() == 0
    later = demonstration | {"VIPDESK_NOW": AFTERNOON}
    with Terminal(environment=later, columns=columns, rows=rows) as agent:
        agent.see("Login page")
        agent.press("C")
        agent.see("a agenda", "training")
        agent.see("what came of it?", "c was held")
        agent.press("c")
        agent.see("^s save")
        agent.press("All went well.")
        agent.press(SAVE)
        agent.see("held: ")
    calls = json.loads(vipdesk(demonstration, "calendar", "--days", "2", "--json"))
    booked = [(one["kind"], one["status"]) for one in calls if one["what"] == "booking"]
    assert ("training", "held") in booked
    assert any(status == "booked" for _, status in booked)
