"""Reading mails in a child process, so that a hostile one costs a child and never the desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from vipdesk.channels.mail.files import MailFile
from vipdesk.channels.mail.message import MailMessage, Unreadable


@dataclass(frozen=True, slots=True)
class Limits:
    """What one mail may cost: seconds of waiting for it, and bytes of the child's memory."""

    seconds: float = 10.0
    memory: int = 700 * 1024 * 1024


class MailParser:
    """A child process that reads mails one after the other and is replaced when it dies."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError

    def parse(self, raw: bytes, file_time: datetime, now: datetime) -> MailMessage | Unreadable:
        """The mail in `raw`; `file_time` and `now`, the instant of the import, are aware."""
        raise NotImplementedError

    def parse_all(
        self, items: Iterable[MailFile], now: datetime
    ) -> Iterator[tuple[MailFile, MailMessage | Unreadable]]:
        """Each item with its mail, in order, reading ahead while the caller works."""
        raise NotImplementedError
