"""Reading mails in a child process, so that a hostile one costs a child and never the desk."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from types import TracebackType
from typing import Self

from msgspec import Struct

from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES, TOO_LARGE
from vipdesk.channels.mail.conversation import Conversation, Died, TooLong
from vipdesk.channels.mail.files import MailFile
from vipdesk.channels.mail.frames import Failure
from vipdesk.channels.mail.message import MailMessage, Unreadable

_MOST_AHEAD = 64
_MOST_BYTES_AHEAD = 16 * 1024 * 1024


class Limits(Struct, frozen=True):
    """What one mail may cost: seconds of waiting for it, and bytes of the child's memory."""

    seconds: float = 10.0
    memory: int = 700 * 1024 * 1024


USUAL = Limits()


class _Asked(Struct, frozen=True):
    """A mail that is to be read, or is already known not to be."""

    raw: bytes | Unreadable
    file_time: datetime
    now: datetime

    @property
    def size(self) -> int:
        return len(self.raw) if isinstance(self.raw, bytes) else 0


class MailParser:
    """A child process that reads mails one after the other and is replaced when it dies."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._resting: Conversation | None = None
        self._all: set[Conversation] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for conversation in list(self._all):
            self.end(conversation)

    def parse(self, raw: bytes, file_time: datetime, now: datetime) -> MailMessage | Unreadable:
        """The mail in `raw`; `file_time` and `now`, the instant of the import, are aware."""
        line = _Line(self)
        try:
            line.ask(_asked(raw, file_time, now))
            return line.answer()
        finally:
            line.leave()

    def parse_all(
        self, items: Iterable[MailFile], now: datetime
    ) -> Iterator[tuple[MailFile, MailMessage | Unreadable]]:
        """Each item with its mail, in order, reading ahead while the caller works."""
        line = _Line(self)
        ahead: deque[MailFile] = deque()
        try:
            for item in items:
                ahead.append(item)
                line.ask(_asked(item.raw, item.file_time, now))
                while line.is_full:
                    yield ahead.popleft(), line.answer()
            while ahead:
                yield ahead.popleft(), line.answer()
        finally:
            line.leave()

    def lend(self) -> Conversation:
        """A child that is not in use, a new one if need be."""
        conversation, self._resting = self._resting, None
        if conversation is None:
            conversation = Conversation(self._limits.seconds, self._limits.memory)
            self._all.add(conversation)
        return conversation

    def take_back(self, conversation: Conversation) -> None:
        """Take a child back; one that is still busy, or one too many, is ended."""
        if self._resting is None and conversation.idle and conversation in self._all:
            self._resting = conversation
        else:
            self.end(conversation)

    def end(self, conversation: Conversation) -> None:
        """End a child for good."""
        conversation.close()
        self._all.discard(conversation)
        if conversation is self._resting:
            self._resting = None


class _Line:
    """Mails that wait for their answers, in order, and the child that gives them."""

    def __init__(self, parser: MailParser) -> None:
        self._parser = parser
        self._child: Conversation | None = None
        self._waiting: deque[_Asked] = deque()
        self._passed = 0  # so many of those that wait were passed on to the child
        self._bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether more are waiting than should be held in memory."""
        return len(self._waiting) >= _MOST_AHEAD or self._bytes >= _MOST_BYTES_AHEAD

    def ask(self, mail: _Asked) -> None:
        """Let a mail wait for its answer."""
        self._waiting.append(mail)
        self._bytes += mail.size
        self._pass_on()

    def answer(self) -> MailMessage | Unreadable:
        """The answer to the mail that has waited longest."""
        mail = self._waiting[0]
        told = mail.raw if isinstance(mail.raw, Unreadable) else self._told(mail.raw)
        self._waiting.popleft()
        self._passed = max(0, self._passed - 1)
        self._bytes -= mail.size
        return told

    def leave(self) -> None:
        """Give the child back."""
        if self._child is not None:
            self._parser.take_back(self._child)
            self._child = None

    def _told(self, raw: bytes) -> MailMessage | Unreadable:
        """What a child says of the first mail; what it dies of is unreadable.

        A child that has read other mails may have died of them: then another tries once.
        """
        while True:
            child = self._pass_on()
            try:
                told = child.answer()
            except Died as death:
                self._bury(child)
                if child.answers and not isinstance(death, TooLong):
                    continue
                told = Failure(str(death))
            return Unreadable(told.reason, raw) if isinstance(told, Failure) else told

    def _pass_on(self) -> Conversation:
        """Ask a child for every mail that waits and that it was not asked for yet."""
        child = self._child = self._child or self._parser.lend()
        for mail in islice(self._waiting, self._passed, None):
            if isinstance(mail.raw, bytes):
                child.ask(mail.raw, mail.file_time, mail.now)
        self._passed = len(self._waiting)
        return child

    def _bury(self, child: Conversation) -> None:
        self._parser.end(child)
        self._child = None
        self._passed = 0


def _asked(raw: bytes | Unreadable, file_time: datetime, now: datetime) -> _Asked:
    if isinstance(raw, bytes) and len(raw) > MOST_BYTES:
        raw = Unreadable(TOO_LARGE, raw[:KEPT_OF_TOO_LARGE])
    return _Asked(raw, file_time, now)
