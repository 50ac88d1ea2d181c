"""One reader's process and what it still has to answer: requests out, answers in, in order."""

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from datetime import datetime
from pathlib import Path

import vipdesk
from vipdesk.channels.mail.bounds import MOST_BYTES
from vipdesk.channels.mail.frames import (
    ANSWER,
    OUT_OF_MEMORY,
    READY,
    BadAnswer,
    Failure,
    mail_of,
    request,
)
from vipdesk.channels.mail.message import MailMessage
from vipdesk.domain.errors import DeskError

_ROOT = str(Path(vipdesk.__file__).parent.parent)
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from vipdesk.channels.mail.child import main;"
    " main(float(sys.argv[2]), int(sys.argv[3]))"
)
_START_SECONDS = 60.0
_END_SECONDS = 2.0
_NO_START = (
    "The process that reads mails can't start ({}): check the installation with `vipdesk doctor`"
)
_NONSENSE = "its reader gave an answer that can't be right"
_PIPE = 1024 * 1024
_CHUNK = 256 * 1024
_LONGEST_ANSWER = 4 * MOST_BYTES


class Died(Exception):
    """The process ended without an answer, or had to be ended; the text says why."""


class TooLong(Died):
    """It ran past its time over the mail that it was asked for."""


class Conversation:
    """A reader's process that is asked for many mails and answers in their order.

    Neither side waits for the other while there is something to take: the pipes are filled and
    emptied as they go, and they hold enough for the process to work on meanwhile.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._memory = memory
        self._unsent: deque[memoryview] = deque()
        self._unanswered: deque[bytes] = deque()
        self._heard = bytearray()
        self._ready = self._closed = False
        self.answers = 0
        theirs, self._sink = os.pipe()
        self._source, ours = os.pipe()
        for pipe in (self._sink, self._source):
            os.set_blocking(pipe, False)
            with contextlib.suppress(OSError, AttributeError):  # a wide pipe is a wish
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
        try:
            self._process = _start(theirs, ours, seconds, memory)
        except DeskError:
            self._hang_up()
            raise
        finally:
            os.close(theirs)
            os.close(ours)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked has been answered."""
        return not self._unanswered

    def ask(self, raw: bytes, file_time: datetime, now: datetime) -> None:
        """Ask for a mail; returns at once."""
        self._unsent += (memoryview(request(raw, file_time, now)), memoryview(raw))
        self._unanswered.append(raw)
        with contextlib.suppress(Died):  # it is said when the answer is wanted
            self._exchange(0)

    def answer(self) -> MailMessage | Failure:
        """The answer to the oldest request; Died where there will be none.

        DeskError where the process can't even be started.
        """
        deadline = time.monotonic() + (self._seconds if self._ready else _START_SECONDS)
        while (told := self._told()) is None:
            ready, left = self._ready, deadline - time.monotonic()
            if left <= 0:
                raise TooLong(f"reading it takes longer than {self._seconds:g} seconds")
            self._exchange(left)
            if self._ready and not ready:
                deadline = time.monotonic() + self._seconds
        self.answers += 1
        return told

    def close(self) -> None:
        """End the process, whatever it does; may be called again."""
        if not self._closed:
            self._closed = True
            self._process.kill()
            self._process.wait()
            self._hang_up()

    def _hang_up(self) -> None:
        os.close(self._sink)
        os.close(self._source)

    def _told(self) -> MailMessage | Failure | None:
        """The next answer if all of it was heard."""
        if not self._ready and self._heard.startswith(READY):
            self._ready = True
            del self._heard[: len(READY)]
        if not self._ready or len(self._heard) < ANSWER.size:
            return None
        text, files = ANSWER.unpack_from(self._heard)
        if text + files > _LONGEST_ANSWER:
            raise Died(_NONSENSE)
        end = ANSWER.size + text + files
        if len(self._heard) < end:
            return None
        frame = bytes(self._heard[ANSWER.size : end])
        del self._heard[:end]
        try:
            return mail_of(frame[:text], memoryview(frame)[text:], self._unanswered.popleft())
        except BadAnswer as error:
            raise Died(_NONSENSE) from error

    def _exchange(self, seconds: float) -> None:
        """Send and hear what can be at once; wait for it at most so long."""
        poll = select.poll()
        poll.register(self._source, select.POLLIN)
        if self._unsent:
            poll.register(self._sink, select.POLLOUT)
        for pipe, _ in poll.poll(max(seconds, 0) * 1000):
            if pipe == self._source:
                self._hear()
            else:
                self._send()

    def _hear(self) -> None:
        chunk = os.read(self._source, _CHUNK)
        if not chunk:
            raise self._death()
        self._heard += chunk

    def _send(self) -> None:
        """Send until the pipe is full."""
        try:
            while self._unsent:
                sent = os.write(self._sink, self._unsent[0])
                if sent < len(self._unsent[0]):
                    self._unsent[0] = self._unsent[0][sent:]
                else:
                    self._unsent.popleft()
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has died, and its last words are still to be heard
            self._unsent.clear()

    def _death(self) -> Died:
        """What the process died of, in plain words; DeskError where it was none of a mail's."""
        code = self._ended()
        if not self._ready:
            raise DeskError(_NO_START.format(f"it ended with {code}"))
        if code == OUT_OF_MEMORY:
            return Died(f"reading it takes more than {self._memory // 1024**2} MB of memory")
        if code == -signal.SIGXCPU:
            return TooLong(f"reading it takes longer than {self._seconds:g} seconds")
        return Died("its reader died of it")

    def _ended(self) -> int:
        """The exit code of a process that has closed its end."""
        try:
            return self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def _start(source: int, sink: int, seconds: float, memory: int) -> subprocess.Popen[bytes]:
    """The reader's process, with nothing of ours but two pipes; DeskError where it can't be."""
    try:
        return subprocess.Popen(  # noqa: S603 our own interpreter, and no shell
            [sys.executable, "-P", "-c", _PROGRAM, _ROOT, str(seconds), str(memory)],
            stdin=source,
            stdout=sink,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's signals are for the desk
        )
    except OSError as error:
        raise DeskError(_NO_START.format(error.strerror)) from None
