"""`vipdesk ingest voicemail`, `callbacks`, `callback`, `contacts` (spec: command line)."""

import hashlib
import os
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.spool import SUNDAY_EVENING, Spool, tone
from vipdesk.store.driver import sqlite

MARTA = "marta.rossi@acme.example.com"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """An empty spool."""
    return Spool(tmp_path / "spool")


def ingested(desk: Run, *paths: Path) -> Any:
    """The summary of an import; its figures agree."""
    said = desk("ingest", "voicemail", *map(str, paths), "--json").data
    kept = said["messages_new"] + said["duplicates"] + said["skipped"] + len(said["rejected"])
    assert said["read"] == kept
    return said


def one(desk: Run) -> Any:
    """The only callback."""
    (callback,) = desk("callbacks", "--all", "--json").data
    return callback


def test_a_voicemail_becomes_a_callback_once(desk: Run, spool: Spool) -> None:
    desk("contact", MARTA, "--phone", "+39 02 5550 1234")
    spool.leave(flag="Urgent")
    before = spool.state()
    assert ingested(desk, spool.top) == {
        "read": 1,
        "tickets_new": 0,
        "messages_new": 1,
        "duplicates": 0,
        "skipped": 0,
        "rejected": [],
        "callbacks_new": 1,
    }
    assert ingested(desk, spool.top)["duplicates"] == 1
    assert spool.state() == before, "nothing in the spool is ever written"
    callback = one(desk)
    expected = {
        "id": 1,
        "caller": "Marta Rossi",
        "known": True,
        "phone": "+390255501234",
        "received": "2026-11-22T18:40:00+01:00",
        "duration_seconds": 12,
        "status": "open",
        "attempts": 0,
        "aim": "2026-11-23T10:00:00+01:00",
        "band": "urgent",
        "ticket": None,
        "urgent": True,
        "heard": None,
    }
    assert {key: callback[key] for key in expected} == expected
    (recording,) = callback["recordings"]
    kept = Path(recording["path"]).read_bytes()
    assert kept == (spool.folder() / "msg0000.wav").read_bytes()


def test_messages_that_are_renumbered_and_moved_are_the_same(desk: Run, spool: Spool) -> None:
    spool.leave()
    ingested(desk, spool.top)
    for ending in (".txt", ".wav"):
        (spool.folder() / f"msg0000{ending}").rename(spool.folder("Old") / f"msg0042{ending}")
    assert ingested(desk, spool.top)["duplicates"] == 1
    assert one(desk)["attempts"] == 0


def test_what_can_not_be_read_is_listed_once_and_the_rest_goes_on(desk: Run, spool: Spool) -> None:
    (spool.folder() / "msg0500.txt").write_text("origtime=never\n")
    os.utime(spool.folder() / "msg0500.txt", (1_700_000_000, 1_700_000_000))
    spool.leave()
    said = ingested(desk, spool.top)
    assert said["callbacks_new"] == 1
    assert said["rejected"] == [
        {
            "path": "spool/default/100/INBOX/msg0500.txt",
            "reason": "its origtime is missing or no number",
        }
    ]
    again = ingested(desk, spool.top)
    assert (again["duplicates"], again["rejected"]) == (2, [])


def test_two_messages_of_one_id_are_two_and_renumbered_ones_stay_two(
    desk: Run, spool: Spool
) -> None:
    spool.leave(msg_id="1-1")
    spool.leave(msg_id="1-1", callerid='"Paolo" <+390255509999>')
    spool.leave(msg_id="1-1", origtime=SUNDAY_EVENING + 60)
    assert ingested(desk, spool.top)["callbacks_new"] == 3
    for ending in (".txt", ".wav"):
        (spool.folder() / f"msg0000{ending}").rename(spool.folder("Old") / f"msg0007{ending}")
    again = ingested(desk, spool.top)
    assert (again["duplicates"], again["callbacks_new"]) == (3, 0)


def test_what_an_older_program_took_is_taken_no_second_time(
    desk: Run, spool: Spool, store: Path
) -> None:
    path = spool.leave(msg_id="1-1")
    ingested(desk, spool.top)
    connection = sqlite.connect(store)
    connection.execute("UPDATE callback SET external_id = 'asterisk:1-1'")
    connection.commit()
    connection.close()
    assert ingested(desk, spool.top)["duplicates"] == 1
    path.with_name("msg0000.txt.transcript").write_text("Call me back")
    ingested(desk, spool.top)
    assert one(desk)["transcript"] == "Call me back"
    spool.leave(msg_id="1-1", origtime=SUNDAY_EVENING + 60)
    assert ingested(desk, spool.top)["callbacks_new"] == 1


