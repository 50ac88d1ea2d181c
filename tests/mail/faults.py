"""What goes wrong between a mail program and its server."""

import re
from collections.abc import Callable
from threading import Event

from tests.mail.proxy import Cut, Fault


class Forged(Fault):
    """Puts other bytes in place of some, in answers, so many times."""

    def __init__(self, pattern: bytes, instead: bytes, times: int = 1_000_000) -> None:
        self._pattern, self._instead, self._times = re.compile(pattern), instead, times

    def answer(self, line: bytes) -> bytes:
        """The line with other bytes in it."""
        if self._times and self._pattern.search(line):
            self._times -= 1
            return self._pattern.sub(self._instead, line)
        return line


class HalfLiteral(Fault):
    """Sends half of a literal, so many times, and hangs up."""

    def __init__(self, times: int) -> None:
        self._times = times

    def literal(self, data: bytes) -> tuple[bytes, bool]:
        """A half, then nothing."""
        if self._times:
            self._times -= 1
            return data[: len(data) // 2], False
        return data, True


class CutLaterEachTime(Fault):
    """Cuts the first line at its first command, the next at its second, and so on."""

    def __init__(self, *, heard: bool) -> None:
        self._heard, self._seen, self.cuts = heard, 0, 0
        self._cut = False

    def command(self, line: bytes) -> bytes:
        """Count it; the server does what it heard, and nobody gets the answer."""
        self._seen += 1
        if self._seen > self.cuts:
            self._seen, self.cuts = 0, self.cuts + 1
            if not self._heard:
                raise Cut
            self._cut = True
        return line

    def answer(self, line: bytes) -> bytes:
        """Nothing comes back of what was cut."""
        if self._cut:
            self._cut = False
            raise Cut
        return line


class CutAt(Fault):
    """Cuts each line at a command that holds a word, before it is heard."""

    def __init__(self, word: bytes) -> None:
        self._word = word

    def command(self, line: bytes) -> bytes:
        """Anything else is passed on."""
        if self._word in line:
            raise Cut
        return line


class CutAtMails(Fault):
    """Cuts each line at a command that fetches one of these, before it is heard."""

    def __init__(self, *uids: int) -> None:
        self._uids, self.cuts = set(uids), 0

    def command(self, line: bytes) -> bytes:
        """Anything else is passed on."""
        asked = re.search(rb" UID FETCH ([\d,]+) .*BODY", line)
        if asked and self._uids & set(map(int, asked[1].split(b","))):
            self.cuts += 1
            raise Cut
        return line


class Rewritten(Fault):
    """Puts other bytes in place of some, in commands that hold a word."""

    def __init__(self, word: bytes, pattern: bytes, instead: bytes) -> None:
        self._word, self._pattern, self._instead = word, re.compile(pattern), instead

    def command(self, line: bytes) -> bytes:
        """The command with other bytes in it."""
        return self._pattern.sub(self._instead, line) if self._word in line else line


class Mute(Fault):
    """Says nothing more from a command on that holds a word."""

    def __init__(self, word: bytes) -> None:
        self._word, self._mute = word, False

    def command(self, line: bytes) -> bytes:
        """Swallow it."""
        self._mute = self._mute or self._word in line
        return b"" if self._mute else line


class Late(Fault):
    """Takes its time over each line."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def answer(self, line: bytes) -> bytes:
        """The same, later."""
        Event().wait(self._seconds)
        return line


class InPassing(Fault):
    """Lets mails come at an answer, and tells of them there, and never again."""

    def __init__(self, pattern: bytes, deliver: Callable[[], None], *, before: bool) -> None:
        self._pattern, self._deliver, self._before = re.compile(pattern), deliver, before
        self._done = False

    def answer(self, line: bytes) -> bytes:
        """The first that fits, and that something exists; later nobody says so."""
        if self._done:
            return b"" if line.endswith((b" EXISTS\r\n", b" RECENT\r\n")) else line
        if not self._pattern.search(line):
            return line
        self._done = True
        self._deliver()
        told = b"* 5 EXISTS\r\n"
        return told + line if self._before else line + told
