"""Bars of blocks: how much of what, told by their signs, not by their colour alone."""

from vipdesk.widgets.lines import Line, Piece

EIGHTHS = " ▏▎▍▌▋▊▉"
WHOLE, MISSED = "█", "░"


def bar(count: int, most: int, wide: int) -> str:
    """`count` of `most` in at most `wide` cells, to an eighth of one; never nothing for some."""
    if count <= 0 or most <= 0 or wide <= 0:
        return ""
    eighths = max(8 * wide * min(count, most) // most, 1)
    rest = EIGHTHS[eighths % 8] if eighths % 8 else ""
    return WHOLE * (eighths // 8) + rest


def share(met: int, of: int, most: int, wide: int) -> Line:
    """What was met as whole blocks, what was missed as pale ones behind them."""
    if of <= 0 or most <= 0 or wide <= 0:
        return ()
    whole = max(wide * min(of, most) // most, 1)
    kept = whole * met // of
    if met < of:
        kept = min(kept, whole - 1)
    pieces: list[Piece] = [(WHOLE * kept, "met"), (MISSED * (whole - kept), "breached")]
    return tuple(piece for piece in pieces if piece[0])
