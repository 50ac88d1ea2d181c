"""`vipdesk notify` and what `doctor` says of it: who is told how, and whether that works."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.push_server import TOKEN, PushServer, push_server

JANA, EVA, PAVEL = "Jana Nováková", "Eva Marková", "Pavel Horák"
Write = Callable[..., None]


@pytest.fixture
def server() -> Iterator[PushServer]:
    with push_server() as made:
        yield made


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    return path


@pytest.fixture
def write(own_file: Path) -> Write:
    """Writes the settings: people by name, with what stands below each."""

    def written(mode: int = 0o600, **people: str) -> None:
        names = {"jana": JANA, "eva": EVA, "nobody": "Somebody Else"}
        tables = [f'[alarm."{names[who]}"]\n{said}\n' for who, said in people.items()]
        own_file.write_text("\n".join(tables))
        own_file.chmod(mode)

    return written


def to(*addresses: str) -> str:
    return f"to = {json.dumps(addresses)}"


def checked(run: Run, *name: str) -> tuple[int, list[tuple[str | None, str, bool, str]]]:
    """What each step found, and the exit code; each that fails says its mend."""
    ended = run("notify", "check", *name, "--json")
    steps = json.loads(ended.out)
    assert all(bool(step["mend"]) is not step["works"] for step in steps)
    assert TOKEN not in ended.out + ended.err
    found = [(step["name"], step["step"], step["works"], step["said"]) for step in steps]
    return ended.code, found


def test_it_lists_who_is_told_how_and_no_address(
    desk: Run, write: Write, server: PushServer
) -> None:
    desk("people", "add", EVA, "--role", "senior")
    desk("people", "add", "Sam Boss", "--role", "supervisor")
    desk("people", "add", PAVEL, "--role", "cover")
    desk("busy", "add", "off", "2026-12-24", "2026-12-24", "--all-day", "--away", "--cover", PAVEL)
    write(
        jana=f'{to(server.ntfy, server.webhook)}\nquiet = "10:00-11:00"',
        nobody=to(server.ntfy),
    )
    assert desk("notify", "--json").data == [
        {
            "name": JANA,
            "role": "dedicated",
            "to": ["ntfy", "json"],
            "quiet": "10:00-11:00",
            "quiet_now": True,
        },
        {"name": EVA, "role": "senior", "to": [], "quiet": None, "quiet_now": False},
        {"name": PAVEL, "role": "cover", "to": [], "quiet": None, "quiet_now": False},
        {"name": "Somebody Else", "role": None, "to": ["ntfy"], "quiet": None, "quiet_now": False},
    ]
    table = desk("notify").out
    assert "ntfy, json" in table
    assert "not told" in table
    assert "nobody's name" in table
    assert TOKEN not in table


def test_a_check_sends_a_test_to_each_address(desk: Run, write: Write, server: PushServer) -> None:
    write(jana=to(server.ntfy, server.webhook), eva=to(server.webhook))
    code, steps = checked(desk)
    assert code == 0
    assert [step[:3] for step in steps] == [
        (None, "settings", True),
        (JANA, "ntfy", True),
        (JANA, "json", True),
        (EVA, "json", True),
    ]
    assert steps[1][3] == "ntfy took a test"
    assert [one.title for one in server.taken] == ["vipdesk: a test"] * 3


def test_a_check_may_be_of_one_person(desk: Run, write: Write, server: PushServer) -> None:
    write(jana=to(server.ntfy), eva=to(server.webhook))
    assert checked(desk, EVA.upper())[0] == 0
    assert len(server.taken) == 1
    ended = desk("notify", "check", "Nobody")
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert "Nobody is not told" in ended.err


def test_a_supervisor_reads_all_of_it_and_sends_nothing(
    desk: Run, write: Write, server: PushServer
) -> None:
    for name, role in (("Sam Boss", "supervisor"), (EVA, "senior")):
        desk("people", "add", name, "--role", role)
    write(jana=to(server.ntfy, f"nosuch://{TOKEN}"))
    sam, eva = ("--as", "Sam Boss"), ("--as", EVA)
    assert desk(*sam, "notify", "--json").data[0]["to"] == ["ntfy", "nosuch"]
    assert desk(*sam, "notify", "log", "--json").data == []
    ended = desk(*sam, "notify", "check", "--json")
    told = [step["said"].partition(";")[0] for step in json.loads(ended.out)[1:]]
    assert told == ["ntfy can be told", "Apprise knows no such address"]
    assert TOKEN not in ended.out + ended.err + desk(*sam, "notify", "check").out
    assert (ended.code, server.came) == (3, 0)
    assert {desk(*eva, "notify", *act).code for act in ((), ("check",), ("log",))} == {4}


def test_what_does_not_work_is_told_with_its_mend(
    desk: Run, write: Write, server: PushServer
) -> None:
    server.answers = [403]
    write(jana=to(server.ntfy, f"nosuch://{TOKEN}", server.webhook))
    code, steps = checked(desk)
    assert code == 3
    assert [step[2:] for step in steps[1:]] == [
        (False, "its server answered 403 Forbidden"),
        (False, "Apprise knows no such address"),
        (True, "JSON took a test"),
    ]
    server.answers = [500]
    table = desk("notify", "check").out
    assert "→ look again in a while" in table


def test_settings_that_can_t_be_right_are_a_step_of_their_own(
    desk: Run, write: Write, own_file: Path
) -> None:
    assert checked(desk)[1][0][3].startswith("nobody is told off the terminal")
    write(0o644, jana=to(f"ntfys://{TOKEN}"))
    code, steps = checked(desk)
    assert (code, len(steps)) == (3, 1)
    assert f"chmod 600 {own_file}" in steps[0][3]
    for command in (("notify",), ("notify", "--json")):
        ended = desk(*command)
        assert (ended.code, ended.err.count("\n")) == (3, 1)
        assert TOKEN not in ended.err


def test_without_a_store_it_lists_the_book_and_checks(
    run: Run, write: Write, server: PushServer
) -> None:
    write(jana=to(server.ntfy))
    assert [one["name"] for one in run("notify", "--json").data] == [JANA]
    assert checked(run)[0] == 0
    assert run("notify", "log").code == 5


def doctor(run: Run) -> list[tuple[str, str]]:
    """What it finds of all this: how bad, and what."""
    ended = run("doctor", "--json")
    assert TOKEN not in ended.out + ended.err
    found = json.loads(ended.out)
    assert all(one["mend"] for one in found if one["severity"] != "ok")
    return [(one["severity"], one["what"]) for one in found if one["area"] == "notify"]


def test_doctor_says_how_it_stands(desk: Run, write: Write, server: PushServer) -> None:
    ((severity, what),) = doctor(desk)
    assert (severity, what) == ("ok", "nobody is told off the terminal: there is no [alarm] there")
    write(jana=f'{to(server.ntfy)}\nquiet = "22:00-07:00"')
    assert doctor(desk) == [
        ("ok", f"{JANA} is told by ntfy, not from 22:00-07:00"),
        ("warning", "nobody tells anybody now"),
    ]
    assert server.came == 0


@pytest.mark.parametrize(
    ("people", "severity", "said"),
    [
        ({"nobody": to("ntfys://a.example.org/b")}, "warning", "nobody who is told is called"),
        ({"eva": to("ntfys://a.example.org/b")}, "warning", f"{JANA} has the desk and is not told"),
        ({"jana": to(f"nosuch://{TOKEN}")}, "error", "by nosuch: Apprise knows no such address"),
        ({"jana": to(f"ntfy://a.example.org/{TOKEN}")}, "warning", "others may read along"),
        ({"jana": "to = []"}, "error", "to is a list of addresses"),
        (
            {"jana": to("ntfys://a.example.org/b") + '\nquiet = "late"'},
            "error",
            "quiet is no such time",
        ),
        (
            {"jana": to("ntfys://a.example.org/b") + '\nquiet = "18:00-06:00"'},
            "warning",
            "is quiet for so long",
        ),
    ],
)
def test_doctor_finds_what_can_t_be_right(
    desk: Run, write: Write, people: dict[str, str], severity: str, said: str
) -> None:
    write(**people)
    assert any(found == severity and said in what for found, what in doctor(desk))


def test_doctor_finds_a_cover_who_has_the_desk_and_is_not_told(desk: Run, write: Write) -> None:
    desk("people", "add", EVA, "--role", "cover")
    write(jana=to("ntfys://a.example.org/b"))
    untold = ("warning", f"{EVA} has the desk and is not told")
    assert untold not in doctor(desk)
    desk("handover", "--to", EVA)
    assert desk("handover", "sign", "1", "--by", EVA, "--no-mail").code == 0
    assert untold in doctor(desk)


def test_doctor_finds_a_file_that_others_read_and_a_missing_library(
    desk: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(0o640, jana=to(f"ntfys://a.example.org/{TOKEN}"))
    ((severity, what),) = doctor(desk)
    assert severity == "error"
    assert "chmod 600" in what
    write(jana=to(f"ntfys://a.example.org/{TOKEN}"))

    class Without(PathFinder):
        """A Python in which it is not installed."""

        @classmethod
        def find_spec(cls, name: str, *rest: Any) -> Any:
            return None if name == "apprise" else super().find_spec(name, *rest)

    finders = [Without if each is PathFinder else each for each in sys.meta_path]
    monkeypatch.setattr(sys, "meta_path", finders)
    monkeypatch.delitem(sys.modules, "apprise", raising=False)
    assert doctor(desk) == [("error", "apprise is not installed: nobody is told")]


def test_addresses_in_the_place_of_the_ways_are_not_repeated(
    desk: Run, own_file: Path, write: Write
) -> None:
    own_file.write_text(f'[notify."{JANA}"]\nto = ["ntfys://{TOKEN}"]\n')
    said = desk("doctor").out
    assert TOKEN[:9] not in said
    assert 'people are told by [alarm."NAME"]' in " ".join(said.split())


FORGED = {
    "a cause that there is not": "cause = 'boredom'",
    "a delivery that there is not": "delivery = 'lost'",
    "a name that is no text": "person = x'00ff'",
    "a text that is no text": "text = zeroblob(10)",
    "an instant beyond all calendars": "since = 9223372036854775807",
    "a number that is a word": "next_try = 'late'",
}


@pytest.mark.parametrize("sql", FORGED.values(), ids=FORGED)
def test_an_alarm_that_no_vipdesk_wrote_is_told_as_damage(desk: Run, store: Path, sql: str) -> None:
    desk("ticket", "new", "--subject", "Down", "--severity", "1", "--body", "Help.")
    with sqlite3.connect(store, isolation_level=None) as forger:
        forger.execute(
            "INSERT INTO alarm VALUES (1, 'client waits', 101, 'Jana', 5, 5, 'a', 'b', 'queued',"
            " 0, 0, NULL)"
        )
        assert len(desk("notify", "log", "--json").data) == 1
        forger.execute(f"UPDATE alarm SET {sql}")
    forger.close()
    said = desk("notify", "log")
    assert (said.code, said.err.count("\n")) == (5, 1)
    assert "no vipdesk wrote" in said.err


def test_the_log_tells_what_is_tried_again_and_when(desk: Run, store: Path) -> None:
    desk("ticket", "new", "--subject", "Down", "--severity", "1", "--body", "Help.")
    now = 1795426920_000_000  # Monday at 10:42
    with sqlite3.connect(store, isolation_level=None) as writer:
        for number, delivery, again in ((1, "sent", None), (2, "queued", now + 240_000_000)):
            row = (number, "asked", 101, "Eva", number, now, "#101", "due", delivery, 3, 0, again)
            writer.execute(f"INSERT INTO alarm VALUES ({', '.join('?' * 12)})", row)
    writer.close()
    first, second = desk("notify", "log", "--json").data
    assert (first["id"], first["delivery"], first["tries"]) == (2, "queued", 3)
    assert first["next_try"] == "2026-11-23T10:46:00+01:00"
    assert (second["next_try"], second["at"]) == (None, "2026-11-23T10:42:00+01:00")
    lines = [" ".join(line.split()) for line in desk("notify", "log").out.splitlines()]
    assert lines[1:] == [
        "10:42 Eva asked #101 queued, again 10:46 3",
        "10:42 Eva asked #101 sent 3",
    ]
