"""Who we are, said to the mail server: a password or a token, over a private line only."""

import smtplib
from base64 import b64encode
from collections.abc import Callable

from vipdesk.channels.smtp.line import unreachable, words
from vipdesk.mail_account import MailAccount
from vipdesk.secret import Secret


def enter(line: smtplib.SMTP, account: MailAccount, secret: Secret) -> None:
    """Log in by what the server offers; Unreachable says why not, without what was said to it."""
    offered = set(line.esmtp_features.get("auth", "").upper().split())
    ways = BY_TOKEN if secret.token else BY_PASSWORD
    way = next((ask for name, ask in ways if name in offered), None)
    if way is None:
        names = " or ".join(name for name, _ in ways)
        raise unreachable(account.smtp, f"it offers no login by {names}")
    code, said = way(line, account.user, secret.value)
    if code != 235:
        told = words(code, said).replace(secret.value, "…")
        raise unreachable(account.smtp, f"it does not let {account.user} in: {told}")


def _by_password(line: smtplib.SMTP, user: str, password: str) -> tuple[int, bytes]:
    return line.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{user}{chr(0)}{password}')}")


def _asked(line: smtplib.SMTP, user: str, password: str) -> tuple[int, bytes]:
    """It asks for the one and the other."""
    code, said = line.docmd("AUTH", "LOGIN")
    for answer in (user, password):
        if code != 334:
            break
        code, said = line.docmd(_coded(answer))
    return code, said


def _by_token(line: smtplib.SMTP, user: str, token: str) -> tuple[int, bytes]:
    """An empty word is said where it wants to explain first what it has against the token."""
    code, said = line.docmd(
        "AUTH", f"XOAUTH2 {_coded(f'user={user}{chr(1)}auth=Bearer {token}{chr(1)}{chr(1)}')}"
    )
    return line.docmd("") if code == 334 else (code, said)


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


Way = Callable[[smtplib.SMTP, str, str], tuple[int, bytes]]
BY_PASSWORD: tuple[tuple[str, Way], ...] = (("PLAIN", _by_password), ("LOGIN", _asked))
BY_TOKEN: tuple[tuple[str, Way], ...] = (("XOAUTH2", _by_token),)
