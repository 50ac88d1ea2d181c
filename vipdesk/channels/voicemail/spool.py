"""An Asterisk voicemail spool: which messages lie there, whole; it is only ever read.

`<context>/<mailbox>/<folder>/msgNNNN.txt` with audio files of the same stem. The files are
renumbered and moved by others at any time, so a path tells nothing about which message it is.
"""

import os
import re
import stat
import time
from collections.abc import Container, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from vipdesk.channels.folder import Found, Sort, check, found
from vipdesk.channels.voicemail.note import Note, NoVoicemail, read_note
from vipdesk.channels.voicemail.recording import MEDIA_TYPES, NO_AUDIO, media_type, play_time
from vipdesk.domain.text import clean_block, clean_line

MOST_NOTE = 64 * 1024
MOST_AUDIO = 64 * 1024 * 1024
WRITTEN_FOR = timedelta(seconds=10)
"""A note without a duration that changed this lately is still being written."""

HEARD_IN, URGENT_IN, THROWN_AWAY = "Old", "Urgent", "Deleted"

_STEM = re.compile(r"msg[0-9]{4,}")
_TRANSCRIPT = ".txt.transcript"


class Recording(Struct, frozen=True):
    """An audio file of a message, as it was read."""

    name: str
    media_type: str
    content: bytes


class Voicemail(Struct, frozen=True):
    """A message that lies in the spool whole.

    `remark` says what is wrong with its recording, `transcript` what was said, if that is there.
    """

    label: str
    note: Note
    heard: bool
    urgent: bool
    transcript: str
    recording: Recording | None
    length: timedelta | None
    remark: str = ""


class Known(Struct, frozen=True):
    """A message that the desk has already."""

    label: str


class Passed(Struct, frozen=True):
    """What is no message, or (`waits`) not yet, and why in one line."""

    label: str
    why: str
    waits: bool = False


class Broken(Struct, frozen=True):
    """A message that can't be read: why, its bytes, and when its file was written (aware UTC)."""

    label: str
    why: str
    raw: bytes
    file_time: datetime


Seen = Voicemail | Known | Passed | Broken


def scan(paths: Sequence[Path], known: Container[str] = frozenset()) -> Iterator[Seen]:
    """Every message under `paths`; BadInput at once where a path is missing.

    A message whose identity is in `known` is not opened any further.
    """
    check(paths)
    return _scan(paths, known)


def _scan(paths: Sequence[Path], known: Container[str]) -> Iterator[Seen]:
    for folder, entries in groupby(found(paths), key=lambda one: one.path.parent):
        files = {one.path.name: one for one in entries}
        for name, one in files.items():
            stem = name.removesuffix(".txt")
            if one.sort is Sort.CLOSED:
                yield Broken(one.label, one.why, b"", one.file_time)
            elif name.endswith(".txt") and _STEM.fullmatch(stem):
                yield _whatever_is_in_it(folder, stem, files, known)
            elif not _belongs(name, files):
                yield Passed(one.label, "it is no voicemail")


def _whatever_is_in_it(
    folder: Path, stem: str, files: dict[str, Found], known: Container[str]
) -> Seen:
    """The message; what breaks the reading of one keeps nobody from the next."""
    try:
        return _message(folder, stem, files, known)
    except Exception as error:
        one = files[f"{stem}.txt"]
        return Broken(one.label, unforeseen(error), b"", one.file_time)


def unforeseen(error: Exception) -> str:
    """Why a message was not taken that nobody thought could be like that."""
    return f"it can't be read ({type(error).__name__}): look at the file"


def _belongs(name: str, files: dict[str, Found]) -> bool:
    """Whether a file is part of a message that has its own line."""
    stem, dot, _ = name.partition(".")
    return bool(dot) and f"{stem}.txt" in files


