"""Mails that arrive live, kept for good: parsed safely, and durable with the place read so far."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.channels.imap.line import Stopped
from vipdesk.channels.mail.files import MailFile
from vipdesk.channels.mail.message import MailMessage, Unreadable
from vipdesk.channels.mail.parser import MailParser
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import KeepUnreadable
from vipdesk.domain.errors import StoreError
from vipdesk.domain.inbound import Unreadable as NotRead
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.ingest import MailImport, Parsed
from vipdesk.store.files import Files

LONGEST_BREATH = 0.4
"""Seconds that a step with a batch takes longer for somebody who types: the pen waits as well."""

One = TypeVar("One")


def at_once() -> None:
    """Nobody types."""


class Arrived(Struct, frozen=True):
    """A mail from the server: where it lay, and when the server took it (aware), if it says."""

    label: str
    received: datetime | None
    raw: bytes | Unreadable
    uid: int = 0


class MailKeeper:
    """Keeps what arrives, for one thread; keeping it again adds nothing."""

    def __init__(
        self,
        desk: Desk,
        files: Files,
        mails: MailImport,
        clock: Clock,
        breathe: Callable[[], None] = at_once,
        begins: datetime | None = None,
        *,
        live: bool = True,
    ) -> None:
        """`breathe` waits while a key is being painted; so much is done between two of them.

        What came before `begins` (aware) is left where it lies; not `live` is what is taken from
        there all the same.
        """
        self.begins, self._live = begins, live
        self._desk, self._files, self._mails, self._clock = desk, files, mails, clock
        self._parser, self._breathe = MailParser(), breathe

    def place(self, folder: str) -> PutMailPlace | None:
        """How far a folder was read; raises StoreError."""
        return self._desk.mail_place(folder)

    def put(self, place: PutMailPlace) -> None:
        """Keep how far a folder was read; raises StoreError."""
        self._desk.execute(place)

    def keep(self, mails: Sequence[Arrived], place: PutMailPlace | None, stop: Event) -> int:
        """Keep all of them, and how far the folder was read; gives how many are new here.

        All of it is durable on return, or nothing is. Raises StoreError, and Stopped once `stop` is
        set: a batch of slow mails keeps nobody waiting.
        """
        now = self._clock()
        parsed = self._read(mails, now, stop)
        try:
            commands = self._mails.commands(self._paced(parsed), now, live=self._live)
            all_of_it = [*commands, *([place] if place else [])]
            done = self._desk.execute_all(self._paced(all_of_it))[: len(commands)]
        except StoreError:
            raise
        except Exception:  # whatever one mail does, the others are kept, and it is shown
            return self._keep_each(parsed, place, now)
        return sum(not one.duplicate for one in done)

    def close(self) -> None:
        """Let go of the store and of the process that reads mails."""
        self._parser.__exit__(None, None, None)
        self._desk.close()

    def _paced(self, those: Iterable[One]) -> Iterator[One]:
        """One after the other, none while a key is being painted, as far as that lasts."""
        until = time.monotonic() + LONGEST_BREATH
        for one in those:
            if time.monotonic() < until:
                self._breathe()
            yield one

    def _read(self, mails: Sequence[Arrived], now: datetime, stop: Event) -> list[Parsed]:
        parsed: list[Parsed] = []
        read = self._parser.parse_all((_file(mail, now) for mail in mails), now)
        for one, mail in zip(read, mails, strict=True):
            if stop.is_set():
                raise Stopped
            parsed.append(_as_received(one, mail.received))
        return parsed

    def _keep_each(
        self, parsed: Sequence[Parsed], place: PutMailPlace | None, now: datetime
    ) -> int:
        new = 0
        for file, read in parsed:
            try:
                (command,) = self._mails.commands([(file, read)], now, live=self._live)
                done = self._desk.execute(command)
            except StoreError:
                raise
            except Exception as error:
                reason = f"it can't be taken ({type(error).__name__})"
                raw = self._files.put(read.raw)
                self._files.sync()
                lost = NotRead(file.label, reason, raw, self._clock())
                done = self._desk.execute(KeepUnreadable(lost))
            new += not done.duplicate
        if place is not None:
            self._desk.execute(place)
        return new


def _file(mail: Arrived, now: datetime) -> MailFile:
    size = len(mail.raw) if isinstance(mail.raw, bytes) else len(mail.raw.raw)
    return MailFile(Path(mail.label), mail.label, mail.raw, mail.received or now, size)


def _as_received(read: Parsed, received: datetime | None) -> Parsed:
    """With the server's own word for when it came, before that of anybody on the way."""
    file, mail = read
    if received is None or not isinstance(mail, MailMessage):
        return read
    return file, replace(mail, received=received)
