"""A voicemail spool as Asterisk leaves it, with recordings that really sound."""

import math
import os
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

SUNDAY_EVENING = 1_795_369_200
"""Sun 22 Nov 2026 18:40 on the desk's wall, in Unix seconds."""

PAST = 1_700_000_000
"""A file's time that nobody takes for fresh."""


def tone(path: Path, seconds: float = 1.0) -> None:
    """A beep of so many seconds, as a telephone hears it."""
    samples = range(int(8000 * seconds))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 3))) for n in samples))


def note_text(*, drop: tuple[str, ...] = (), **said: str | int) -> str:
    """The text file of a message; `drop` leaves keys out, others take the place of the usual."""
    usual: dict[str, str | int] = {
        "origmailbox": "100",
        "context": "default",
        "macrocontext": "",
        "exten": "s",
        "rdnis": "unknown",
        "priority": "2",
        "callerchan": "SIP/trunk-00000001",
        "callerid": '"Marta Rossi" <+390255501234>',
        "origdate": "Sun Nov 22 06:40:00 PM CET 2026",
        "origtime": SUNDAY_EVENING,
        "category": "",
        "msg_id": f"{SUNDAY_EVENING}-00000001",
        "flag": "",
        "duration": 12,
    }
    values = {**usual, **said}
    lines = [f"{key}={value}" for key, value in values.items() if key not in drop]
    return "\n".join([";", "; Message Information file", ";", "[message]", *lines, ""])


@dataclass
class Spool:
    """The spool of one telephone system."""

    top: Path
    count: int = 0

    def folder(self, name: str = "INBOX") -> Path:
        """A folder of the mailbox."""
        path = self.top / "default" / "100" / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def leave(
        self,
        *,
        folder: str = "INBOX",
        audio: str | None = ".wav",
        drop: tuple[str, ...] = (),
        fresh: bool = False,
        **said: str | int,
    ) -> Path:
        """Somebody leaves a message; gives its text file."""
        number, self.count = self.count, self.count + 1
        path = self.folder(folder) / f"msg{number:04}.txt"
        said.setdefault("msg_id", f"{SUNDAY_EVENING + number}-{number:08}")
        path.write_text(note_text(drop=drop, **said))
        if audio is not None:
            tone(path.with_suffix(audio))
        for file in path.parent.glob(f"{path.stem}.*"):
            if not fresh:
                os.utime(file, (PAST, PAST))
        return path

    def state(self) -> dict[str, tuple[int, int, bytes]]:
        """Every file with its size, time and bytes: what reading must leave as it is."""
        return {
            str(path): (path.lstat().st_size, path.lstat().st_mtime_ns, path.read_bytes())
            for path in sorted(self.top.rglob("*"))
            if path.is_file() and os.access(path, os.R_OK)
        }
