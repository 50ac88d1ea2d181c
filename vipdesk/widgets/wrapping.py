"""Text broken into lines that fit, counted in terminal cells."""

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells


def wrap(text: str, width: int) -> Iterator[str]:
    """The lines of `text` at most `width` cells wide; words are kept whole where they fit."""
    width = max(width, 1)
    for line in text.split("\n"):
        if (len(line) if line.isascii() else cell_len(line)) <= width:
            yield line
        else:
            yield from _broken(line, width)


def _broken(line: str, width: int) -> Iterator[str]:
    indent = line[: len(line) - len(line.lstrip(" "))][: width // 2]
    current, room = indent, width - len(indent)
    for word in line.strip(" ").split(" "):
        size = cell_len(word)
        gap = bool(current.strip())
        if size + gap <= room:
            current, room = f"{current}{' ' * gap}{word}", room - size - gap
            continue
        if gap:
            yield current
        *whole, word = chop_cells(word, width - len(indent)) or [""]
        yield from (indent + piece for piece in whole)
        current = indent + word
        room = width - cell_len(current)
    yield current