def test_a_folder_that_is_missing_is_bad_input(desk: Run) -> None:
    ended = desk("ingest", "voicemail", "/nowhere/at/all")
    assert (ended.code, ended.out) == (3, "")
    assert "no such file or folder" in ended.err


def test_a_mailed_voicemail_is_a_callback_and_no_ticket(
    desk: Run, spool: Spool, tmp_path: Path
) -> None:
    mail = EmailMessage()
    mail["From"] = "PBX <pbx@example.org>"
    mail["Message-ID"] = "<Asterisk-3@example.org>"
    mail["Date"] = "Sun, 22 Nov 2026 18:40:20 +0100"
    mail["X-Asterisk-CallerID"] = "+390255501234"
    mail["X-Asterisk-CallerIDName"] = "Marta Rossi"
    mail.set_content(
        "Jana,\n\nThere is a new voicemail in mailbox 100:\n\n"
        '\tFrom:\t"Marta Rossi" <+390255501234>\n\tLength:\t0:12 seconds\n'
        "\tDate:\tSunday, November 22, 2026 at 06:40:00 PM\n"
    )
    tone(tmp_path / "sound.wav")
    sound = (tmp_path / "sound.wav").read_bytes()
    mail.add_attachment(sound, maintype="audio", subtype="x-wav", filename="msg0002.WAV")
    (tmp_path / "one.eml").write_bytes(mail.as_bytes())
    said = desk("ingest", "mail", str(tmp_path / "one.eml"), "--json").data
    assert (said["read"], said["messages_new"], said["tickets_new"]) == (1, 1, 0)
    assert desk("tickets", "--json").data == []
    callback = one(desk)
    assert (callback["caller"], callback["duration_seconds"]) == ("Marta Rossi", 12)
    names = [recording["name"] for recording in callback["recordings"]]
    assert names == ["msg0002.WAV", "voicemail.eml"]
    spool.leave()
    assert ingested(desk, spool.top)["duplicates"] == 1, "the same call lies in the spool"


def test_a_day_of_calling_back(desk: Run, spool: Spool) -> None:
    spool.leave()
    ingested(desk, spool.top)
    tried = desk("callback", "attempt", "1", "no-answer", "--note", "rang out", "--json").data
    assert (tried["status"], tried["attempts"]) == ("open", 1)
    assert tried["next_try"] == "2026-11-23T11:42:00+01:00"
    assert tried["tries"][0]["note"] == "rang out"
    planned = desk("callback", "next", "1", "14:00", "--json").data
    assert planned["next_try"] == "2026-11-23T14:00:00+01:00"
    named = desk("callback", "caller", "1", MARTA, "--json").data
    assert (named["caller"], named["known"]) == ("Marta Rossi", True)
    reached = desk("callback", "attempt", "1", "reached", "--json").data
    assert (reached["status"], reached["ticket"], reached["next_try"]) == ("reached", 101, None)
    ticket = desk("ticket", "show", "101", "--json").data
    assert ticket["channel"] == "voicemail"
    assert ticket["targets"][0]["outcome"] == "met"
    assert desk("callbacks", "--json").data == []
    again = desk("callback", "attempt", "1", "reached")
    assert (again.code, again.out) == (4, "")
    assert "was reached already" in again.err


def test_a_callback_ends_on_a_ticket_there_is(desk: Run, spool: Spool) -> None:
    desk("ticket", "new", "--subject", "Slow", "--severity", "3", "--from", MARTA)
    spool.leave()
    ingested(desk, spool.top)
    filed = desk("callback", "file", "1", "--ticket", "101", "--done", "--json").data
    assert (filed["status"], filed["ticket"]) == ("closed", 101)
    messages = desk("ticket", "show", "101", "--json").data["messages"]
    assert sorted(message["channel"] for message in messages) == ["manual", "voicemail"]


