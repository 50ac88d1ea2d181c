"""A desk that is set up between a real IMAP server and a real SMTP server."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mail.dovecot import Account
from tests.smtp_server import SmtpServer, smtp_server
from tests.whole.commands import vipdesk
from vipdesk.store.connections import open_reader

DONE = "Done"
SETTINGS = """
[mail]
user = "{account.user}"
imap = "imaps://localhost:{account.port}"
smtp = "smtp://localhost:{server.port}"
password_env = "MAIL_PASSWORD"
authority = "{authority}"
done = "{done}"
sent = "Sent"
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where mail comes from, where it goes, and the desk between them."""

    account: Account
    server: SmtpServer
    environment: dict[str, str]
    moves: bool

    @property
    def where(self) -> str:
        """The store."""
        return self.environment["VIPDESK_STORE"]

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """What is in the store now."""
        with closing(open_reader(self.where)) as reader, reader.snapshot() as fetch:
            return fetch(sql, ())

    def count(self, sql: str) -> int:
        """One number out of the store."""
        ((number,),) = self.rows(sql)
        return int(number or 0)

    def asked(self, *words: str) -> Any:
        """What a command says."""
        return json.loads(vipdesk(self.environment, *words, "--json"))


@contextmanager
def place(folder: Path, account: Account, *, moves: bool) -> Iterator[Place]:
    """Such a desk; what is taken in is moved there, or else flagged."""
    with smtp_server(folder) as server:
        server.login, server.password = account.user, account.password
        authority, own_file = folder / "both.pem", folder / "config.toml"
        authority.write_bytes(account.authority.read_bytes() + server.authority.read_bytes())
        done = f"move:{DONE}" if moves else "seen"
        own_file.write_text(
            SETTINGS.format(account=account, server=server, authority=authority, done=done)
        )
        told = {
            "VIPDESK_STORE": str(folder / "data" / "desk.db"),
            "VIPDESK_CONFIG": str(own_file),
            "VIPDESK_NOTIFY": "none",
            "MAIL_PASSWORD": account.password,
            "HOME": str(folder),
        }
        acme = ("--client", "Acme", "--domain", "acme.example.com")
        vipdesk(told, "init", *acme, "--agent", "Jana", "--agent-email", "jana@vipdesk.example.org")
        yield Place(account, server, told, moves)
