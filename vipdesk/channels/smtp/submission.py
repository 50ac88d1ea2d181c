"""Mails handed over one after the other, each with a clear end: taken, not now, or never."""

import contextlib
import re
import smtplib
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import NoReturn, Self

from msgspec import Struct

from vipdesk.channels.smtp.entering import enter
from vipdesk.channels.smtp.line import Gone, broken, open_line, unreachable, words
from vipdesk.domain.errors import ChannelError
from vipdesk.mail_account import MailAccount
from vipdesk.secret import Secret

PATIENCE = 20.0
"""Seconds that the server has for each answer."""

LONGER = 300.0
"""Seconds for its answer to a whole mail, which it may look through: who gives up sends twice."""

CHUNK = 64 * 1024
"""Bytes that are sent at once: a large mail over a slow line takes minutes."""

WHO_ARE_YOU = frozenset({530, 534, 535, 538})
"""Answers that are about us, and not about the mail."""

FIT = re.compile(r"[^\s<>\x00-\x1f\x7f]{1,64}@[^\s<>@\x00-\x1f\x7f]{1,253}")


class Deferred(ChannelError):
    """Not taken for now; `unsure` where the server may have taken it all the same."""

    def __init__(self, why: str, *, unsure: bool = False) -> None:
        super().__init__(why)
        self.unsure = unsure


class Rejected(ChannelError):
    """Not taken, and never will be."""


class Envelope(Struct, frozen=True):
    """A mail, and between whom it goes; `name` is what a report calls it by (RFC 3461)."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    name: str = ""


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
        self._line: smtplib.SMTP | None = None

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
        """Hand it over; who is refused, and why. Raises Unreachable, Deferred or Rejected."""
        for address in (mail.sender, *mail.recipients):
            if not FIT.fullmatch(address):
                raise Rejected("it is for or from what is no mail address")
        kept = self._line is not None
        line = self._opened()
        try:
            begun = self._begin(line, mail)
        except (Gone, OSError, smtplib.SMTPException) as error:
            self._drop()
            if not kept:
                raise Deferred(f"the line broke: {_how(error)}") from None
            return self.send(mail)  # a line that was kept may have ended meanwhile
        if begun[0] != 250:
            self._refused(line, *begun)
        refused = self._addressed(line, mail)
        self._hand_over(line, mail.raw)
        return refused

    def _opened(self) -> smtplib.SMTP:
        if self._line is None:
            line = open_line(self._account, self._patience)
            try:
                enter(line, self._account, self._secret())
            except (Gone, OSError, smtplib.SMTPException) as error:
                line.close()
                raise unreachable(self._account.smtp, _how(error)) from None
            except BaseException:
                line.close()
                raise
            self._line = line
        return self._line

    def _begin(self, line: smtplib.SMTP, mail: Envelope) -> tuple[int, bytes]:
        """From whom it is, and what it needs of the server."""
        options, size = [], len(mail.raw)
        if line.has_extn("size"):
            most = line.esmtp_features.get("size", "").strip()
            if most.isdigit() and 0 < int(most) < size:
                raise Rejected(_too_large(size, int(most)))
            options.append(f"SIZE={size}")
        if mail.name and line.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={_escaped(mail.name)}"]
        if not (mail.raw.isascii() and "".join((mail.sender, *mail.recipients)).isascii()):
            if not line.has_extn("smtputf8"):
                raise Rejected("the mail server knows no addresses with such letters (SMTPUTF8)")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        return line.mail(mail.sender, options)

    def _addressed(self, line: smtplib.SMTP, mail: Envelope) -> dict[str, str]:
        """Who of them is refused for good; all, or one for now, stop the mail."""
        refused: dict[str, str] = {}
        for address in mail.recipients:
            code, said = self._say(partial(line.rcpt, address))
            if code not in (250, 251):
                refused[address] = words(code, said)
                if code // 100 != 5 or len(refused) == len(mail.recipients):
                    self._refused(line, code, said)
        return refused

    def _hand_over(self, line: smtplib.SMTP, raw: bytes) -> None:
        code, said = self._say(partial(line.docmd, "DATA"))
        if code != 354:
            self._refused(line, code, said)
        code, said = self._say(partial(self._whole, line, raw), unsure=True)
        if code != 250:
            self._refused(line, code, said)

    def _whole(self, line: smtplib.SMTP, raw: bytes) -> tuple[int, bytes]:
        stuffed = re.sub(rb"(?m)^\.", b"..", raw)
        stuffed += (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"
        for start in range(0, len(stuffed), CHUNK):  # its patience is for each, not for all
            line.send(stuffed[start : start + CHUNK])
        if line.sock is not None:
            line.sock.settimeout(self._longer)
        answer = line.getreply()
        if line.sock is not None:
            line.sock.settimeout(self._patience)
        return answer

    def _say(
        self, ask: Callable[[], tuple[int, bytes]], *, unsure: bool = False
    ) -> tuple[int, bytes]:
        try:
            return ask()
        except (Gone, OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Deferred(f"the line broke: {_how(error)}", unsure=unsure) from None

    def _refused(self, line: smtplib.SMTP, code: int, said: bytes) -> NoReturn:
        """Let the mail go, and say why by the class of the answer."""
        try:
            if line.rset()[0] != 250:
                self._drop()
        except (Gone, OSError, smtplib.SMTPException):
            self._drop()
        if code in WHO_ARE_YOU:
            raise unreachable(self._account.smtp, words(code, said))
        if code // 100 == 5:
            raise Rejected(f"the mail server refuses it: {words(code, said)}")
        raise Deferred(f"the mail server takes it later: {words(code, said)}")

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _how(error: Exception) -> str:
    return str(error) if isinstance(error, Gone) else broken(error)


def _escaped(name: str) -> str:
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in name)


def _too_large(size: int, most: int) -> str:
    return f"it has {size / 1e6:.1f} MB, and the mail server takes {most / 1e6:.1f} MB at most"
