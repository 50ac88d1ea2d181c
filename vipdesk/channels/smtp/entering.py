"""Who we are, said to the mail server: a password or a token, over a private line only."""

from collections.abc import Callable

from vipdesk.channels.hidden import Hidden, coded, plain_answer, token_answer
from vipdesk.channels.smtp.line import Line, understood, unreachable, unwelcome
from vipdesk.secret import Secret


def enter(line: Line, user: str, secret: Secret) -> None:
    """Log in by what the server offers; Unreachable says why not, without what was said to it."""
    offered = set(line.esmtp_features.get("auth", "").upper().split())
    ways = BY_TOKEN if secret.token else BY_PASSWORD
    way = next((ask for name, ask in ways if name in offered), None)
    if way is None:
        names = " or ".join(name for name, _ in ways)
        raise unreachable(line.server, f"it offers no login by {names}")
    line.hidden = Hidden(user, secret)
    with understood(line.server):
        code, said = way(line, user, secret)
    if code // 100 != 2:
        told = line.words(code, said)
        raise unwelcome(line.server, code, f"it does not let {user} in: {told}")


def _by_password(line: Line, user: str, secret: Secret) -> tuple[int, bytes]:
    return line.docmd("AUTH", f"PLAIN {coded(plain_answer(user, secret))}")


def _asked(line: Line, user: str, secret: Secret) -> tuple[int, bytes]:
    """It asks for the one and the other."""
    code, said = line.docmd("AUTH", "LOGIN")
    for answer in (user, secret.value):
        if code != 334:
            break
        code, said = line.docmd(coded(answer))
    return code, said


def _by_token(line: Line, user: str, secret: Secret) -> tuple[int, bytes]:
    """An empty word is said where it wants to explain first what it has against the token."""
    code, said = line.docmd("AUTH", f"XOAUTH2 {coded(token_answer(user, secret))}")
    return line.docmd("") if code == 334 else (code, said)


Way = Callable[[Line, str, Secret], tuple[int, bytes]]
BY_PASSWORD: tuple[tuple[str, Way], ...] = (("PLAIN", _by_password), ("LOGIN", _asked))
BY_TOKEN: tuple[tuple[str, Way], ...] = (("XOAUTH2", _by_token),)