def test_what_happened_to_a_callback_is_told_by_it(desk: Run, spool: Spool) -> None:
    spool.leave()
    ingested(desk, spool.top)
    desk("callback", "attempt", "1", "no-answer")
    told = desk("callback", "show", "1", "--json").data["history"]
    assert [event["what"] for event in told] == ["call missed", "call tried"]
    assert "call tried · Jana Nováková · no answer" in desk("callback", "show", "1").out


def test_a_missed_call_is_entered_by_hand(desk: Run) -> None:
    desk("contact", MARTA, "--phone", "+39 02 5550 1234")
    made = desk("callback", "missed", "02 5550 1234", "--at", "2026-11-23T09:30", "--json").data
    assert (made["caller"], made["channel"]) == ("Marta Rossi", "phone")
    assert made["aim"] == "2026-11-23T10:30:00+01:00"
    ended = desk("callback", "missed", "101", "--at", "2026-11-23T23:00")
    assert (ended.code, "still to come" in ended.err) == (3, True)


def test_contacts_and_their_numbers(desk: Run) -> None:
    said = desk("contact", "Anna@acme.example.com", "--name", "Anna Huber", "--phone", "101")
    assert (said.code, "is no telephone number" in said.err) == (3, True)
    desk("contact", "Anna@acme.example.com", "--name", "Anna Huber", "--phone", "+49 89 123456")
    desk("contact", "anna@acme.example.com", "--phone", "0171 2345678")
    listed = desk("contacts", "--json").data
    assert listed[-1] == {
        "name": "Anna Huber",
        "address": "anna@acme.example.com",
        "phones": ["+491712345678", "+4989123456"],
        "zone": None,
        "language": None,
    }
    assert [person["name"] for person in listed] == ["Marta Rossi", "Anna Huber"]


def test_a_contact_may_live_by_another_clock(desk: Run) -> None:
    for zone, code in (("Lisbon", 3), ("Europe/Lisbon", 0), ("Atlantic/Azores", 0)):
        assert desk("contact", "anna@acme.example.com", "--zone", zone).code == code
    assert desk("contacts", "--json").data[-1]["zone"] == "Atlantic/Azores"


def test_a_contact_is_written_to_in_their_language(desk: Run) -> None:
    for language, code in (("Italian", 3), ("1t", 3), ("IT", 0), ("de", 0)):
        said = desk("contact", "anna@acme.example.com", "--language", language)
        assert (said.code, "language" in said.err) == (code, code == 3)
    assert desk("contacts", "--json").data[-1]["language"] == "de"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("callback", "attempt", "1", "reached"), 3),
        (("callback", "attempt", "one", "reached"), 2),
        (("callback", "attempt", "1", "gone"), 2),
        (("callback", "next", "1", "soon"), 3),
        (("callback", "show", "7"), 3),
        (("contact", "no address"), 3),
    ],
)
def test_what_can_not_be_is_one_line(desk: Run, words: tuple[str, ...], code: int) -> None:
    ended = desk(*words)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.count("\n") == 1


def test_nothing_from_outside_reaches_the_terminal_raw(desk: Run, spool: Spool) -> None:
    spool.leave(callerid='"\x1b]0;owned\x07 [red]" <+390255501234>')
    ingested(desk, spool.top)
    for words in (("callbacks",), ("callbacks", "--json"), ("callback", "show", "1")):
        assert "\x1b" not in desk(*words).out
    assert "[red]" in desk("callbacks").out


def test_recordings_are_in_a_backup(desk: Run, spool: Spool, tmp_path: Path) -> None:
    spool.leave()
    ingested(desk, spool.top)
    sound = (spool.folder() / "msg0000.wav").read_bytes()
    assert desk("backup", str(tmp_path / "desk.vipdesk")).code == 0
    assert desk("restore", str(tmp_path / "desk.vipdesk"), "--replace").code == 0
    (recording,) = one(desk)["recordings"]
    restored = Path(recording["path"]).read_bytes()
    assert hashlib.sha256(restored).digest() == hashlib.sha256(sound).digest()


def test_a_spool_is_read_as_it_grows(desk: Run, spool: Spool) -> None:
    for number in range(300):
        spool.leave(audio=None, origtime=SUNDAY_EVENING + number)
    for path in spool.folder().glob("*.txt"):
        path.with_suffix(".gsm").write_bytes(b"\xd0" + bytes(32))
    assert ingested(desk, spool.top)["callbacks_new"] == 300
    assert ingested(desk, spool.top)["duplicates"] == 300
