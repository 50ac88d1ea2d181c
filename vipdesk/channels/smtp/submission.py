"""Mails handed over one after the other, each with a clear end: taken, not now, or never."""

import contextlib
import re
import smtplib
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import NoReturn, Self, TypeVar

from vipdesk.channels.secure import PATIENCE, trusting
from vipdesk.channels.smtp.entering import enter
from vipdesk.channels.smtp.envelope import FIT, Envelope, Rejected, begin, is_yes
from vipdesk.channels.smtp.line import Gone, Line, Unreachable, broken, open_line, unwelcome
from vipdesk.domain.errors import ChannelError
from vipdesk.mail_account import MailAccount
from vipdesk.secret import Secret

LONGER = 300.0
"""Seconds for its answer to a whole mail, which it may look through: who gives up sends twice."""

CHUNK = 64 * 1024
"""Bytes that are sent at once: a large mail over a slow line takes minutes."""

WHO_ARE_YOU = frozenset({530, 534, 535, 538})
"""Answers that are about us, and not about the mail."""

OVER_SIZE = re.compile(rb"5\.(?:3\.4|2\.3)\b")
ABOUT_US = re.compile(
    rb"[45]\.1\.[78]\b|[45]\.4\.5\b|not owned by|sender (?:address|verif)|from address"
    rb"|sending (?:limit|quota)",
    re.IGNORECASE,
)
"""What servers say of a sender that is not ours or has sent too much, some at a recipient only."""

Answer = TypeVar("Answer")


class Deferred(ChannelError):
    """Not taken for now; `unsure` where the server may have taken it all the same."""

    def __init__(self, why: str, *, unsure: bool = False) -> None:
        super().__init__(why)
        self.unsure = unsure


class Submission:
    """A line to the server, opened for the first mail and kept for the next."""

    def __init__(
        self,
        account: MailAccount,
        secret: Callable[[], Secret],
        *,
        patience: float = PATIENCE,
        longer: float = LONGER,
    ) -> None:
        self._account, self._secret = account, secret
        self._patience, self._longer = patience, longer
        self._line: Line | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(Gone, OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def check(self) -> None:
        """Reach and enter the server; raises Unreachable or BadInput where that can't be."""
        self._opened()

    def send(self, mail: Envelope) -> dict[str, str]:
        """Hand it over; who is refused, and why.

        Raises Deferred or Rejected, Unreachable where that is about us and not about the mail.
        """
        for address in (mail.sender, *mail.recipients):
            if not FIT.fullmatch(address):
                raise Rejected("it is for or from what is no mail address")
        kept = self._line is not None
        line = self._opened()
        try:
            begun = begin(line, mail)
        except (Gone, OSError, smtplib.SMTPException) as error:
            self._drop()
            if not kept:
                raise Deferred(f"the line broke: {broken(error)}") from None
            return self.send(mail)  # a line that was kept may have ended meanwhile
        if not is_yes(begun[0]):
            about_us = begun[0] != 552 and not OVER_SIZE.match(begun[1])
            self._refused(line, *begun, about_us=about_us)
        refused = self._addressed(line, mail)
        self._hand_over(line, mail.raw)
        return refused

    def _opened(self) -> Line:
        if self._line is None:
            context = trusting(self._account.authority)
            try:
                line = open_line(self._account.smtp, context, self._patience)
            except Unreachable:
                raise
            except ChannelError as error:
                raise Unreachable(str(error)) from None
            try:
                enter(line, self._account.user, self._secret())
            except BaseException:
                line.close()
                raise
            self._line = line
        return self._line

    def _addressed(self, line: Line, mail: Envelope) -> dict[str, str]:
        """Who of them is refused for good; all, or one for now, stop the mail."""
        refused: dict[str, str] = {}
        for address in mail.recipients:
            code, said = self._say(partial(line.rcpt, address))
            if not is_yes(code):
                refused[address] = line.words(code, said)
                if code // 100 != 5 or len(refused) == len(mail.recipients):
                    self._refused(line, code, said, about_us=_is_about_us(said))
        return refused

    def _hand_over(self, line: Line, raw: bytes) -> None:
        code, said = self._say(partial(line.docmd, "DATA"))
        if code != 354:
            self._refused(line, code, said)
        self._say(partial(_send, line, raw))
        # from its last dot on the server may have it, whatever is heard of that
        code, said = self._say(partial(line.answer, self._longer), unsure=True)
        if code // 100 not in (2, 4, 5):
            self._drop()
            why = f"what it says of the mail is no answer: {line.words(code, said)}"
            raise Deferred(why, unsure=True)
        if not is_yes(code):
            self._refused(line, code, said, about_us=_is_about_us(said))

    def _say(self, ask: Callable[[], Answer], *, unsure: bool = False) -> Answer:
        try:
            return ask()
        except (Gone, OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Deferred(f"the line broke: {broken(error)}", unsure=unsure) from None

    def _refused(self, line: Line, code: int, said: bytes, *, about_us: bool = False) -> NoReturn:
        """Let the mail go, and say why by the class of the answer."""
        try:
            if not is_yes(line.rset()[0]):
                self._drop()
        except (Gone, OSError, smtplib.SMTPException):
            self._drop()
        if about_us or code in WHO_ARE_YOU:
            raise unwelcome(self._account.smtp, code, f"it refuses us: {line.words(code, said)}")
        if code // 100 == 5:
            raise Rejected(f"the mail server refuses it: {line.words(code, said)}")
        raise Deferred(f"the mail server takes it later: {line.words(code, said)}")

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _is_about_us(said: bytes) -> bool:
    return ABOUT_US.search(said) is not None


def _send(line: Line, raw: bytes) -> None:
    """All of it: where that breaks, its last dot has not left."""
    stuffed = re.sub(rb"(?m)^\.", b"..", raw)
    stuffed += (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"
    for start in range(0, len(stuffed), CHUNK):  # its patience is for each, not for all
        line.send(stuffed[start : start + CHUNK])
