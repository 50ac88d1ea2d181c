"""The reader's process: reads mails from its standard input until that ends.

Whatever a mail does to it, it says so and goes on, or dies and is replaced; it writes nothing but
answers, and it ends with the desk.
"""

import math
import os
import resource
from datetime import datetime

from vipdesk.channels.mail.bounds import NoMail, TooMuch
from vipdesk.channels.mail.frames import (
    OUT_OF_MEMORY,
    READY,
    REQUEST,
    Failure,
    answer,
    instants,
)
from vipdesk.channels.mail.read import read


def main(seconds: float, memory: int) -> None:
    """Read mails, each within `seconds` of processor time, all within `memory` bytes."""
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    source, sink = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library might print is no answer
    sink.write(READY)
    sink.flush()
    while head := source.read(REQUEST.size):
        length, file_time, now = instants(head)
        raw = source.read(length)
        _allow(seconds)
        told = _answer(raw, file_time, now)
        del raw
        sink.write(told)
        sink.flush()


def _answer(raw: bytes, file_time: datetime, now: datetime) -> bytes:
    """The answer to one request; any way in which a mail can't be read is one."""
    try:
        return answer(read(raw, file_time, now))
    except (NoMail, TooMuch) as reason:
        return answer(Failure(str(reason)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # another process may have the room that this one has lost
    except Exception as error:  # no mail may keep the next from being read
        return answer(Failure(f"reading it failed ({type(error).__name__})"))


def _allow(seconds: float) -> None:
    """Let this process use so many seconds of processor time from now on, and then die."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
