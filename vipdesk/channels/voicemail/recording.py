"""An audio file: what it is, whether it is any, and how long it plays."""

from datetime import timedelta
from io import BytesIO
from pathlib import PurePath

from tinytag import TinyTag, TinyTagException

from vipdesk.channels.voicemail.note import LONGEST_CALL

MEDIA_TYPES = {
    ".wav": "audio/x-wav",
    ".gsm": "audio/x-gsm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".ulaw": "audio/basic",
    ".alaw": "audio/x-alaw",
}
"""By the ending in lower case."""

GSM_FRAME, GSM_FRAME_LASTS, GSM_SIGN = 33, timedelta(milliseconds=20), 0xD
SAMPLES_PER_SECOND = 8000
SHORTEST = 0.05
"""Seconds: what is read as less was found by chance in bytes that are no audio."""

SEARCHED = 64 * 1024
"""Bytes at the start of an MP3 in which its sound begins, or it is none."""

NO_AUDIO = "the recording is no audio that could be read: ask the caller"


def media_type(name: str) -> str | None:
    """What a file of this name holds; None for no audio."""
    return MEDIA_TYPES.get(PurePath(name).suffix.lower())


def play_time(name: str, content: bytes) -> timedelta | None:
    """How long a recording plays; None where the bytes are no audio."""
    ending = PurePath(name).suffix.lower()
    if ending == ".gsm":
        frames = len(content) // GSM_FRAME
        return frames * GSM_FRAME_LASTS if frames and content[0] >> 4 == GSM_SIGN else None
    if ending in (".ulaw", ".alaw"):
        return timedelta(seconds=len(content) / SAMPLES_PER_SECOND) if content else None
    if ending == ".mp3" and not _seconds(ending, content[:SEARCHED]):
        return None
    seconds = _seconds(ending, content)
    return timedelta(seconds=seconds) if SHORTEST <= seconds <= LONGEST_CALL else None


def _seconds(ending: str, content: bytes) -> float:
    """What an audio file's own words come to; 0 where it says nothing that can be read."""
    try:
        found = TinyTag.get(f"recording{ending}", file_obj=BytesIO(content), tags=False).duration
    except (TinyTagException, OSError, ValueError, ArithmeticError, LookupError, TypeError):
        return 0
    return found or 0
