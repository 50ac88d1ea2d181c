"""What a screen says, for whoever looks for words that were left in the original."""

import re
from collections.abc import Container
from functools import cache

from tests.catalogue import catalogues

FRAMES = re.compile(r"[│╭╮╰╯─▁▂▃▄▅▆▇█▊▎▌▐]")


def words_of(shown: str) -> str:
    """All that is shown in one line: a sentence may go on in the next row."""
    return " ".join(FRAMES.sub(" ", shown).split())


def left_over(shown: str, but: Container[str] = ()) -> list[str]:
    """What the screen says in the original though Italian says it otherwise."""
    said = words_of(shown)
    return sorted(
        words
        for words in _original()
        if words not in but and words in said and re.search(_alone(words), said)
    )


@cache
def _original() -> frozenset[str]:
    found = set()
    for path, catalogue in catalogues():
        if path.parts[-3] == "it":
            for message in catalogue:
                words = str(message.id).strip() if isinstance(message.id, str) else ""
                told = len(words) > len("four") and "{" not in words
                if told and words != str(message.string).strip():
                    found.add(words)
    return frozenset(found)


def _alone(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)"
