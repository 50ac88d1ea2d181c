"""A byte that is no text is one odd key, not the end of the program (design: safety, 3d)."""

import codecs
from collections.abc import Callable

from textual.drivers import linux_driver


def forgive_bad_bytes() -> None:
    """From now on the keyboard decoder takes a bad byte for U+FFFD instead of raising."""
    vars(linux_driver)["getincrementaldecoder"] = _forgiving


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return lambda: codecs.getincrementaldecoder(encoding)(errors="replace")