def _message(folder: Path, stem: str, files: dict[str, Found], known: Container[str]) -> Seen:
    one = files[f"{stem}.txt"]
    if folder.name == THROWN_AWAY:
        return Passed(one.label, "it was thrown away")
    if one.sort is Sort.NO_FILE:
        return Broken(one.label, one.why, b"", one.file_time)
    try:
        raw = _read(one.path, MOST_NOTE)
    except FileNotFoundError:
        return _moved(one)
    except OSError as error:
        return Broken(one.label, _unread(error), b"", one.file_time)
    try:
        note = read_note(raw)
    except NoVoicemail as reason:
        if _is_fresh(one):
            return Passed(one.label, "it is still being written", waits=True)
        return Broken(one.label, str(reason), raw, one.file_time)
    transcript = files.get(f"{stem}{_TRANSCRIPT}")
    if _is_known(note, known, transcript):
        return Known(one.label)
    whole = _whole(one, note, _audio(stem, files), transcript)
    return whole if _is_still(one.path, raw) else _moved(one)


def _moved(one: Found) -> Passed:
    """Messages are renumbered while they are read: the next look finds it whole elsewhere."""
    return Passed(one.label, "it was moved while it was read", waits=True)


def _is_still(path: Path, raw: bytes) -> bool:
    """Whether the note is as it was, so that what was read beside it is of the same message."""
    try:
        return _read(path, MOST_NOTE) == raw
    except OSError:
        return False


def _is_known(note: Note, known: Container[str], transcript: Found | None) -> bool:
    """Whether there is nothing to learn; a transcript may come long after its message."""
    told = next((name for name in (note.identity, note.older) if name in known), None)
    return told is not None and (transcript is None or f"{told} text" in known)


def _audio(stem: str, files: dict[str, Found]) -> list[Found]:
    """The message's audio files, the most playable first."""
    order = list(MEDIA_TYPES)
    mine = [one for name, one in files.items() if name.partition(".")[0] == stem]
    audio = [one for one in mine if media_type(one.path.name)]
    return sorted(audio, key=lambda one: order.index(one.path.suffix.lower()))


def _whole(one: Found, note: Note, audio: list[Found], transcript: Found | None) -> Seen:
    if not audio:
        return Passed(one.label, "its recording is not there yet", waits=True)
    if note.length is None and any(map(_is_fresh, (one, *audio))):
        return Passed(one.label, "it is still being written", waits=True)
    recording, length, remark = _first_playable(audio)
    return Voicemail(
        label=one.label,
        note=note,
        heard=one.path.parent.name == HEARD_IN,
        urgent=note.urgent or one.path.parent.name == URGENT_IN,
        transcript=_transcript(transcript),
        recording=recording,
        length=note.length if note.length is not None else length,
        remark=remark,
    )


def _first_playable(audio: list[Found]) -> tuple[Recording | None, timedelta | None, str]:
    """The first file that is audio, how long it plays, and what is wrong if none is."""
    kept: Recording | None = None
    remark = ""
    for one in audio:
        if one.sort is not Sort.FILE:
            remark = remark or f"the recording was not taken: {one.why}"
            continue
        try:
            content = _read(one.path, MOST_AUDIO)
        except OSError as error:
            remark = remark or f"the recording was not taken: {_unread(error)}"
            continue
        name = one.path.name
        recording = Recording(name, MEDIA_TYPES[one.path.suffix.lower()], content)
        length = play_time(name, content)
        if length is not None:
            return recording, length, ""
        kept, remark = kept or recording, NO_AUDIO
    return kept, None, remark


def _transcript(one: Found | None) -> str:
    """What was said; nothing where that can't be read."""
    if one is None or one.sort is not Sort.FILE:
        return ""
    try:
        return clean_block(_read(one.path, MOST_NOTE).decode("utf-8", "replace")).strip()
    except OSError:
        return ""


def _read(path: Path, most: int) -> bytes:
    """A file's bytes, if it is still a file and no larger than `most`; raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no longer a file")
        if status.st_size > most:
            raise OSError(0, f"it is larger than {most // 1024:,} kB")
        return file.read(status.st_size)  # room is made for as much as is asked for


def _is_fresh(one: Found) -> bool:
    age = time.time() - one.file_time.timestamp()
    return 0 <= age < WRITTEN_FOR.total_seconds()


def _unread(error: OSError) -> str:
    why = clean_line(error.strerror or type(error).__name__, 200)
    return why if why.startswith("it ") else f"it can't be read: {why}"
