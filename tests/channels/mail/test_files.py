"""Mails are found wherever people keep them, and nothing else is opened or waited for."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import letter
from tests.channels.mail.places import LINE, found, labels, mails, mbox, reasons
from vipdesk.channels.mail.bounds import MOST_BYTES
from vipdesk.channels.mail.files import MailFile, measure, walk
from vipdesk.channels.mail.message import Unreadable
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import UNSAFE


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
