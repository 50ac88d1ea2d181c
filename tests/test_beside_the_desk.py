"""What lies around the desk on a disk that others write to: downloads, ready answers, seats."""

import json
import os
from pathlib import Path

import pytest

from vipdesk.canned_files import MOST, read_canned
from vipdesk.domain.errors import BadInput
from vipdesk.domain.seat import Seat
from vipdesk.downloads import save_download
from vipdesk.store.presence import announce, at_the_desk
from vipdesk.store.seats import SeatKeeper


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the agent's downloads are."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "downloads"))
    return tmp_path / "downloads"


def test_a_name_longer_than_a_folder_takes_is_cut_before_its_ending(downloads: Path) -> None:
    name = f"{'請求書' * 38}.pdf"
    first, second = save_download(name, b"1"), save_download(name, b"2")
    assert first.parent == downloads
    assert (first.suffix, first.read_bytes(), second.read_bytes()) == (".pdf", b"1", b"2")
    assert second.stem.endswith(" (2)")


def test_what_is_in_the_way_is_neither_read_nor_written(downloads: Path) -> None:
    downloads.mkdir()
    with open(downloads / "a.log", "wb") as huge:
        huge.truncate(2**40)
    os.mkfifo(downloads / "a (2).log")
    (downloads / "a (3).log").symlink_to("a (3).log")
    (downloads / "a (4).log").symlink_to(downloads.parent / "elsewhere")
    assert save_download("a.log", b"ours").name == "a (5).log"
    assert not (downloads.parent / "elsewhere").exists()


def test_half_a_file_is_not_left_where_the_disk_is_full(downloads: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(BadInput, match="can't be written to"):
            save_download("a.log", bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(downloads.iterdir()) == []


def test_a_link_that_can_t_be_followed_hides_no_other_answer(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Hello")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "long.txt").symlink_to("a" * 300)
    (tmp_path / "en").symlink_to("b" * 300)
    os.mkfifo(tmp_path / "pipe.txt")
    answers, problems = read_canned([tmp_path, tmp_path / ("c" * 300)])
    assert [one.name for one in answers] == ["good"]
    assert ["long.txt" in problems[0], "loop.txt" in problems[1]] == [True, True]


def test_more_answers_than_are_read_are_told(tmp_path: Path) -> None:
    for number in range(MOST + 2):
        (tmp_path / f"{number:05}.txt").write_text("Hello")
    answers, problems = read_canned([tmp_path])
    assert (len(answers), answers[0].name) == (MOST, "00000")
    assert "only the first are read" in problems[0]


def test_a_pipe_in_place_of_a_seat_is_not_waited_for(tmp_path: Path) -> None:
    keeper = SeatKeeper(str(tmp_path / "desk.db"), "Jana")
    keeper.keep(Seat(ticket=101))
    (path,) = (tmp_path / "desk.seats").iterdir()
    path.unlink()
    os.mkfifo(path)
    assert keeper.read() is None


def test_the_place_at_the_desk_bears_the_name_of_who_sits_there(tmp_path: Path) -> None:
    where = str(tmp_path / "desk.db")
    place = announce(where, "Jana")
    keeper = SeatKeeper(where, "Jana", place)
    keeper.keep(Seat())
    assert at_the_desk(where) == ("Jana",)
    keeper.keep(Seat(), "Petra")
    assert at_the_desk(where) == ("Petra",)
    place.close()


def test_what_is_searched_for_comes_back_harmless(tmp_path: Path) -> None:
    keeper = SeatKeeper(str(tmp_path / "desk.db"), "Jana \udcff")
    keeper.keep(Seat(ticket=101))
    (path,) = (tmp_path / "desk.seats").iterdir()
    said = json.loads(path.read_text()) | {"search": "\x1b]52;c;aGk=\x07"}
    path.write_text(json.dumps(said))
    assert keeper.read() == Seat(ticket=101, search="␛]52;c;aGk=␇")
    path.write_text(json.dumps(said | {"search": "\ud800"}))
    assert keeper.read() is None
