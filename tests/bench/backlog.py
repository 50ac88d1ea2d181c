"""Mails by the thousand that came one after the other, and lie in a mailbox at one blow.

The server tells when it took each: from one sender all at once would be a flood, which is folded
into one row and costs less.
"""

import os
import random
from collections.abc import Callable
from datetime import datetime

from tests.bench.mail_import import mail
from tests.mail.dovecot import Account


class Backlog:
    """Mails beside the mailbox; `at` says when each of them came."""

    def __init__(self, account: Account, count: int, at: Callable[[int], datetime]) -> None:
        chance, self._maildir = random.Random(11), account.maildir
        for number in range(count):
            came = at(number)
            second = int(came.timestamp())
            part = self._maildir / "tmp" / f"{second}.M{number}P1.test"
            part.write_bytes(mail(number, came, chance).as_bytes())
            os.utime(part, (second, second))

    def deliver(self, count: int | None = None) -> None:
        """From now on they lie there, or the next so many of them."""
        for part in sorted((self._maildir / "tmp").iterdir())[:count]:
            part.rename(self._maildir / "new" / part.name)
