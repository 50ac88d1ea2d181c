"""What is never told of a password, in whichever form a server gives it back."""

from base64 import b64encode
from collections.abc import Iterator

from vipdesk.secret import Secret

PIECE = 12
"""So many letters in a row of any form are too many to be told."""

REPEATS = "(it repeats what is secret)"


class Hidden:
    """Knows the forms in which a secret goes over a line; of nobody's there are none."""

    def __init__(self, user: str = "", secret: Secret | None = None) -> None:
        forms = {_plain(form) for form in _forms(user, secret)} if secret else set()
        self._short = {form for form in forms if 0 < len(form) <= PIECE}
        self._pieces = {piece for form in forms - self._short for piece in _pieces(form)}

    def is_in(self, said: str) -> bool:
        """Whether any of it is to be seen there, however it is folded, quoted or cut off."""
        plain = _plain(said)
        return any(form in plain for form in self._short) or any(
            piece in self._pieces for piece in _pieces(plain)
        )


def plain_answer(user: str, secret: Secret) -> str:
    """What SASL PLAIN says (RFC 4616)."""
    return f"\0{user}\0{secret.value}"


def token_answer(user: str, secret: Secret) -> str:
    """What XOAUTH2 says."""
    return f"user={user}\1auth=Bearer {secret.value}\1\1"


def coded(text: str) -> str:
    """As it goes over the line."""
    return b64encode(text.encode()).decode("ascii")


def _forms(user: str, secret: Secret) -> Iterator[str]:
    yield secret.value
    yield secret.value.encode().decode("ascii", "backslashreplace")
    for said in (secret.value, plain_answer(user, secret), token_answer(user, secret)):
        yield coded(said)


def _plain(said: str) -> str:
    """Without what a server folds and quotes it by, which is not always undone here."""
    return "".join(said.split()).replace("\\", "").casefold()


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + PIECE] for at in range(len(text) - PIECE + 1))
