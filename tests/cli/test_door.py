"""`vipdesk door`: a link that lets a contact in, who is signed in, and an end of both."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.kit import at
from vipdesk.clock import clock_from
from vipdesk.desk import Desk
from vipdesk.domain.audit import Terminal
from vipdesk.domain.door_commands import Enter
from vipdesk.domain.errors import Refusal
from vipdesk.domain.people import Person
from vipdesk.domain.visit import digest_of
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.door_reader import DoorReader
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

MARTA = "marta.rossi@acme.example.com"


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of this test."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    return path


def enter(store: Path, link: str) -> None:
    """A browser opens it."""
    desk = Desk(
        Writer(open_writer(str(store)), policy_for),
        clock_from(at("Mon 2026-11-23 11:00")),
        terminal=Terminal("page, 203.0.113.5"),
        visitor=Person("", ""),
    )
    secret = link.rpartition("/")[2]
    desk.execute(Enter(digest_of(secret), digest_of("browser"), "203.0.113.5", "Firefox"))
    desk.close()


def test_a_link_is_printed_and_lets_in(desk: Run, store: Path) -> None:
    made = desk("door", "link", f" {MARTA.upper()}", "--json").data
    assert (made["for"], made["ends"][:16]) == (MARTA, "2026-11-24T10:42")
    assert made["link"].startswith("http://127.0.0.1:8630/enter/")
    assert len(made["link"].rpartition("/")[2]) == 43
    waiting = desk("door", "visits", "--json").data
    assert [one["contact"] for one in waiting["links"]] == [MARTA]
    assert waiting["visits"] == []
    enter(store, made["link"])
    seen = desk("door", "visits", "--json").data
    assert seen["links"] == []
    (visit,) = seen["visits"]
    assert (visit.pop("at")[:16], visit.pop("ends")[:16]) == (
        "2026-11-23T11:00",
        "2026-12-23T11:00",
    )
    assert visit == {
        "contact": MARTA,
        "name": "Marta Rossi",
        "by": "link",
        "from": "203.0.113.5",
        "browser": "Firefox",
    }
    assert made["link"].rpartition("/")[2] not in str(store.read_bytes())


def test_the_link_alone_is_printed_under_the_address_that_is_set(desk: Run, own_file: Path) -> None:
    own_file.write_text('[door]\naddress = "https://desk.example.com"', encoding="utf-8")
    said = desk("door", "link", MARTA)
    assert said.code == 0
    assert said.out.startswith("https://desk.example.com/enter/")
    assert said.out.count("\n") == 1


def test_what_is_wrong_in_the_settings_makes_no_link(desk: Run, own_file: Path) -> None:
    own_file.write_text('[door]\naddress = "desk"', encoding="utf-8")
    said = desk("door", "link", MARTA)
    assert said.code == 3
    assert "[door] address can't be desk: write one like https://desk.example.com" in said.err
    assert desk("door", "visits", "--json").data["links"] == []


def test_nobody_else_gets_one(desk: Run) -> None:
    said = desk("door", "link", "sam@elsewhere.example.org")
    assert said.code == 3
    assert "no contact of the client" in said.err


def test_an_end_is_for_visits_and_links(desk: Run, store: Path) -> None:
    enter(store, desk("door", "link", MARTA).out.strip())
    desk("door", "link", MARTA)
    shown = desk("door", "visits").out
    assert MARTA in shown
    assert f"a link for {MARTA} waits until Tue 24 Nov 10:42" in shown
    assert desk("door", "end", MARTA, "--json").data == {"for": MARTA, "visits": 1, "links": 1}
    assert desk("door", "visits", "--json").data == {"visits": [], "links": []}
    assert desk("door", "end", MARTA, "--json").data == {"for": MARTA, "visits": 0, "links": 0}


def test_a_senior_makes_none(desk: Run) -> None:
    desk("people", "add", "Pavel Horák", "--role", "senior")
    assert desk("door", "link", MARTA, "--as", "Pavel Horák").code == 4


@pytest.mark.parametrize(
    ("settings", "code", "told"),
    [
        ("", 0, "on this machine only: no [door] address"),
        ('[door]\naddress = "https://d.example.com"', 0, "own door at https://d.example.com"),
        ('[door]\naddress = "https://d.example.com"', 0, "no key for signed tokens"),
        ('[door]\nadress = "x"', 5, "has no key adress"),
        ('[door]\naddress = "https://d.example.com"\nkey_variable = "DOOR"', 5, "DOOR is not set"),
    ],
)
def test_doctor_says_how_it_is_set(
    desk: Run, own_file: Path, settings: str, code: int, told: str
) -> None:
    own_file.write_text(settings, encoding="utf-8")
    said = desk("doctor", "--json")
    found = [f"{one['what']} {one['mend']}" for one in json.loads(said.out)]
    assert any(told in one for one in found), found
    assert said.code == code


def test_a_store_that_is_put_back_lets_nobody_in_who_was_in_then(
    desk: Run, store: Path, tmp_path: Path
) -> None:
    enter(store, desk("door", "link", MARTA).out.strip())
    waiting = desk("door", "link", MARTA).out.strip()
    known = _feed(store)
    desk("backup", str(tmp_path / "copy.tar"))
    desk("door", "end", MARTA)
    assert desk("restore", str(tmp_path / "copy.tar"), "--replace").code == 0
    assert desk("door", "visits", "--json").data == {"visits": [], "links": []}
    with pytest.raises(Refusal, match="this link has ended"):
        enter(store, waiting)
    reader = DoorReader(open_reader(str(store)), policy_for)
    assert reader.feed_of(known) is None, "it was ended since"
    reader.close()
    ended = "2 visits and links of the client's own door ended"
    assert desk("audit", "--json").data[-1]["detail"].endswith(ended)


def _feed(store: Path) -> str:
    reader = DoorReader(open_reader(str(store)), policy_for)
    proof = reader.feed_proof(MARTA)
    reader.close()
    return proof
