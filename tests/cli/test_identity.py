"""`--as`, `VIPDESK_AS` and the system's user: whose acts a command's are, and which it may run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_ticket import opened, shown
from vipdesk.clock import system_clock
from vipdesk.config import system_user
from vipdesk.desk import Desk
from vipdesk.domain.commands import SaveDraft
from vipdesk.domain.escalation_commands import RemoveColleague, SetColleague
from vipdesk.personal import Personal
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer
from vipdesk.watch import WatchApp

PAVEL, EVA, ADA, KARL = "Pavel Horák", "Eva Marková", "Ada Ward", "Karl Vogel"
JANA = "Jana Nováková"
Belongs = Callable[..., None]


@pytest.fixture
def manned(desk: Run) -> Run:
    """A desk with two seniors, a supervisor and a cover, and a ticket that Pavel is asked for."""
    for name, role in ((PAVEL, "senior"), (EVA, "senior"), (ADA, "supervisor"), (KARL, "cover")):
        desk("people", "add", name, "--role", role)
    opened(desk, "Login page returns 502", 3)
    opened(desk, "Something else", 3)
    desk("ticket", "escalate", "101", "--to", PAVEL, "--reason", "no idea")
    return desk


@pytest.fixture
def belongs(manned: Run, store: Path) -> Belongs:
    """Makes the account that the tests run under somebody's."""

    def give(name: str, *, removed: bool = False) -> None:
        desk = Desk(Writer(open_writer(str(store)), policy_for), system_clock)
        desk.execute(SetColleague(name, logins=(system_user(),)))
        if removed:
            desk.execute(RemoveColleague(name))
        desk.close()

    return give


def who_noted(run: Run, text: str) -> str:
    """Whose note on the first ticket this is."""
    (note,) = (one for one in shown(run, "101")["messages"] if one["text"] == text)
    return str(note["from"]["name"])


def test_acts_are_of_who_is_named(manned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert manned("ticket", "note", "101", "--body", "one").code == 0
    assert who_noted(manned, "one") == JANA
    assert manned("--as", "karl vogel", "ticket", "note", "101", "--body", "two").code == 0
    assert who_noted(manned, "two") == KARL
    monkeypatch.setenv("VIPDESK_AS", PAVEL)
    assert manned("escalation", "note", "1", "--body", "three").code == 0
    monkeypatch.delenv("VIPDESK_AS")
    assert who_noted(manned, "three") == PAVEL


def test_the_agent_who_is_named_acts_in_their_own_name_while_a_cover_has_the_desk(
    manned: Run,
) -> None:
    assert manned("handover", "--to", KARL).code == 0
    assert manned("handover", "sign", "1", "--by", KARL, "--no-mail").code == 0
    assert manned("ticket", "note", "101", "--body", "one").code == 0
    assert manned("--as", JANA, "ticket", "note", "101", "--body", "two").code == 0
    assert (who_noted(manned, "one"), who_noted(manned, "two")) == (KARL, JANA)


def test_acts_are_of_whom_the_account_is(manned: Run, belongs: Belongs) -> None:
    belongs(PAVEL)
    assert manned("escalation", "accept", "1").code == 0
    for words in (
        ("--as", EVA, "escalation", "note", "1", "--body", "x"),
        ("--as", JANA, "ticket", "note", "101", "--body", "x"),
    ):
        ended = manned(*words)
        assert (ended.code, ended.out) == (4, "")
        assert f"{system_user()} is the account of {PAVEL}: it can't act as" in ended.err


def test_the_agents_own_account_may_name_anybody(manned: Run, belongs: Belongs) -> None:
    assert manned("people", "add", JANA, "--role", "dedicated", "--login", system_user()).code == 0
    assert manned("--as", PAVEL, "escalation", "accept", "1").code == 0
    assert manned("ticket", "note", "101", "--body", "x").code == 0
    assert who_noted(manned, "x") == JANA


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        ("Nobody", 3, f"nobody here is called Nobody: there is {JANA}, {PAVEL}, {EVA}, {ADA}"),
        (" ", 3, "--as: nobody is named"),
    ],
)
@pytest.mark.parametrize("words", [("tickets",), ("ticket", "note", "101", "--body", "x")])
def test_a_name_that_nobody_has(
    manned: Run, words: tuple[str, ...], named: str, code: int, said: str
) -> None:
    ended = manned("--as", named, *words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1)
    assert said in ended.err


