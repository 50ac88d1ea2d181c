"""Names of people: the same whatever the case and the form they are typed in, or only alike."""

import unicodedata


def composed(name: str) -> str:
    """A letter and its accent as one character, however they were typed."""
    return unicodedata.normalize("NFC", name)


def same(name: str, other: str) -> bool:
    """Whether both are the one name, whatever the case and the blanks."""
    return _key(name) == _key(other)


def alike(name: str, other: str) -> bool:
    """Whether they differ in accents, case and blanks at most, and a reader may take them so."""
    return _bare(name) == _bare(other)


def _key(name: str) -> str:
    return " ".join(composed(composed(name).casefold()).split())


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
