"""Audio files: how long they play, and which are none."""

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
