"""Text inside Markdown that is shown as it is."""

import re

_OBEYED = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@:.=-])")
"""What a reader of Markdown might take as more than a sign, links that nobody marked too."""


def escaped(text: str) -> str:
    """The same words, that mark nothing up."""
    return _OBEYED.sub(r"\\\1", text)
