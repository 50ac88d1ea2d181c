"""The text beside a recording: what Asterisk writes, in all its ages, and what it never wrote."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spool import SUNDAY_EVENING, note_text
from vipdesk.channels.voicemail.note import NoVoicemail, read_caller, read_note


def test_what_is_written_is_read() -> None:
    note = read_note(note_text(flag="Urgent").encode())
    assert (note.name, note.number) == ("Marta Rossi", "+390255501234")
    assert note.received == datetime.fromtimestamp(SUNDAY_EVENING, UTC)
    assert note.length == timedelta(seconds=12)
    assert (note.urgent, note.mailbox) == (True, "100@default")
    assert note.identity == (f"asterisk:{SUNDAY_EVENING}-00000001:{SUNDAY_EVENING}:+390255501234")


def test_an_id_that_a_system_gives_twice_tells_apart_by_time_and_caller() -> None:
    first = read_note(note_text().encode())
    for other in ({"origtime": SUNDAY_EVENING + 1}, {"callerid": "<101>"}):
        assert read_note(note_text(**other).encode()).identity != first.identity


def test_an_older_system_writes_less_and_is_told_apart_all_the_same() -> None:
    older = ("rdnis", "msg_id", "flag")
    first = read_note(note_text(drop=older).encode())
    assert not first.urgent
    assert first.identity.startswith("spool:100:default:")
    assert read_note(note_text(drop=older).encode()).identity == first.identity
    later = read_note(note_text(origtime=SUNDAY_EVENING + 1, drop=older).encode())
    assert later.identity != first.identity
    other = read_note(note_text(callerid="<101>", drop=older).encode())
    assert other.identity != first.identity


def test_a_very_old_system_writes_no_section_and_other_comments() -> None:
    note = read_note(b"#\n# Message Information file\n#\ncallerid=101\norigtime=1000000000\n")
    assert (note.number, note.length) == ("101", None)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "no line that a telephone system writes"),
        ("\x00\xff" * 50, "no line that a telephone system writes"),
        (note_text(drop=("origtime",)), "origtime is missing or no number"),
        (note_text(origtime="yesterday"), "origtime is missing or no number"),
        (note_text(origtime=0), "origtime 0 is no time"),
        (note_text(origtime=10**14), "is no time at which somebody called"),
        (note_text(origtime="9" * 5000), "origtime is missing or no number"),
        ("[other]\norigtime=1000000000\n", "no line that a telephone system writes"),
    ],
)
def test_what_tells_of_no_call_says_why(said: str, why: str) -> None:
    with pytest.raises(NoVoicemail, match=why):
        read_note(said.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("said", ["", "-5", "12 s", "9999999", "x" * 9000])
def test_a_duration_that_is_none_is_not_known(said: str) -> None:
    assert read_note(note_text(duration=said).encode()).length is None


@pytest.mark.parametrize(
    ("said", "name", "number"),
    [
        ('"Marta Rossi" <+390255501234>', "Marta Rossi", "+390255501234"),
        ('"Rossi, \\"Mimi\\"" <101>', 'Rossi, "Mimi"', "101"),
        ("Marta Rossi <101>", "Marta Rossi", "101"),
        ('"101" <101>', "", "101"),
        ("+39 02 5550 1234", "", "+39 02 5550 1234"),
        ("Unknown", "", ""),
        ('"Unknown" <anonymous>', "", "anonymous"),
        ("", "", ""),
        ('"\x1b]0;owned\x07" <1>', "␛]0;owned␇", "1"),
    ],
)
def test_a_caller_is_read_in_every_spelling(said: str, name: str, number: str) -> None:
    assert read_caller(said) == (name, number)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(raw: bytes) -> None:
    try:
        note = read_note(raw)
    except NoVoicemail as reason:
        told = str(reason)
    else:
        told = note.received.isoformat()
    assert told
    assert "\n" not in told


@pytest.mark.parametrize("gap", [" ", "\u00a0 "])
def test_a_caller_of_any_length_is_read_at_once(gap: str) -> None:
    began = time.process_time()
    assert read_caller("x" + gap * 20_000 + "y")[1] == ""
    assert time.process_time() - began < 0.5
