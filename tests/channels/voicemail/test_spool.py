"""A spool is read as it lies there, whatever lies there, and nothing in it is ever written."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.spool import PAST, Spool, note_text, tone
from vipdesk.channels.voicemail.spool import (
    MOST_NOTE,
    Broken,
    Known,
    Passed,
    Seen,
    Voicemail,
    scan,
)
from vipdesk.domain.errors import BadInput


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """An empty one."""
    return Spool(tmp_path / "spool")


def seen(spool: Spool, known: frozenset[str] = frozenset()) -> list[Seen]:
    """What a scan gives; the spool is afterwards what it was before."""
    before = spool.state()
    found = list(scan([spool.top], known))
    assert spool.state() == before
    return found


def only(spool: Spool) -> Seen:
    """The one thing that is there."""
    (one,) = seen(spool)
    return one


def test_a_message_is_taken_with_its_recording(spool: Spool) -> None:
    spool.leave(flag="Urgent")
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.recording is not None
    assert (one.recording.name, one.recording.media_type) == ("msg0000.wav", "audio/x-wav")
    assert one.length == timedelta(seconds=12), "the system's own word, not the file's"
    assert (one.urgent, one.heard, one.remark, one.transcript) == (True, False, "", "")


def test_of_several_recordings_the_most_playable_is_taken(spool: Spool) -> None:
    path = spool.leave(audio=".gsm")
    tone(path.with_suffix(".WAV"))
    path.with_suffix(".gsm").write_bytes(b"\xd0" + bytes(32))
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.recording is not None
    assert one.recording.name == "msg0000.WAV"


def test_a_folder_says_what_was_heard_and_what_is_urgent(spool: Spool) -> None:
    spool.leave(folder="Old")
    spool.leave(folder="Urgent")
    old, urgent = (one for one in seen(spool) if isinstance(one, Voicemail))
    assert (old.heard, old.urgent) == (True, False)
    assert (urgent.heard, urgent.urgent) == (False, True)


def test_what_was_thrown_away_stays_so(spool: Spool) -> None:
    spool.leave(folder="Deleted")
    assert isinstance(only(spool), Passed)


def test_a_text_without_audio_waits(spool: Spool) -> None:
    spool.leave(audio=None)
    where = "spool/default/100/INBOX/msg0000.txt"
    assert only(spool) == Passed(where, "its recording is not there yet", waits=True)


def test_what_is_still_being_written_waits(spool: Spool) -> None:
    spool.leave(drop=("duration",), fresh=True)
    assert isinstance(only(spool), Passed)
    spool.folder().joinpath("msg0000.txt").write_text(note_text())
    assert isinstance(only(spool), Voicemail)


def test_half_a_text_waits_while_it_is_fresh_and_is_told_when_it_stays_so(spool: Spool) -> None:
    path = spool.leave()
    path.write_text(";\n[message]\norigmailbox=100\n")
    assert isinstance(only(spool), Passed)
    os.utime(path, (PAST, PAST))
    one = only(spool)
    assert isinstance(one, Broken)
    assert one.why == "its origtime is missing or no number"
    assert one.raw.startswith(b";")


def test_an_old_message_without_duration_is_as_long_as_it_plays(spool: Spool) -> None:
    spool.leave(drop=("duration",))
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.length == timedelta(seconds=1)


def test_a_transcript_is_read_clean(spool: Spool) -> None:
    path = spool.leave()
    path.with_name("msg0000.txt.transcript").write_text("Call me\x1b[2J back\n")
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.transcript == "Call me␛[2J back"


def test_what_is_known_is_not_opened_again_but_for_a_transcript_that_came_later(
    spool: Spool,
) -> None:
    path = spool.leave()
    first = only(spool)
    assert isinstance(first, Voicemail)
    known = frozenset({first.note.identity})
    assert seen(spool, known) == [Known(first.label)]
    path.rename(path.with_name("msg0007.txt"))
    path.with_suffix(".wav").rename(path.with_name("msg0007.wav"))
    assert [type(one) for one in seen(spool, known)] == [Known], "renumbered by somebody"
    path.with_name("msg0007.txt.transcript").write_text("Call me back")
    assert [type(one) for one in seen(spool, known)] == [Voicemail]
    assert [type(one) for one in seen(spool, known | {f"{first.note.identity} text"})] == [Known]


def test_audio_that_is_none_is_kept_and_said(spool: Spool) -> None:
    path = spool.leave()
    path.with_suffix(".wav").write_bytes(b"this is no audio at all")
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.recording is not None
    assert "no audio that could be read" in one.remark


def test_a_recording_that_is_a_link_is_not_followed(spool: Spool, tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    tone(secret)
    path = spool.leave()
    path.with_suffix(".wav").unlink()
    path.with_suffix(".wav").symlink_to(secret)
    one = only(spool)
    assert isinstance(one, Voicemail)
    assert one.recording is None
    assert "links in folders are not followed" in one.remark


def test_hostile_things_are_told_and_the_next_message_is_taken(
    spool: Spool, tmp_path: Path
) -> None:
    (spool.folder() / "msg0100.txt").symlink_to("/etc/passwd")
    (spool.folder() / "msg0101.txt").write_bytes(b"x=" + b"y" * MOST_NOTE)
    os.mkfifo(spool.folder() / "msg0102.txt")
    (spool.folder() / "greet.wav").write_bytes(b"hello")
    (spool.folder() / "loop").symlink_to(spool.top)
    (spool.folder() / "msg0103.txt").mkdir()
    spool.leave()
    found = seen(spool)
    whys = {one.why for one in found if isinstance(one, Broken)}
    assert whys == {
        "it is a link, and links in folders are not followed",
        "it is larger than 64 kB",
        "it is a pipe",
    }
    assert [one.label for one in found if isinstance(one, Voicemail)] == [
        "spool/default/100/INBOX/msg0000.txt"
    ]


def test_a_recording_larger_than_any_call_stays_where_it_is(spool: Spool) -> None:
    path = spool.leave()
    with path.with_suffix(".wav").open("r+b") as file:
        file.truncate(65 * 1024 * 1024)
    one = next(iter(scan([spool.top])))
    assert isinstance(one, Voicemail)
    assert one.recording is None
    assert one.remark == "the recording was not taken: it is larger than 65,536 kB"


def test_a_path_that_is_missing_is_told_at_once(spool: Spool) -> None:
    with pytest.raises(BadInput, match="no such file or folder"):
        scan([spool.top / "elsewhere"])


def renumbered(path: Path) -> None:
    """Somebody deletes a message, and the next one takes its number."""
    path.unlink()
    path.with_suffix(".wav").unlink()
    for ending in (".wav", ".txt"):
        path.with_name(f"msg0001{ending}").rename(path.with_suffix(ending))


@pytest.mark.parametrize("when", ["msg0000.txt", "msg0000.wav"])
def test_a_message_that_is_renumbered_while_it_is_read_gets_no_others_recording(
    when: str, spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spool.leave()
    spool.leave(callerid="<101>")
    really, done = os.open, False

    def opened(place: Path, *how: int) -> int:
        nonlocal done
        if not done and place.name == when:
            done = True
            renumbered(path)
        return really(place, *how)

    monkeypatch.setattr("vipdesk.channels.voicemail.spool.os.open", opened)
    found = list(scan([spool.top]))
    assert not any(isinstance(one, Broken) for one in found)
    numbers = [one.note.number for one in found if isinstance(one, Voicemail)]
    assert numbers == (["101"] if when == "msg0000.txt" else [])
    assert [one.waits for one in found if isinstance(one, Passed)][-1], "the next look takes it"
    monkeypatch.undo()
    assert isinstance(only(spool), Voicemail)
