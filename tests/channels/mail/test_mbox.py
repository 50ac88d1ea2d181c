"""An mbox file gives back the mails that were put in, whatever program did, in little memory."""

import mailbox
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import letter
from tests.channels.mail.places import LINE, found, labels, mails, mbox
from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES
from vipdesk.channels.mail.files import MailFile, walk
from vipdesk.channels.mail.message import Unreadable


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mails_of_an_mbox_come_back_as_they_were(tmp_path: Path, end: str) -> None:
    written = [letter(body=f"{n}\n\nFrom here on\n>From there\n") for n in range(3)]
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox(*written).replace(b"\n", end.encode()))
    assert mails(path) == [raw.replace(b"\n", end.encode()) for raw in written]
    assert labels(path) == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]


def test_an_mbox_that_another_program_wrote(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for n in range(3):
        box.add(letter(body=f"{n}\n\nFrom here on\nend\n"))
    box.close()
    assert mails(tmp_path / "a.mbox") == [
        letter(body=f"{n}\n\nFrom here on\nend\n") for n in range(3)
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"From - Mon Nov 23 10:00:00 2026\n",
        b"From MAILER-DAEMON Mon Nov 23 10:00 2026\n",
        b"From marta@example.com Mon, 23 Nov 2026 10:00:00 +0100\n",
        b'From "marta rossi"@example.com Mon Nov 23 10:00:00 CET 2026\n',
        b"From marta@example.com  2026-11-23T10:00:00Z\n",
    ],
)
def test_separators_of_many_programs(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "a.mbox").write_bytes((line + letter() + b"\n") * 2)
    assert mails(tmp_path / "a.mbox") == [letter(), letter()]


@pytest.mark.parametrize(
    "words", ["From now on it is 10:00 o'clock", "From Monday 23 Nov 2026", "From "]
)
def test_a_line_that_only_begins_like_a_separator_parts_nothing(tmp_path: Path, words: str) -> None:
    raw = letter(body=f"One\n\n{words}\nmy own words\n")
    (tmp_path / "a.mbox").write_bytes(LINE + raw + b"\n")
    assert mails(tmp_path / "a.mbox") == [raw]


def test_a_stated_length_tells_where_a_mail_ends(tmp_path: Path) -> None:
    body = b"See:\n\n" + LINE + b"Subject: inner\n\nquoted whole\n"
    raw = letter(f"Content-Length: {len(body)}", body=body)
    (tmp_path / "a.mbox").write_bytes(LINE + raw + b"\n" + LINE + letter())
    assert mails(tmp_path / "a.mbox") == [raw, letter()]


@pytest.mark.parametrize("length", ["0", "3", "999999999999", "-1", "x", "70000000"])
def test_a_stated_length_that_lies_hides_nothing(tmp_path: Path, length: str) -> None:
    raw = letter(f"Content-Length: {length}", body="Hello there\n")
    (tmp_path / "a.mbox").write_bytes(
        LINE + raw + b"\n" + LINE + letter() + b"\n" + LINE + letter()
    )
    assert mails(tmp_path / "a.mbox") == [raw, letter(), letter()]


BODY = st.lists(
    st.sampled_from(["", "From here", ">From there", ">>From", "word", "From a 10:00 2026", "  x"]),
    max_size=8,
).map(lambda lines: "\n".join([*lines, ""]))


@given(st.lists(BODY, max_size=6))
@settings(deadline=None, max_examples=150)
def test_what_is_put_into_an_mbox_comes_out_again(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    written = [letter(body=body) for body in bodies]
    path = tmp_path_factory.mktemp("round") / "trip.mbox"
    path.write_bytes(mbox(*written))
    assert mails(path) == written


def test_a_mail_that_is_too_large_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    line = b"x" * 99 + b"\n"
    with path.open("wb") as file:
        file.write(LINE + letter() + b"\n" + LINE + letter())
        for _ in range(MOST_BYTES // 100_000 + 20):
            file.write(line * 1000)
        file.write(b"\n" + LINE + letter() + b"\n")
    tracemalloc.start()
    things = found(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    large = things[1]
    assert isinstance(large, MailFile)
    assert isinstance(large.raw, Unreadable)
    assert large.raw.reason == "it is larger than 50 MB"
    assert len(large.raw.raw) == KEPT_OF_TOO_LARGE
    assert large.raw.raw.startswith(letter())
    assert [isinstance(t, MailFile) and t.raw == letter() for t in things] == [True, False, True]
    assert peak < 3 * MOST_BYTES


def test_a_large_mbox_needs_the_memory_of_a_few_mails(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    with path.open("wb") as file:
        for _ in range(6000):
            file.write(mbox(letter(body="words " * 800 + "\n")))
    tracemalloc.start()
    assert sum(1 for _ in walk([path])) == 6000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 4_000_000
