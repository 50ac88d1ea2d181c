"""A mailbox at real servers, one to read from and one to send by, and the table that names it."""

from dataclasses import dataclass
from pathlib import Path

from tests.mail.dovecot import Account
from tests.smtp_server import SmtpServer


@dataclass(frozen=True, slots=True)
class Both:
    """One user's mail; `folder` holds what the settings name."""

    account: Account
    server: SmtpServer
    folder: Path

    @property
    def password_file(self) -> Path:
        """Where the password is; it has to be written."""
        return self.folder / "password"

    def keep_password(self, words: str | None = None) -> None:
        """Write the password, or another word, for its owner alone."""
        self.password_file.touch(mode=0o600)
        self.password_file.write_text(self.account.password if words is None else words)

    def table(self, **more: str) -> str:
        """`[mail]`, with other values where they are named."""
        authority = self.folder / "both.pem"
        known = self.account.authority.read_bytes() + self.server.authority.read_bytes()
        authority.write_bytes(known)
        said = {
            "user": self.account.user,
            "imap": f"imaps://localhost:{self.account.port}",
            "smtp": f"smtp://localhost:{self.server.port}",
            "password_file": str(self.password_file),
            "authority": str(authority),
        }
        return "\n".join(["[mail]", *(f"{k} = '{v}'" for k, v in (said | more).items()), ""])
