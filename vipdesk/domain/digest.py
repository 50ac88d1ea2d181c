"""SHA-256 without the encryption library, which takes as long to load as forty files of ours."""

import re
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

PLAIN = ("_sha2", "_sha256")
"""What Python's own is called, since 3.12 and before it."""

_VERSION_DIGITS = 12
_VERSION = re.compile(f"[0-9a-f]{{{_VERSION_DIGITS}}}")


def _sha256() -> Callable[[bytes], Any]:
    """Python's own, as its `random` takes it, or what it has in its place."""
    for name in PLAIN:
        with suppress(ImportError, AttributeError):
            own: Callable[[bytes], Any] = import_module(name).sha256
            return own
    from hashlib import sha256

    return sha256


def digest_of(content: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal digits; for what is not long."""
    return str(_sha256()(content).hexdigest())


def version_of(text: str) -> str:
    """What a policy of that text is called."""
    return digest_of(text.encode())[:_VERSION_DIGITS]


def is_version_of(version: str, text: str) -> bool:
    """Whether it can be: the first programs called a policy as its text said."""
    return version == version_of(text) or _VERSION.fullmatch(version) is None
