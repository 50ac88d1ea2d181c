"""The settings file of who is told where: every wrong form is named, and no address ever is."""

import os
from pathlib import Path

import pytest

from vipdesk.alarm_book import NOBODY, BookFile, Reach, read_alarm_book
from vipdesk.domain.errors import BadInput
from vipdesk.domain.quiet import read_quiet
from vipdesk.preferences import Preferences, read_preferences
from vipdesk.preferences_file import keep_preferences

TOKEN = "tk_verysecrettoken"
EVA = f'[alarm."Eva Marková"]\nto = ["ntfys://{TOKEN}@ntfy.example.org/eva"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def write(file: Path, text: str, mode: int = 0o600) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def test_people_are_found_by_name_in_any_case(file: Path) -> None:
    write(file, f'theme = "dark"\n{EVA}quiet = "22:00-07:00"\n\n[alarm.Jana]\nto = ["json://a"]\n')
    book = read_alarm_book(file)
    found = book.of(" eva MARKOVÁ ")
    assert found is not None
    assert (found.name, found.quiet) == ("Eva Marková", read_quiet("22:00-07:00"))
    assert found.to == (f"ntfys://{TOKEN}@ntfy.example.org/eva",)
    assert book.of("Jana") == Reach("Jana", ("json://a",))
    assert book.of("Pavel") is None
    assert TOKEN not in repr(book)


def test_without_a_file_or_such_a_table_nobody_is_told(file: Path) -> None:
    assert read_alarm_book(file) == NOBODY
    write(file, 'theme = "dark"\n', 0o644)
    assert read_alarm_book(file) == NOBODY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_may_read_is_refused(file: Path, mode: int) -> None:
    write(file, EVA, mode)
    with pytest.raises(BadInput) as refused:
        read_alarm_book(file)
    assert str(refused.value) == (
        f"{file} may be read by others, and the addresses in [alarm] are keys: chmod 600 {file}"
    )


def test_a_link_counts_by_what_it_leads_to(file: Path) -> None:
    write(file, EVA, 0o644)
    link = file.with_name("link.toml")
    link.symlink_to(file)
    with pytest.raises(BadInput, match="chmod 600"):
        read_alarm_book(link)


WRONG = {
    "no table": (f'alarm = "ntfys://{TOKEN}"', "is a table of people"),
    "a list": (f'alarm = ["ntfys://{TOKEN}"]', "is a table of people"),
    "an address beside the people": (f'[alarm]\nto = ["ntfys://{TOKEN}"]', "to is no person's"),
    "many tables of one name": (f'[[alarm.Eva]]\nto = ["a://{TOKEN}"]', "Eva is no person's"),
    "nobody": (f'[alarm." "]\nto = ["a://{TOKEN}"]', "give everybody one table"),
    "twice": (
        f'[alarm.Eva]\nto = ["a://{TOKEN}"]\n[alarm.eva]\nto = ["a://b"]',
        "give everybody one table",
    ),
    "no address": ('[alarm.Eva]\nquiet = "22:00-07:00"', "to is a list of addresses"),
    "an empty list": ("[alarm.Eva]\nto = []", "to is a list of addresses"),
    "a text": (f'[alarm.Eva]\nto = "ntfys://{TOKEN}"', "to is a list of addresses"),
    "numbers": ("[alarm.Eva]\nto = [7]", "to is a list of addresses"),
    "no scheme": (f'[alarm.Eva]\nto = ["a://b", "{TOKEN}"]', "number 2 is no address"),
    "no rest": ('[alarm.Eva]\nto = ["ntfys://"]', "number 1 is no address"),
    "a control character": (
        f'[alarm.Eva]\nto = ["ntfys://{TOKEN}\\u001b[2J"]',
        "number 1 is no address",
    ),
    "another key": (f'[alarm.Eva]\nto = ["a://b"]\n"{TOKEN[:3]}" = 1', "has no key tk_"),
    "no hours": ('[alarm.Eva]\nto = ["a://b"]\nquiet = "late"', 'write it like "22:00-07:00"'),
    "hours that are none": (
        '[alarm.Eva]\nto = ["a://b"]\nquiet = "07:00-07:00"',
        "quiet is no such",
    ),
    "an address as hours": (
        f'[alarm.Eva]\nto = ["a://b"]\nquiet = "tgram://{TOKEN}"',
        "quiet is no such time",
    ),
    "a token as hours": (f'[alarm.Eva]\nto = ["a://b"]\nquiet = "{TOKEN}"', "quiet is no such"),
    "an address as a key": (
        f'[alarm.Eva]\nto = ["a://b"]\n"tgram://{TOKEN}/1" = 1',
        "has no key tgram://…: it",
    ),
    "an address as a name": (f'[alarm]\n"tgram://{TOKEN}" = "Jana"', "tgram://… is no person's"),
    "an address as somebody": (f'[alarm."tgram://{TOKEN}"]\nto = []', '"tgram://…"] to is a list'),
    "one behind a token": (
        f'[alarm]\n"{TOKEN} {"-" * 9} a://b" = 1',
        "a://… is no person's",
    ),
    "hours that are no text": ('[alarm.Eva]\nto = ["a://b"]\nquiet = 22', "quiet is no such"),
    "no TOML": (f'[alarm.Eva\nto = ["ntfys://{TOKEN}"]', "line 1"),
    "an open quote": (f'[alarm.Eva]\nto = ["ntfys://{TOKEN}', "line 2"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_every_wrong_form_is_named_with_the_mend_in_one_line(
    file: Path, text: str, said: str
) -> None:
    write(file, text)
    with pytest.raises(BadInput) as refused:
        read_alarm_book(file)
    told = str(refused.value)
    assert said in told
    assert str(file) in told
    assert TOKEN not in told
    assert told.isprintable()


def test_what_is_no_text_or_no_file_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="UTF-8"):
        read_alarm_book(file)
    file.write_text("#" * 300_000)
    with pytest.raises(BadInput, match="kB"):
        read_alarm_book(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(BadInput, match="no file"):
        read_alarm_book(file)
    file.rmdir()
    os.mkfifo(file)
    with pytest.raises(BadInput, match="no file"):
        read_alarm_book(file)


def test_what_is_changed_there_holds_at_the_next_look(file: Path) -> None:
    book = BookFile(file)
    assert book.read() == (NOBODY, "")
    write(file, EVA, 0o644)
    assert "chmod 600" in book.read()[1]
    file.chmod(0o600)
    found, wrong = book.read()
    assert (wrong, [one.name for one in found.reaches]) == ("", ["Eva Marková"])
    file.unlink()
    assert book.read() == (NOBODY, "")


def test_settings_that_a_screen_writes_leave_it_as_it_is(file: Path) -> None:
    write(file, EVA)
    keep_preferences(file, Preferences(), Preferences(zone="Europe/Rome"))
    assert file.read_text() == f'zone = "Europe/Rome"\n{EVA}'
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_preferences(file)[1] == ()


def test_people_in_the_place_of_the_ways_are_told_and_not_written_over(file: Path) -> None:
    text = EVA.replace("alarm", "notify")
    write(file, text)
    preferences, complaints = read_preferences(file)
    assert preferences == Preferences()
    (complaint,) = complaints
    assert 'people are told by [alarm."NAME"]' in complaint
    assert TOKEN not in complaint
    with pytest.raises(BadInput, match="nothing is written"):
        keep_preferences(file, preferences, Preferences(notify=frozenset({"bell"})))
    assert file.read_text() == text
