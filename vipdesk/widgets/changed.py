"""Where two texts differ, so that only that much is painted again."""

from collections.abc import Sequence

from rich.cells import cell_len

from vipdesk.widgets.lines import Line, plain


def stretch(new: Sequence[object], old: Sequence[object]) -> tuple[int, int]:
    """From which place to before which one they differ; an empty stretch where they do not."""
    longest, shared = max(len(new), len(old)), min(len(new), len(old))
    begin = next((at for at in range(shared) if new[at] != old[at]), shared)
    if len(new) != len(old):
        return begin, longest
    last = next((at for at in range(longest, begin, -1) if new[at - 1] != old[at - 1]), begin)
    return begin, last


def stretch_of_text(new: str, old: str) -> tuple[int, int]:
    """The same of two texts, in cells; all of them where not each letter is one cell wide."""
    widths = cell_len(new), cell_len(old)
    if new != old and widths != (len(new), len(old)):
        return 0, max(widths)
    return stretch(new, old)


def stretch_of_lines(new: Line, old: Line) -> tuple[int, int]:
    """The same of two lines, a change of look included."""
    texts = plain(new), plain(old)
    widths = [cell_len(text) for text in texts]
    if widths != [len(text) for text in texts]:
        return 0, max(widths)
    looks = [[(letter, look) for text, look in one for letter in text] for one in (new, old)]
    return stretch(*looks)