@pytest.mark.parametrize(
    ("rubbish", "told"),
    [
        ("Nobody", "nobody here is called Nobody: there is"),
        ("\x1b[2J\nEva Marková", "nobody here is called"),
        ("x" * 5_000, "nobody here is called xxx"),
        ("Eva Marková; sh", "nobody here is called Eva Marková; sh: there is"),
        ("\udcff", "nobody here is called"),
        (" \t ", "nobody is named"),
    ],
)
@pytest.mark.parametrize("words", [("tickets",), ("ticket", "note", "101", "--body", "x")])
def test_rubbish_in_the_environment_names_nobody(
    manned: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], rubbish: str, told: str
) -> None:
    monkeypatch.setenv("VIPDESK_AS", rubbish)
    ended = manned(*words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (3, "", 1)
    assert told in ended.err
    assert len(ended.err) < 400
    assert "\x1b" not in ended.err


def test_nothing_in_the_environment_is_the_account_itself(
    manned: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIPDESK_AS", "")
    assert manned("ticket", "note", "101", "--body", "one").code == 0
    assert who_noted(manned, "one") == JANA


def test_who_was_removed_does_nothing(manned: Run, belongs: Belongs) -> None:
    belongs(EVA, removed=True)
    for words in (("tickets",), ("escalations",), ("--as", JANA, "tickets")):
        ended = manned(*words)
        assert (ended.code, ended.out) == (4, "")
        assert "Eva Marková was removed, and may do nothing here" in ended.err
    assert manned("clock", "add", "2026-11-23T10:00+01:00", "1 hour").code == 0


def test_a_senior_sees_no_answer_that_is_half_written(manned: Run, store: Path) -> None:
    desk = Desk(Writer(open_writer(str(store)), policy_for), system_clock)
    desk.execute(SaveDraft(101, "half an ans"))
    desk.close()
    assert len(shown(manned, "101")["drafts"]) == 1
    assert manned("--as", PAVEL, "ticket", "show", "101", "--json").data["drafts"] == []


def test_a_senior_sees_what_was_escalated_to_them(manned: Run) -> None:
    assert [one["id"] for one in manned("--as", PAVEL, "escalations", "--json").data] == [1]
    assert manned("--as", PAVEL, "ticket", "show", "101", "--json").data["number"] == 101
    assert manned("--as", EVA, "escalations", "--all", "--json").data == []
    for words, code in (
        (("ticket", "show", "102"), 3),
        (("ticket", "show", "101"), 0),
        (("escalation", "show", "1"), 0),
        (("tickets",), 4),
        (("people",), 4),
        (("callbacks",), 4),
        (("watch",), 4),
    ):
        assert manned("--as", PAVEL, *words).code == code, words
    assert manned("--as", EVA, "escalation", "show", "1").code == 3
    told = [manned("--as", EVA, "ticket", "show", number) for number in ("101", "999")]
    assert [one.code for one in told] == [3, 3], "whether there is one is not theirs to know"
    assert told[0].err.replace("#101", "#999") == told[1].err


@pytest.mark.parametrize("name", [PAVEL, ADA])
@pytest.mark.parametrize(
    "words",
    [
        ("ticket", "reply", "101", "--body", "Hello"),
        ("ticket", "new", "--subject", "s", "--severity", "3"),
        ("people", "add", "Otto", "--role", "senior"),
        (
            "book",
            "2026-11-30T10:00",
            "--kind",
            "training",
            "--with",
            "marta.rossi@acme.example.com",
        ),
        ("escalation", "withdraw", "1"),
        ("ingest", "mail", "/nowhere"),
        ("backup", "/nowhere/copy.tar"),
        ("restore", "/nowhere/copy.tar"),
        ("reindex",),
        ("worker",),
    ],
)
def test_what_a_role_may_not_run(manned: Run, name: str, words: tuple[str, ...]) -> None:
    ended = manned("--as", name, *words)
    assert (ended.code, ended.out, ended.err.count("\n")) == (4, "", 1)
    assert f"{name} is a s" in ended.err


def test_a_supervisor_looks_and_writes_nothing(manned: Run) -> None:
    assert len(manned("--as", ADA, "tickets", "--json").data) == 2
    assert manned("--as", ADA, "people", "--json").code == 0
    assert manned("handover", "--to", KARL).code == 0
    assert manned("--as", ADA, "handover", "show", "1", "--json").data["to"] == KARL
    for words in (
        ("reminders", "--done", "1"),
        ("escalation", "accept", "1"),
        ("handover", "--to", KARL),
        ("handover", "note", "--body", "x"),
        ("handover", "sign", "1", "--by", KARL),
        ("handover", "drop", "1"),
        ("ticket", "cause", "101", "--target", "initial", "--text", "x"),
    ):
        assert manned("--as", ADA, *words).code == 4


def test_accounts_are_one_persons_each(manned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    added = manned("people", "add", EVA, "--login", "eva", "--login", "emarkova", "--json")
    assert [one["logins"] for one in added.data if one["name"] == EVA] == [["eva", "emarkova"]]
    assert "eva, emarkova" in manned("people").out
    for words, code, said in (
        ((PAVEL, "--login", "eva"), 4, "eva is the account of Eva Marková"),
        ((PAVEL, "--login", "a b"), 3, "login: a b is no name of a system user"),
        ((PAVEL, "--login", system_user()), 3, "is the account that you work under yourself"),
        ((JANA, "--role", "senior"), 4, "Jana Nováková is whose desk it is"),
    ):
        ended = manned("people", "add", *words)
        assert (ended.code, ended.out) == (code, "")
        assert said in ended.err
    cleared = manned("people", "add", EVA, "--login", "", "--json").data
    assert [one["logins"] for one in cleared if one["name"] == EVA] == [[]]


def test_who_watches_by_anothers_account_saves_no_file_there(
    manned: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching: list[Personal] = []
    monkeypatch.setattr("vipdesk.cli.watch.require_terminal", lambda: None)

    def run_watch(app: WatchApp) -> int:
        watching.append(app.personal)
        return 0

    monkeypatch.setattr("vipdesk.watch.run_watch", run_watch)
    assert manned("watch").code == 0
    assert manned("--as", ADA, "watch").code == 0
    assert [one.save is None for one in watching] == [False, True]


def test_nobody_gets_another_role_by_being_added_again(manned: Run) -> None:
    refused = manned("people", "add", "ada ward", "--role", "cover")
    assert (refused.code, refused.out) == (4, "")
    assert "Ada Ward is a supervisor: if that is to change, say so" in refused.err
    hint = manned("handover", "--to", ADA)
    assert hint.code == 4
    assert "Ada Ward is a supervisor, and no cover" in hint.err
    assert "people add" not in hint.err
    changed = manned("people", "add", ADA, "--role", "cover", "--change-role")
    assert changed.out.startswith("Ada Ward, a cover agent: was a supervisor before\n")
    entry = manned("audit", "--json").data[-1]
    assert entry["detail"] == "Ada Ward, a cover agent: was a supervisor before"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Otto", "--role", "cover"), "Otto is a cover agent from now on"),
        (("add", EVA), "Eva Marková, a senior agent: nothing is changed"),
        (("add", EVA, "--skills", "dns"), "Eva Marková, a senior agent: skills dns"),
        (("away", EVA, "2026-12-24"), "Eva Marková, a senior agent: away 24 Dec to 24 Dec"),
        (("remove", EVA), "Eva Marková, a senior agent, is removed"),
    ],
)
def test_what_was_done_is_said_first(manned: Run, words: tuple[str, ...], said: str) -> None:
    assert manned("people", *words).out.splitlines()[0].strip() == said
