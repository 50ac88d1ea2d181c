"""What the client's people write: short and long, with files, in threads, each one of its kind."""

import random
from collections.abc import Iterator
from email.message import EmailMessage

from tests.mail.dovecot import Account

EACH = 20
"""Mails of one sender: more than thirty in an hour would be a flood, and folded."""

LONGEST, LARGEST_FILE = 9_000, 60_000


class Client:
    """Writes mail number 0, 1, 2 … and has it delivered."""

    def __init__(self, account: Account, count: int, seed: int) -> None:
        self._account, self._senders = account, count // EACH + 1
        self._mails = self._written(count, random.Random(seed))
        self.delivered = 0

    def deliver(self, count: int) -> None:
        """The next so many arrive, as far as there are any."""
        for _, mail in zip(range(count), self._mails, strict=False):
            self._account.drop(self.delivered, mail.as_bytes())
            self.delivered += 1

    def _written(self, count: int, chance: random.Random) -> Iterator[EmailMessage]:
        for number in range(count):
            yield self._mail(number, chance)

    def _mail(self, number: int, chance: random.Random) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = f"somebody{number % self._senders}@acme.example.com"
        mail["To"] = "support@vipdesk.example.org"
        mail["Message-ID"] = f"<{message_id(number)}>"
        mail["Subject"] = subject(number)
        if number % 4 == 3:
            mail["In-Reply-To"] = f"<{message_id(chance.randrange(number))}>"
        mail.set_content(f"{words(number)}\n{'x ' * chance.randrange(LONGEST // 2)}\n")
        if number % 15 == 0:
            file = chance.randbytes(chance.randrange(LARGEST_FILE))
            mail.add_attachment(file, "application", "pdf", filename=f"log-{number}.pdf")
        return mail


def message_id(number: int) -> str:
    """What a mail is called on its way."""
    return f"mail.{number}@acme.example.com"


def subject(number: int) -> str:
    """What a mail is about."""
    return f"matter {number:05}"


def words(number: int) -> str:
    """What is said in this mail only."""
    return f"These are the words of {number:05}."
