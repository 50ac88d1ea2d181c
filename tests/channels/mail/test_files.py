"""Mails are found wherever people keep them, and nothing else is opened or waited for."""

import mailbox
import os
import socket
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import letter
from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES
from vipdesk.channels.mail.files import MailFile, NotMail, measure, walk
from vipdesk.channels.mail.message import Unreadable
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import UNSAFE

LINE = b"From marta@example.com Mon Nov 23 10:00:00 2026\n"


def found(*paths: Path) -> list[MailFile | NotMail]:
    things = list(walk(paths))
    assert sum(thing.size for thing in things) == measure(paths)
    return things


def mails(*paths: Path) -> list[bytes | str]:
    """The mails under the paths; of one that can't be read the reason."""
    things = [thing for thing in found(*paths) if isinstance(thing, MailFile)]
    return [one.raw.reason if isinstance(one.raw, Unreadable) else one.raw for one in things]


def labels(*paths: Path) -> list[str]:
    return [thing.label for thing in found(*paths) if isinstance(thing, MailFile)]


def reasons(*paths: Path) -> list[str]:
    return [thing.reason for thing in found(*paths) if isinstance(thing, NotMail)]


def mbox(*contents: bytes) -> bytes:
    """An mbox file in the dialect that gives back what was put in."""
    out = b""
    for raw in contents:
        lines = raw.split(b"\n")
        quoted = [b">" + ln if ln.lstrip(b">").startswith(b"From ") else ln for ln in lines]
        out += LINE + b"\n".join(quoted) + b"\n"
    return out


def test_a_mail_file_is_one_mail_with_its_place_and_time(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(letter())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (one,) = walk([path])
    assert isinstance(one, MailFile)
    assert (one.path, one.label, one.raw) == (path, "one.eml", letter())
    assert one.file_time == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_folder_is_gone_through_by_name_with_all_below_it(tmp_path: Path) -> None:
    top = tmp_path / "mails"
    for name in ("b.eml", "a/z.eml", "a/b/c.eml", "A.EML", "c.mbox"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(mbox(letter()) if name == "c.mbox" else letter())
    listed = ["A.EML", "b.eml", "c.mbox#1", "a/z.eml", "a/b/c.eml"]
    assert labels(top) == [f"mails/{name}" for name in listed]


def test_a_maildir_gives_what_arrived_with_its_folders_and_not_what_is_arriving(
    tmp_path: Path,
) -> None:
    for folder in ("", ".Sent", ".Sent.2026"):
        for name in ("cur", "new", "tmp"):
            (tmp_path / "M" / folder / name).mkdir(parents=True)
            (tmp_path / "M" / folder / name / f"1.{name}:2,S").write_bytes(b"no header\n")
    (tmp_path / "M" / "dovecot-uidlist").write_text("3 V1\n")
    names = ["cur/1.cur:2,S", "new/1.new:2,S"]
    assert labels(tmp_path / "M") == [
        f"M/{folder}{name}" for folder in (".Sent/", ".Sent.2026/", "") for name in names
    ]
    assert reasons(tmp_path / "M") == ["it does not begin as a mail does"]


def test_what_a_file_is_shows_in_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "archive").write_bytes(mbox(letter(), letter()))
    (tmp_path / "mail.txt").write_bytes(letter())
    (tmp_path / "notes.txt").write_bytes(b"Note: From here on\nmy own words\n")
    (tmp_path / "opening.txt").write_bytes(b"From 10:00 to 12:00 in 2026 it is open\nand closed\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    assert labels(tmp_path) == [
        f"{tmp_path.name}/{n}" for n in ("archive#1", "archive#2", "mail.txt")
    ]
    assert len(reasons(tmp_path)) == 3


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


def test_a_single_mail_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    with path.open("wb") as file:
        file.write(letter())
        file.truncate(MOST_BYTES + 1)
    assert mails(path) == ["it is larger than 50 MB"]


def test_empty_things(tmp_path: Path) -> None:
    for name in ("a.eml", "b.mbox", "c", "d.txt"):
        (tmp_path / name).touch()
    (tmp_path / "e").mkdir()
    assert mails(tmp_path) == ["it is empty"]
    assert reasons(tmp_path) == ["it is empty"]
    (tmp_path / "f.mbox").write_bytes(LINE + b"\n" + LINE + letter())
    assert mails(tmp_path / "f.mbox") == ["it is empty", letter()]


def test_a_path_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter())
    for missing in (tmp_path / "gone\x1b.eml", tmp_path / "a.eml" / "b", tmp_path / "n\x00l"):
        for act in (walk, measure):
            with pytest.raises(BadInput, match=r"no such file or folder; name one") as error:
                act([tmp_path / "a.eml", missing])
            assert not UNSAFE.search(str(error.value))


@pytest.fixture
def odd_things(tmp_path: Path) -> Iterator[Path]:
    """A folder with whatever can stand in one beside files."""
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.eml").symlink_to(tmp_path / "real.eml")
    (tmp_path / "real.eml").write_bytes(letter())
    (tmp_path / "zero.eml").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        yield tmp_path


def test_pipes_sockets_devices_and_links_are_not_opened(odd_things: Path) -> None:
    assert mails(odd_things) == [letter()]
    assert sorted({reason.split()[3].strip(",") for reason in reasons(odd_things)}) == [
        "link", "pipe", "socket",
    ]  # fmt: skip
    assert reasons(odd_things / "pipe.eml", Path("/dev/zero")) == ["it is a pipe", "it is a device"]


def test_a_link_that_a_person_names_is_followed(odd_things: Path) -> None:
    assert mails(odd_things / "link.eml") == [letter()]
    assert mails(odd_things / "loop") == [letter()]


def test_what_may_not_be_opened_is_said_in_its_turn(tmp_path: Path) -> None:
    for number, name in enumerate(("a.eml", "b.eml")):
        (tmp_path / name).write_bytes(letter(f"Message-ID: <{number}@example.com>"))
    listing = walk([tmp_path])
    next(listing)
    (tmp_path / "b.eml").unlink()
    (later,) = listing
    assert isinstance(later, MailFile)
    assert isinstance(later.raw, Unreadable)
    assert later.raw.reason == "it can't be opened: No such file or directory"


def test_hostile_file_names_are_shown_clean(tmp_path: Path) -> None:
    for name in (b"a\x1b]0;x\x07.eml", b"\xff\xfe.eml", "x\u202egpj.eml".encode(), b"n\n\r.eml"):
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
            file.write(letter())
    shown = labels(tmp_path)
    assert len(shown) == 4
    assert not any(UNSAFE.search(label) or "\n" in label for label in shown)


@pytest.mark.parametrize("moment", [-(2**40), 2**33, 2**53])
def test_a_files_impossible_time_is_no_obstacle(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(letter())
    try:
        os.utime(path, (moment, moment))
    except OSError:
        os.utime(path, (0, 0))  # this file system has no such time
    assert mails(path) == [letter()]


@given(
    st.binary(max_size=3000)
    | st.lists(st.sampled_from([LINE, letter(), b"\nFrom ", b"\n"])).map(b"".join)
)
@settings(deadline=None, max_examples=200)
def test_any_bytes_can_stand_in_a_file(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.eml", "b.mbox", "c"):
        (folder / name).write_bytes(content)
    assert all(thing.size >= 0 for thing in found(folder))
