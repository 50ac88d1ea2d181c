"""Audio files: how long they play, and which are none."""

import struct
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.spool import tone
from vipdesk.channels.voicemail.recording import media_type, play_time


def test_a_wav_plays_as_long_as_it_was_spoken(tmp_path: Path) -> None:
    tone(tmp_path / "msg0000.wav", 2.5)
    content = (tmp_path / "msg0000.wav").read_bytes()
    assert play_time("msg0000.wav", content) == timedelta(seconds=2.5)
    assert play_time("msg0000.WAV", content) == timedelta(seconds=2.5)


def test_a_gsm_is_counted_by_its_frames() -> None:
    frame = b"\xd0" + bytes(32)
    assert play_time("msg0000.gsm", frame * 50) == timedelta(seconds=1)


def test_raw_telephone_audio_is_counted_by_its_samples() -> None:
    assert play_time("msg0000.ulaw", bytes(16000)) == timedelta(seconds=2)


@pytest.mark.parametrize("name", ["a.wav", "a.WAV", "a.gsm", "a.mp3", "a.ogg", "a.flac", "a.m4a"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"RIFF\xff\xff\xff\xffWAVE",
        b"#!/bin/sh\nrm -rf ~\n",
        bytes(500),
        b"\xff" * 999,
    ],
)
def test_what_is_no_audio_has_no_length(name: str, content: bytes) -> None:
    assert play_time(name, content) is None


def test_only_audio_has_a_type() -> None:
    assert media_type("msg0000.WAV") == "audio/x-wav"
    assert media_type("msg0000.txt") is None


def test_a_length_that_no_call_has_is_none() -> None:
    ages = struct.pack(">I4sIQQIQ", 120, b"mvhd", 1 << 24, 0, 0, 1, 2**62) + bytes(80)
    endless = struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + struct.pack(">I4s", 128, b"moov")
    assert play_time("a.m4a", endless + ages) is None
    head = b"OpusHead\1\1" + struct.pack("<HIHB", 0, 48000, 0, 0)
    pages = (
        struct.pack("<4sBBqIIIB", b"OggS", 0, kind, 2**62, 1, number, 0, 1) + bytes([len(body)])
        for number, (kind, body) in enumerate([(2, head), (4, b"a")])
    )
    opus = b"".join(page + body for page, body in zip(pages, (head, b"a"), strict=True))
    assert play_time("a.opus", opus) is None


def test_what_never_begins_to_sound_is_not_searched_to_its_end() -> None:
    began = time.process_time()
    assert play_time("a.mp3", b"\xff" * 20_000_000) is None
    assert time.process_time() - began < 2
