"""Four people at one desk through SSH: each sees what is theirs, live."""

import json

from tests.whole.office import ADA, EVA, JANA, OTA, Office
from tests.whole.terminal import Terminal


def test_four_people_work_one_desk(desk_by_ssh: Office) -> None:
    at = desk_by_ssh.at
    with (
        desk_by_ssh.only_told(),
        at(JANA, columns=80, rows=24) as jana,
        at(EVA) as eva,
        at(ADA) as ada,
        at(OTA, columns=80, rows=24) as ota,
    ):
        jana.see("Queue · ", "a answer")
        eva.see("Escalated to you · 1 to accept", "a accept", EVA)
        for each in (ada, ota):
            each.see("READ-ONLY", "Queue · ")
        assert "Callbacks" not in eva.shown
        for pinned in (True, False) * 2:
            pin(jana, ada, ota, pinned=pinned)
        eva.press("a")
        eva.see(f"is with {EVA}", "h hand back")
        for each in (jana, ada, ota):
            each.see("138 ⇑ Inbox")
        eva.press("h")
        eva.see("Hand #138 back")
        eva.press("The relay was full\x13")
        for each in (jana, ada, ota):
            shows(each, "138 ⇑", there=False)
        for each in (jana, ada, ota, eva):
            each.press("q")
            assert each.exit_code() == 0
    desk_by_ssh.all_gone()
    assert "The relay was full" in desk_by_ssh.vipdesk("escalations", "--all", "--json")


def pin(agent: Terminal, *others: Terminal, pinned: bool) -> None:
    """The agent's key, which everybody else is told of."""
    agent.press("P")
    for each in others:
        shows(each, "137 ↑", there=pinned)
    agent.see("#137 stays on top" if pinned else "#137 is pinned no more")


def shows(terminal: Terminal, words: str, *, there: bool) -> None:
    """Wait until the words are there, or are not."""
    terminal.wait(lambda: (words in terminal.shown) is there, words)


def test_the_acts_are_known_by_who_did_them_and_from_where(desk_by_ssh: Office) -> None:
    with desk_by_ssh.at(EVA) as eva:
        eva.see("a accept")
        eva.press("a")
        eva.see("h hand back")
    (entry,) = json.loads(desk_by_ssh.vipdesk("audit", "--limit", "1", "--json"))
    assert entry["who"] == EVA
    assert "desk on pts/" in entry["terminal"]
    assert "from 127.0.0.1" in entry["terminal"]
